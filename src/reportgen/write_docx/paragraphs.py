"""A paragraph's properties, written in the order the schema wants them."""

from dataclasses import dataclass, replace

from reportgen.model.length import Length, twips
from reportgen.write_docx.markup import value


@dataclass(frozen=True, slots=True)
class Format:
    """What a paragraph says beyond its style."""

    style: str
    keep_next: bool = False
    breaks_page: bool = False
    number: tuple[int, int] | None = None
    """List and level; list 0 takes a style's number away."""
    left: Length | None = None
    """Indent of all lines; it also takes the style's first-line indent away."""
    before: int | None = None
    """Space above in twips, where the style's own is not wanted."""
    alignment: str = ""
    section: str = ""

    def on_new_page(self) -> "Format":
        """Return the same, starting a page."""
        return replace(self, breaks_page=True)

    def xml(self) -> str:
        """Return the w:pPr (its order: ECMA-376 Part 1, A.1, CT_PPrBase)."""
        parts = [value("pStyle", self.style)]
        if self.keep_next:
            parts.append("<w:keepNext/>")
        if self.breaks_page:
            parts.append("<w:pageBreakBefore/>")
        if self.number:
            number, level = self.number
            parts.append(f"<w:numPr>{value('ilvl', level)}{value('numId', number)}</w:numPr>")
        if self.before is not None:
            parts.append(f'<w:spacing w:before="{self.before}"/>')
        if self.left is not None:
            parts.append(f'<w:ind w:left="{twips(self.left)}" w:firstLineChars="0" w:firstLine="0"/>')
        if self.alignment:
            parts.append(value("jc", self.alignment))
        return f"<w:pPr>{''.join(parts)}{self.section}</w:pPr>"


def paragraph(form: Format, content: str) -> str:
    """Return a paragraph of ready XML."""
    return f"<w:p>{form.xml()}{content}</w:p>"
