"""Which metrics have another value in a later issue, and how that is printed."""

from collections.abc import Iterator

from reportgen.model.manifest import Manifest, MetricRecord, NumberRecord
from reportgen.model.reason import MetricChange


def metric_changes(old: Manifest, new: Manifest) -> Iterator[MetricChange]:
    """Yield the metrics whose value differs, those of ``new`` first."""
    was, now = _metrics(old), _metrics(new)
    for key in dict.fromkeys((*now, *was)):
        before, after = was.get(key), now.get(key)
        if before and after and (before.value, before.unit) == (after.value, after.unit):
            continue
        metric = after or before
        if metric is None:
            continue
        yield MetricChange(
            name=metric.name,
            label=metric.label,
            period=metric.period,
            old=before.value if before else None,
            new=after.value if after else None,
            unit=metric.unit,
            old_text=printed(metric, old) if before else "",
            new_text=printed(metric, new) if after else "",
        )


def printed(metric: MetricRecord, manifest: Manifest) -> str:
    """Return how ``metric`` is printed where it is first, or nothing."""
    return next((each.text for each in numbers_of(metric, manifest)), "")


def numbers_of(metric: MetricRecord, manifest: Manifest) -> Iterator[NumberRecord]:
    """Yield where the value itself of ``metric`` is printed; changes of it are not it."""
    for each in manifest.numbers:
        if (each.metric, each.period) == (metric.name, metric.period):
            yield each


def _metrics(manifest: Manifest) -> dict[tuple[str, str], MetricRecord]:
    return {(each.name, each.period): each for each in manifest.metrics}
