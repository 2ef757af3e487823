"""The Word file: its parts, written one after the other and packed."""

from collections.abc import Callable, Collection

from reportgen.model.brand import Brand, StyleRole
from reportgen.model.chart import Chart, WordPicture
from reportgen.model.document import Document
from reportgen.model.length import Length, pt
from reportgen.model.page import Layout
from reportgen.write_docx.blocks import write_blocks
from reportgen.write_docx.columns import width
from reportgen.write_docx.cover import cover_blocks
from reportgen.write_docx.furniture import (
    LAST_PAGE,
    body_section,
    cover_section,
    front_section,
    furniture_parts,
)
from reportgen.write_docx.markup import root
from reportgen.write_docx.notes import notes_part
from reportgen.write_docx.numbering import Lists
from reportgen.write_docx.package import Part, pack, package_relationships
from reportgen.write_docx.paragraphs import spacer
from reportgen.write_docx.place import Place
from reportgen.write_docx.properties import property_parts
from reportgen.write_docx.settings import settings_part
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import styles_part
from reportgen.write_docx.survey import survey
from reportgen.write_docx.theme import theme_part
from reportgen.write_docx.typefaces import font_table

_END = "</w:p>"
_POINT = pt(1)


def write_docx(
    document: Document,
    layout: Layout,
    brand: Brand,
    pictures: Callable[[Chart], WordPicture],
) -> bytes:
    """Return ``document`` as a native Word file, its page numbers those of ``layout``."""
    seen = survey(document)
    lists = Lists(seen.headings, _hanging(seen.listed, brand))
    story = Story(document, layout, brand, seen, lists, pictures)
    furniture = furniture_parts(
        document.cover.title, layout.body_pages, brand, has_front=bool(document.front)
    )
    body = _body(story)
    notes = notes_part(story)
    written = {
        "styles": styles_part(brand),
        "numbering": lists.xml(),
        "settings": settings_part(brand.page),
        "fontTable": font_table(brand),
    }
    parts = [Part(f"word/{name}.xml", name, xml.encode()) for name, xml in written.items()]
    parts.append(Part("word/theme/theme1.xml", "theme", theme_part(brand).encode()))
    for name in (*written, "footnotes"):
        story.relationships.add(name, f"{name}.xml")
    story.relationships.add("theme", "theme/theme1.xml")
    parts += [notes, *furniture, *story.media.parts, *property_parts(document, brand)]
    parts.append(Part("word/document.xml", "document", body.encode(), story.relationships))
    return pack(parts, package_relationships(has_custom=document.label is not None))


def _body(story: Story) -> str:
    """Return document.xml: cover, front matter and body, each a section of its own."""
    document, brand = story.document, story.brand
    parts = [*cover_blocks(story), spacer(_POINT, cover_section(brand))]
    if document.front:
        parts += write_blocks(document.front, Place(brand.page.measure), story)
        parts.append(spacer(_POINT, front_section(brand, story.relationships)))
    body = write_blocks(document.body, Place(brand.page.measure), story) or ["<w:p></w:p>"]
    body[-1] = _ended(body[-1], story)
    parts += [*body, body_section(brand, story.relationships)]
    return root("document", f"<w:body>{''.join(parts)}</w:body>", "w r a pic wp wps mc")


def _ended(last: str, story: Story) -> str:
    """Return the last paragraph with the end of the body marked round its last run.

    A paragraph of its own could slip onto an empty page, and LibreOffice loses an empty mark.
    """
    start = max(last.rfind("<w:r>"), 0)
    end = last.rfind("</w:r>") + len("</w:r>") if start else last.rfind(_END)
    start = start or end
    return last[:start] + story.bookmarks.wrap(LAST_PAGE, last[start:end]) + last[end:]


def _hanging(listed: Collection[int], brand: Brand) -> Length:
    """Return how far the words of the bibliography hang behind its widest number."""
    size = brand.styles[StyleRole.BIBLIOGRAPHY].size
    return width(f"[{max(listed, default=1)}]", size) + size // 2
