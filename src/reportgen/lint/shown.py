"""N103: one metric is shown with one value: 19亿美元 here and 19.2亿美元 there are two."""

from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic
from reportgen.lint.passages import PassageKind
from reportgen.lint.rule import Subject, finding
from reportgen.model.pattern import pattern

_FIGURES = pattern(r"[-\d.,]+")
_READ_ON = (PassageKind.PROSE, PassageKind.HEADING, PassageKind.TITLE, PassageKind.CARD)
"""Captions, tables and notes may be more exact than the text is."""


def find_two_values(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the places where a metric is rounded otherwise than where it stood first."""
    first: dict[tuple[str, str, str], str] = {}
    for passage in subject.passages:
        if passage.kind not in _READ_ON:
            continue
        for bound in passage.bound:
            wording = bound.wording
            if wording.value is None:
                continue
            unit = _FIGURES.sub("#", wording.text)
            key = (wording.metric, str(wording.period), unit)
            before = first.setdefault(key, wording.text)
            if before != wording.text:
                yield finding(
                    Code.METRIC_SHOWN_TWICE,
                    bound.ref.span,
                    metric=bound.ref.name,
                    first=before,
                    text=wording.text,
                )
