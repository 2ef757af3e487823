"""Labels of lists: by depth (GB/T 15834: after （1） and ① no further mark), or as typed."""

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from reportgen.model import document as doc
from reportgen.model.report import Blocks, LabelStyle, ListBlock
from reportgen.zh.numerals import capital, chinese_numeral, circled

_BULLETS = (LabelStyle.BULLET, LabelStyle.DASH, LabelStyle.SQUARE)
_BELOW = {
    LabelStyle.CHINESE: LabelStyle.CHINESE_PARENTHESES,
    LabelStyle.CHINESE_PARENTHESES: LabelStyle.DECIMAL,
    LabelStyle.DECIMAL: LabelStyle.PARENTHESES,
    LabelStyle.COMMA: LabelStyle.PARENTHESES,
    LabelStyle.PARENTHESES: LabelStyle.CIRCLED,
    LabelStyle.BRACKET: LabelStyle.CIRCLED,
    LabelStyle.CIRCLED: LabelStyle.LETTER,
}
"""What numbers a list inside one of the given style."""
_OPEN, _DONE = "☐", "☑"
_LAST_CIRCLED = 20


class Outer(Struct, frozen=True):
    """The lists around a block: how many bulleted ones, and the style of the last numbered one."""

    bullets: int = 0
    numbered: LabelStyle | None = None

    def around(self, style: LabelStyle) -> "Outer":
        """Return the same with a list of ``style`` around too."""
        if style in _BULLETS:
            return Outer(self.bullets + 1, self.numbered)
        return Outer(self.bullets, style)


MakeBlocks: TypeAlias = Callable[[Blocks, Outer], doc.Blocks]


def list_of(block: ListBlock, outer: Outer, make: MakeBlocks) -> doc.ListBlock:
    """Return ``block``, which stands inside ``outer``; ``make`` turns the blocks of its items."""
    style = style_of(block, outer)
    inside = outer.around(style)
    items = (
        doc.ListItem(label, make(item, inside))
        for label, item in zip(labels_of(block, style), block.items, strict=True)
    )
    return doc.ListBlock(block.ordered, block.start, tuple(items), style)


def style_of(block: ListBlock, outer: Outer) -> LabelStyle:
    """Return how ``block`` is labelled inside ``outer``."""
    if block.style is not None:
        return block.style
    if not block.ordered:
        return _BULLETS[min(outer.bullets, len(_BULLETS) - 1)]
    style = LabelStyle.DECIMAL
    if outer.numbered is not None:
        style = _BELOW.get(outer.numbered, LabelStyle.DECIMAL)
    if style is LabelStyle.CIRCLED and block.start + len(block.items) - 1 > _LAST_CIRCLED:
        return LabelStyle.BRACKET
    return style


def labels_of(block: ListBlock, style: LabelStyle) -> list[str]:
    """Return the label of each item."""
    ticks = block.ticks or (None,) * len(block.items)
    return [
        _label(style, number) if tick is None else (_DONE if tick else _OPEN)
        for number, tick in enumerate(ticks, block.start)
    ]


def _label(style: LabelStyle, number: int) -> str:
    match style:
        case LabelStyle.BULLET | LabelStyle.DASH | LabelStyle.SQUARE:
            return style.value
        case LabelStyle.CIRCLED:
            return circled(number)
        case LabelStyle.LETTER:
            return f"{capital(number).lower()}."
        case LabelStyle.CHINESE | LabelStyle.CHINESE_PARENTHESES:
            return style.value.replace("一", chinese_numeral(number))
        case _:
            return style.value.replace("1", str(number))
