"""Furniture: running heads and folios."""

from dataclasses import replace

from reportgen.model.brand import Brand, PageGeometry, StyleRole
from reportgen.write_docx.columns import width
from reportgen.write_docx.fields import field
from reportgen.write_docx.inlines import plain_runs
from reportgen.write_docx.markup import root, run
from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.paragraphs import Format, paragraph, tab_stop
from reportgen.write_docx.styles import style_id

LAST_PAGE = "_rg_end"
"""The bookmark at the end of the body: SECTIONPAGES would break if a section split it."""


class Furniture:
    """Writes the heads and feet that sections ask for, each once."""

    def __init__(self, title: str, body_pages: int, brand: Brand) -> None:
        self._title = title
        self._body_pages = body_pages
        self._brand = brand
        self._parts: dict[str, Part] = {}

    @property
    def parts(self) -> list[Part]:
        """What was asked for."""
        return list(self._parts.values())

    def front(self, relationships: Relationships) -> str:
        """Return the references of the front matter."""
        folio = field("PAGE", "i")
        return self._reference("footer", 2, _words(StyleRole.FOLIO, folio), relationships)

    def body(self, page: PageGeometry, relationships: Relationships) -> str:
        """Return the references of a section of the body on sheets like ``page``."""
        # Word shows the chapter of each page. A reader that cannot work the field out would show
        # one stored chapter on all pages: so none is stored.
        title = plain_runs(_shortened(self._title, page, self._brand))
        head = field("STYLEREF 1", " ") + run("<w:tab/>") + title
        is_upright = page == self._brand.page
        form = Format(style_id(StyleRole.RUNNING_HEAD))
        if not is_upright:
            clear = tab_stop("clear", self._brand.page.measure)
            form = replace(form, tabs=clear + tab_stop("right", page.measure))
        header = paragraph(form, head)
        total = field(f"PAGEREF {LAST_PAGE}", str(self._body_pages))
        folio = plain_runs("第") + field("PAGE", "1") + plain_runs("页 / 共") + total
        footer = _words(StyleRole.FOLIO, folio + plain_runs("页"))
        return self._reference(
            "header", 1 if is_upright else 2, header, relationships
        ) + self._reference("footer", 1, footer, relationships)

    def _reference(self, kind: str, number: int, words: str, relationships: Relationships) -> str:
        name = f"{kind}{number}.xml"
        tag = "hdr" if kind == "header" else "ftr"
        self._parts[name] = Part(f"word/{name}", kind, root(tag, words).encode())
        target = relationships.add(kind, name)
        return f'<w:{kind}Reference w:type="default" r:id="{target}"/>'


def _words(role: StyleRole, content: str) -> str:
    return paragraph(Format(style_id(role)), content)


def _shortened(title: str, page: PageGeometry, brand: Brand) -> str:
    """Return ``title``, cut where it would take more than two fifths of the line."""
    room, size = page.measure * 2 // 5, brand.styles[StyleRole.RUNNING_HEAD].size
    words = title
    while width(words, size) > room:
        title = title[:-1]
        words = f"{title}……"
    return words
