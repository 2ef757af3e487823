"""Method words: how a metric is computed, said so that a reader understands it."""

import re
from collections.abc import Mapping

from reportgen.model.document import PlacedNumber, Run
from reportgen.model.pattern import pattern
from reportgen.model.period import Period
from reportgen.model.report import MetricSpec
from reportgen.zh.calendar import period_words
from reportgen.zh.units import POINTS

_CALL = pattern(r"\s*(sum|avg|min|max|median)\s*\(\s*([^\s()'\"+*/-]+)\s*\)\s*")
_CALLS = {
    "sum": "{}合计",
    "avg": "{}的平均数",
    "min": "{}的最小值",
    "max": "{}的最大值",
    "median": "{}的中位数",
}
_OPERATORS = pattern(r"\s*([*/×÷+\-−])\s*")
_SIGNS = {"*": "×", "/": "÷", "-": "−"}
_PERIOD = pattern(r"@([^\s+*/×÷()（）−-]+)")
_FILTERS = {"yoy": "同比", "qoq": "环比"}


def metric_words(number: PlacedNumber, metrics: Mapping[str, MetricSpec]) -> str:
    """Return what the metric is called: its label, 同比 or 环比 after it."""
    name, _, said = number.metric.partition("|")
    spec = metrics.get(name)
    label = spec.label if spec is not None else expression_words(name, metrics)
    return label + _FILTERS.get(said, said)


def method_words(number: PlacedNumber, metrics: Mapping[str, MetricSpec]) -> Run:
    """Return how the number is computed: the author's words, else those of its formula."""
    words = _words(number, metrics)
    is_change = "|" in number.metric  # it names the period before
    return Run(words or number.origin.formula, code=not words, is_bound=is_change)


def _words(number: PlacedNumber, metrics: Mapping[str, MetricSpec]) -> str:
    """Return the words, or nothing where only the formula itself will do."""
    name, _, said = number.metric.partition("|")
    spec = metrics.get(name)
    origin = number.origin
    if said:
        return _change(number)
    if spec is not None and spec.definition:
        return spec.definition
    match origin.kind:
        case "value":
            return "摘自来源文献"
        case "cell":
            return f"单元格{origin.formula}"
        case "expr":
            return expression_words(origin.formula, metrics)
        case _:
            match = _CALL.fullmatch(origin.formula)
            return _CALLS[match[1].lower()].format(match[2]) if match else ""


def expression_words(formula: str, metrics: Mapping[str, MetricSpec]) -> str:
    """Return ``单季净亏损 / 单季营收`` in labels: ``季度净亏损 ÷ 季度营业收入``."""
    labels = {name: spec.label for name, spec in metrics.items() if spec.label != name}
    words = formula
    if labels:
        names = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
        words = re.sub(rf"(?<!\w)(?:{names})(?!\w)", lambda found: labels[found[0]], words)
    words = _PERIOD.sub(lambda found: f"（{_period(found[1])}）", words)
    return _OPERATORS.sub(lambda found: f" {_SIGNS.get(found[1], found[1])} ", words).strip()


def _period(word: str) -> str:
    period = Period.parse(word)
    return period_words(period) if period else word


def _change(number: PlacedNumber) -> str:
    base = number.origin.inputs[1].partition("@")[2] if len(number.origin.inputs) > 1 else ""
    than = f"较{_period(base)}" if base else "较上期"
    return f"{than}的增减（个百分点）" if number.unit == POINTS else f"{than}的变动率"
