"""Formulas on lines of their own: in the middle, their number at the right."""

from reportgen.model.brand import StyleRole
from reportgen.model.document import Formula
from reportgen.model.page import Tag
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import baseline, parted
from reportgen.typeset.strip import Mark, PictureMark, Story, Strip, Words


def formula_strips(block: Formula, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``block``: a formula whose words for readers say it aloud, and its number."""
    style = setting.style(StyleRole.BODY)
    number = setting.text(block.label, style)
    room = within.width - 2 * (number.width + style.size) if block.label else within.width
    width, height = block.content.width, block.content.height
    if width > room:
        width, height = room, height * room // width
    tall = max(height, style.leading)
    element = setting.tree.open(Tag.FORMULA, within.element, alt=block.content.alt)
    x = within.x + (within.width - width) // 2
    marks: list[Mark] = [PictureMark(block.anchor, x, (tall - height) // 2, width, height, element)]
    if block.label:
        story = Story(setting.tree.open(Tag.PARAGRAPH, within.element), {})
        depth = (tall - style.leading) // 2 + baseline(style)
        marks.append(Words(number, within.x + within.width - number.width, depth, story))
    strip = Strip(tall, tuple(marks), anchors=(block.anchor,), panels=within.panels)
    return parted([strip], setting)
