"""Letter: what a report says to its readers by mail, every number filled in."""

from msgspec import Struct

from reportgen.model.document import Blocks
from reportgen.model.terms import Terms


class Letter(Struct, frozen=True, gc=False):
    """One letter to several recipients, each of whom gets a message of his own."""

    server: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    blocks: Blocks
    attach: tuple[str, ...]
    attachment: str
    """The attached files' name without its ending; nothing: as in the folder."""
    max_bytes: int
    copies: tuple[str, ...] = ()
    """Who gets a copy that the others see (Cc)."""
    blind: tuple[str, ...] = ()
    """Who gets a copy that the others do not see (Bcc)."""
    group: str = ""
    """Letters of one group to one mailbox go in one message."""
    terms: Terms = Terms()
