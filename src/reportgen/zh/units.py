"""Units as Chinese reports write them: 亿美元, 百万元, %, 个百分点, 美元/股."""

import re
from decimal import Decimal

from reportgen.model.facts import Unit

# GB/T 15835 knows 万 and 亿 as units of scale; 千, 百万 and 十亿 are how data files count.
SCALES = {
    "十亿": Decimal(10**9),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "万亿": Decimal(10**12),
    "亿": Decimal(10**8),
    "万": Decimal(10**4),
    "千": Decimal(10**3),
}
_SCALED = re.compile(f"({'|'.join(sorted(SCALES, key=len, reverse=True))})(.+)")
_SAME = {
    "人民币": "元",
    "人民币元": "元",
    "RMB": "元",
    "CNY": "元",
    "USD": "美元",
    "HKD": "港元",
    "港币": "港元",
    "EUR": "欧元",
    "百分比": "%",
    "％": "%",
    "pct": "%",
    "百分点": "个百分点",
    "pp": "个百分点",
    "x": "倍",
}
_NOT_A_UNIT = re.compile(r"[\d\s,，。;；:：|{}\[\]<>\"'“”]")
_LONGEST = 12

PERCENT = Unit("%", "%", Decimal(1))
POINTS = Unit("个百分点", "个百分点", Decimal(1))
TIMES = Unit("倍", "倍", Decimal(1))


def parse_unit(text: str) -> Unit | None:
    """Return the unit that ``text`` names, or nothing when it cannot be one.

    A word we do not know (块, 台) is a unit of its own; a scale before it is understood (万台).
    """
    name = text.strip()
    if not name or len(name) > _LONGEST or _NOT_A_UNIT.search(name):
        return None
    name = _SAME.get(name, name)
    match = _SCALED.fullmatch(name)
    if match is None:
        return None if name in SCALES else Unit(name, name, Decimal(1))
    base = _SAME.get(match[2], match[2])
    return Unit(match[1] + base, base, SCALES[match[1]])


def convert(value: Decimal, unit: Unit, to: Unit) -> Decimal | None:
    """Return ``value`` in ``to``, or nothing when the two measure different things."""
    if unit.base != to.base:
        return None
    if unit.factor == to.factor:
        return value
    return value * unit.factor / to.factor
