"""N105: 增长 and 下降 agree with the sign of the change that is bound beside them."""

from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic, Span
from reportgen.lint.governing import DOWN, UP, clauses
from reportgen.lint.passages import BOUND, Bound, Passage, Sentence
from reportgen.lint.rule import Subject, finding
from reportgen.model.pattern import pattern

_WORD = "|".join((*UP, *DOWN))
_ADVERB = r"(?:了|约|近|超过?|逾|达到?|为|至多|近乎|幅度|\s|：|:)*"
_BEFORE = pattern(rf"({_WORD}){_ADVERB}$")
_TYPED = pattern(rf"({_WORD})(?:了)?{_ADVERB}[-−－]\s?[0-9]")
_SAID = pattern(
    rf"(?:同比|环比)(?:继续|持续|明显|显著|大幅|小幅|稳步|快速|略有|有所|实现|出现){{0,2}}({_WORD})"
    r"(?![率速点幅]|了?[约近超]?[\d" + BOUND + r"])"
)
_LOOK_BACK = 14
_KEYS = {"同比": "yoy", "环比": "qoq"}


def find_wrong_directions(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the words that say up where the number says down, and the other way round."""
    for passage, sentence in subject.sentences():
        changes = [each for each in sentence.bound if _is_change(each)]
        for bound in changes:
            yield from _beside(passage, bound)
        yield from _signed(passage, sentence)
        if changes:
            yield from _said_elsewhere(passage, sentence, changes)


def _is_change(bound: Bound) -> bool:
    name, _, how = bound.wording.metric.partition("|")
    return bool(name) and how in _KEYS.values() and bool(bound.wording.value)


def _beside(passage: Passage, bound: Bound) -> Iterator[Diagnostic]:
    """Yield the word right before a bound change that its sign belies."""
    start = max(0, bound.start - _LOOK_BACK)
    match = _BEFORE.search(passage.text[start : bound.start])
    value, text = bound.wording.value, bound.wording.text
    if match is None or value is None:
        return
    goes_up = match[1] in UP
    says_twice = text[:1] in "-−" or any(word in text for word in (*UP, *DOWN))
    if goes_up != (value > 0) or says_twice:
        span = passage.span(start + match.start(), bound.start)
        yield _found(span, match[1], text, bound)


def _signed(passage: Passage, sentence: Sentence) -> Iterator[Diagnostic]:
    """Yield 下降-5%: typed words and a typed sign that say the same twice, or the opposite."""
    for match in _TYPED.finditer(passage.text, sentence.start, sentence.end):
        number = next((q for q in sentence.quantities if q.start <= match.end() - 1 < q.end), None)
        if number is not None and number.value < 0:
            span = passage.span(match.start(), number.end)
            text = passage.text[number.start : number.end]
            yield finding(
                Code.DIRECTION_CONTRADICTS,
                span,
                typed=match[1],
                metric=match[1],
                value=text,
                bound=f"{match[1]}{text.lstrip('-−－ ')}",
            )


def _said_elsewhere(
    passage: Passage, sentence: Sentence, changes: list[Bound]
) -> Iterator[Diagnostic]:
    """Yield 同比增长 without a number, where the same sentence prints that it fell."""
    for start, end in clauses(passage, sentence):
        for match in _SAID.finditer(passage.text, start, end):
            key = _KEYS[match[0][:2]]
            those = [each for each in changes if each.wording.metric.endswith(f"|{key}")]
            signs = {(each.wording.value or 0) > 0 for each in those}
            if signs == {match[1] not in UP}:
                span = passage.span(match.start(), match.end())
                yield _found(span, match[0], those[0].wording.text, those[0])


def _found(span: Span, word: str, text: str, bound: Bound) -> Diagnostic:
    name = bound.wording.metric.partition("|")[0]
    how = "同比" if bound.wording.metric.endswith("yoy") else "环比"
    return finding(
        Code.DIRECTION_CONTRADICTS,
        span,
        typed=word,
        metric=f"{name} | {how}",
        value=text,
        bound=f"{{{{ {name} | {how} | 增减 }}}}",
    )
