"""N109: 上季度, 去年, 2024年第三季度 agree with the period of the number they speak of."""

from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic
from reportgen.lint.governing import mentions_before, speaks_of
from reportgen.lint.passages import BOUND, Passage
from reportgen.lint.rule import Subject, finding
from reportgen.zh.calendar import period_words
from reportgen.zh.period_mentions import PeriodMention

_FAR = 24
_COMMAS = tuple("，；：,;")
_EDGES = "末底内里中期间度以来"


def find_wrong_period_words(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the words for a period beside a bound number of another one."""
    now = subject.facts.period
    for passage, sentence in subject.sentences():
        told: set[int] = set()
        for bound in sentence.bound:
            period = bound.wording.period
            if period is None or bound.wording.value is None:
                continue
            mentions = mentions_before(passage, sentence, bound.start, now)
            if speaks_of(mentions, period) or mentions[-1].start in told:
                continue
            if not _governs(passage.text, mentions[-1], bound.start):
                continue
            told.add(mentions[-1].start)
            yield finding(
                Code.PERIOD_CONTRADICTS,
                passage.span(mentions[-1].start, mentions[-1].end),
                words=_words(passage, mentions[-1]),
                metric=bound.ref.name,
                period=period_words(period),
            )


def _governs(text: str, mention: PeriodMention, start: int) -> bool:
    """Tell whether a mention says when the number is of, and not when something else was.

    去年，公司营收… says so; 公司2019年上市，营收… and 2023年投产的项目… do not.
    """
    between = text[mention.end : start]
    if len(between) > _FAR or "的" in between[1:]:
        return False
    head = between.lstrip(_EDGES)
    if not any(mark in between for mark in _COMMAS):
        return True
    return head[:1] in _COMMAS and not any(mark in head[1:] for mark in _COMMAS)


def _words(passage: Passage, mention: PeriodMention) -> str:
    words = passage.text[mention.start : mention.end]
    if words != BOUND:
        return words
    bound = next(each for each in passage.bound if each.start == mention.start)
    return bound.wording.text
