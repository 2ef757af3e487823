"""Figure rows: figures side by side, their tops and their captions at one height."""

from collections.abc import Iterator

from reportgen.model.brand import Style, StyleRole
from reportgen.model.document import Figure, FigureRow, Pieces
from reportgen.model.length import Length
from reportgen.model.looks import SIDE_GAP
from reportgen.model.page import Tag
from reportgen.typeset.figures import captioned, picture_size
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import baseline, calls_in, parted
from reportgen.typeset.strip import Mark, PictureMark, Story, Strip, Words


def figure_row_strips(block: FigureRow, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``block`` as one strip: no page end parts the figures."""
    count = len(block.figures)
    width = (within.width - (count - 1) * SIDE_GAP) // count
    columns = [
        Surround(within.x + number * (width + SIDE_GAP), width, within.element, within.room)
        for number in range(count)
    ]
    pictures = max(
        picture_size(figure, column, setting)[1]
        for figure, column in zip(block.figures, columns, strict=True)
    )
    marks: list[Mark] = []
    height = pictures
    for figure, column in zip(block.figures, columns, strict=True):
        made = _Column(figure, column, setting, pictures)
        marks += made.marks
        height = max(height, made.height)
    words = (mark for mark in marks if isinstance(mark, Words))
    strip = Strip(
        height,
        tuple(marks),
        anchors=tuple(figure.anchor for figure in block.figures),
        calls=tuple(call for mark in words for call in calls_in(mark.line, mark.story)),
        panels=within.panels,
    )
    return parted([strip], setting)


class _Column:
    """One figure from the top down: its picture, its caption, its source."""

    def __init__(
        self, figure: Figure, column: Surround, setting: Setting, pictures: Length
    ) -> None:
        self._column = column
        self._setting = setting
        unit = setting.tree.open(Tag.DIVISION, column.element)
        element = setting.tree.open(Tag.FIGURE, unit, alt=figure.alt)
        width, height = picture_size(figure, column, setting)
        x = column.x + (column.width - width) // 2
        self.marks: list[Mark] = [PictureMark(figure.anchor, x, 0, width, height, element)]
        self.height = pictures
        self._after: Length = 0
        caption = setting.style(StyleRole.CAPTION)
        element = setting.tree.open(Tag.CAPTION, unit)
        self.marks += self._words(captioned(figure.caption), caption, element)
        if figure.source:
            element = setting.tree.open(Tag.PARAGRAPH, unit)
            self.marks += self._words(figure.source, setting.style(StyleRole.SOURCE), element)

    def _words(self, pieces: Pieces, style: Style, element: int) -> Iterator[Words]:
        words = self._setting.wording(pieces, style)
        story = Story(element, words.targets)
        self.height += max(self._after, style.space_before)
        self._after = style.space_after
        for line in self._setting.lines(words, self._column.width, style):
            yield Words(line, self._column.x, self.height + baseline(style), story)
            self.height += style.leading
