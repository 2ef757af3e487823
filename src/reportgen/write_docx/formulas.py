"""Formulas: in the middle of their line, the number at the right end."""

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.model.length import half_points
from reportgen.write_docx.equations import equation
from reportgen.write_docx.inline_formulas import MATH_FACE
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
    """Return the paragraph of a formula: Word's own equation, else a picture with its TeX."""
    style = story.brand.styles[StyleRole.BODY]
    pitch = max(block.content.height, style.leading)
    form = Format(FORMULA, pitch=pitch, is_exact=False).indented(place.left)
    size = half_points(style.size)
    sized = f"{value('sz', size)}{value('szCs', size)}"
    shown = equation(block.tex, f"{MATH_FACE}{sized}") or _picture(block, place, story)
    if not block.label:
        if shown.startswith("<m:"):
            shown = f'<m:oMathPara><m:oMathParaPr><m:jc m:val="center"/></m:oMathParaPr>{shown}'
            shown += "</m:oMathPara>"
        return paragraph(place.page.opened(form), shown)
    middle, end = place.left + place.measure // 2, place.left + place.measure
    form = form.tabbed(tab_stop("center", middle), tab_stop("right", end))
    look = face(style.font, story.brand) + text_colour(style.colour, story.brand.palette) + sized
    label = story.bookmarks.wrap(story.bookmark(block.anchor), plain_runs(block.label, look))
    return paragraph(place.page.opened(form), _TAB + shown + _TAB + label)


def _picture(block: doc.Formula, place: Place, story: Story) -> str:
    width, height = block.content.width, block.content.height
    room = place.measure * 4 // 5 if block.label else place.measure
    if width > room:
        width, height = room, height * room // width
    return drawing_run(block.content, (width, height), block.content.alt, story)
