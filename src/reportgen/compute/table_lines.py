"""What rows and columns of tables have in common: labels with units, cells that stand out."""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from reportgen.model.facts import Highlight, Unit, Wording
from reportgen.model.report import Comparison, HighlightRule


class Line(Struct, frozen=True):
    """A column or a row of a table before its unit has found a place."""

    label: str
    unit: Unit | None
    """Nothing for words."""
    cells: tuple[Wording, ...]
    values: tuple[Decimal | None, ...] = ()
    """The numbers of the cells as they are shown."""


def common_unit(lines: Sequence[Line], wanted: Unit | None) -> str:
    """Return the unit that all numbers share or that was asked for; the others say their own."""
    names = {line.unit.name for line in lines if line.unit is not None}
    if wanted is not None and wanted.name in names:
        return wanted.name
    return names.pop() if len(names) == 1 else ""


def head_of(line: Line, common: str) -> str:
    """Return what heads ``line``, with its unit where that is not the table's."""
    if line.unit is None or line.unit.name in ("", common):
        return line.label
    return f"{line.label}（{line.unit.name}）"


_COMPARE: Mapping[Comparison, Callable[[Decimal, Decimal], bool]] = {
    Comparison.LESS: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.MORE: operator.gt,
    Comparison.AT_LEAST: operator.ge,
    Comparison.EQUAL: operator.eq,
    Comparison.OTHER: operator.ne,
}


def holds(value: Decimal | None, text: str, rule: HighlightRule) -> bool:
    """Tell whether a cell is as ``rule`` says: its number, or its words."""
    if rule.words:
        return (text == rule.words) is (rule.comparison is Comparison.EQUAL)
    return value is not None and _COMPARE[rule.comparison](value, rule.bound)


def highlight(value: Decimal | None, rules: Sequence[HighlightRule]) -> Highlight | None:
    """Return how the first of ``rules`` that ``value`` keeps makes it stand out."""
    for rule in rules:
        if holds(value, "", rule):
            return Highlight(rule.hue, rule.mark)
    return None
