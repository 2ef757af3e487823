"""What report.yaml declares of sending: the delivery."""

from msgspec import Struct

from reportgen.diag import Span
from reportgen.model.report.blocks import Blocks
from reportgen.model.report.inlines import Inlines
from reportgen.model.terms import Terms


class DeliverySpec(Struct, frozen=True, gc=False):
    """Who gets the files by mail. ``server`` is a name in the operator's own configuration.

    ``attachment`` names the attached files (nothing: as in the folder); ``max_bytes`` bounds the
    whole message as it is sent.
    """

    server: str
    sender: str
    recipients: tuple[str, ...]
    subject: Inlines
    body: Blocks
    attach: tuple[str, ...]
    attachment: Inlines
    max_bytes: int
    span: Span
    copies: tuple[str, ...] = ()
    """Who gets a copy that the others see."""
    blind: tuple[str, ...] = ()
    """Who gets a copy that the others do not see."""
    group: str = ""
    """Letters of one group to one mailbox go in one message."""
    terms: Terms = Terms()
