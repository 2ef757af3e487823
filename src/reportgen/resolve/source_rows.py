"""Source rows: which row of the list of sources each bound number leads to."""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.model.document import PlacedNumber
from reportgen.model.facts import Metric, MetricKey
from reportgen.model.period import Period
from reportgen.zh.quantity import default_format, say

Key: TypeAlias = tuple[str, Period | None]
_COLUMN = "column"


class SourceRows(Struct):
    """Gives each metric at a period a row, as it is printed first."""

    metrics: Mapping[MetricKey, Metric]
    anchors: dict[Key, str] = field(default_factory=dict)
    said: dict[Key, list[PlacedNumber]] = field(default_factory=dict)
    """What is printed of each, every wording once."""

    def anchor(self, number: PlacedNumber) -> str:
        """Return where ``number`` leads; those of a table's columns have no row of their own."""
        if number.origin.kind == _COLUMN:
            return ""
        key = (number.metric, number.period)
        wordings = self.said.setdefault(key, [])
        whole = self._whole(number)
        if all(each.text != whole.text for each in wordings):
            wordings.append(whole)
        return self.anchors.setdefault(key, f"source-{len(self.anchors) + 1}")

    def _whole(self, number: PlacedNumber) -> PlacedNumber:
        """Return ``number`` with its unit, which a table says above its cells."""
        metric = self.metrics.get((number.metric, number.period))
        is_bare = number.text[-1:].isdigit() and (metric or number.unit.name)
        if not is_bare:
            return number
        how = metric.format if metric else default_format(number.unit)
        return replace(number, text=say(number.value, number.unit, how))

    def by_metric(self) -> dict[str, list[Key]]:
        """Return the rows of each metric, its periods in order; its changes stand behind it."""
        first: dict[str, int] = {}
        for metric, _ in self.said:
            first.setdefault(_measure(metric), len(first))
        found: dict[str, list[Key]] = {}
        for key in sorted(self.said, key=lambda key: (first[_measure(key[0])], "|" in key[0])):
            found.setdefault(key[0], []).append(key)
        for keys in found.values():
            keys.sort(key=_moment)
        return found


def _measure(metric: str) -> str:
    return metric.partition("|")[0]


def _moment(key: Key) -> tuple[str, str]:
    period = key[1]
    return (period.end.isoformat(), period.start.isoformat()) if period else ("", "")
