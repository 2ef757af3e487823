"""Targets: the numbers that a report knows, for typed ones to be held against."""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import assert_never

from msgspec import Struct

from reportgen.lint.rule import Subject
from reportgen.model.facts import FormatKind, Metric, NumberFormat, Unit
from reportgen.model.pattern import pattern
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.zh.quantities import Quantity, Relation
from reportgen.zh.units import POINTS, convert

_BRACKETS = pattern(r"[（(][^（）()]*[）)]")
_SHORTEST_NAME = 2
_NEAR = Decimal("0.06")
"""How far 约 and 近 may be from the truth."""
_CLOSE = Decimal("0.25")
"""How far an old value may be from the new one and still be taken for it."""
_HALF = Decimal("0.5")
_SCALES = (1, 2, 3, 4, 5, 6, 8)
_FEWEST_FIGURES = 2


class Form(Enum):
    """What is said of a metric: how large it is, or how it changed."""

    LEVEL = ""
    YOY = "同比"
    QOQ = "环比"


class Target(Struct, frozen=True):
    """A number that is known: a metric at a period, or its change."""

    name: str
    names: tuple[str, ...]
    """How texts call it."""
    value: Decimal
    unit: Unit
    period: Period | None
    format: NumberFormat
    is_now: bool
    """Whether the name alone, without a period, prints it."""
    form: Form = Form.LEVEL
    is_fixed: bool = False
    """Whether it was typed with the only period it has."""
    leeway: Decimal = Decimal(0)
    """How far another number may be from it and still be the same."""

    @property
    def shown(self) -> str:
        """How findings call it: ``营收@2024``."""
        name = f"{self.name}@{self.period}" if self.period else self.name
        return f"{name} | {self.form.value}" if self.form.value else name


class Match(Enum):
    """How a typed number compares with a target."""

    OTHER = "other"
    """Of another kind, or far away."""
    SAME = "same"
    CLOSE = "close"
    """Not the same, but near enough to be an old value of it."""
    SCALE = "scale"
    """The same figures, in another scale."""


def targets(subject: Subject) -> tuple[Target, ...]:
    """Return the metrics of the report and their changes, as far as both periods are known."""
    return tuple(_targets(subject))


def _targets(subject: Subject) -> Iterator[Target]:
    report, facts = subject.report, subject.facts
    for (name, _), metric in facts.metrics.items():
        if name not in report.metrics:  # a formula of the text
            continue
        is_fixed = _is_fixed(report, name)
        yield Target(
            name,
            _names(metric),
            metric.value,
            metric.unit,
            metric.period,
            metric.format,
            is_fixed or metric.period in (None, facts.period),
            is_fixed=is_fixed,
            leeway=metric.leeway,
        )
    for form, key in ((Form.YOY, "yoy"), (Form.QOQ, "qoq")):
        known = {
            wording.metric: wording
            for wording in facts.wordings.values()
            if wording.metric.endswith(f"|{key}") and wording.value is not None
        }
        for full, wording in known.items():
            name = full.partition("|")[0]
            level = facts.metrics.get((name, wording.period))
            if level is not None and name in report.metrics and wording.value is not None:
                is_now = wording.period == facts.period
                how = FormatKind.POINTS if wording.unit == POINTS else FormatKind.PERCENT
                yield Target(
                    name,
                    _names(level),
                    wording.value,
                    wording.unit,
                    wording.period,
                    NumberFormat(how, 1),
                    is_now,
                    form,
                )


def _is_fixed(report: Report, name: str) -> bool:
    spec = report.metrics[name]
    return spec.value is not None or spec.cell is not None


def _names(metric: Metric) -> tuple[str, ...]:
    names = (metric.name, _BRACKETS.sub("", metric.label).strip())
    return tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST_NAME))


def kind_of(unit: Unit, how: NumberFormat | None = None) -> str:
    """Return what a number in ``unit`` measures: numbers of two kinds are never compared."""
    if unit.base:
        return unit.base
    if unit.name in ("个百分点", "个基点"):
        return "points"
    if unit.name == "倍" or (how is not None and how.kind is FormatKind.TIMES):
        return "times"
    if unit.name in ("%", "‰", "成") or (how is not None and how.kind is FormatKind.PERCENT):
        return "share"
    return "count" if unit.name else ""


def match_of(quantity: Quantity, target: Target) -> Match:
    """Tell how a typed number compares with ``target``."""
    found = compare(quantity, target.value, target.unit, target.format)
    if found is Match.CLOSE and target.leeway and quantity.relation is Relation.EXACT:
        true = convert(target.value, target.unit, quantity.unit)
        near = convert(target.leeway, target.unit, quantity.unit)
        if true is not None and near is not None and abs(true - quantity.value) <= near:
            return Match.SAME
    return found


def compare(quantity: Quantity, value: Decimal, unit: Unit, how: NumberFormat | None) -> Match:
    """Tell how a typed number compares with ``value`` in ``unit``."""
    kind = kind_of(unit, how)
    if not kind or kind != kind_of(quantity.unit):
        return Match.OTHER
    typed = quantity.value
    true = convert(value, unit, quantity.unit)
    if true is None:
        return Match.OTHER
    step = Decimal(1).scaleb(-quantity.places)
    difference = abs(true - typed)
    size = max(abs(true), abs(typed))
    match quantity.relation:
        case Relation.EXACT:
            is_same = difference <= step * _HALF
        case Relation.NEAR:
            is_same = difference <= abs(true) * _NEAR or difference <= step * _HALF
        case Relation.OVER:
            is_same = true >= typed
        case Relation.UNDER:
            is_same = true <= typed
        case _:
            assert_never(quantity.relation)
    if difference > size * _CLOSE and quantity.relation is not Relation.EXACT:
        return Match.OTHER  # 超过 100亿 may well be said of 150亿
    if is_same:
        return Match.SAME
    if _is_scaled(quantity, true, step):
        return Match.SCALE
    return Match.CLOSE if difference <= size * _CLOSE else Match.OTHER


def _is_scaled(quantity: Quantity, true: Decimal, step: Decimal) -> bool:
    """Tell whether a power of ten is all that parts the two."""
    if quantity.figures < _FEWEST_FIGURES or quantity.relation is not Relation.EXACT:
        return False
    return any(
        abs(true.scaleb(sign * power) - quantity.value) <= step * _HALF
        for power in _SCALES
        for sign in (1, -1)
    )


def in_unit(value: Decimal, unit: Unit, to: Unit) -> Decimal:
    """Return ``value`` in the unit ``to`` of the same kind."""
    return convert(value, unit, to) or Decimal(0)
