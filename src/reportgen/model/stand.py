"""Stand: where a paragraph of an official letter stands (GB/T 9704-2012)."""

from msgspec import Struct

ATTACHMENT_AT = 5
"""Ems before the names of attachments: two of the indent, and ``附件：``."""
COLON = "："


def number_width(number: str) -> int:
    """Return how much room the number of an attachment has, in thousandths of its size."""
    return 500 * len(number) + 250 if number else 0


class RecordLine(Struct, frozen=True, gc=False):
    """A line of the record (版记), which stands at the foot of the last page between rules."""

    is_first: bool = False
    is_last: bool = False
    lead: int = 0
    """So many characters stand before the others, which hang: ``抄送：``."""
    tail: int = 0
    """So many characters stand at the right: the day."""


class Stand(Struct, frozen=True, gc=False):
    """How a paragraph stands otherwise than its style says."""

    is_flush: bool = False
    """Whether its first line starts at the left edge."""
    lines_above: int = 0
    """Blank lines before it."""
    from_right: int = 0
    """How far from the right edge it ends, in thousandths of its size; 0: it does not."""
    width: int = 0
    """About how wide its words are: they start so far left of there, however wide they are set."""
    lead: int = 0
    """So many characters stand before the name of an attachment, which hangs: ``附件：1.``."""
    record: RecordLine | None = None
