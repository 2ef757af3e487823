"""Read `freshness`: how old the data of a report may be when it is sent."""

import datetime as dt
from collections.abc import Iterator

from reportgen.diag import Code, Sink, Span
from reportgen.model.pattern import pattern
from reportgen.model.report import Freshness, FreshnessSpec, LoadedAt, Within
from reportgen.read import yaml_tree as tree

_OTHERS = ("others", "其余")
_HOUR = dt.timedelta(hours=1)
_UNITS = {
    **dict.fromkeys(("h", "小时", "时"), _HOUR),
    **dict.fromkeys(("d", "天", "日"), 24 * _HOUR),
    **dict.fromkeys(("w", "周"), 7 * 24 * _HOUR),
}
_LENGTH = pattern(rf"(\d{{1,4}})\s*({'|'.join(_UNITS)})")
_THRESHOLDS = ("warn_after", "error_after")


def read_freshness(node: tree.Mapping, sink: Sink) -> Freshness:
    """Return what is demanded of the data."""
    specs = tuple(_specs(node, sink))
    others = [each for each in specs if each.source in _OTHERS]
    for again in others[1:]:
        first = others[0].span
        sink.add(Code.DUPLICATE_KEY, again.span, key=again.source, first=first)
    return Freshness(
        tuple(each for each in specs if each not in others), others[0] if others else None
    )


def _specs(node: tree.Mapping, sink: Sink) -> Iterator[FreshnessSpec]:
    for name, entry in node.entries.items():
        if isinstance(entry.value, tree.Scalar):
            yield FreshnessSpec(name, entry.key.span, is_frozen=True)
        elif isinstance(entry.value, tree.Mapping):
            yield _demand(name, entry.key.span, entry.value, sink)


def _demand(name: str, span: Span, fields: tree.Mapping, sink: Sink) -> FreshnessSpec:
    covers = fields.scalar("covers")
    asked = [key for key in ("covers", "due", "loaded_at") if fields.scalar(key) is not None]
    ages = [key for key in _THRESHOLDS if fields.scalar(key) is not None]
    if not asked or ("loaded_at" in asked) is not bool(ages):
        sink.add(Code.FRESHNESS_INCOMPLETE, span, source=name)
    return FreshnessSpec(
        name,
        span,
        covers=covers.span if covers else None,
        due=_within(fields.scalar("due"), sink, in_days=True),
        loaded_at=_loaded_at(fields, sink),
    )


def _loaded_at(fields: tree.Mapping, sink: Sink) -> LoadedAt | None:
    formula = fields.scalar("loaded_at")
    if formula is None:
        return None
    warn, error = (_within(fields.scalar(key), sink) for key in _THRESHOLDS)
    if warn is not None and error is not None and warn.length >= error.length:
        sink.add(Code.WARNS_TOO_LATE, warn.span, warn=warn.text, error=error.text)
    return LoadedAt(formula.text, formula.span, warn, error)


def _within(word: tree.Scalar | None, sink: Sink, *, in_days: bool = False) -> Within | None:
    """Return the stretch of time that ``45d`` or ``12小时`` writes."""
    if word is None:
        return None
    match = _LENGTH.fullmatch(word.text.strip())
    unit = _UNITS[match[2]] if match else None
    if match is None or unit is None or (in_days and unit is _HOUR):
        sink.add(Code.BAD_DURATION, word.span, text=word.text)
        return None
    return Within(word.text, int(match[1]) * unit, word.span)
