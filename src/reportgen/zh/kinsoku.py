"""Kinsoku: between which characters a line may end (CLREQ; GB/T 15834)."""

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.model.typography import Kinsoku
from reportgen.zh.classes import (
    CLOSING,
    DASHES,
    DOUBLE_STOPS,
    LONE_DASHES,
    MIDDLES,
    OPENING,
    PRIVATE_DASHES,
    SLASHES,
    STOPS,
    Kind,
    kind_of,
)

# A Latin mark that belongs to the word before it, and one that belongs to the word after it.
LATIN_CLOSING = ",.;:!?)]}%‰°℃℉'\"\ue002\ue004"
LATIN_OPENING = "([{$£€¥#№\ue001\ue003"

UNITS = frozenset(
    "万亿千百十兆年月日时分秒天周季倍元美港欧日英人名位家个只台套块片件项次条例篇章节页图表期"
    "届岁吨克斤里米度级层号点度成瓦％‰℃卡股份户亩辆架座所处"
)
"""A number never parts from the unit after it."""
ORDINALS = frozenset("第图表式附注例")
"""``第3``, ``图1``, ``附2``: never parted."""
_NUMERALS = "一二三四五六七八九十百千零〇两"
NUMERALS = frozenset(_NUMERALS)
"""``第四`` is never parted either."""
ORDINAL = pattern(f"第[{_NUMERALS}]{{1,5}}")
SIGNS = frozenset("＋－￥＄￡￠＃")
"""Never parted from the number after them."""


class Level(Struct, frozen=True):
    """How strict: which characters may neither start nor end a line."""

    no_start: frozenset[str]
    no_end: frozenset[str]


_BASIC_START = STOPS + DOUBLE_STOPS + CLOSING + MIDDLES + "–-" + LATIN_CLOSING
LEVELS = {
    Kinsoku.BASIC: Level(frozenset(_BASIC_START), frozenset(OPENING + LATIN_OPENING)),
    Kinsoku.GB: Level(
        frozenset(_BASIC_START + SLASHES), frozenset(OPENING + LATIN_OPENING + SLASHES)
    ),
    Kinsoku.STRICT: Level(
        frozenset(_BASIC_START + SLASHES + DASHES + PRIVATE_DASHES),
        frozenset(OPENING + LATIN_OPENING + SLASHES),
    ),
}
"""CLREQ's levels: GB adds that a slash is at neither edge, strict that no dash starts a line."""


def may_break(before: str, after: str, *, is_spaced: bool, kinsoku: Kinsoku = Kinsoku.GB) -> bool:
    """Tell whether a line may end between two characters, a space between them or not."""
    level = LEVELS[kinsoku]
    if before in level.no_end or after in level.no_start:
        return False
    if _is_unbreakable(before, after):
        return False
    if kind_of(before) is Kind.LATIN and kind_of(after) is Kind.LATIN:
        return is_spaced
    # [n] stands with the words before it; a lone — joins what is on both sides of it.
    return not (after == "[" and not is_spaced) and after not in LONE_DASHES


def _is_unbreakable(before: str, after: str) -> bool:
    if before.isascii() and before.isdigit():
        return after in UNITS
    if before == "第" and after in NUMERALS:
        return True
    return (before in ORDINALS or before in SIGNS) and after.isascii() and after.isdigit()
