"""Formulas: a picture in the middle of its line, the number at the right end."""

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.model.length import half_points
from reportgen.write_docx.inlines import plain_runs
from reportgen.write_docx.markup import run, value
from reportgen.write_docx.paragraphs import Format, paragraph, tab_stop
from reportgen.write_docx.pictures import drawing_run
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import FORMULA
from reportgen.write_docx.theme import text_colour
from reportgen.write_docx.typefaces import face

_TAB = run("<w:tab/>")


def formula(block: doc.Formula, place: Place, story: Story) -> str:
    """Return the paragraph of a formula; an alt text says its TeX."""
    brand = story.brand
    style = brand.styles[StyleRole.BODY]
    width, height = block.content.width, block.content.height
    room = place.measure * 4 // 5 if block.label else place.measure
    if width > room:
        width, height = room, height * room // width
    picture = drawing_run(block.content, (width, height), block.alt, story)
    form = Format(FORMULA).indented(place.left)
    if not block.label:
        return paragraph(place.page.opened(form), picture)
    middle, end = place.left + place.measure // 2, place.left + place.measure
    form = form.tabbed(tab_stop("center", middle), tab_stop("right", end))
    size = half_points(style.size)
    look = face(style.font, brand) + text_colour(style.colour, brand.palette)
    look += f"{value('position', half_points(height // 2 - style.size // 3))}"
    look += f"{value('sz', size)}{value('szCs', size)}"
    label = story.bookmarks.wrap(story.bookmark(block.anchor), plain_runs(block.label, look))
    return paragraph(place.page.opened(form), _TAB + picture + _TAB + label)
