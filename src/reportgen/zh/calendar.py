"""How periods are said: 2024年第四季度."""

from reportgen.model.period import Grain, Period
from reportgen.zh.numerals import chinese_numeral


def label(period: Period) -> str:
    """Return ``period`` as prose says it: 2024年, 2024年上半年, 2024年第四季度, 2024年11月."""
    match period.grain:
        case Grain.YEAR:
            return f"{period.year}年"
        case Grain.HALF:
            return f"{period.year}年{'上下'[period.ordinal - 1]}半年"
        case Grain.QUARTER:
            return f"{period.year}年第{chinese_numeral(period.ordinal)}季度"
        case Grain.MONTH:
            return f"{period.year}年{period.ordinal}月"


def short_label(period: Period) -> str:
    """Return ``period`` as a chart's axis has room for it: 2024, 2024Q4, 2024-11."""
    return str(period)
