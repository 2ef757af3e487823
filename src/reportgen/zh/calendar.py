"""Periods and dates as Chinese prose says them: 2024年第四季度, 2025年12月18日."""

import datetime as dt

from msgspec.structs import replace

from reportgen.model.pattern import pattern
from reportgen.model.period import Grain, Period

_QUARTERS = "一二三四"
_HALVES = "上下"


def period_words(period: Period) -> str:
    """Return 2024年上半年, 2024年第四季度, 2024年11月, 2024年第45周, 2024年11月8日.

    A year to date is 2024年前三季度, 2024年1—11月 or 2024年初至11月8日.
    """
    if period.is_to_date:
        return _to_date_words(period)
    return f"{period.year}年{_part_words(period)}"


def _part_words(period: Period) -> str:
    number = period.ordinal
    match period.grain:
        case Grain.YEAR:
            return ""
        case Grain.HALF:
            return f"{_HALVES[number - 1]}半年"
        case Grain.QUARTER:
            return f"第{_QUARTERS[number - 1]}季度"
        case Grain.MONTH:
            return f"{number}月"
        case Grain.WEEK:
            return f"第{number}周"
        case Grain.DAY:
            return f"{period.end.month}月{period.end.day}日"


def _to_date_words(period: Period) -> str:
    """Spans of time have a dash (GB/T 15835)."""
    match period.grain:
        case Grain.QUARTER:
            return f"{period.year}年前{_QUARTERS[period.ordinal - 1]}季度"
        case Grain.MONTH:
            return f"{period.year}年1—{period.ordinal}月"
        case Grain.WEEK:
            return f"{period.year}年前{period.ordinal}周"
        case Grain.DAY:
            return f"{period.year}年初至{period.end.month}月{period.end.day}日"
        case Grain.YEAR | Grain.HALF:
            return period_words(replace(period, is_to_date=False))


_MOMENT = pattern(
    r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12]))?"
)


def moment_words(name: str) -> str:
    """Return ``2024Q4`` as it is read out, 2024年第四季度; any other name as it is."""
    match = _MOMENT.fullmatch(name)
    if match is None:
        return name
    said = f"{match['year']}年"
    if match["quarter"]:
        said += f"第{_QUARTERS[int(match['quarter']) - 1]}季度"
    elif match["half"]:
        said += f"{_HALVES[int(match['half']) - 1]}半年"
    elif match["month"]:
        said += f"{int(match['month'])}月" + (f"{int(match['day'])}日" if match["day"] else "")
    return said


def short_period(period: Period) -> str:
    """Return ``period`` as a chart's axis has room for it: 2024, 2024Q4, 2024-11."""
    return str(period)


def date_words(date: dt.date) -> str:
    """Return 2025年12月18日."""
    return f"{date.year}年{date.month}月{date.day}日"


AUTO = frozenset({"auto", "自动"})
"""What stands for a period, or for a column of them, that is to be found."""
_PERIOD_HEADS = frozenset(
    {
        *(
            "期间",
            "报告期",
            "年度",
            "年份",
            "年",
            "半年",
            "季度",
            "月份",
            "月度",
            "年月",
            "月",
            "周",
        ),
        *("日期", "交易日", "period", "year", "half", "quarter", "month", "week", "date", "day"),
    }
)


def is_period_head(name: str) -> bool:
    """Tell whether a column that is called so holds periods, if its cells are some."""
    return name.casefold() in _PERIOD_HEADS
