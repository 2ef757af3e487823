"""Which rows are shown: those that pass the tests, of the last so many periods."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from reportgen.compute.columns import in_words
from reportgen.compute.frame import Cells, Frame
from reportgen.compute.periods import period_of_word
from reportgen.compute.sources import Sources
from reportgen.diag import Code, Sink
from reportgen.model.facts import Value
from reportgen.model.period import Grain, Period
from reportgen.model.report import Comparison, RowTest, Window

_Holds = Callable[[Period | None, Cells], bool]
_SIGNS: Mapping[Comparison, Callable[[int], bool]] = {
    Comparison.LESS: lambda order: order < 0,
    Comparison.AT_MOST: lambda order: order <= 0,
    Comparison.MORE: lambda order: order > 0,
    Comparison.AT_LEAST: lambda order: order >= 0,
    Comparison.EQUAL: lambda order: order == 0,
    Comparison.OTHER: lambda order: order != 0,
}
_OF_WORDS = (Comparison.EQUAL, Comparison.OTHER)
_MOST_NAMED = 6


def passing(
    frame: Frame, tests: tuple[RowTest, ...], sources: Sources, now: Period | None, sink: Sink
) -> Frame | None:
    """Return the rows that pass all ``tests``; one that cannot be put is a finding."""
    holds = [_test(frame, each, sources, now, sink) for each in tests]
    known = [each for each in holds if each is not None]
    if len(known) < len(holds):
        return None
    return frame.with_rows([(p, row) for p, row in frame.dated if all(h(p, row) for h in known)])


def _test(
    frame: Frame, test: RowTest, sources: Sources, now: Period | None, sink: Sink
) -> _Holds | None:
    column = sources.column(frame.source, test.column, test.span)
    if column is None:
        return None
    place, snapshot = frame.columns.index(column), frame.source.snapshot
    made: _Holds | None
    if column == snapshot.column(snapshot.period_column):
        made = _of_periods(test, sources, now)
    elif column.is_number:
        made = _of_numbers(frame, test, place)
    else:
        made = _of_words(test, place)
    if made is None:
        text = f"{test.comparison} {'、'.join(test.words)}"
        sink.add(Code.ROW_TEST_MISFIT, test.span, column=test.column, text=text)
    return made


def _of_periods(test: RowTest, sources: Sources, now: Period | None) -> _Holds | None:
    found = [
        period_of_word(word, now, sources.days) if now else Period.parse(word)
        for word in test.words
    ]
    periods = [period for period in found if period is not None]
    if len(periods) < len(found):
        return None
    if test.comparison in _OF_WORDS:
        wants = test.comparison is Comparison.EQUAL
        return lambda period, _: (period in periods) is wants
    bound, holds = periods[0], _SIGNS[test.comparison]
    is_later = test.comparison in (Comparison.MORE, Comparison.AT_LEAST)

    def compare(period: Period | None, _: Cells) -> bool:
        if period is None:
            return False
        ends = (period.start, bound.start) if is_later else (period.end, bound.end)
        return holds((ends[0] > ends[1]) - (ends[0] < ends[1]))

    return compare


def _of_numbers(frame: Frame, test: RowTest, place: int) -> _Holds | None:
    holds = _SIGNS[test.comparison]
    bound, other = test.number, frame.place(test.words[0])
    if bound is not None:
        return lambda _, row: _compared(row[place], bound, holds)
    if len(test.words) == 1 and other is not None and frame.columns[other].is_number:
        return lambda _, row: _compared(row[place], row[other], holds)
    return None


def _compared(left: Value, right: Value, holds: Callable[[int], bool]) -> bool:
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return False
    return holds((left > right) - (left < right))


def _of_words(test: RowTest, place: int) -> _Holds | None:
    if test.comparison not in _OF_WORDS:
        return None
    wants = test.comparison is Comparison.EQUAL
    return lambda _, row: (in_words(row[place]) in test.words) is wants


def within(frame: Frame, window: Window, now: Period | None, sink: Sink) -> Frame | None:
    """Return the rows of the last periods; a source without periods is a finding."""
    coverage = frame.source.coverage
    last = now or (coverage.periods[-1] if coverage and coverage.periods else None)
    if coverage is None or last is None:
        name = frame.source.snapshot.name
        sink.add(Code.NO_PERIODS, window.span, source=name, option="last / 近")
        return None
    there = {period for period, _ in frame.dated if period is not None}
    grain = window.grain or _grain(there, last)
    wanted = _wanted(there, window.count, Period.around(last.end, grain))
    missing = [str(period) for period in reversed(wanted) if period not in there]
    if missing:
        count, found = window.count, window.count - len(missing)
        listed = "、".join(missing[:_MOST_NAMED]) + "……" * (len(missing) > _MOST_NAMED)
        sink.add(Code.WINDOW_NOT_FULL, window.span, count=count, found=found, missing=listed)
    kept = set(wanted)
    return frame.with_rows([(p, row) for p, row in frame.dated if p in kept])


def _grain(there: set[Period], last: Period) -> Grain:
    """Return how long the periods are: as the report's, or the longest that the data have."""
    grains = {period.grain for period in there}
    if not grains or last.grain in grains:
        return last.grain
    return min(grains, key=lambda grain: grain.value)


def _wanted(there: set[Period], count: int, last: Period) -> list[Period]:
    if last.grain is Grain.DAY:
        days = sorted((p for p in there if p.grain is Grain.DAY), key=lambda p: p.end)
        return days[-count:]
    if not any(p.grain is last.grain and not p.is_to_date for p in there):
        last = last.to_date() if any(p.is_to_date for p in there) else last
    found = [last]
    while len(found) < count:
        found.append(found[-1].previous())
    return found
