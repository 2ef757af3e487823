"""Governing: which words before a number say what it measures, and of which period it speaks."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from reportgen.lint.passages import BOUND, CITED, Passage, Sentence
from reportgen.model.pattern import pattern
from reportgen.model.period import Period
from reportgen.zh.period_mentions import PeriodMention, period_mentions
from reportgen.zh.quantities import Quantity

UP = (
    *("增长", "上升", "提高", "提升", "增加", "扩大"),
    *("上涨", "走高", "攀升", "回升", "增幅", "涨幅"),
)
DOWN = (
    *("下降", "下滑", "减少", "降低", "回落", "缩小"),
    *("收窄", "下跌", "萎缩", "走低", "降幅", "跌幅"),
)
_MEASURES = ("率", "比", "额")
"""毛利率 is not 毛利."""
_FAR, _LOOK_BACK = 16, 4
_CLAUSE = "，；,;：:。！？!?\n"
_SPLIT = pattern(r"[，；;、。！？\n]|,(?![0-9])")
_ELSEWHERE = pattern(
    "|".join(
        (
            *UP,
            *DOWN,
            "同比|环比|增速|其中|目标|计划|预计|预期|预测|指引|规划|去年|上年|上期|分别|合同",
        )
    )
)
_PLANNED = pattern("预计|预期|预测|目标|计划|指引|规划|力争|假设|假如|如果|若|测算")
_LINK = pattern(
    r"(?:总额|总计|合计|规模|金额|水平|约?为|是|达到?了?|报收|录得|实现|完成|共计?|共有|累计|仅|只有|有"
    r"|达成|为人民币|人民币|至|到|占比?|的占比|：|:|\(|（|\s)*"
)
_QUALIFIED = pattern(
    r"(?:公司|集团|我们|我司|其|全年|全国|本期|当期|年度?|季度|月|期内|实现|完成|取得|录得|总|合计|的公司"
    r"|将|而|但|且|和|与|及|中|，|、|。|：|；|“|（|\(|,|:|;|\s|"
    f"{BOUND}|{CITED}"
    r")$"
)


class Name(Struct, frozen=True, gc=False):
    """A name of something known, at ``[start, end)`` of a passage."""

    start: int
    end: int
    word: str


class Names:
    """The names of known things, to be found in a text in one walk."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_head: dict[str, list[str]] = {}
        for word in sorted(set(words), key=lambda each: (-len(each), each)):
            self._by_head.setdefault(word[:2], []).append(word)
        first = "".join(sorted({re.escape(head[0]) for head in self._by_head}))
        self._first = re.compile(f"[{first}]") if first else None

    def find(self, text: str) -> list[Name]:
        """Return where they stand in ``text``; of two that begin together the longer one."""
        found: list[Name] = []
        position = 0
        while self._first and (match := self._first.search(text, position)):
            position = match.start()
            words = self._by_head.get(text[position : position + 2], ())
            word = next((each for each in words if text.startswith(each, position)), None)
            if word is None:
                position += 1
                continue
            end = position + len(word)
            if word.endswith(_MEASURES) or text[end : end + 1] not in _MEASURES:
                found.append(Name(position, end, word))
            position = end
        return found


class Governed(Struct, frozen=True, gc=False):
    """The nearest name before a number in the same clause, and the words between the two."""

    name: Name
    between: str
    is_level: bool
    """Whether nothing between them speaks of a change, a plan, or a part of it."""
    is_direct: bool
    """Whether only words like 为, 达到 part them, and no word narrows the name."""


def governed(text: str, names: Sequence[Name], quantity: Quantity, after: int) -> Governed | None:
    """Return what says what ``quantity`` measures, if anything near does.

    ``after`` is where the number before it ends: each number has a name of its own.
    """
    place = bisect_right(names, quantity.head, key=lambda name: name.end) - 1
    name = names[place] if place >= 0 else None
    if name is None or name.start < after:
        return None
    between = text[name.end : quantity.head]
    if len(between) > _FAR or BOUND in between:
        return None
    if any(char in _CLAUSE for char in between.rstrip("：: ")):
        return None
    ahead = _SPLIT.split(text[max(0, name.start - 2 * _FAR) : name.start])[-1]
    is_level = _ELSEWHERE.search(between) is None and _PLANNED.search(ahead) is None
    is_whole = _QUALIFIED.search(text[max(0, name.start - _LOOK_BACK) : name.start]) is not None
    is_direct = (name.start == 0 or is_whole) and _LINK.fullmatch(between) is not None
    return Governed(name, between, is_level, is_direct)


def clauses(passage: Passage, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the parts of ``sentence`` between commas."""
    start = sentence.start
    for match in _SPLIT.finditer(passage.text, sentence.start, sentence.end):
        yield start, match.end()
        start = match.end()
    if start < sentence.end:
        yield start, sentence.end


def mentions_before(
    passage: Passage, sentence: Sentence, position: int, now: Period | None
) -> list[PeriodMention]:
    """Return the words for periods that govern what stands at ``position``.

    They are those of its clause before it, else of the nearest clause before; what something is
    compared with does not count. A bound name of a period is such a word, too.
    """
    every = [*period_mentions(passage.text[sentence.start : sentence.end], now)]
    placed = [
        PeriodMention(
            each.start + sentence.start, each.end + sentence.start, each.days, each.is_compared
        )
        for each in every
    ]
    for bound in sentence.bound:
        period = bound.wording.period
        if period is not None and bound.wording.value is None and not bound.wording.metric:
            days = (period.start, period.end)
            placed.append(PeriodMention(bound.start, bound.start + 1, days))
    before = [each for each in placed if each.end <= position and not each.is_compared]
    if not before:
        return []
    parts = [part for part in clauses(passage, sentence) if part[0] <= position]
    for start, end in reversed(parts):
        inside = [each for each in before if start <= each.start < end]
        if inside:
            return inside
    return []


def speaks_just_of(mentions: list[PeriodMention], period: Period | None) -> bool:
    """Tell whether words for periods mean ``period`` itself; without words anything may."""
    return period is None or not mentions or any(each.means(period) for each in mentions)


def speaks_of(mentions: list[PeriodMention], period: Period | None) -> bool:
    """Tell whether words for periods may mean ``period``; without words anything may."""
    return period is None or not mentions or any(each.may_mean(period) for each in mentions)
