"""Figures: a picture with its caption below and its source under that, kept together."""

from msgspec.structs import replace

from reportgen.model.brand import StyleRole
from reportgen.model.chart import Chart
from reportgen.model.document import Caption, Figure, Pieces, Run
from reportgen.model.length import Length, pt
from reportgen.model.page import Tag
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import kept, parted, set_stack
from reportgen.typeset.strip import PictureMark, Strip

_GAP = "\u3000"
"""One em between 图1 and its words (CY/T 171-2019)."""
_PIXEL = pt(0.75)
"""An image without a size of its own is shown at 96 pixels to the inch."""
_GIVE = 25
"""How much lower a chart may be drawn when it would else leave a hole in the page, in percent."""
_NEAR = 95
"""A chart that fills so much of the measure, in percent, fills it: it ends where the text ends."""
_LINES_BELOW = 6
"""Room that the tallest picture leaves for its caption and source."""


def figure_strips(figure: Figure, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``figure``; a page end never parts it unless it fills a page."""
    tree = setting.tree
    unit = replace(within, element=tree.open(Tag.DIVISION, within.element))
    element = tree.open(Tag.FIGURE, unit.element, alt=figure.alt)
    width, height = picture_size(figure, within, setting)
    margin = (within.width - width) // 2
    picture = Strip(
        height=height,
        marks=(PictureMark(figure.anchor, within.x + margin, 0, width, height, element),),
        anchors=(figure.anchor,),
        panels=within.panels,
        give=_give(figure, height),
    )
    strips = [picture, *caption_strips(figure.caption, unit, setting)]
    if figure.source:
        # Under its picture, unless that is too narrow for words.
        column = unit.indented(margin, margin) if width > 2 * margin else unit
        strips += _source(figure.source, column, setting)
    return parted([*kept(strips[:-1]), strips[-1]], setting)


def _give(figure: Figure, height: Length) -> Length:
    """Return how much lower the picture may be."""
    return height * _GIVE // 100 if _may_change(figure) else 0


def _may_change(figure: Figure) -> bool:
    """Tell whether the size is ours to change: what the author drew or measured stays."""
    chart = figure.content
    return isinstance(chart, Chart) and chart.drawing is None and not chart.is_fixed


def _source(source: Pieces, within: Surround, setting: Setting) -> list[Strip]:
    style = setting.style(StyleRole.SOURCE)
    element = setting.tree.open(Tag.PARAGRAPH, within.element)
    return set_stack(setting.wording(source, style), style, within, setting, element)


def caption_strips(caption: Caption, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``caption``: its label, one em, its words."""
    style = setting.style(StyleRole.CAPTION)
    element = setting.tree.open(Tag.CAPTION, within.element)
    words = setting.wording(captioned(caption), style)
    return set_stack(words, style, within, setting, element)


def captioned(caption: Caption, prefix: str = "") -> Pieces:
    """Return what a caption prints, after ``prefix``."""
    gap = _GAP if caption.content else ""
    return (Run(prefix + caption.label + gap), *caption.content)


def picture_size(figure: Figure, within: Surround, setting: Setting) -> tuple[Length, Length]:
    """Return the picture's size, made smaller where the page is."""
    content = figure.content
    if isinstance(content, Chart):
        width, height = content.width, content.height
    else:
        width, height = content.width * _PIXEL, content.height * _PIXEL
    measure, may_fill = within.width, _may_change(figure) and not figure.share
    if figure.share:
        width, height = (
            measure * figure.share // 1000,
            height * measure * figure.share // 1000 // width,
        )
    tallest = within.room - _LINES_BELOW * setting.style(StyleRole.BODY).leading
    if width > measure or (may_fill and width * 100 >= measure * _NEAR):
        width, height = measure, height * measure // width
    if height > tallest:
        width, height = width * tallest // height, tallest
    return width, height
