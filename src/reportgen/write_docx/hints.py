"""East-Asian hints: which quotes, dashes and dots of a paragraph belong to the Chinese text.

“ ” ‘ ’ — … · stand in both scripts. Word sets them in the Latin font unless the run carries
w:hint="eastAsia" (ECMA-376 Part 1, 17.3.2.26), so a run is cut where that changes.
"""

from collections.abc import Iterator

from reportgen.model.pattern import pattern

_SHARED = pattern("[“”‘’—…·]")
_SHARED_SIDE_BY_SIDE = pattern("[“”‘’—…·]+")
_CHINESE = pattern("[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_CLOSING = {"“": "”", "‘": "’"}


def has_shared_marks(text: str) -> bool:
    """Tell whether any character of ``text`` needs a decision."""
    return _SHARED.search(text) is not None


def chinese_marks(text: str) -> frozenset[int]:
    """Return the places of the shared marks of ``text`` that are Chinese."""
    places = {m.start() for m in _SHARED.finditer(text) if _touches_chinese(text, m.start())}
    for opening, closing in _pairs(text):
        if opening in places or closing in places:
            places |= {opening, closing}
    return frozenset(places)


def segments(text: str, offset: int, chinese: frozenset[int]) -> Iterator[tuple[str, bool]]:
    """Yield ``text``, which starts at ``offset`` of its paragraph, cut where the hint changes.

    Marks side by side stay together: —— is one stroke.
    """
    start = 0
    for match in _SHARED_SIDE_BY_SIDE.finditer(text):
        place, end = match.span()
        if chinese.isdisjoint(range(offset + place, offset + end)):
            continue
        if place > start:
            yield text[start:place], False
        yield match[0], True
        start = end
    if start < len(text):
        yield text[start:], False


def _touches_chinese(text: str, place: int) -> bool:
    before = _neighbour(text, place, -1)
    after = _neighbour(text, place, +1)
    if text[place] == "’" and before.isascii() and after.isascii() and before.isalnum():
        return False
    return bool(_CHINESE.match(before) or _CHINESE.match(after))


def _neighbour(text: str, place: int, step: int) -> str:
    """Return the nearest character that is of one script only, or nothing."""
    place += step
    while 0 <= place < len(text) and (_SHARED.match(text[place]) or text[place] == " "):
        place += step
    return text[place] if 0 <= place < len(text) else ""


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    for match in _SHARED.finditer(text):
        mark, place = match[0], match.start()
        if mark in _CLOSING:
            waiting.append((_CLOSING[mark], place))
        elif waiting and waiting[-1][0] == mark:
            yield waiting.pop()[1], place
