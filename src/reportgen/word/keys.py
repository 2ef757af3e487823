"""Keys: the headings, captions and formulas of a Word file that something may point to."""

from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.word.elements import Element, words_of
from reportgen.word.opened import Opened, Style

CAPTION = pattern(
    r"\s*(?P<kind>图表|图|表|Figure|Fig\.|Table)\s*"
    r"(?P<number>[A-Z]?\d{1,3}(?:[-.．–—]\d{1,3})*|[一二三四五六七八九十]{1,3})"
    r"(?:[\s　:：.、]+(?P<rest>\S.*)|\s*)",
    2 | 16,
)
_TABLES = frozenset({"表", "table"})
_LEADS = pattern(r"(?:PAGE)?REF\s+(\S+)")
_SECTION = pattern(r"第[一二三四五六七八九十百\d]{1,4}(?:部分|章|节|编|篇)")
_LONGEST = 120


class Keys(Struct, frozen=True):
    """Keys by bookmark and by paragraph."""

    by_mark: dict[str, str]
    by_paragraph: dict[int, str]
    """By ``id`` of the element."""
    used: frozenset[str]

    def of(self, paragraph: Element) -> str:
        """Return the key of a paragraph that something points to, or nothing."""
        key = self.by_paragraph.get(id(paragraph), "")
        return key if key in self.used else ""


def keys_of(file: Opened, style_of: Callable[[Element], Style], prefix: str = "") -> Keys:
    """Return the keys of ``file``, counted by their kinds."""
    asked = {
        mark
        for paragraph in file.body.all("w:p")
        for mark in _LEADS.findall("".join(each.text for each in paragraph.all("w:instrText")))
    }
    anchors = (each.get("w:anchor") for each in file.body.all("w:hyperlink"))
    asked.update(anchor for anchor in anchors if not anchor.startswith("_Toc"))
    asked.update(
        each.get("w:anchor")
        for each in file.body.all("w:hyperlink")
        if names_section(words_of(each))
    )
    for each in file.body.all("w:fldSimple"):
        asked.update(_LEADS.findall(each.get("w:instr")))
    counts: Counter[str] = Counter()
    by_mark: dict[str, str] = {}
    by_paragraph: dict[int, str] = {}
    for paragraph in file.body.all("w:p"):
        kind = _kind(paragraph, style_of(paragraph))
        if not kind:
            continue
        counts[kind] += 1
        key = f"{kind}-{prefix}{kind[0]}{counts[kind]}"
        by_paragraph[id(paragraph)] = key
        for mark in paragraph.all("w:bookmarkStart"):
            if mark.get("w:name") in asked:
                by_mark[mark.get("w:name")] = key
    return Keys(by_mark, by_paragraph, frozenset(by_mark.values()))


def names_section(words: str) -> bool:
    """Tell whether ``words`` are the number of a chapter: 第四部分."""
    return _SECTION.fullmatch(words.strip()) is not None


def _kind(paragraph: Element, style: Style) -> str:
    if style.level:
        return "sec"
    words = words_of(paragraph)
    match = CAPTION.fullmatch(words) if len(words) < _LONGEST else None
    if match:
        return "tbl" if match["kind"].lower() in _TABLES else "fig"
    return "eq" if paragraph.child("m:oMath") or paragraph.child("m:oMathPara") else ""
