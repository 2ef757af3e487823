"""The order of Chinese names: by pinyin, or by strokes, as Unicode's CLDR has it."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

_SPOKEN = {"重庆": "崇庆", "厦门": "下门", "长": "常", "曾": "增"}
"""Names whose first reading is not how they are read: 长沙 is Chang, the surname 曾 is Zeng."""
_HAN_FIRST = 0x10000


def by_pinyin(name: str) -> tuple[int, ...]:
    """Return what ``name`` is sorted by: digits and letters first, then Han by their sounds."""
    for typed, spoken in _SPOKEN.items():
        name = name.replace(typed, spoken)
    return _key(name, _places("pinyin"))


def by_strokes(name: str) -> tuple[int, ...]:
    """Return what ``name`` is sorted by: how many strokes, then which."""
    return _key(name, _places("strokes"))


ORDERS: dict[str, Callable[[str], tuple[int, ...]]] = {"pinyin": by_pinyin, "strokes": by_strokes}


def _key(name: str, places: dict[str, int]) -> tuple[int, ...]:
    return tuple(places.get(each, ord(each)) for each in name.casefold())


@cache
def _places(order: str) -> dict[str, int]:
    text = files("reportgen.zh").joinpath("order", f"{order}.txt").read_text(encoding="utf-8")
    return {each: _HAN_FIRST * 0x20 + place for place, each in enumerate(text.strip())}
