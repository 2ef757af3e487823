"""Figures for the sheet behind a chart: as exact as the picture shows them, and no more."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from msgspec.structs import replace

from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.facts import FormatKind, Half, NumberFormat
from reportgen.model.native_chart import FigureForm
from reportgen.zh.quantity import bare, figures_in, rounded

_THOUSANDTH = 3


def finest(step: Decimal) -> int:
    """Return the digits after the point that can still be seen where ticks are ``step`` apart."""
    return max(0, _THOUSANDTH - step.adjusted())


def figure(value: Decimal, how: NumberFormat, digits: int) -> Decimal:
    """Return ``value`` as printed or, where the picture shows it more exactly, as drawn.

    Word rounds the label itself, halves up, and puts a minus before a nought that was negative:
    where that would be another text than ours, it gets the number as printed.
    """
    text = bare(value, how)
    printed = figures_in(text)
    if digits <= digits_of(text):
        return printed
    fine = rounded(value, digits)
    by_word = replace(how, half=Half.UP)
    is_nought = value < 0 and not printed
    return fine if bare(fine, by_word) == text and not is_nought else printed


def figures(chart: Chart, series: ChartSeries, step: Decimal) -> tuple[Decimal | None, ...]:
    """Return the values of ``series`` for the sheet."""
    how, digits = chart.format_of(series), finest(step)
    return tuple(None if v is None else figure(v, how, digits) for v in series.values)


def digits_of(text: str) -> int:
    """Return how many digits follow the point in a printed figure."""
    return len(text.partition(".")[2])


def form_of(text: str, how: NumberFormat, unit: str = "") -> FigureForm:
    """Return how a printed figure is written."""
    sign = "+" if text.startswith("+") else ""
    return FigureForm(digits_of(text), how.kind is not FormatKind.PLAIN, sign, unit)


def usual_form(values: Iterable[Decimal | None], how: NumberFormat) -> FigureForm:
    """Return how most of ``values`` are written."""
    counted = Counter(form_of(bare(v, how), how) for v in values if v is not None)
    most = counted.most_common(1)
    return most[0][0] if most else FigureForm()
