"""Cards: numbers that matter, side by side on tints of one height."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import Style
from reportgen.model.cards import KpiCard, KpiCards
from reportgen.model.document import Pieces
from reportgen.model.length import Length
from reportgen.model.looks import (
    CARD_GAP,
    CARD_PADDING,
    CARD_RULE,
    CARD_SIDE,
    CardLooks,
    card_looks,
)
from reportgen.model.page import Tag
from reportgen.typeset.line import Line
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import baseline, calls_in, lift, parted, pitch
from reportgen.typeset.strip import Mark, Rule, Story, Strip, Words

_LEAST = 600
"""A value too wide for its card is set smaller, to no less than this, in thousandths."""


class _Part(Struct, frozen=True):
    """A line or lines of a card, of one style and one element."""

    lines: Sequence[Line]
    style: Style
    story: Story

    @property
    def height(self) -> Length:
        return sum(pitch(line, self.style) for line in self.lines)


def card_strips(block: KpiCards, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``block``: a list, an item a card; each row is a strip."""
    looks = card_looks(setting.brand)
    width = (within.width - (block.columns - 1) * CARD_GAP) // block.columns
    element = setting.tree.open(Tag.LIST, within.element)
    rows = [
        [_parts(card, looks, width - 2 * CARD_SIDE, setting, element) for card in row]
        for row in block.rows
    ]
    strips = [_row(row, width, within, setting) for row in rows]
    return parted(strips, setting)


def _row(row: list[list[_Part]], width: Length, within: Surround, setting: Setting) -> Strip:
    palette = setting.brand.palette
    top = CARD_RULE + CARD_PADDING
    height = top + max(sum(part.height for part in card) for card in row) + CARD_PADDING
    marks: list[Mark] = []
    for number, card in enumerate(row):
        x = within.x + number * (width + CARD_GAP)
        marks += [
            Rule(x, 0, width, height, palette.tint),
            Rule(x, 0, width, CARD_RULE, palette.primary),
        ]
        y = top
        for part in card:
            for line in part.lines:
                depth = y + baseline(part.style) + lift(line, part.style)
                marks.append(Words(line, x + CARD_SIDE, depth, part.story))
                y += pitch(line, part.style)
    words = (mark for mark in marks if isinstance(mark, Words))
    calls = tuple(call for mark in words for call in calls_in(mark.line, mark.story))
    return Strip(height, tuple(marks), before=CARD_GAP, after=0, calls=calls, panels=within.panels)


def _parts(
    card: KpiCard, looks: CardLooks, measure: Length, setting: Setting, owner: int
) -> list[_Part]:
    tree = setting.tree
    item = tree.open(Tag.LIST_ITEM, owner)
    label = _part(card.label, looks.label, measure, setting, tree.open(Tag.LABEL, item))
    body = tree.open(Tag.LIST_BODY, item)
    value = _fitting(card.value, looks.value, measure, setting)
    parts = [label, _part(card.value, value, measure, setting, tree.open(Tag.PARAGRAPH, body))]
    if card.note:
        element = tree.open(Tag.PARAGRAPH, body)
        parts.append(_part(card.note, looks.note, measure, setting, element))
    return parts


def _part(pieces: Pieces, style: Style, measure: Length, setting: Setting, element: int) -> _Part:
    words = setting.wording(pieces, style)
    return _Part(setting.lines(words, measure, style), style, Story(element, words.targets))


def _fitting(pieces: Pieces, style: Style, measure: Length, setting: Setting) -> Style:
    """Return ``style``, smaller where a value would not stand on one line."""
    width = setting.line(setting.wording(pieces, style), style).width
    if width <= measure:
        return style
    return replace(style, size=style.size * max(_LEAST, measure * 1000 // width) // 1000)
