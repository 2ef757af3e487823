"""Fragment in, Line out: what passes between the paragraph setter and the paginator."""

from msgspec import Struct

from reportgen.model.brand import Colour, FontRole
from reportgen.model.chart import Chart
from reportgen.model.length import Length
from reportgen.model.page import GlyphRun


class Drawn(Struct, frozen=True, gc=False):
    """A formula inside a line: what it looks like, how large it is here, how it is written."""

    content: Chart
    width: Length
    height: Length
    depth: Length
    """How far it reaches below the line."""
    text: str


class Fragment(Struct, frozen=True, gc=False):
    """Words of one look on their way into lines.

    ``key`` is the caller's: neighbours with different keys become different segments of a line,
    so that a link or a mark can be tagged by itself. A raised mark is ``glued``: it never parts
    from the character before it, and never starts a line; a script (H₂O, m²) is glued too, but
    what follows stands to it as to any character. ``is_break`` ends the line.
    """

    text: str
    role: FontRole
    size: Length
    colour: Colour
    key: int = 0
    rise: Length = 0
    glued: bool = False
    is_break: bool = False
    is_script: bool = False
    dotted: bool = False
    """Whether a dot stands below each Han character (着重号)."""
    drawn: Drawn | None = None
    """A formula, which the words only name."""


class Segment(Struct, frozen=True, gc=False):
    """The part of a line that one key owns: from ``x`` (from the line's left edge), ``width`` wide.

    The runs' places count from the line's left edge and baseline. ``text`` is what was written.
    """

    key: int
    x: Length
    width: Length
    runs: tuple[GlyphRun, ...]
    text: str
    drawn: Drawn | None = None
    """A formula; its one run is a blank that readers of the glyphs find there."""


class Dot(Struct, frozen=True, gc=False):
    """A dot below a character: its middle counts from the line's left edge and baseline."""

    x: Length
    y: Length
    radius: Length
    colour: Colour


class Line(Struct, frozen=True, gc=False):
    """One set line; ``width`` is what its glyphs take (equal to the measure when justified)."""

    segments: tuple[Segment, ...]
    width: Length
    dots: tuple[Dot, ...] = ()
    above: Length = 0
    """How far its highest formula reaches above the baseline."""
    below: Length = 0
    """How far its deepest formula reaches below it."""
