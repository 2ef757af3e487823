"""Periods and dates as Chinese prose says them: 2024年第四季度, 2025年12月18日."""

import datetime as dt

from reportgen.model.period import Grain, Period

_QUARTERS = "一二三四"
_HALVES = "上下"


def period_words(period: Period) -> str:
    """Return 2024年, 2024年上半年, 2024年第四季度 or 2024年11月."""
    match period.grain:
        case Grain.YEAR:
            return f"{period.year}年"
        case Grain.HALF:
            return f"{period.year}年{_HALVES[period.ordinal - 1]}半年"
        case Grain.QUARTER:
            return f"{period.year}年第{_QUARTERS[period.ordinal - 1]}季度"
        case Grain.MONTH:
            return f"{period.year}年{period.ordinal}月"


def short_period(period: Period) -> str:
    """Return ``period`` as a chart's axis has room for it: 2024, 2024Q4, 2024-11."""
    return str(period)


def date_words(date: dt.date) -> str:
    """Return 2025年12月18日."""
    return f"{date.year}年{date.month}月{date.day}日"
