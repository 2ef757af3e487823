"""N107: every number of the text is bound to a metric or has a citation."""

from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic, Span
from reportgen.lint.passages import Passage, PassageKind
from reportgen.lint.rule import finding

_TEXT = (PassageKind.PROSE, PassageKind.NOTE, PassageKind.CARD)
_SHOWN = 3


def unsourced(passage: Passage, known: set[int]) -> Iterator[tuple[Span, str]]:
    """Yield the numbers of ``passage`` that nothing vouches for, but for the ``known`` ones."""
    if passage.kind not in _TEXT:
        return
    for sentence in passage.sentences:
        if sentence.is_cited or (passage.kind is PassageKind.NOTE and _names_source(passage)):
            continue
        is_told = False
        for quantity in sentence.quantities:
            is_second = quantity.is_range and is_told
            is_told = quantity.is_range and not is_told
            if quantity.start not in known and not quantity.is_small and not is_second:
                typed = passage.text[quantity.head : quantity.end]
                yield passage.span(quantity.head, quantity.end), typed


def _names_source(passage: Passage) -> bool:
    """Tell whether a foot note says itself where its numbers come from."""
    return any(word in passage.text for word in ("http", "来源", "出处", "引自", "参见", "见《"))


def each_unsourced(found: list[tuple[Span, str]]) -> Iterator[Diagnostic]:
    """Yield a finding for each number."""
    for span, typed in found:
        yield finding(Code.NUMBER_WITHOUT_SOURCE, span, count=1, typed=typed)


def in_one_line(found: list[tuple[Span, str]]) -> Iterator[Diagnostic]:
    """Yield one finding for all numbers, where the first of them stands."""
    if found:
        words = "、".join(typed for _, typed in found[:_SHOWN])
        more = " …" if len(found) > _SHOWN else ""
        span = found[0][0]
        yield finding(Code.NUMBER_WITHOUT_SOURCE, span, count=len(found), typed=words + more)
