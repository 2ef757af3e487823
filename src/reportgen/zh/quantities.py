"""Quantities in running text: 19.2亿美元, 近80%, 3.0个百分点; no dates, names or ordinals."""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.facts import Unit
from reportgen.model.pattern import pattern
from reportgen.zh.units import (
    BASIS_POINTS,
    COUNTED,
    MONEY,
    PERCENT,
    POINTS,
    SCALES,
    TIMES,
    parse_unit,
)


class Relation(Enum):
    """How a typed number stands to the true one: 超 says that it is below, 近 that it is close."""

    EXACT = "="
    NEAR = "≈"
    OVER = "<"
    """The true number is above the typed one: 超, 逾, 多."""
    UNDER = ">"
    """The true number is below it: 不足, 不到."""


class Quantity(Struct, frozen=True, gc=False):
    """A number with a unit at ``[start, end)`` of a text; ``head`` is where 超, 约 … begin."""

    head: int
    start: int
    end: int
    value: Decimal
    unit: Unit
    relation: Relation = Relation.EXACT
    is_range: bool = False
    """Whether it is one end of a range."""
    is_small: bool = False
    """Whether it only counts a few things: 3个方面."""

    @property
    def places(self) -> int:
        """How many figures follow the point."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0

    @property
    def figures(self) -> int:
        """How many figures say something: 3 in 19.2 and in 0.192, 1 in 200."""
        digits = self.value.as_tuple().digits
        shown = "".join(map(str, digits)).lstrip("0")
        return len(shown if self.places > 0 else shown.rstrip("0"))


_OVER = "超过 超出 超 逾 突破 多于 高于 大于 不低于 不少于 不止 至少 超逾 远超".split()  # noqa: SIM905 - a list of words reads as one
_UNDER = "不足 不到 不满 未到 未达 低于 少于 小于 不超过 不高于 不多于 至多 最多".split()  # noqa: SIM905 - as above
_NEAR = "接近 将近 约为 大约 大概 左右 约 近 几乎 约合 约计".split()  # noqa: SIM905 - as above
_BEFORE = {
    **dict.fromkeys(_OVER, Relation.OVER),
    **dict.fromkeys(_UNDER, Relation.UNDER),
    **dict.fromkeys(_NEAR, Relation.NEAR),
}
_AFTER = {
    **dict.fromkeys(("多", "余", "以上", "出头"), Relation.OVER),
    **dict.fromkeys(("以下", "以内"), Relation.UNDER),
    **dict.fromkeys(("左右", "上下"), Relation.NEAR),
}
_BY_END = {
    end: sorted((word for word in _BEFORE if word[-1] == end), key=len, reverse=True)
    for end in {word[-1] for word in _BEFORE}
}
_NO_QUANTITY = frozenset("年月天日秒核卡度手店升条点") | {"小时", "分钟"}
"""Counted words that date, name or list things more often than they measure."""
_FEW = frozenset("个项名位份件次只座张间头架片颗枚单笔套篇家块台")
_FEWER_THAN = 100
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_TEN, _HUNDRED = 10, 100
_MARKS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_TENTH = Unit("成", "", Decimal("0.1"))
_MINUS = "-−－"
_LATIN_UNITS = ("kWh", "MWh", "GWh", "TWh", "kW", "MW", "GW", "kg", "km")

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?"
_CURRENCY = {"$": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}


def _any(words: Iterator[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_HAN_MONEY = _any(word for word in MONEY if not word.isascii())
_HAN_COUNTED = _any(
    word
    for word in {*COUNTED, "人次", "平方米", "辆次", "箱", "部", "所", "处", "场", "柜", "本"}
    if not word.isascii() and word not in _NO_QUANTITY
)
_UNIT = (
    r"(?P<ratio>%|‰|个?百分点|个?基点|[Bb][Pp]s?(?![A-Za-z])|倍)"
    rf"|(?P<more>[多余])?(?P<scale>{_any(iter(SCALES))})?(?P<also>[多余])?"
    rf"(?:(?P<base>{_HAN_MONEY}|{_HAN_COUNTED})|(?P<latin>{'|'.join(_LATIN_UNITS)})(?![A-Za-z]))?"
    rf"(?P<per>/(?:{_HAN_MONEY}|{_HAN_COUNTED}|年|月|日|天|小时|千瓦时|(?:kWh|kW|Wh|W)(?![A-Za-z]))|/?每股)?"
)
# What is no quantity is read first, whole: then nothing in it is taken for one.
_SCAN = pattern(
    r"(?P<skip>https?://[^\s\u3000-\u303f\uff00-\uffef]+"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,9}"
    r"|\[[0-9]+(?:[-,–—][0-9]+)*\]"
    r"|第\s?[0-9]+(?:[-–—~～至、][0-9]+)*"
    r"|(?<![代报发外])[图表式]\s?[0-9]+(?:[-.–][0-9]+)*"
    r"|[〔\[（(][12][0-9]{3}[〕\]）)]\s?(?:第?\s?[0-9]+\s?号)?"
    r"|(?:\+?86[- ]?)?1[3-9][0-9]{9}(?![0-9])|0[0-9]{2,3}[-–][0-9]{7,8}(?:[-转][0-9]+)?"
    r"|[48]00[- ]?[0-9]{3}[- ]?[0-9]{4}(?![0-9])"
    r"|[12][0-9]{3}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?![0-9%])"
    r"|[0-9]+(?:\.[0-9]+){2,}|[0-9]+(?:\.[0-9]+)?\s?[:：∶]\s?[0-9]+(?:\.[0-9]+)?"
    r"|[0-9]+/[0-9]+|(?<![目日此之以年从提当眼])前\s?[0-9]+"
    r"|(?:^|\n)\s{0,8}[0-9]+(?:\.[0-9]+)*(?:[、．)）]|\.(?![0-9])|\s)"
    r"|[（(][0-9]+[)）]"
    r"|[0-9]+(?:\.[0-9]+)?\s?(?:[-–—~～至到]\s?[0-9]+\s?)?个?"
    r"(?:年|月|日(?!元)|号|时|点(?!位)|分(?!之)|秒|天|周|季|届|期|版|章|节|页|岁|条|款|学年|世纪|工作日"
    r"|交易日|小时|楼|室|栋|层|路|弄|级))"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]*(?:[-._/][A-Za-z0-9]+)*)"
    r"|(?P<share>百分之(?P<percent>[一二三四五六七八九十百两零]{1,5})"
    r"|(?P<tenths>(?<![一二三四五六七八九十百千])[一二三四五六七八九])成(?P<half>[一二三四五六七八九半])?"
    r"(?!不变|[为立功员本果绩长交品熟套分都体就语]))"
    rf"|(?P<sign>[{_MINUS}]\s?)?(?P<currency>[$¥￥€£]\s?)?(?P<number>{_NUMBER})"
    rf"(?:\s?(?:{_UNIT}))"
    r"|[0-9][0-9.,]*"
)
_START = pattern(
    r"[0-9A-Za-z$¥￥€£]|\n(?=\s{0,8}[0-9])|\A(?=\s{0,8}[0-9])|[一二三四五六七八九](?=成)|百(?=分之)"
    rf"|[前第图表式](?=\s?[0-9])|[〔\[（(](?=[0-9])|[{_MINUS}+](?=\s?[$¥￥€£0-9])"
)
"""Where it is worth to look: most of a text is neither a figure nor before one."""
_RANGE = pattern(rf"\s?[-–—~～至到]\s?(?:(?:{_NUMBER})\s?(?:{_UNIT}))")
_AFTER_WORD = pattern(_any(iter(_AFTER)))
_PREFIX = pattern(r"(?:人民币|每股|了|US|HK|有|共|\s){0,3}$")
_LOOK_BACK = 12


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities of ``text`` from the left; the work grows with its length alone."""
    plain = text.translate(_MARKS)
    found: list[Quantity] = []
    position, last_name = 0, -2
    while place := _START.search(plain, position):
        match = _SCAN.match(plain, place.start())
        if match is None:
            position = place.start() + 1
            continue
        position = max(match.end(), match.start() + 1)
        if match["name"]:
            position, last_name = _end_of_name(plain, match.start(), match.end())
        elif match["share"]:
            found.append(_share(plain, match.start(), match.end()))
        elif match["number"]:
            made, position = _numeral(plain, match, last_name)
            found += made
    return found


def _end_of_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where to read on: of ROE15% only the letters are a name."""
    letters = start
    while letters < end and text[letters].isalpha():
        letters += 1
    if letters < end and text[end : end + 1] in tuple("%‰亿万倍"):
        return letters, letters
    return end, end


def _numeral(text: str, match: re.Match[str], last_name: int) -> tuple[list[Quantity], int]:
    """Return the quantity of ``match``, or both ends of a range, and where to read on."""
    start, end = match.span()
    after_name = 0 <= last_name >= start - 2 and not text[last_name:start].strip(" -")
    first = _of(text, match.groupdict(), start, end)
    second = _RANGE.match(text, end)
    if second is not None and _measures(second.groupdict()):
        inner = second.start() + len(second[0]) - len(second[0].lstrip(" -–—~～至到"))
        other = _SCAN.match(text, inner)
        last = _of(text, other.groupdict(), inner, second.end()) if other else None
        if last is not None:
            ends = _both(first, last, text, match.groupdict(), (start, end))
            return ends, second.end()
    if first is None or (after_name and not (match["ratio"] or match["currency"])):
        return [], _past_word(text, end)
    return [first], end


def _past_word(text: str, end: int) -> int:
    """Return where the Latin word ends that stands right behind a number: 5G, 175B."""
    while end < len(text) and text[end].isascii() and text[end].isalnum():
        end += 1
    return end


def _both(
    first: Quantity | None,
    last: Quantity,
    text: str,
    groups: dict[str, str],
    place: tuple[int, int],
) -> list[Quantity]:
    """Return the ends of a range; the first one may borrow the unit of the last."""
    if first is None:
        start, end = place
        value = Decimal(groups["number"].replace(",", ""))
        head, relation = _before(text, start)
        first = Quantity(head, start, end, value, last.unit, relation)
    return [replace(first, is_range=True), replace(last, is_range=True)]


def _measures(groups: dict[str, str]) -> bool:
    """Tell whether there is a unit behind a number."""
    return any(groups.get(name) for name in ("ratio", "scale", "base", "latin", "per"))


def _of(text: str, groups: dict[str, str], start: int, end: int) -> Quantity | None:
    """Return the quantity that ``groups`` say, or nothing when it is none."""
    follows = text[end : end + 2]
    is_bare = not _measures(groups) and not groups.get("currency")
    if is_bare or follows[:1] == "级" or follows == "分之":
        return None
    unit = _unit(groups)
    value = Decimal(groups["number"].replace(",", ""))
    head, relation = _before(text, start)
    if groups["more"] or groups["also"]:
        relation = Relation.OVER
    after = _AFTER_WORD.match(text, end)
    if after is not None:
        relation = _AFTER[after[0]]
    is_joint = start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()
    negative = bool(groups["sign"]) and not is_joint
    base = groups["base"] or ""
    few = base in _FEW and not groups["scale"] and value < _FEWER_THAN
    return Quantity(head, start, end, -value if negative else value, unit, relation, is_small=few)


def _unit(groups: dict[str, str]) -> Unit:
    ratio = groups["ratio"]
    if ratio:
        return _ratio(ratio)
    base = groups["base"] or groups["latin"] or ""
    if groups["currency"] and not base:
        base = _CURRENCY[groups["currency"].strip()]
    per = groups["per"] or ""
    if per:
        per = "/股" if per.endswith("每股") else per
    return _parsed(f"{groups['scale'] or ''}{base}{per}")


def _ratio(word: str) -> Unit:
    if word.endswith("百分点"):
        return POINTS
    if word.endswith("基点") or word.lower().startswith("bp"):
        return BASIS_POINTS
    if word == "‰":
        return Unit("‰", "", Decimal("0.001"))
    return TIMES if word == "倍" else PERCENT


@cache
def _parsed(word: str) -> Unit:
    return parse_unit(word) or Unit(word, word, Decimal(1))


def _share(text: str, start: int, end: int) -> Quantity:
    """Return 六成, 三成半 or 百分之十五."""
    head, relation = _before(text, start)
    after = _AFTER_WORD.match(text, end)
    relation = _AFTER[after[0]] if after else relation
    words = text[start:end]
    if words.startswith("百分之"):
        return Quantity(head, start, end, Decimal(_chinese(words[3:])), PERCENT, relation)
    half = words[2:]
    tail = Decimal("0.5") if half == "半" else Decimal(_CHINESE_DIGITS.get(half, 0)) / _TEN
    return Quantity(head, start, end, _CHINESE_DIGITS[words[0]] + tail, _TENTH, relation)


def _chinese(words: str) -> int:
    """Return a number up to 999 that is written in Chinese."""
    total, digit = 0, 0
    for char in words:
        if char == "百":
            total, digit = total + (digit or 1) * _HUNDRED, 0
        elif char == "十":
            total, digit = total + (digit or 1) * _TEN, 0
        else:
            digit = _CHINESE_DIGITS.get(char, 0)
    return total + digit


def _before(text: str, start: int) -> tuple[int, Relation]:
    """Return where the word begins that says how exact a number is, and what it says."""
    window = text[max(0, start - _LOOK_BACK) : start]
    between = _PREFIX.search(window)
    end = between.start() if between else len(window)
    for word in _BY_END.get(window[end - 1 : end], ()):
        if window.endswith(word, 0, end):
            return start - len(window) + end - len(word), _BEFORE[word]
    return start, Relation.EXACT
