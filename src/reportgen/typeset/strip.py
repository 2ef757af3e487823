"""Strip: a piece of the galley that no page end may cut, and the marks it carries.

Places in a strip count from its upper left corner, y downwards.
"""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import Colour
from reportgen.model.length import Length
from reportgen.model.page import GlyphRun, Tag
from reportgen.typeset.line import Line


class NoteCall(Struct, frozen=True, gc=False):
    """A note that belongs to the foot of this page, and the anchor of the mark that calls it."""

    note: str
    mark: str


class Target(Struct, frozen=True, gc=False):
    """What the words of one fragment key are besides words: a link, a mark, or both."""

    tags: tuple[Tag, ...]
    """The elements around the words, outermost first."""
    anchor: str = ""
    url: str = ""
    spoken: str = ""
    """What a reader is told about the link."""
    stands: str = ""
    """The anchor that these words themselves bear."""
    calls: tuple[NoteCall, ...] = ()
    numbered: str = ""
    """The author's note whose number of the page these words show."""
    page_of: str = ""
    """The anchor whose page these words show; it is not known when they are set."""
    alt: str = ""
    """What a formula says."""


class Story:
    """The words of one structure element; remembers what was opened for each key."""

    __slots__ = ("element", "links", "rest", "targets")

    def __init__(self, element: int, targets: Mapping[int, Target]) -> None:
        self.element = element
        self.targets = targets
        self.links: dict[int, int] = {}
        self.rest = -1
        """The element of the words behind the last link; -1 when there is none yet."""


NO_AREA: Length = -1
"""The ``reach`` of words whose link another area on the line covers."""


class Words(Struct, frozen=True, gc=False):
    """A set line. Without a story it is furniture; link areas reach at least to ``reach``."""

    line: Line
    x: Length
    baseline: Length
    story: Story | None
    reach: Length = 0


class Rule(Struct, frozen=True, gc=False):
    """A filled rectangle."""

    x: Length
    y: Length
    width: Length
    height: Length
    colour: Colour


class PictureMark(Struct, frozen=True, gc=False):
    """The place of a chart or an image, known by its figure's anchor."""

    key: str
    x: Length
    y: Length
    width: Length
    height: Length
    element: int


class SlotMark(Struct, frozen=True, gc=False):
    """The place of what is known only at the end; it belongs to a link of ``story``."""

    name: str
    x: Length
    baseline: Length
    story: Story
    key: int


Mark: TypeAlias = Words | Rule | PictureMark | SlotMark


class Panel(Struct, frozen=True, gc=False):
    """What stands behind strips and goes on over page ends: a tint, a bar at the left, rules."""

    x: Length
    width: Length
    padding: Length
    """Above the first strip and below the last of each page."""
    margin: Length
    """Around the whole."""
    tint: Colour | None = None
    bar: Colour | None = None
    rules: Colour | None = None


class Continuation(Struct, frozen=True, gc=False):
    """What a page end inside a table adds: a rule under this page, a head on the next."""

    closing: Rule
    strips: "tuple[Strip, ...]"


class Strip(Struct, frozen=True, gc=False):
    """An unbreakable piece.

    Of the blanks ``after`` one strip and ``before`` the next the larger counts; page edges swallow
    both.
    """

    height: Length
    marks: tuple[Mark, ...]
    before: Length = 0
    after: Length = 0
    keeps: bool = False
    """The page may not end after it."""
    starts_page: bool = False
    anchors: tuple[str, ...] = ()
    calls: tuple[NoteCall, ...] = ()
    panels: tuple[Panel, ...] = ()
    """What stands behind it, outermost first."""
    chapter: str = ""
    """The words of a first-level heading, for the running head."""
    continuation: Continuation | None = None
    """For when a page ends before this strip."""
    sinks: bool = False
    """Whether its chain stands at the foot of the page."""
    give: Length = 0
    """How much lower its picture may be drawn, so that the page holds it."""


def lowered(strip: Strip, by: Length) -> Strip:
    """Return ``strip`` with its picture, and itself, lower."""
    marks = tuple(
        replace(mark, height=mark.height - by) if isinstance(mark, PictureMark) else mark
        for mark in strip.marks
    )
    return replace(strip, height=strip.height - by, marks=marks, give=0)


def glyphs(line: Line, x: Length) -> tuple[GlyphRun, ...]:
    """Return the runs of ``line``, moved to the right by ``x``."""
    return tuple(
        replace(run, x=run.x + x) if x else run for each in line.segments for run in each.runs
    )
