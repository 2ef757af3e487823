"""N110: one sentence counts one thing in one scale: 7.474亿美元 beside 5140万美元 is two."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from reportgen.diag import Code, Diagnostic
from reportgen.lint.passages import Passage, PassageKind, Sentence
from reportgen.lint.rule import Subject, finding
from reportgen.model.facts import Unit
from reportgen.model.pattern import pattern
from reportgen.zh.quantities import find_quantities
from reportgen.zh.units import SCALES

_LEAST = Decimal("0.1")
"""Of the larger scale: 3万元 beside 2亿元 would be 0.0003亿元; 2,005亿 stand beside 1.74万亿."""
_COMMON = ("万亿", "亿", "万")
_ZEROS = pattern(r"\.?0+$")


class _Number(Struct, frozen=True):
    start: int
    end: int
    value: Decimal
    unit: Unit
    text: str


def find_mixed_scales(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the smaller number where a sentence says two scales of one unit."""
    for passage, sentence in subject.sentences(PassageKind.PROSE, PassageKind.NOTE):
        by_base: dict[str, list[_Number]] = {}
        for number in _numbers(passage, sentence):
            by_base.setdefault(number.unit.base, []).append(number)
        for numbers in by_base.values():
            yield from _mixed(passage, numbers)


def _mixed(passage: Passage, numbers: list[_Number]) -> Iterator[Diagnostic]:
    largest = max(numbers, key=lambda number: number.unit.factor)
    for number in numbers:
        if number.unit.factor == largest.unit.factor:
            continue
        converted = number.value * number.unit.factor / largest.unit.factor
        if abs(converted) < (1 if _scale(largest.unit) == "万亿" else _LEAST):
            continue
        shown = _ZEROS.sub("", f"{converted:f}") if "." in f"{converted:f}" else f"{converted:f}"
        yield finding(
            Code.MIXED_SCALES,
            passage.span(number.start, number.end),
            typed=number.text,
            other=largest.text,
            wanted=f"{shown}{largest.unit.name}",
        )
        return


def _numbers(passage: Passage, sentence: Sentence) -> Iterator[_Number]:
    for quantity in sentence.quantities:
        if _scale(quantity.unit):
            text = passage.text[quantity.start : quantity.end]
            yield _Number(quantity.start, quantity.end, quantity.value, quantity.unit, text)
    for bound in sentence.bound:
        text = bound.wording.text
        found = find_quantities(text) if bound.wording.value is not None else []
        if len(found) == 1 and _scale(found[0].unit):
            value, unit = found[0].value, found[0].unit
            yield _Number(bound.start, bound.start + 1, value, unit, text)


def _scale(unit: Unit) -> str:
    """Return the scale word of a unit that counts something, nothing for others."""
    if not unit.base or unit.factor not in SCALES.values() or "/" in unit.base:
        return ""
    scale = unit.name.removesuffix(unit.base)
    return scale if scale in _COMMON else ""
