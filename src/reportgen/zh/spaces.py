"""Spaces that no Chinese text has (CY/T 154-2017, 8), and commas that part what is parted."""

from collections.abc import Iterator

from reportgen.model.pattern import pattern
from reportgen.zh.han import is_han, run_after, run_before
from reportgen.zh.repair import PLACEHOLDERS, Repair

_OPENING = "（《〈“‘「『【"
_CLOSING = "）》〉”’」』】"
_ENGLISH_TOO = "“”‘’"
_BESIDE = frozenset(_OPENING + _CLOSING + "，。、；：？！")
_PAIRS = frozenset({"——", "……"})
_MONEY = frozenset("%‰¥￥$€£")
_SPACES = pattern(" +")
_PLACE = pattern(r"第.{1,4}[章节条款编部卷项届回]|附[录件表图].?|[图表式].")
_SENTENCE = pattern(r"[，。；！？,;]")
_QUOTED = pattern(r"[《“「『【][^《》“”「」『』【】]*[》”」』】]")
COMMA = pattern("”、(?=“)|》、(?=《)")
_EXPLAINED = pattern("[）)]、[《“]")
_COLONS = (":", "：")
_LONGEST_LEAD, _LONGEST_NAME, _LONGEST_LABEL, _NEAR = 6, 4, 8, 40


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
    for start, end in spaced_han(text):
        while quoted and quoted[0][1] <= start:
            quoted.pop(0)
        if not (quoted and quoted[0][0] < start) and not _is_separator(text, start, end):
            yield Repair(start, end, "", "P07")


def spaced_han(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spaces between two Han."""
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if is_han(text[max(start - 1, 0) : start]) and is_han(text[end : end + 1]):
            yield start, end


def _is_separator(text: str, start: int, end: int) -> bool:
    left, right = run_before(text, start, _NEAR), run_after(text, end, _NEAR)
    before, after = text[left:start], text[end:right]
    beyond = text[right : right + 1]
    if beyond in _COLONS and len(after) <= _LONGEST_LABEL and "。" not in text:
        return True
    if len(before) == len(after) == 1 or _PLACE.fullmatch(before):
        return True
    if left == 0 and 1 < len(before) <= _LONGEST_LEAD:
        return True
    is_row = " " in (text[max(left - 1, 0) : left], beyond)
    return is_row and max(len(before), len(after)) <= _LONGEST_NAME


def between_quoted(text: str) -> Iterator[Repair]:
    """P12: ”、“ and 》、《 need no comma (GB/T 15834, 4.5.3.5), unless a remark stands between."""
    if "、" in text and _EXPLAINED.search(text) is None:
        for match in COMMA.finditer(text):
            yield Repair(match.start() + 1, match.end(), "", "P12")
