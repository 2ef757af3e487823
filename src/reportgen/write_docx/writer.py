"""The Word file: its parts, written one after the other and packed."""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reportgen.fonts import WordFaces
from reportgen.model.brand import Brand, StyleRole
from reportgen.model.document import Document
from reportgen.model.length import Length
from reportgen.model.page import Layout
from reportgen.write_docx.body import BodyParts, body_part, body_parts
from reportgen.write_docx.columns import width
from reportgen.write_docx.comments import Comments
from reportgen.write_docx.embedded_fonts import EmbeddedFonts, embedded_fonts
from reportgen.write_docx.furniture import Furniture
from reportgen.write_docx.notes import notes_part, written_notes
from reportgen.write_docx.number_map import number_map
from reportgen.write_docx.numbering import Lists
from reportgen.write_docx.package import Part, Relationships, pack, package_relationships
from reportgen.write_docx.paragraph_ids import ParagraphIds
from reportgen.write_docx.properties import property_parts
from reportgen.write_docx.settings import note_numbers, settings_part
from reportgen.write_docx.story import DrawChart, DrawPicture, Story
from reportgen.write_docx.styles import styles_part
from reportgen.write_docx.survey import survey
from reportgen.write_docx.theme import theme_part
from reportgen.write_docx.typefaces import font_table

if TYPE_CHECKING:
    from reportgen.write_docx.template import Template


def write_docx(  # noqa: PLR0913 - what it is made of, each by its name
    document: Document,
    layout: Layout,
    brand: Brand,
    pictures: DrawPicture,
    charts: DrawChart,
    template: "Template | None" = None,
    *,
    faces: WordFaces | None = None,
) -> bytes:
    """Return ``document`` as a native Word file, its page numbers those of ``layout``.

    With a ``template``, ``brand`` is the one in its dress, and the words go where it wants them.
    With ``faces`` they are in the file, and it is set in them.
    """
    story = begun(document, layout, brand, pictures, charts, faces)
    return packed(told(story, template), template)


def begun(
    document: Document,
    layout: Layout,
    brand: Brand,
    pictures: DrawPicture,
    charts: DrawChart,
    faces: WordFaces | None = None,
) -> Story:
    """Return the story of ``document``, of which nothing is written yet."""
    seen = survey(document)
    lists = Lists(seen.headings, hanging(seen.listed, brand))
    comments = Comments(document if document.docx.has_comments else None)
    if faces is not None:
        brand = faces.dressed(brand)
    drawn = pictures, charts
    return Story(document, layout, brand, seen, lists, *drawn, comments=comments, faces=faces)


class Told(NamedTuple):
    """A story as XML: its text, its notes by number, its heads and feet by the parts' names."""

    story: Story
    body: BodyParts
    notes: dict[int, str]
    targets: Relationships
    """Of the notes."""
    furniture: dict[str, Part]


def told(story: Story, template: "Template | None", targets: Relationships | None = None) -> Told:
    """Return ``story`` as XML; with a ``template`` that has them, without title and cover."""
    document = story.document
    furniture = Furniture(document, story.layout.body_pages, story.brand)
    prints_cover = document.has_cover and not (template and template.has_title)
    body = body_parts(story, furniture, prints_cover=prints_cover)
    # Word has no comments in notes.
    own = replace(story, relationships=targets or Relationships(), comments=Comments())
    heads = {part.name: part for part in furniture.parts}
    return Told(story, body, written_notes(own), own.relationships, heads)


def packed(made: Told, template: "Template | None") -> bytes:
    """Return the file of ``made``."""
    story = made.story
    ids = ParagraphIds()
    body = BodyParts(*(ids.given(part, name) for name, part in made.body._asdict().items()))
    notes = ids.given("".join(made.notes.values()), "footnotes")
    parts = [*_styling(made), notes_part(notes, made.targets), *number_map(story)]
    for name in ("styles", "numbering", "settings", "fontTable", "footnotes"):
        story.relationships.add(name, f"{name}.xml")
    story.relationships.add("theme", "theme/theme1.xml")
    parts += [*made.furniture.values(), *story.media.parts]
    parts += property_parts(story.document, story.brand)
    comments = story.comments.xml()
    if comments:
        story.relationships.add("comments", "comments.xml")
        parts.append(Part("word/comments.xml", "comments", comments.encode()))
    if template is not None:
        from reportgen.write_docx.template import filled  # noqa: PLC0415 - lxml is for templates

        return filled(template, body, parts, story)
    main = body_part(body).encode()
    parts.append(Part("word/document.xml", "document", main, story.relationships))
    return pack(parts, package_relationships(has_custom=story.document.label is not None))


def _styling(made: Told) -> list[Part]:
    """Return the parts that say how words look, and the fonts in the file."""
    brand, faces = made.story.brand, made.story.faces
    fonts = EmbeddedFonts()
    if faces is not None:
        others = (*made.furniture.values(), *made.story.media.parts)
        texts = [part.data.decode() for part in others if part.name.endswith(".xml")]
        fonts = embedded_fonts(faces.faces, [made.body.xml, *made.notes.values(), *texts])
    targets = Relationships()
    table = font_table(brand, fonts, targets).encode()
    through = made.story.document.counts_notes_through
    numbers = note_numbers(counts_through=through)
    written = {
        "styles": styles_part(brand),
        "numbering": made.story.lists.xml(),
        "settings": settings_part(brand, numbers, has_fonts=bool(fonts.parts)),
    }
    parts = [Part(f"word/{name}.xml", name, xml.encode()) for name, xml in written.items()]
    parts.append(Part("word/fontTable.xml", "fontTable", table, targets))
    parts.append(Part("word/theme/theme1.xml", "theme", theme_part(brand).encode()))
    return [*parts, *fonts.parts]


def hanging(listed: Collection[int], brand: Brand) -> Length:
    """Return how far the words of the bibliography hang behind its widest number."""
    size = brand.styles[StyleRole.BIBLIOGRAPHY].size
    return width(f"[{max(listed, default=1)}]", size) + size // 2
