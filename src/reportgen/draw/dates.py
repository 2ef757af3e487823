"""Dates below the plot: the finest round steps of time whose names have room."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise

from reportgen.draw.board import Board
from reportgen.draw.names import height_below, write_below
from reportgen.model.chart import PathMark, Segment

_STEPS = (("day", 1), ("day", 7), ("day", 14), ("month", 1), ("month", 3), ("month", 6))
_YEARS = (1, 2, 5, 10, 20, 50, 100)
_JANUARY, _MONTHS = 1, 12
_MONTH, _MOST = 28, 40
_GAP = 6.0
_TICK = 3.0
_LINE = 0.5


class DateNames:
    """Marks along an axis of time, from the first day to the last."""

    def __init__(self, board: Board, ends: tuple[int, int], place: Callable[[int], float]) -> None:
        self._board = board
        self._place = place
        self.ticks = next(
            (ticks for ticks in _candidates(*ends) if self._fits(ticks)), [ends[0], ends[1]]
        )
        self._named = dict(zip(self.ticks, _names(self.ticks), strict=True))

    @property
    def height(self) -> float:
        """The height they need below the plot."""
        return height_below(max(len(lines) for lines in self._named.values())) + 1

    def draw(self, foot: float) -> None:
        """Write the dates under ``foot``, with a tick each."""
        segments: list[Segment] = []
        for day, lines in self._named.items():
            x = round(self._place(day), 2)
            segments += [("m", x, round(foot, 2)), ("l", x, round(foot - _TICK, 2))]
            write_below(self._board, lines, x, foot - 1)
        self._board.marks.append(PathMark(tuple(segments), None, self._board.palette.muted, _LINE))

    def _fits(self, ticks: list[int]) -> bool:
        if len(ticks) < 2:  # noqa: PLR2004 - one date says nothing about the axis
            return False
        widths = [
            max(self._board.width_of(self._board.words(line)) for line in lines)
            for lines in _names(ticks)
        ]
        room = [self._place(after) - self._place(day) for day, after in pairwise(ticks)]
        return max(widths) + _GAP <= min(room)


def _candidates(first: int, last: int) -> Iterator[list[int]]:
    """Yield ever fewer round dates between two days."""
    for unit, step in _STEPS:
        if (last - first) / (step if unit == "day" else step * _MONTH) > _MOST:
            continue
        yield list(range(first, last + 1, step)) if unit == "day" else _months(first, last, step)
    for years in _YEARS:
        yield _months(first, last, years * _MONTHS)


def _months(first: int, last: int, step: int) -> list[int]:
    start, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    count = start.year * _MONTHS + start.month - 1
    count += -count % step
    found = []
    while count <= end.year * _MONTHS + end.month - 1:
        day = dt.date(count // _MONTHS, count % _MONTHS + 1, 1).toordinal()
        if first <= day <= last:
            found.append(day)
        count += step
    return found


def _names(ticks: list[int]) -> list[list[str]]:
    """Return what is written at each tick: the year below the first and each January."""
    days = [dt.date.fromordinal(day) for day in ticks]
    if all(day.day == 1 and day.month == _JANUARY for day in days):
        return [[str(day.year)] for day in days]
    are_months = all(day.day == 1 for day in days)
    made, year = [], 0
    for day in days:
        words = f"{day.month}月" if are_months else f"{day.month}月{day.day}日"
        made.append([words] if day.year == year else [words, f"{day.year}年"])
        year = day.year
    return made
