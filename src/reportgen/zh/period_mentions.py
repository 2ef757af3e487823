"""Period mentions: the words that say of which days a text speaks: 2024年第三季度, 去年."""

import datetime as dt
import re
from collections.abc import Callable

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.model.period import Grain, Period

Days = tuple[dt.date, dt.date]


class PeriodMention(Struct, frozen=True, gc=False):
    """Words at ``[start, end)``, and the first and last day they mean; nothing: nobody knows."""

    start: int
    end: int
    days: Days | None
    is_compared: bool = False
    """Whether something is held against it: 较去年, 同比."""

    def may_mean(self, period: Period) -> bool:
        """Tell whether a number of ``period`` may be what these words speak of."""
        if self.days is None:
            return True
        return self.days[0] <= period.end and period.start <= self.days[1]

    def means(self, period: Period) -> bool:
        """Tell whether these words speak of just ``period``, of no more and no less."""
        return self.days == (period.start, period.end)


_YEAR = r"(?:19|20)[0-9]{2}"
_DASH = r"\s?[-–—~～至到]\s?"
_WORDS = pattern(
    rf"(?P<first>{_YEAR})(?:年度?)?{_DASH}(?P<last>{_YEAR})年"
    rf"|(?P<code>{_YEAR}[QqHh][1-4])(?![0-9])"
    rf"|(?P<typed>{_YEAR}年(?:前三季度|1[-—–~～至]1?[0-9]月|第?[一二三四1-4]季度|[上下]半年"
    r"|1?[0-9]月(?:[0-9]{1,2}日)?)?)(?![-—–~～至])"
    r"|(?P<word>本报告期|报告期|本期|今年|本年|去年|上年|前年|明年|上一?期|本季度|本季|上一?季度|上季"
    r"|本月|上个?月|本周|上一?周|前三季度|上半年|下半年|第?(?<![上下每])[一二三四]季度)"
)
_COMPARING = frozenset("较比与同和跟于从自由")
_COMPARED_AFTER = ("同期", "相比", "末相比", "底相比")


def period_mentions(text: str, now: Period | None) -> list[PeriodMention]:
    """Return the words for periods in ``text``; ``now`` is what 本期 means."""
    return [_mention(match, text, now) for match in _WORDS.finditer(text)]


def _mention(match: re.Match[str], text: str, now: Period | None) -> PeriodMention:
    start, end = match.span()
    is_compared = text[max(0, start - 1) : start] in _COMPARING or text.startswith(
        _COMPARED_AFTER, end
    )
    if match["first"]:
        years = [Period.parse(match[name]) for name in ("first", "last")]
        days = (years[0].start, years[1].end) if years[0] and years[1] else None
        return PeriodMention(start, end, days, is_compared)
    if match["word"]:
        return PeriodMention(start, end, _relative(match["word"], now), is_compared)
    period = Period.parse(match["code"] or match["typed"])
    days = (period.start, period.end) if period else None
    return PeriodMention(start, end, days, is_compared)


def _relative(word: str, now: Period | None) -> Days | None:
    if now is None:
        return None
    word = word.replace("上一", "上").replace("上个", "上")
    made = _YEARS.get(word)
    if made is not None:
        year = now.year + made
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    find = _OTHERS.get(word)
    period = find(now) if find else Period.parse(f"{now.year}年{word}")
    return (period.start, period.end) if period else None


def _of(grain: Grain) -> Callable[[Period], Period | None]:
    """Return how to find the period of ``grain`` that ends with the report's own."""

    def found(now: Period) -> Period | None:
        return Period.around(now.end, grain) if now.grain.value >= grain.value else None

    return found


def _before(grain: Grain) -> Callable[[Period], Period | None]:
    this = _of(grain)

    def found(now: Period) -> Period | None:
        period = this(now)
        return period.previous() if period else None

    return found


_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_OTHERS: dict[str, Callable[[Period], Period | None]] = {
    "本报告期": lambda now: now,
    "报告期": lambda now: now,
    "本期": lambda now: now,
    "上期": lambda now: now.previous(),
    "本季度": _of(Grain.QUARTER),
    "本季": _of(Grain.QUARTER),
    "上季度": _before(Grain.QUARTER),
    "上季": _before(Grain.QUARTER),
    "本月": _of(Grain.MONTH),
    "上月": _before(Grain.MONTH),
    "本周": _of(Grain.WEEK),
    "上周": _before(Grain.WEEK),
}
