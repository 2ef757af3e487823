"""N111: judgements that nobody rewrote though their numbers changed sign or moved far."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from reportgen.diag import Code, Diagnostic, Source, Span
from reportgen.lint.governing import DOWN, UP
from reportgen.lint.passages import BOUND, CITED, OPAQUE, Passage, PassageKind, Sentence, spoken
from reportgen.lint.rule import Subject, finding
from reportgen.lint.targets import kind_of
from reportgen.model.facts import Facts
from reportgen.model.judged import Judged, JudgedNumber, Review
from reportgen.model.pattern import pattern
from reportgen.model.report import Report

_MOVED = Decimal("0.3")
"""Of its old value; a smaller move leaves most judgements true."""
_MOVED_POINTS = Decimal(10)
_KINDS = (PassageKind.PROSE, PassageKind.HEADING, PassageKind.TITLE, PassageKind.CAPTION)
_KEY_LENGTH = 8
_JUDGES = pattern(
    "|".join((*UP, *DOWN))
    + "|改善|恶化|承压|好转|向好|回暖|企稳|稳健|稳定|平稳|稳中|强劲|疲软|低迷|乏力|良好|优秀|理想"
    "|亮眼|大幅|明显|显著|较快|较慢|快速|高速|加快|加速|放缓|提速|领先|落后|优于|劣于|高于|低于|不及|超预期|符合预期|充足|充裕"
    "|紧张|偏高|偏低|较高|较低|很高|很低|新高|新低|首次|扭亏|盈利能力|盈利水平|乐观|谨慎|悲观|风险|压力|得益|受益"
    "|由于|因为|受.{1,12}影响|带动|拖累|拉动|驱动|推动|支撑|表明|说明|显示|意味|反映|看好|担忧|可持续|健康|合理"
    "|下行|上行|拐点|触底|见顶|景气|繁荣|过热|旺盛|不足以|足以|有所|持平|相当|依赖|集中|主导|第一|过半|多数"
)
_RANGES = {"share", "points"}


def judged(report: Report, facts: Facts) -> tuple[Judged, ...]:
    """Return the sentences of ``report`` that judge bound numbers.

    What the data choose – a direction, the branch of a condition – is no judgement of the author.
    """
    return tuple(_judged(Subject(report, facts)))


def _judged(subject: Subject) -> Iterator[Judged]:
    labels = {
        word for name, spec in subject.report.metrics.items() for word in (name, spec.label) if word
    }
    for passage in subject.passages:
        if not passage.bound or passage.kind not in _KINDS:
            continue
        chosen = _chosen(passage)
        before: tuple[JudgedNumber, ...] = ()
        for sentence in passage.all_sentences:
            inside = tuple(_numbers(sentence))
            numbers = inside or before
            before = inside
            words = _typed(passage, sentence, chosen)
            bare = words
            for label in labels:
                bare = bare.replace(label, "")
            if numbers and _JUDGES.search(bare):
                yield _made(passage, sentence, words, numbers)


def _chosen(passage: Passage) -> frozenset[int]:
    """Return the places of characters that a condition chose."""
    return frozenset(
        place
        for piece in passage.pieces
        if piece.is_chosen
        for place in range(piece.start, piece.end)
    )


def _numbers(sentence: Sentence) -> Iterator[JudgedNumber]:
    for bound in sentence.bound:
        wording = bound.wording
        if wording.value is not None:
            is_share = kind_of(wording.unit) in _RANGES and "|" not in wording.metric
            yield JudgedNumber(bound.ref.key, wording.value, wording.text, is_share)


def _typed(passage: Passage, sentence: Sentence, chosen: frozenset[int]) -> str:
    """Return the typed words of a sentence, a mark for each number."""
    marks = {bound.start: bound.ref.key for bound in sentence.bound}
    words = []
    for place in range(sentence.start, sentence.end):
        char = passage.text[place]
        if char == BOUND:
            words.append(f"⟨{marks.get(place, '')}⟩")
        elif char not in (CITED, OPAQUE, "\n") and place not in chosen:
            words.append(char)
    return "".join(words).strip()


def _made(
    passage: Passage, sentence: Sentence, words: str, numbers: tuple[JudgedNumber, ...]
) -> Judged:
    span = passage.span(sentence.start, sentence.end)
    return Judged(
        words,
        numbers,
        spoken(passage, sentence.start, sentence.end),
        span.source.path,
        span.line,
        span.column,
        span.length,
        span.source.line(span.line),
    )


def to_review(now: Iterable[Judged], before: Iterable[Judged]) -> Iterator[Review]:
    """Yield what of ``now`` stands in the same words as ``before``, with numbers that moved."""
    known: Mapping[str, Judged] = {each.words: each for each in before}
    for each in now:
        old = known.get(each.words)
        if old is None:
            continue
        values = {number.key: number for number in old.numbers}
        moved = [
            (values[number.key], number)
            for number in each.numbers
            if number.key in values and _has_moved(values[number.key], number)
        ]
        if moved:
            yield Review(_key(each, moved), each, *max(moved, key=_size))


def _size(pair: tuple[JudgedNumber, JudgedNumber]) -> tuple[bool, Decimal]:
    """Return how far a number moved; a change of sign is the farthest."""
    return _turned(*pair), abs(pair[1].value - pair[0].value)


def _has_moved(old: JudgedNumber, new: JudgedNumber) -> bool:
    if old.value == new.value:
        return False
    if _turned(old, new):
        return True
    move = abs(new.value - old.value)
    return move >= _MOVED_POINTS if old.is_share else move >= abs(old.value) * _MOVED


def _turned(old: JudgedNumber, new: JudgedNumber) -> bool:
    """Tell whether a number changed its sign."""
    return (old.value < 0) != (new.value < 0) and old.value != new.value


def _key(each: Judged, moved: list[tuple[JudgedNumber, JudgedNumber]]) -> str:
    """Return a short name of the words and their numbers: other numbers are another review."""
    parts = [each.words, *(f"{old.value} {new.value}" for old, new in moved)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_KEY_LENGTH]


def as_finding(review: Review, report: str) -> Diagnostic:
    """Return the finding that asks for a review; ``report`` is what the user calls the report."""
    judged_ = review.judged
    source = Source(judged_.file, "\n" * (judged_.line - 1) + judged_.line_text)
    span = Span(source, judged_.line, judged_.column, judged_.length)
    return finding(
        Code.JUDGEMENT_TO_REVIEW,
        span,
        words=judged_.said,
        before=review.before.text,
        after=review.after.text,
        key=review.key,
        report=report,
    )
