"""Stand: where a paragraph of an official letter stands (GB/T 9704-2012)."""

from msgspec import Struct


class Stand(Struct, frozen=True, gc=False):
    """How a paragraph stands otherwise than its style says."""

    is_flush: bool = False
    """Whether its first line starts at the left edge."""
    lines_above: int = 0
    """Blank lines before it."""
    from_right: int = 0
    """How far from the right edge it ends, in thousandths of its size; 0: it does not."""
