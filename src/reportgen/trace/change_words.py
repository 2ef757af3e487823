"""How a change is said in a list: the name of its metric, and by how much."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from reportgen.model.manifest import Manifest, NumberRecord

_FILTERS = {"yoy": "同比", "qoq": "环比"}
_MAKINGS = {**_FILTERS, "ytd": "本年累计", "share": "占比", "rank": "排名", "running": "累计"}
_SHARES = frozenset({"%", "个百分点"})
_TENTH = Decimal("0.1")
_MOST = Decimal(10000)
"""A change of more per cent than this says nothing."""


def metric_label(number: NumberRecord, manifest: Manifest) -> str:
    """Return what a person calls the metric: its label or column, 同比 or 占比 after it."""
    name, _, said = number.metric.partition("|")
    if manifest.origins[number.origin].kind == "column":
        made = [word for each in said.split("|") if (word := _MAKINGS.get(each))]
        return " ".join((name.partition(".")[2] or name, *made))
    label = next((each.label for each in manifest.metrics if each.name == name), name)
    return f"{label} {_FILTERS.get(said, said)}" if said else label


def by_words(old: tuple[Decimal, str], new: tuple[Decimal, str]) -> str:
    """Return ``+31.3%``, of a share ``+3.3个百分点``; nothing where it cannot be told."""
    (was, unit), (now, other) = old, new
    if unit != other or was == now:
        return ""
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        if unit in _SHARES:
            return _signed(now - was) + "个百分点"
        if was <= 0 or now < 0:
            return ""
        rate = (now - was) / was * 100
        return _signed(rate) + "%" if abs(rate) < _MOST else ""


def _signed(value: Decimal) -> str:
    return f"{value.quantize(_TENTH):+f}".replace("-", "−")


def point_words(point: tuple[Decimal, str] | None) -> str:
    """Return a point's value with its unit, or nothing."""
    if point is None:
        return ""
    value, unit = point
    return f"{value.normalize():f}{unit}".replace("-", "−")
