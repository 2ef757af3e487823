"""Figures in cells: what reads as a number, what stands for none, and where its point is."""

from reportgen.model.pattern import pattern

_NUMBER = pattern(
    r"[(（]?[▲▼△▽↑↓]?\s?[+\-−–±＋－~≈约]?\s?(?:[A-Z]{0,3}[$¥￥€£])?"
    r"(?P<whole>[0-9０-９]+(?:[,，][0-9０-９]{3})*)(?:[.．][0-9０-９]+)?"
    r"\s?(?:[%％‰]|[a-zA-Z]{1,3}|(?![年月日号点季届章])[\u4e00-\u9fff]{1,6})?[)）]?[*†‡]{0,3}"
)
_GAPS = frozenset({"", "—", "——", "-", "–", "－", "…", "……", "/", "n/a", "N/A", "NA", "n.a."})


def is_figure(text: str) -> bool:
    """Tell whether ``text`` is one number, with its sign, brackets and a short unit.

    ``3月`` and ``2024年`` are dates.
    """
    return _NUMBER.fullmatch(text.strip()) is not None


def is_gap(text: str) -> bool:
    """Tell whether ``text`` stands where there is no number."""
    return text.strip() in _GAPS


def point_of(text: str) -> int | None:
    """Return how many characters of a number stand before its decimal point, or nothing."""
    start = len(text) - len(text.lstrip())
    found = _NUMBER.fullmatch(text.strip())
    return found.end("whole") + start if found else None
