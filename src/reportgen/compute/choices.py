"""Choices: whether each condition of a text holds, by what the data say."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Never, TypeAlias, assert_never

from msgspec import Struct, field

from reportgen.compute.algebra import Quantity, UnitsDifferError, leeway
from reportgen.compute.answer import Missing, Said
from reportgen.compute.conditions import (
    All,
    Any,
    Condition,
    Has,
    Not,
    Operand,
    Side,
    Test,
    Words,
    parse_condition,
)
from reportgen.compute.derive import ZeroDivisorError, evaluate
from reportgen.compute.expression import Expression, FormulaError, Name, names_in
from reportgen.compute.periods import RELATIVE_WORDS
from reportgen.compute.place import part_of
from reportgen.compute.request import Request
from reportgen.compute.wordings import Speaker
from reportgen.diag import Code, Span
from reportgen.model import report as src
from reportgen.model.facts import NO_UNIT, Metric, Unit
from reportgen.model.report import Comparison, Filter, NumberRef
from reportgen.zh.quantity import MINUS
from reportgen.zh.units import convert

_COMPARE: Mapping[Comparison, Callable[[Decimal, Decimal], bool]] = {
    Comparison.LESS: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.MORE: operator.gt,
    Comparison.AT_LEAST: operator.ge,
    Comparison.EQUAL: operator.eq,
    Comparison.OTHER: operator.ne,
}
_Value: TypeAlias = Quantity | str


def parse_at(written: src.Condition, speaker: Speaker) -> Condition | None:
    """Return the tree of ``written`` when all its names are known; else there is a finding."""
    try:
        tree = parse_condition(written.text)
    except FormulaError as fault:
        at = min(fault.start, len(written.text) - 1)
        place = part_of(written.span, written.text, at, 1)
        speaker.sink.add(Code.BAD_CONDITION, place, text=written.text)
        return None
    known = [_is_known(name, written, speaker) for name in _names(tree)]
    return tree if all(known) else None


def check_claims(claims: Iterable[src.Claim], speaker: Speaker) -> None:
    """Find the claims about the data that do not hold."""
    for claim in claims:
        written = claim.condition
        tree = parse_at(written, speaker)
        judge = _Judge(written, speaker, is_claim=True)
        if tree is not None and judge.holds(tree) is False:
            sides = "；".join(dict.fromkeys(judge.compared)) or "—"
            owner = claim.owner or "—"
            place = written.span
            speaker.sink.add(Code.CLAIM_FAILED, place, text=written.text, sides=sides, owner=owner)


def choices(conditions: Iterable[src.Condition], speaker: Speaker) -> dict[str, bool]:
    """Return whether each condition holds; one that cannot be told has a finding instead."""
    found = {}
    for written in conditions:
        tree = parse_at(written, speaker)
        holds = _Judge(written, speaker).holds(tree) if tree is not None else None
        if holds is not None:
            found[written.text] = holds
    return found


def names_asked(conditions: Iterable[src.Condition]) -> Iterator[NumberRef]:
    """Yield what ``conditions`` ask for, as a text would; faulty ones are found elsewhere."""
    for written in conditions:
        try:
            tree = parse_condition(written.text)
        except FormulaError:
            continue
        for name in _names(tree):
            yield NumberRef(name.name, name.period, (), written.span)


def _names(tree: Condition) -> Iterable[Name]:
    match tree:
        case Test():
            sides = (tree.left, tree.right)
            operands = [side.tree for side in sides if isinstance(side, Operand)]
            alone = isinstance(tree.right, Operand) and _own_period(tree) is not None
            known = operands[: 1 if alone else 2]
            known += [tree.within] if tree.within else []
            yield from (name for each in known for name in names_in(each))
        case Has():
            yield tree.name
        case Not():
            yield from _names(tree.inner)
        case Any() | All():
            for part in tree.parts:
                yield from _names(part)
        case _:
            assert_never(tree)


def _own_period(test: Test) -> Name | None:
    """Return the right side of ``营收 > 去年同期``, which is a period of the left side's metric."""
    left, right = test.left, test.right
    if not isinstance(left, Operand) or not isinstance(right, Operand):
        return None
    name = right.tree
    is_word = isinstance(name, Name) and name.name in RELATIVE_WORDS and not name.period
    return name if is_word and isinstance(left.tree, Name) and isinstance(name, Name) else None


def _is_known(name: Name, written: src.Condition, speaker: Speaker) -> bool:
    place = part_of(written.span, written.text, name.start, name.length)
    return speaker.definitions.find(name.name, place) is not None


def _shown(side: _Value) -> str:
    """Return a side as it is in the data, with no more places than anybody reads."""
    if isinstance(side, str):
        return f"“{side}”"
    rounded = f"{side.value:,.4f}".rstrip("0").rstrip(".")
    return f"{rounded.replace('-', MINUS)}{side.unit.name}"


class _UntoldError(Exception):
    """A side has no value; the finding is made."""


class _Judge(Struct, frozen=True):
    """Holds the sides of one condition against each other."""

    written: src.Condition
    speaker: Speaker
    is_claim: bool = False
    """Whether what is equal within a tolerance is equal: words of the text must be exact."""
    compared: list[str] = field(default_factory=list)
    """What was on both sides of each comparison, in words for a finding."""

    def holds(self, tree: Condition) -> bool | None:
        """Return whether ``tree`` holds, or nothing when that cannot be told."""
        try:
            return self._holds(tree)
        except _UntoldError:
            return None

    def _holds(self, tree: Condition) -> bool:
        match tree:
            case Any():
                return any(self._holds(part) for part in tree.parts)
            case All():
                return all(self._holds(part) for part in tree.parts)
            case Not():
                return not self._holds(tree.inner)
            case Has():
                answer = self._answer(tree.name)
                if answer is None:
                    raise _UntoldError
                return not isinstance(answer, Missing)
            case Test():
                return self._compare(tree)
            case _:
                assert_never(tree)

    def _compare(self, test: Test) -> bool:
        own = _own_period(test)
        left = self._value(test.left)
        if own is not None and isinstance(test.left, Operand) and isinstance(test.left.tree, Name):
            name = test.left.tree
            then = Name(name.name, own.name, own.start, own.length)
            right = self._value(Operand(then, None, own.start, own.length))
        else:
            right = self._value(test.right)
        if isinstance(left, str) and isinstance(right, str):
            if test.comparison not in (Comparison.EQUAL, Comparison.OTHER):
                self._fail("文字只能用 = 或 !=（text takes = or !=）")
            self._keep(left, "=" if left == right else "≠", right)
            return (left == right) is (test.comparison is Comparison.EQUAL)
        if isinstance(left, str) or isinstance(right, str):
            self._fail("一边是文字，一边是数（text and number）")
        left_value, right_value = _alike(left, right) or self._differ(left, right)
        order = (left_value > right_value) - (left_value < right_value)
        self._keep(left, "=><"[order], right)
        if test.within is not None:
            return abs(left_value - right_value) <= self._leeway(test.within, left, right_value)
        if self.is_claim and test.comparison in (Comparison.EQUAL, Comparison.OTHER):
            is_equal = abs(left_value - right_value) <= self._tolerance(test, left.unit)
            return is_equal is (test.comparison is Comparison.EQUAL)
        return _COMPARE[test.comparison](left_value, right_value)

    def _keep(self, left: _Value, order: str, right: _Value) -> None:
        self.compared.append(f"{_shown(left)} {order} {_shown(right)}")

    def _leeway(self, tree: Expression, left: Quantity, right_value: Decimal) -> Decimal:
        """Return how far apart two values in the unit of ``left`` may be.

        A percentage is one of the right side, unless both sides are shares: then it is points.
        """
        within = evaluate(tree, self._quantity)
        found = leeway(Quantity(right_value, left.unit), within)
        return abs(within.value) if found is None else found

    def _tolerance(self, test: Test, unit: Unit) -> Decimal:
        """Return how far apart two equals may be by what their metrics declare, in ``unit``."""
        reaches = [Decimal(0)]
        for side in (test.left, test.right):
            if not isinstance(side, Operand) or side.change is not None:
                continue
            name = side.tree
            if isinstance(name, Name) and name.name in self.speaker.definitions.metrics:
                answer = self._answer(name)
                if isinstance(answer, Metric):
                    reaches.append(convert(answer.leeway, answer.unit, unit) or Decimal(0))
        return max(reaches)

    def _value(self, side: Side) -> _Value:
        if isinstance(side, Words):
            return side.text
        if side.change is not None:
            return self._change(side)
        if isinstance(side.tree, Name):
            answer = self._answer(side.tree)
            if isinstance(answer, Said):
                return answer.text
        try:
            return evaluate(side.tree, self._quantity)
        except UnitsDifferError as fault:
            self._fail(f"{fault.left.name or '—'} ≠ {fault.right.name or '—'}", side)
        except ZeroDivisorError:
            self._fail("÷ 0", side)

    def _change(self, side: Operand) -> Quantity:
        """Return a rate of change; where words stand in its place there is none to compare."""
        name = side.tree
        if not isinstance(name, Name) or side.change is None:
            raise _UntoldError
        place = self._place(side.start, side.length)
        filters = (Filter(side.change.value, (), place),)
        ref = NumberRef(name.name, name.period, filters, place)
        made = self.speaker.measure(ref, Request(comparison=side.change), self._answer(name))
        if isinstance(made, Missing):
            made.report(self.speaker.sink, place)
        if made is None or isinstance(made, Missing):
            raise _UntoldError
        if made.value is None:
            self._fail(made.instead, side)
        return Quantity(made.value, made.unit)

    def _quantity(self, name: Name) -> Quantity:
        answer = self._answer(name)
        place = self._place(name.start, name.length)
        if isinstance(answer, Missing):
            answer.report(self.speaker.sink, place)
        if isinstance(answer, Said):
            sink = self.speaker.sink
            sink.add(Code.TEXT_NOT_NUMBER, place, metric=answer.name, text=answer.text)
        if not isinstance(answer, Metric):
            raise _UntoldError
        return Quantity(answer.value, answer.unit)

    def _answer(self, name: Name) -> Metric | Said | Missing | None:
        place = self._place(name.start, name.length)
        return self.speaker.answer(name.name, name.period, place)

    def _differ(self, left: Quantity, right: Quantity) -> Never:
        self._fail(f"{left.unit.name or '—'} ≠ {right.unit.name or '—'}")

    def _fail(self, reason: str, side: Operand | None = None) -> Never:
        place = self._place(side.start, side.length) if side else self.written.span
        text = self.written.text
        self.speaker.sink.add(Code.NOT_COMPARABLE, place, text=text, reason=reason)
        raise _UntoldError

    def _place(self, start: int, length: int) -> Span:
        return part_of(self.written.span, self.written.text, start, length)


def _alike(left: Quantity, right: Quantity) -> tuple[Decimal, Decimal] | None:
    """Return both values in one unit; nought has every unit."""
    value = convert(right.value, right.unit, left.unit)
    if value is not None:
        return left.value, value
    for each in (left, right):
        if each.unit == NO_UNIT and not each.value:
            return left.value, right.value
    return None
