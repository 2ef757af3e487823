"""A paragraph's properties, written in the order the schema wants them."""

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.length import Length, pt, twips
from reportgen.write_docx.markup import value

_HIGH = ("<m:num>", "<m:nary>", "<m:rad>")
"""What a formula must hold to be higher than its line; a picture of one is let down."""
_MOST_KINDS = 512
_NEXT_TO_NOTHING = pt(0.1)
SPACER = "Spacer"
"""The style of paragraphs without words."""


class Format(Struct, frozen=True):
    """What a paragraph says beyond its style."""

    style: str
    keep_next: bool = False
    keep_lines: bool = False
    breaks_page: bool = False
    number: tuple[int, int] | None = None
    """List and level; list 0 takes a style's number away."""
    tabs: str = ""
    before: Length | None = None
    """Space above, where the style's own is not wanted."""
    after: Length | None = None
    """Space below, where the style's own is not wanted."""
    pitch: Length | None = None
    """The least height of a line, for what is no text."""
    keeps_pitch: bool = False
    """Whether its lines are exactly so high."""
    left: Length = 0
    """Indent of all lines; it takes the style's first-line indent away."""
    right: Length = 0
    """Indent at the right of all lines."""
    hanging: Length = 0
    """How far the first line stands out of ``left``."""
    is_flush: bool = False
    """Whether its style's first-line indent is taken away."""
    alignment: str = ""
    frame: str = ""
    """A w:framePr, for what stands at a fixed place of the sheet."""
    rules: str = ""
    """A w:pBdr."""
    is_exact: bool = True
    """Whether its style has an exact pitch, which cuts what is higher."""
    opens: bool = False
    """Whether lines may be higher than their pitch."""

    def aligned(self, alignment: str) -> "Format":
        """Return the same, aligned otherwise."""
        return replace(self, alignment=alignment)

    def indented(self, left: Length) -> "Format":
        """Return the same, indented."""
        return replace(self, left=left)

    def tabbed(self, *stops: str) -> "Format":
        """Return the same from the left, with tab stops."""
        return replace(self, tabs="".join(stops), alignment="left")

    def xml(self) -> str:
        """Return the w:pPr (its order: ECMA-376 Part 1, A.1, CT_PPrBase)."""
        parts = [value("pStyle", self.style)]
        if self.keep_next:
            parts.append("<w:keepNext/>")
        if self.keep_lines:
            parts.append("<w:keepLines/>")
        if self.breaks_page:
            parts.append("<w:pageBreakBefore/>")
        parts.append(self.frame)
        if self.number:
            number, level = self.number
            parts.append(f"<w:numPr>{value('ilvl', level)}{value('numId', number)}</w:numPr>")
        parts.append(self.rules)
        if self.tabs:
            parts.append(f"<w:tabs>{self.tabs}</w:tabs>")
        parts.append(self._spacing())
        if self.hanging:
            left, hanging = twips(self.left), twips(self.hanging)
            parts.append(f'<w:ind w:left="{left}" w:hanging="{hanging}"/>')
        elif self.left:
            right = f' w:right="{twips(self.right)}"' if self.right else ""
            sides = f'w:left="{twips(self.left)}"{right}'
            parts.append(f'<w:ind {sides} w:firstLineChars="0" w:firstLine="0"/>')
        elif self.right or self.is_flush:
            sides = f' w:right="{twips(self.right)}"' if self.right else ""
            first = ' w:firstLineChars="0" w:firstLine="0"' if self.is_flush else ""
            parts.append(f"<w:ind{sides}{first}/>")
        if self.alignment:
            parts.append(value("jc", self.alignment))
        return f"<w:pPr>{''.join(parts)}</w:pPr>"

    def _spacing(self) -> str:
        sides = (("before", self.before), ("after", self.after), ("line", self.pitch))
        said = "".join(f' w:{n}="{twips(size)}"' for n, size in sides if size is not None)
        rule = ""
        if self.pitch is not None or self.opens:
            rule = f' w:lineRule="{"exact" if self.keeps_pitch else "atLeast"}"'
        return f"<w:spacing{said}{rule}/>" if said or rule else ""


def paragraph(form: Format, content: str) -> str:
    """Return a paragraph of ready XML."""
    if form.is_exact and holds_high(content):
        form = replace(form, opens=True)
    return f"<w:p>{_properties(form)}{content}</w:p>"


@lru_cache(_MOST_KINDS)
def _properties(form: Format) -> str:
    """Return the w:pPr: a report has thousands of paragraphs, but few kinds of them."""
    return form.xml()


def holds_high(content: str) -> bool:
    """Tell whether a formula in ``content`` may be higher than its line."""
    if "<w:position " in content:
        return True
    return "<m:" in content and any(mark in content for mark in _HIGH)


def spacer(height: Length, section: str = "", *, breaks_page: bool = False) -> str:
    """Return a paragraph without words, exactly so high; it may start a page or end a section."""
    start = "<w:pageBreakBefore/>" if breaks_page else ""
    pitch = f'<w:spacing w:line="{twips(height)}" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{value('pStyle', SPACER)}{start}{pitch}{section}</w:pPr></w:p>"


def blank(least: Length, *, is_above: bool = False) -> str:
    """Return a paragraph of next to no height that keeps ``least`` between what it parts.

    Its space counts as that of other paragraphs does: the larger of two blanks, not their sum.
    """
    side = "before" if is_above else "after"
    space = f'w:{side}="{twips(least)}" w:line="{twips(_NEXT_TO_NOTHING)}" w:lineRule="exact"'
    return f"<w:p><w:pPr>{value('pStyle', SPACER)}<w:spacing {space}/></w:pPr></w:p>"


def tab_stop(kind: str, place: Length, leader: str = "") -> str:
    """Return a tab stop."""
    dots = f' w:leader="{leader}"' if leader else ""
    return f'<w:tab w:val="{kind}"{dots} w:pos="{twips(place)}"/>'
