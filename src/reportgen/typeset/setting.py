"""Setting: what every block is set with, and what surrounds it."""

from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.fonts import FontSet
from reportgen.model.brand import Alignment, Brand, Style, StyleRole
from reportgen.model.document import Pieces
from reportgen.model.length import Length, pt
from reportgen.model.page import TableLayout
from reportgen.typeset.fragments import Citations, Wording, plain, wording
from reportgen.typeset.line import Line
from reportgen.typeset.paragraph import set_lines
from reportgen.typeset.slots import Slots
from reportgen.typeset.strip import Panel
from reportgen.typeset.structure import Tree

ENDLESS = pt(100_000)


class Surround(Struct, frozen=True):
    """Where blocks stand: their column, their parent element, the role of plain paragraphs."""

    x: Length
    width: Length
    element: int
    room: Length
    """Height of the page's text."""
    body: StyleRole = StyleRole.BODY
    panels: tuple[Panel, ...] = ()
    is_flush: bool = False
    """Whether first lines are not indented, as beside the label of a list."""

    def indented(self, left: Length, right: Length = 0) -> "Surround":
        """Return a narrower column inside this one."""
        return replace(self, x=self.x + left, width=self.width - left - right)


class Setting(Struct, frozen=True):
    """The brand, its fonts, and what grows while a document is set."""

    brand: Brand
    fonts: FontSet
    tree: Tree
    slots: Slots
    citations: Citations
    tables: dict[str, TableLayout] = field(default_factory=dict)
    """How each table was set, by anchor."""

    def style(self, role: StyleRole) -> Style:
        """Return the brand's style for ``role``."""
        return self.brand.styles[role]

    def wording(self, pieces: Pieces, style: Style) -> Wording:
        """Return ``pieces`` as fragments with their targets."""
        return wording(pieces, style, self.brand, self.citations, self.slots)

    def lines(self, words: Wording, measure: Length, style: Style) -> tuple[Line, ...]:
        """Set ``words`` in lines of ``measure``."""
        return set_lines(words.fragments, measure, style, self.fonts)

    def line(self, words: Wording, style: Style) -> Line:
        """Set ``words`` in one line of its natural width."""
        lines = self.lines(words, ENDLESS, flush(style))
        return lines[0] if lines else Line((), 0)

    def text(self, text: str, style: Style) -> Line:
        """Set plain ``text`` in one line of its natural width."""
        return self.line(Wording(plain(text, style), {}), style)


@lru_cache(maxsize=256)
def flush(style: Style) -> Style:
    """Return ``style`` starting at the left, without indent."""
    return replace(style, first_indent=0, alignment=Alignment.START)
