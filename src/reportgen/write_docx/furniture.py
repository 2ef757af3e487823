"""Furniture: running heads, folios, and the sections that carry them."""

from reportgen.model.brand import Brand, StyleRole
from reportgen.model.length import Length, twips
from reportgen.write_docx.columns import width
from reportgen.write_docx.fields import field
from reportgen.write_docx.inlines import plain_runs
from reportgen.write_docx.markup import root, run
from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.paragraphs import Format, paragraph
from reportgen.write_docx.settings import NOTE_NUMBERS
from reportgen.write_docx.styles import style_id

LAST_PAGE = "_rg_end"
"""The bookmark at the end of the body: SECTIONPAGES would break if a section split it."""
_ASCENT = 800
"""Where Word sets the baseline of an exact line, in thousandths of its pitch from the top."""


def furniture_parts(title: str, body_pages: int, brand: Brand, *, has_front: bool) -> list[Part]:
    """Return the running head and the folios that the sections of a document ask for."""
    # Word shows the chapter of each page. A reader that cannot work the field out would show
    # one stored chapter on all pages: so none is stored.
    head = field("STYLEREF 1", " ") + run("<w:tab/>") + plain_runs(_shortened(title, brand))
    total = field(f"PAGEREF {LAST_PAGE}", str(body_pages))
    folio = plain_runs("第") + field("PAGE", "1") + plain_runs("页 / 共") + total
    parts = [
        _part("header", 1, StyleRole.RUNNING_HEAD, head),
        _part("footer", 1, StyleRole.FOLIO, folio + plain_runs("页")),
    ]
    if has_front:
        parts.append(_part("footer", 2, StyleRole.FOLIO, field("PAGE", "i")))
    return parts


def _shortened(title: str, brand: Brand) -> str:
    """Return ``title``, cut where it would take more than two fifths of the line."""
    room, size = brand.page.measure * 2 // 5, brand.styles[StyleRole.RUNNING_HEAD].size
    words = title
    while width(words, size) > room:
        title = title[:-1]
        words = f"{title}……"
    return words


def cover_section(brand: Brand) -> str:
    """Return the section of the cover: no furniture."""
    return _section(brand)


def front_section(brand: Brand, relationships: Relationships) -> str:
    """Return the section of the front matter, counted i, ii and so on."""
    footer = relationships.add("footer", "footer2.xml")
    numbers = '<w:pgNumType w:fmt="lowerRoman" w:start="1"/>'
    return _section(brand, _reference("footer", footer), numbers)


def body_section(brand: Brand, relationships: Relationships) -> str:
    """Return the section of the body: counted anew from 1."""
    header = relationships.add("header", "header1.xml")
    footer = relationships.add("footer", "footer1.xml")
    numbers = '<w:pgNumType w:fmt="decimal" w:start="1"/>'
    return _section(brand, _reference("header", header) + _reference("footer", footer), numbers)


def _reference(kind: str, name: str) -> str:
    return f'<w:{kind}Reference w:type="default" r:id="{name}"/>'


def _part(kind: str, number: int, role: StyleRole, content: str) -> Part:
    tag = "hdr" if kind == "header" else "ftr"
    words = paragraph(Format(style_id(role)), content)
    return Part(f"word/{kind}{number}.xml", kind, root(tag, words).encode())


def _section(brand: Brand, furniture: str = "", numbers: str = "") -> str:
    """Return a w:sectPr (its order: ECMA-376 Part 1, A.1, EG_SectPrContents).

    The grid has a pitch but no type: all lines stand at exact pitches of their own, and with
    w:type="lines" LibreOffice would still round some heights up to it.
    """
    page = brand.page
    pitch = twips(brand.styles[StyleRole.BODY].leading)
    head = _distance(page.head_baseline, brand, StyleRole.RUNNING_HEAD, _ASCENT)
    foot = _distance(page.folio_baseline, brand, StyleRole.FOLIO, 1000 - _ASCENT)
    return (
        f"<w:sectPr>{furniture}<w:footnotePr>{NOTE_NUMBERS}</w:footnotePr>"
        f'<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.outer)}"'
        f' w:bottom="{twips(page.bottom)}" w:left="{twips(page.inner)}" w:header="{head}"'
        f' w:footer="{foot}" w:gutter="0"/>{numbers}<w:cols w:space="425"/>'
        f'<w:docGrid w:linePitch="{pitch}"/></w:sectPr>'
    )


def _distance(baseline: Length, brand: Brand, role: StyleRole, part: int) -> int:
    """Return how far the line of ``role`` stands from the edge of the sheet, in twips."""
    return max(0, twips(baseline - brand.styles[role].leading * part // 1000))
