"""Place: where a block stands inside others, and whether it starts a page."""

from dataclasses import dataclass, field, replace

from reportgen.model.brand import StyleRole
from reportgen.model.length import Length
from reportgen.write_docx.paragraphs import Format


class PageStart:
    """Remembers that a page starts until a paragraph can carry it; a section starts one itself."""

    def __init__(self) -> None:
        self._is_top = True
        self._is_asked = False

    def ask(self) -> None:
        """Let the next paragraph start a page."""
        self._is_top = self._is_asked = True

    def take(self, form: Format) -> Format:
        """Return ``form``, on a new page if one is asked for; page edges swallow blanks."""
        if not self._is_top:
            return form
        breaks_page, self._is_top, self._is_asked = self._is_asked, False, False
        return replace(form, before=0, breaks_page=breaks_page)


@dataclass(frozen=True, slots=True)
class Place:
    """The room a block has: its measure, its indent, the role of plain words, the list depth."""

    measure: Length
    left: Length = 0
    role: StyleRole = StyleRole.BODY
    depth: int = 0
    page: PageStart = field(default_factory=PageStart)

    def opened(self, form: Format) -> Format:
        """Return ``form`` as it is at this place of the page."""
        return self.page.take(form)

    def inside(self, role: StyleRole, indent: Length) -> "Place":
        """Return the place of blocks inside one that stands here."""
        return replace(self, measure=self.measure - indent, left=self.left + indent, role=role)
