"""Spaces that no Chinese text has (CY/T 154-2017, 8), and commas that part what is parted."""

from collections.abc import Iterator

from reportgen.model.pattern import pattern
from reportgen.zh.repair import PLACEHOLDERS, Repair

_OPENING = "（《〈“‘「『【"
_CLOSING = "）》〉”’」』】"
_ENGLISH_TOO = "“”‘’"
_BESIDE = frozenset(_OPENING + _CLOSING + "，。、；：？！")
_PAIRS = frozenset({"——", "……"})
_MONEY = frozenset("%‰¥￥$€£")
_SPACES = pattern(" +")
_HAN = r"\u3007\u3400-\u9fff"
_BETWEEN = pattern(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
_RUN_BEFORE, _RUN = pattern(rf"[{_HAN}]+$"), pattern(rf"[{_HAN}]+")
_LABEL = pattern(rf"[{_HAN}]{{1,8}}[：:]")
_PLACE = pattern(r"第.{1,4}[章节条款编部卷项届回]|附[录件表图].?|[图表式].")
_SENTENCE = pattern(r"[，。；！？,;]")
_QUOTED = pattern(r"[《“「『【][^《》“”「」『』【】]*[》”」』】]")
_COMMA = pattern("(?<=”)、(?=“)|(?<=》)、(?=《)")
_EXPLAINED = pattern("[）)]、[《“]")
_LONGEST_LEAD, _LONGEST_NAME, _NEAR = 6, 4, 40


def beside_marks(text: str) -> Iterator[Repair]:
    """P06: a space beside a Chinese mark; blanks to fill in, （ ）, are left."""
    if " " not in text:
        return
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if start and end < len(text) and _is_needless(text, start, end):
            yield Repair(start, end, "", "P06")


def _is_needless(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1], text[end]
    if before in _OPENING and after in _CLOSING:
        return False
    is_after = before in _BESIDE or text[max(start - 2, 0) : start] in _PAIRS
    is_before = after in _BESIDE or text[end : end + 2] in _PAIRS
    if is_after and is_before:
        return True
    other, mark = (after, before) if is_after else (before, after)
    inner = text[max(start - 2, 0) : start - 1] if is_after else text[end + 1 : end + 2]
    if mark in _ENGLISH_TOO and other.isascii() and inner.isascii():
        return False
    is_word = other.isalnum() or other in _MONEY or other == PLACEHOLDERS[0]
    return (is_after or is_before) and is_word


def between_han(text: str) -> Iterator[Repair]:
    """P07: a space between Han inside a sentence; one that parts labels, names or titles is right.

    18日 分类：金融分析; 张 三; 第一条 总则; 风险提示 at the head of a paragraph.
    """
    if " " not in text or _SENTENCE.search(text) is None:
        return
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _BETWEEN.finditer(text):
        start, end = match.span()
        while quoted and quoted[0][1] <= start:
            quoted.pop(0)
        if not (quoted and quoted[0][0] < start) and not _is_separator(text, start, end):
            yield Repair(start, end, "", "P07")


def _is_separator(text: str, start: int, end: int) -> bool:
    left = _RUN_BEFORE.search(text, max(start - _NEAR, 0), start)
    right = _RUN.match(text, end, end + _NEAR)
    if left is None or right is None or _LABEL.match(text, end):
        return True
    before, after = left[0], right[0]
    if len(before) == len(after) == 1 or _PLACE.fullmatch(before):
        return True
    if left.start() == 0 and 1 < len(before) <= _LONGEST_LEAD:
        return True
    others = text[left.start() - 1 : left.start()], text[right.end() : right.end() + 1]
    return " " in others and max(len(before), len(after)) <= _LONGEST_NAME


def between_quoted(text: str) -> Iterator[Repair]:
    """P12: ”、“ and 》、《 need no comma (GB/T 15834, 4.5.3.5), unless a remark stands between."""
    if "、" in text and _EXPLAINED.search(text) is None:
        for match in _COMMA.finditer(text):
            yield Repair(match.start(), match.end(), "", "P12")
