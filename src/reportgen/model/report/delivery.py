"""What report.yaml declares of running and sending: schedules and the delivery."""

from enum import StrEnum

from msgspec import Struct

from reportgen.diag import Span
from reportgen.model.report.blocks import Blocks
from reportgen.model.report.inlines import Inlines


class CatchUp(StrEnum):
    """What happens to occurrences that were missed while nothing ran."""

    LATEST = "latest"
    ALL = "all"
    NONE = "none"


class Action(StrEnum):
    """What an occurrence does."""

    BUILD = "build"
    SEND = "send"


class ScheduleSpec(Struct, frozen=True, gc=False):
    """When a report runs by itself: a cron line in a time zone."""

    name: str
    cron: str
    zone: str
    catch_up: CatchUp
    actions: tuple[Action, ...]
    span: Span


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
