"""Freshness: from which moment the data of a report are too old for it to be sent.

Nothing here looks at a clock: an issue that is fresh when it is built may be stale when it is sent.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compute.periods import Coverage
from reportgen.compute.query import Query
from reportgen.compute.sources import DataSource
from reportgen.diag import Code, Diagnostic, Span
from reportgen.model.hold import Hold
from reportgen.model.pattern import pattern
from reportgen.model.period import Grain, Period
from reportgen.model.report import FreshnessSpec, LoadedAt, Report, Within
from reportgen.zh.calendar import period_words

_BEIJING = dt.timezone(dt.timedelta(hours=8))
"""Days begin there, and a moment without a zone is of there."""
_DAY = dt.timedelta(days=1)
_SATURDAY = 5
_MOMENT = pattern(
    r"(?P<date>\d{4}-\d\d?-\d\d?|\d{4}/\d\d?/\d\d?|\d{4}年\d\d?月\d\d?日|\d{8})"
    r"(?:[ T]*(?P<time>\d\d?:\d\d(?::\d\d)?)(?:\.\d+)?)?\s*(?P<zone>Z|[+-]\d\d:?(?:\d\d)?)?"
)


def holds(report: Report, now: Period | None, query: Query) -> tuple[Hold, ...]:
    """Return what keeps the report from being sent, and from when, as its data are."""
    is_auto = report.period == "auto"
    demands = [_Demand(spec, now, query, is_auto=is_auto) for spec in _demands(report)]
    return tuple(hold for demand in demands for hold in demand.holds())


def _demands(report: Report) -> Iterator[FreshnessSpec]:
    """Yield the demand on each source; a frozen one has none."""
    named = [each.source for each in report.freshness.named]
    for name in dict.fromkeys([*report.sources, *named]):
        spec = report.freshness.of(name)
        if spec is not None:
            yield replace(spec, source=name)


class _Demand(Struct, frozen=True):
    """What is demanded of one source, held against its rows."""

    spec: FreshnessSpec
    now: Period | None
    query: Query
    is_auto: bool

    def holds(self) -> Iterator[Hold]:
        """Yield what the source lacks, or will lack one day."""
        spec = self.spec
        source = self.query.sources.find(spec.source, spec.span)
        if source is None or spec.is_frozen:
            return
        place = spec.covers or (spec.due.span if spec.due else None)
        if place is not None:
            if source.coverage is None or self.now is None:
                name = spec.source
                self.query.sink.add(Code.NO_PERIODS_TO_COVER, place, source=name)
            else:
                yield from self._covering(source.coverage, self.now)
        if spec.loaded_at is not None:
            yield from self._loaded(source, spec.loaded_at)

    def _covering(self, coverage: Coverage, now: Period) -> Iterator[Hold]:
        spec, due = self.spec, self.spec.due
        is_there = coverage.fills(now)
        if spec.covers is not None and not is_there:
            finding = self._finding(Code.PERIOD_LACKING, spec.covers, coverage, now)
            yield Hold(finding)
        elif due is not None:
            wanted = None if is_there else now
            if self.is_auto:
                wanted = _next(coverage, now)
            if wanted is not None:
                yield self._overdue(coverage, wanted, due)

    def _overdue(self, coverage: Coverage, wanted: Period, due: Within) -> Hold:
        last_day = _last_day(wanted, coverage) + due.length
        finding = self._finding(Code.DATA_OVERDUE, due.span, coverage, wanted, day=last_day)
        return Hold(finding, _midnight(last_day + _DAY))

    def _finding(
        self, code: Code, span: Span, coverage: Coverage, wanted: Period, **more: object
    ) -> Diagnostic:
        words = {"source": self.spec.source, "period": period_words(wanted), "known": coverage}
        values = {key: str(value) for key, value in (words | more).items()}
        return Diagnostic(code, span, values)

    def _loaded(self, source: DataSource, asked: LoadedAt) -> Iterator[Hold]:
        value = self.query.one(asked.formula, asked.span, source)
        moment = _moment(value)
        if moment is None:
            if value is not None:
                found = str(value)
                place = asked.span
                self.query.sink.add(Code.NOT_A_MOMENT, place, formula=asked.formula, found=found)
            return
        ages = ((Code.DATA_AGING, asked.warn_after), (Code.DATA_STALE, asked.error_after))
        for code, within in ages:
            if within is not None:
                words = {"source": self.spec.source, "moment": str(value), "after": within.text}
                yield Hold(Diagnostic(code, within.span, words), moment + within.length)


def _next(coverage: Coverage, now: Period) -> Period:
    """Return the first period that the data do not fill yet, as long as the report's, or theirs."""
    filled = coverage.last_filled(now.grain)
    return (filled or coverage.periods)[-1].following()


def _last_day(wanted: Period, coverage: Coverage) -> dt.date:
    """Return the last day of ``wanted``; there are no data of a weekend unless there ever were."""
    day = wanted.end
    if wanted.grain is Grain.DAY and all(p.end.weekday() < _SATURDAY for p in coverage.periods):
        while day.weekday() >= _SATURDAY:
            day += _DAY
    return day


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), _BEIJING)


def _moment(value: object) -> dt.datetime | None:
    """Return the moment that a cell writes; of a day without a time its end."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value).strip()
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    digits = match["date"].replace("年", "-").replace("月", "-").rstrip("日").replace("/", "-")
    if "-" not in digits:
        digits = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    year, month, day = map(int, digits.split("-"))
    hour, minute, second = (*map(int, (match["time"] or "0:0").split(":")), 0)[:3]
    try:
        plain = dt.datetime(year, month, day, hour, minute, second, tzinfo=_BEIJING)
        at = plain.replace(tzinfo=_zone(match["zone"])) if match["zone"] else plain
        return at if match["time"] else at + _DAY
    except ValueError:
        return None


def _zone(text: str) -> dt.timezone:
    if text == "Z":
        return dt.UTC
    hours, minutes = int(text[1:3]), int(text[3:].replace(":", "") or 0)
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-offset if text[0] == "-" else offset)
