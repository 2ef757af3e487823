"""Measures: a metric, or its change against another period, ready to be said."""

from decimal import Decimal

from msgspec import Struct

from reportgen.compute.algebra import EXACT, quotient, short
from reportgen.compute.answer import Answer, Missing
from reportgen.compute.metrics import Metrics
from reportgen.compute.request import Comparison, Request
from reportgen.diag import Code, Sink, Span
from reportgen.model.facts import FormatKind, Metric, NumberFormat, Origin, Unit
from reportgen.model.period import Period
from reportgen.zh.quantity import fits, format_words, with_half
from reportgen.zh.units import PERCENT, POINTS, convert

_CHANGE_DIGITS = 1
_CHANGES = {PERCENT: {FormatKind.PERCENT, FormatKind.TIMES}, POINTS: {FormatKind.POINTS}}
"""How a change may be said: 3.0个百分点 is not 3.0%."""


class Measure(Struct, frozen=True):
    """A number with all that is needed to say it; nothing where a change has no base."""

    name: str
    label: str
    value: Decimal | None
    unit: Unit
    format: NumberFormat
    period: Period | None
    origin: Origin
    instead: str = ""
    """What is said where there is no value: 上期为零，不可比."""


def measure(
    metric: Metric, request: Request, metrics: Metrics, sink: Sink, span: Span
) -> Measure | Missing | None:
    """Return what ``request`` makes of ``metric``; a format that cannot say it is a finding."""
    if request.comparison is None:
        made = _level(metric, request)
    else:
        base = _base(metric, request.comparison, metrics)
        if not isinstance(base, Metric):
            return base if isinstance(base, Missing) else None
        made = _change(metric, base, request, request.comparison)
    may_be = _CHANGES.get(made.unit) if request.comparison else None
    if not fits(made.unit, made.format) or (may_be and made.format.kind not in may_be):
        left, right = made.unit.name or "—", format_words(made.format)
        sink.add(Code.UNIT_MISMATCH, span, name=metric.name, left=left, right=right)
        return None
    return made


def _level(metric: Metric, request: Request) -> Measure:
    return Measure(
        name=metric.name,
        label=metric.label,
        value=metric.value,
        unit=metric.unit,
        format=_asked(request, metric.format),
        period=metric.period,
        origin=metric.origin,
    )


def _asked(request: Request, usual: NumberFormat) -> NumberFormat:
    """Return the format asked for; it rounds as the usual one does."""
    return with_half(request.format, usual.half) if request.format else usual


def _base(metric: Metric, comparison: Comparison, metrics: Metrics) -> Answer:
    now = metric.period
    if now is None:
        return Missing(metric.name, None, metric.origin.source, "—")
    return metrics.at(metric.name, comparison.base(now, metrics.days))


def _change(now: Metric, base: Metric, request: Request, comparison: Comparison) -> Measure:
    """Return the rate of change; of a share, the points between the two.

    Where either is a loss a rate says nothing, and words take its place: 扭亏为盈, 减亏.
    """
    before = convert(base.value, base.unit, now.unit) or Decimal(0)
    difference = EXACT.subtract(now.value, before)
    value: Decimal | None
    if _is_share(now, request.format):
        unit, kind, sign = POINTS, FormatKind.POINTS, ""
        value = convert(difference, now.unit, POINTS)
    else:
        unit, kind, sign = PERCENT, FormatKind.PERCENT, " - 1"
        value = None
        if before > 0 and now.value >= 0:
            value = short(EXACT.multiply(quotient(difference, before), Decimal(100)))
    operator = "-" if unit is POINTS else "/"
    formula = f"{now.name}@{now.period} {operator} {base.name}@{base.period}{sign}"
    return Measure(
        name=f"{now.name}|{comparison.value}",
        label=f"{now.label}{comparison.chinese}",
        value=value,
        unit=unit,
        format=_asked(request, NumberFormat(kind, _CHANGE_DIGITS, now.format.half)),
        period=now.period,
        origin=Origin(
            "expr",
            now.origin.source,
            now.origin.digest,
            formula,
            "",
            now.origin.span,
            inputs=(now.key, base.key),
        ),
        instead="" if value is not None else turn_words(before, now.value, comparison),
    )


def turn_words(before: Decimal, now: Decimal, comparison: Comparison) -> str:
    """Return what is said of a change that has no rate."""
    if not before:
        return f"{comparison.base_word}为零，不可比"
    if before > 0:
        return "由盈转亏"
    if now > 0:
        return "扭亏为盈"
    if now == before:
        return "持平"
    return "减亏" if now > before else "增亏"


def _is_share(metric: Metric, asked: NumberFormat | None) -> bool:
    """Tell whether the change of ``metric`` counts in points."""
    wants_points = asked is not None and asked.kind is FormatKind.POINTS
    is_percentage = metric.unit in (PERCENT, POINTS) or metric.format.kind is FormatKind.PERCENT
    return not metric.unit.base and (is_percentage or wants_points)
