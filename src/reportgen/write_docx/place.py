"""Place: where a block stands inside others, and whether it starts a page."""

from dataclasses import dataclass, field, replace

from reportgen.model.brand import StyleRole
from reportgen.model.length import Length
from reportgen.write_docx.paragraphs import Format


class PageBreaks:
    """Remembers that a page break is asked for until a paragraph can carry it."""

    def __init__(self) -> None:
        self._is_due = False

    def ask(self) -> None:
        """Let the next paragraph start a page."""
        self._is_due = True

    def take(self) -> bool:
        """Tell whether a break is due, once."""
        is_due, self._is_due = self._is_due, False
        return is_due


@dataclass(frozen=True, slots=True)
class Place:
    """The room a block has: its measure, its indent, the role of plain words, the list depth."""

    measure: Length
    left: Length = 0
    role: StyleRole = StyleRole.BODY
    depth: int = 0
    breaks: PageBreaks = field(default_factory=PageBreaks)

    def opened(self, form: Format) -> Format:
        """Return ``form``, on a new page if a break is due."""
        return form.on_new_page() if self.breaks.take() else form

    def inside(self, role: StyleRole, indent: Length) -> "Place":
        """Return the place of blocks inside one that stands here."""
        return replace(self, measure=self.measure - indent, left=self.left + indent, role=role)
