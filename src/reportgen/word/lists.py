"""Lists: how Word numbers paragraphs, and how that is typed."""

from collections.abc import Mapping
from itertools import count

from msgspec import Struct

from reportgen.word.elements import Element
from reportgen.zh.numerals import chinese_numeral

_BULLETS = frozenset({"bullet", "none", ""})
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "taiwaneseCounting"}
)
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_TYPED = frozenset({"（%）", "(%)", "%）", "%)", "%、", "%"})
_MOST_CIRCLED = 20


class Level(Struct, frozen=True, gc=False):
    """How one level of a list is numbered."""

    format: str
    text: str
    """With ``%1`` for the number of the first level."""

    @property
    def is_bullet(self) -> bool:
        """Whether nothing is counted."""
        return self.format in _BULLETS

    @property
    def task(self) -> str:
        """The box of a list of tasks, as it is typed."""
        return {"☐": "[ ] ", "☑": "[x] ", "☒": "[x] "}.get(self.text.strip(), "")

    def typed(self, number: int) -> str:
        """Return a number as authors type it where that reads as a list of its own, or nothing."""
        shape = "".join("%" if char.isdigit() else char for char in self.text).replace("%%", "%")
        if shape not in _TYPED:
            return ""
        if self.format in _CIRCLED:
            return chr(0x2460 + number - 1) if number <= _MOST_CIRCLED else ""
        if shape == "%":
            return ""
        digits = chinese_numeral(number) if self.format in _CHINESE else str(number)
        wide = shape.replace("(", "（").replace(")", "）")
        if self.format in _CHINESE and wide not in {"（%）", "%、"}:
            return ""
        return wide.replace("%", digits)


def levels_of(root: Element | None) -> dict[tuple[str, int], Level]:
    """Return the levels by number of list and depth."""
    if root is None:
        return {}
    shapes: dict[str, dict[int, Level]] = {}
    for each in root.children:
        if each.name == "w:abstractNum":
            shapes[each.get("w:abstractNumId")] = _levels(each)
    found: dict[tuple[str, int], Level] = {}
    for each in root.children:
        if each.name == "w:num":
            levels = dict(shapes.get(each.value("w:abstractNumId"), {}))
            for changed in each.children:
                levels.update(_levels(changed))
            found.update({(each.get("w:numId"), depth): level for depth, level in levels.items()})
    return found


def _levels(here: Element) -> dict[int, Level]:
    return {
        int(each.get("w:ilvl")): Level(each.value("w:numFmt"), each.value("w:lvlText"))
        for each in here.children
        if each.name == "w:lvl" and each.get("w:ilvl").isdecimal()
    }


class Counter:
    """Counts the paragraphs of lists."""

    def __init__(self, levels: Mapping[tuple[str, int], Level]) -> None:
        self._levels = levels
        self._counts: dict[tuple[str, int], count[int]] = {}

    def next(self, list_: str, depth: int) -> int:
        """Return the number of the next paragraph; deeper levels start again."""
        for key in [key for key in self._counts if key[0] == list_ and key[1] > depth]:
            del self._counts[key]
        return next(self._counts.setdefault((list_, depth), count(1)))
