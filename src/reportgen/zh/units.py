"""Units as typed in headers and metrics: scale words before a base word (亿美元, 万台)."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from reportgen.model.facts import NO_UNIT, Unit
from reportgen.model.pattern import pattern

SCALES = {
    "万亿": Decimal(10**12),
    "千亿": Decimal(10**11),
    "百亿": Decimal(10**10),
    "十亿": Decimal(10**9),
    "亿": Decimal(10**8),
    "千万": Decimal(10**7),
    "百万": Decimal(10**6),
    "十万": Decimal(10**5),
    "万": Decimal(10**4),
    "千": Decimal(10**3),
}
"""Longest words first, so that 万亿 is not read as 万 of 亿."""

EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""More figures than any number typed in a cell; powers of ten divide exactly."""

PERCENT = Unit("%", "", Decimal("0.01"))
"""A ratio: all of %, 个百分点, 个基点, ‰ and 倍 convert into each other."""
POINTS = Unit("个百分点", "", Decimal("0.01"))
TIMES = Unit("倍", "", Decimal(1))
PER_MILLE = Unit("‰", "", Decimal("0.001"))
BASIS_POINTS = Unit("个基点", "", Decimal("0.0001"))

_RATIOS = {
    "%": PERCENT,
    "百分比": PERCENT,
    "percent": PERCENT,
    "百分点": POINTS,
    "个百分点": POINTS,
    "pp": POINTS,
    **dict.fromkeys(("基点", "个基点", "bp", "bps", "BP"), BASIS_POINTS),
    "‰": PER_MILLE,
    "千分比": PER_MILLE,
    "倍": TIMES,
}
MONEY = {
    "元": "元",
    "人民币": "元",
    "人民币元": "元",
    "元人民币": "元",
    "CNY": "元",
    "RMB": "元",
    "美元": "美元",
    "USD": "美元",
    "港元": "港元",
    "港币": "港元",
    "HKD": "港元",
    "欧元": "欧元",
    "EUR": "欧元",
    "日元": "日元",
    "JPY": "日元",
    "英镑": "英镑",
    "GBP": "英镑",
    "韩元": "韩元",
    "新台币": "新台币",
    "新加坡元": "新加坡元",
    "澳元": "澳元",
    "加元": "加元",
    "瑞士法郎": "瑞士法郎",
    "卢布": "卢布",
    "卢比": "卢比",
}
"""What currencies are called, and by which name they are counted."""
COUNTED = frozenset(
    [
        *"个台块家人户辆套件次项条名位篇份单笔股手张只头艘架座间枚颗片店吨克米亩升桶瓦度卡核年月天日秒",
        *("人次", "小时", "分钟", "公斤", "公里", "平方米", "平方公里", "公顷", "立方米", "瓦时"),
        *("kg", "km", "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "GB", "TB", "PB"),
    ]
)
_SHAPE = pattern(r"[^\W\d_]{1,8}[²³]?(?:/[^\W\d_]{1,8}[²³]?)?")


def parse_unit(text: str) -> Unit | None:
    """Return the unit ``text`` names, or nothing when it cannot be one.

    Scale words, currencies and ratios are a closed list; any other short word (块, 人次/日) is a
    unit of its own, which converts only into itself and its multiples.
    """
    text = _normal(text)
    if text in _RATIOS:
        return _RATIOS[text]
    if text in SCALES:
        return Unit(text, "", SCALES[text])
    if not _SHAPE.fullmatch(text):
        return None
    scale, rest = _scaled(text)
    base = "/".join(MONEY.get(part, part) for part in rest.split("/"))
    return Unit(scale + base, base, SCALES.get(scale, Decimal(1)))


def known_unit(text: str) -> Unit | None:
    """Return the unit ``text`` names when its words are all of the closed list.

    For places where any word may stand, like the end of a column's header.
    """
    unit = parse_unit(text)
    if unit is None or not unit.base:
        return unit
    known = all(part in COUNTED or part in MONEY.values() for part in unit.base.split("/"))
    return unit if known else None


def split_header(header: str) -> tuple[str, Unit]:
    """Return name and unit of ``营业收入_百万美元`` or ``占比（%）``; no unit if none is known."""
    match = re.fullmatch(r"(.+?)(?:_([^_]+)|[（(]([^（()）]+)[）)])", header.strip())
    unit = known_unit(match[2] or match[3]) if match else None
    if match is None or unit is None:
        return header.strip(), NO_UNIT
    return match[1].strip(), unit


def convert(value: Decimal, unit: Unit, to: Unit) -> Decimal | None:
    """Return ``value`` in the unit ``to``, or nothing when the two measure different things."""
    if unit.base != to.base:
        return None
    if unit.factor == to.factor:
        return value
    return EXACT.divide(EXACT.multiply(value, unit.factor), to.factor)


def scaled_unit(unit: Unit, scale: str) -> Unit:
    """Return the base of ``unit`` counted in ``scale``: 千美元 and 亿 make 亿美元."""
    return Unit(f"{scale}{unit.base}", unit.base, SCALES[scale])


def _normal(text: str) -> str:
    text = text.strip().replace("％", "%").replace("／", "/").replace("每股", "/股")
    return re.sub(r"^人民币(?=.*元$)", "", text)


def _scaled(text: str) -> tuple[str, str]:
    for scale in SCALES:
        if text.startswith(scale):
            return scale, text.removeprefix(scale)
    return "", text
