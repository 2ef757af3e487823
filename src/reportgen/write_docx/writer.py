"""The Word file: its parts, written one after the other and packed."""

from collections.abc import Callable, Collection

from reportgen.model.brand import Brand, StyleRole
from reportgen.model.chart import Chart, WordPicture
from reportgen.model.document import Document
from reportgen.model.length import Length
from reportgen.model.page import Layout
from reportgen.write_docx.body import body_part
from reportgen.write_docx.columns import width
from reportgen.write_docx.furniture import Furniture
from reportgen.write_docx.notes import notes_part
from reportgen.write_docx.numbering import Lists
from reportgen.write_docx.package import Part, pack, package_relationships
from reportgen.write_docx.properties import property_parts
from reportgen.write_docx.settings import settings_part
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import styles_part
from reportgen.write_docx.survey import survey
from reportgen.write_docx.theme import theme_part
from reportgen.write_docx.typefaces import font_table


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
    furniture = Furniture(document, layout.body_pages, brand)
    body = body_part(story, furniture)
    notes = notes_part(story)
    written = {
        "styles": styles_part(brand),
        "numbering": lists.xml(),
        "settings": settings_part(brand),
        "fontTable": font_table(brand),
    }
    parts = [Part(f"word/{name}.xml", name, xml.encode()) for name, xml in written.items()]
    parts.append(Part("word/theme/theme1.xml", "theme", theme_part(brand).encode()))
    for name in (*written, "footnotes"):
        story.relationships.add(name, f"{name}.xml")
    story.relationships.add("theme", "theme/theme1.xml")
    parts += [notes, *furniture.parts, *story.media.parts, *property_parts(document, brand)]
    parts.append(Part("word/document.xml", "document", body.encode(), story.relationships))
    return pack(parts, package_relationships(has_custom=document.label is not None))


def _hanging(listed: Collection[int], brand: Brand) -> Length:
    """Return how far the words of the bibliography hang behind its widest number."""
    size = brand.styles[StyleRole.BIBLIOGRAPHY].size
    return width(f"[{max(listed, default=1)}]", size) + size // 2
