"""Fragment in, Line out: what passes between the paragraph setter and the paginator."""

from dataclasses import dataclass

from reportgen.model.brand import Colour, FontRole
from reportgen.model.length import Length
from reportgen.model.page import GlyphRun


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one look on their way into lines.

    ``key`` is the caller's: neighbours with different keys become different segments of a line,
    so that a link or a mark can be tagged by itself. A raised mark is ``glued``: it never parts
    from the character before it, and never starts a line. ``is_break`` ends the line.
    """

    text: str
    role: FontRole
    size: Length
    colour: Colour
    key: int = 0
    rise: Length = 0
    glued: bool = False
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a line that one key owns: from ``x`` (from the line's left edge), ``width`` wide.

    The runs' places count from the line's left edge and baseline. ``text`` is what was written.
    """

    key: int
    x: Length
    width: Length
    runs: tuple[GlyphRun, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One set line; ``width`` is what its glyphs take (equal to the measure when justified)."""

    segments: tuple[Segment, ...]
    width: Length
