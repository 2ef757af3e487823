"""Sections: the page and the columns of a run of paragraphs, and how its pages are numbered."""

from msgspec import Struct

from reportgen.model.brand import Brand, PageGeometry, StyleRole
from reportgen.model.length import Length, twips
from reportgen.write_docx.settings import note_numbers
from reportgen.write_docx.story import Story

_ASCENT = 800
"""Where Word sets the baseline of an exact line, in thousandths of its pitch from the top."""
ROMAN = '<w:pgNumType w:fmt="lowerRoman" w:start="1"/>'
DECIMAL = '<w:pgNumType w:fmt="decimal" w:start="1"/>'
GOES_ON = '<w:pgNumType w:fmt="decimal"/>'


class Section(Struct, frozen=True):
    """What one w:sectPr says; ``furniture`` are its references to heads and feet."""

    page: PageGeometry
    columns: int = 1
    furniture: str = ""
    numbers: str = ""
    is_continuous: bool = False
    """Whether it goes on on the page where the section before it ends."""
    has_first: bool = False
    """Whether its first page has heads and feet of its own."""

    def xml(self, story: Story) -> str:
        """Return the w:sectPr (its order: ECMA-376 Part 1, A.1, EG_SectPrContents).

        The grid has a pitch but no type: all lines stand at exact pitches of their own, and with
        w:type="lines" LibreOffice would still round some heights up to it.
        """
        page, brand = self.page, story.brand
        numbers = note_numbers(counts_through=story.document.counts_notes_through)
        pitch = twips(brand.styles[StyleRole.BODY].leading)
        head = _distance(page.head_baseline, brand, StyleRole.RUNNING_HEAD, _ASCENT)
        foot = _distance(page.folio_baseline, brand, StyleRole.FOLIO, 1000 - _ASCENT)
        start = "continuous" if self.is_continuous else "nextPage"
        turned = ' w:orient="landscape"' if page.width > page.height else ""
        return (
            f"<w:sectPr>{self.furniture}<w:footnotePr>{numbers}</w:footnotePr>"
            f'<w:type w:val="{start}"/>'
            f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
            f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.outer)}"'
            f' w:bottom="{twips(page.bottom)}" w:left="{twips(page.inner)}" w:header="{head}"'
            f' w:footer="{foot}" w:gutter="0"/>{self.numbers}{self._columns()}'
            f"{'<w:titlePg/>' if self.has_first else ''}"
            f'<w:docGrid w:linePitch="{pitch}"/>{self._note_columns()}</w:sectPr>'
        )

    def _columns(self) -> str:
        count = f' w:num="{self.columns}"' if self.columns > 1 else ""
        return f'<w:cols{count} w:space="{twips(self.page.column_gap)}"/>'

    def _note_columns(self) -> str:
        """Say that notes use the whole width below columns, as they do in the PDF."""
        return '<w15:footnoteColumns w:val="1"/>' if self.columns > 1 else ""


def _distance(baseline: Length, brand: Brand, role: StyleRole, part: int) -> int:
    """Return how far the line of ``role`` stands from the edge of the sheet, in twips."""
    return max(0, twips(baseline - brand.styles[role].leading * part // 1000))
