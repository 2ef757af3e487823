"""Place: where a block stands inside others, and whether it starts a page."""

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.model.brand import StyleRole
from reportgen.model.length import Length, pt
from reportgen.write_docx.paragraphs import Format, blank, spacer

_POINT = pt(1)


class PageStart:
    """Remembers that a page starts until a paragraph can carry it; a section starts one itself."""

    def __init__(self, *, is_top: bool = True) -> None:
        self._is_top = is_top
        self._is_asked = False

    def ask(self) -> None:
        """Let the next paragraph start a page."""
        self._is_top = self._is_asked = True

    def opened(self, form: Format) -> Format:
        """Return ``form`` as it is here; the top of a page swallows blanks."""
        if not self._is_top:
            return form
        is_asked, self._is_top, self._is_asked = self._is_asked, False, False
        return replace(form, before=0, breaks_page=is_asked)

    def gap(self, least: Length) -> str:
        """Return a blank above what is no paragraph: a table."""
        is_top, is_asked = self._is_top, self._is_asked
        self._is_top = self._is_asked = False
        return spacer(_POINT, breaks_page=is_asked) if is_top else blank(least, is_above=True)


class Place(Struct, frozen=True):
    """The room a block has: its measure, its indent, the role of plain words, the list depth."""

    measure: Length
    room: Length
    """Height of the page's text."""
    left: Length = 0
    role: StyleRole = StyleRole.BODY
    depth: int = 0
    page: PageStart = field(default_factory=PageStart)

    def inside(self, role: StyleRole, indent: Length) -> "Place":
        """Return the place of blocks inside one that stands here."""
        return replace(self, measure=self.measure - indent, left=self.left + indent, role=role)
