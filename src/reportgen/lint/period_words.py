"""N109: 上季度, 去年, 2024年第三季度 agree with the period of the number they speak of."""

from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic
from reportgen.lint.governing import mentions_before, speaks_of
from reportgen.lint.passages import BOUND, Passage
from reportgen.lint.rule import Subject, finding
from reportgen.zh.calendar import period_words
from reportgen.zh.period_mentions import PeriodMention


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
            told.add(mentions[-1].start)
            yield finding(
                Code.PERIOD_CONTRADICTS,
                passage.span(mentions[-1].start, mentions[-1].end),
                words=_words(passage, mentions[-1]),
                metric=bound.ref.name,
                period=period_words(period),
            )


def _words(passage: Passage, mention: PeriodMention) -> str:
    words = passage.text[mention.start : mention.end]
    if words != BOUND:
        return words
    bound = next(each for each in passage.bound if each.start == mention.start)
    return bound.wording.text
