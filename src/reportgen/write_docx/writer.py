"""The Word file: its parts, written one after the other and packed."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from reportgen.model.brand import Brand, StyleRole
from reportgen.model.document import Document
from reportgen.model.length import Length
from reportgen.model.page import Layout
from reportgen.write_docx.body import body_part, body_parts
from reportgen.write_docx.columns import width
from reportgen.write_docx.furniture import Furniture
from reportgen.write_docx.notes import notes_part
from reportgen.write_docx.numbering import Lists
from reportgen.write_docx.package import Part, pack, package_relationships
from reportgen.write_docx.properties import property_parts
from reportgen.write_docx.settings import settings_part
from reportgen.write_docx.story import DrawChart, DrawPicture, Story
from reportgen.write_docx.styles import styles_part
from reportgen.write_docx.survey import survey
from reportgen.write_docx.theme import theme_part
from reportgen.write_docx.typefaces import font_table

if TYPE_CHECKING:
    from reportgen.write_docx.template import Template


def write_docx(
    document: Document,
    layout: Layout,
    brand: Brand,
    pictures: DrawPicture,
    charts: DrawChart,
    template: "Template | None" = None,
) -> bytes:
    """Return ``document`` as a native Word file, its page numbers those of ``layout``.

    With a ``template``, ``brand`` is the one in its dress, and the words go where it wants them.
    """
    seen = survey(document)
    lists = Lists(seen.headings, _hanging(seen.listed, brand))
    story = Story(document, layout, brand, seen, lists, pictures, charts)
    furniture = Furniture(document, layout.body_pages, brand)
    prints_cover = document.has_cover and not (template and template.has_title)
    body = body_parts(story, furniture, prints_cover=prints_cover)
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
    if template is not None:
        from reportgen.write_docx.template import filled  # noqa: PLC0415 - lxml is for templates

        return filled(template, body, parts, story)
    main = body_part(body).encode()
    parts.append(Part("word/document.xml", "document", main, story.relationships))
    return pack(parts, package_relationships(has_custom=document.label is not None))


def _hanging(listed: Collection[int], brand: Brand) -> Length:
    """Return how far the words of the bibliography hang behind its widest number."""
    size = brand.styles[StyleRole.BIBLIOGRAPHY].size
    return width(f"[{max(listed, default=1)}]", size) + size // 2
