"""What is still to be filled in: 【待填：…】 as `init` writes it, or an author's own 【待补】."""

from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic
from reportgen.lint.rule import Subject, finding
from reportgen.lint.texts import Texts
from reportgen.model.pattern import pattern

_UNFILLED = pattern(r"【待[填补][^】\n]{0,200}】")


def find_unfilled(subject: Subject, texts: Texts) -> Iterator[Diagnostic]:
    """Yield each place that waits for words; a key that holds no text of its own at the report."""
    for match in _UNFILLED.finditer(texts.text):
        if (place := texts.at(*match.span())) is not None:
            passage, start, end = place
            yield finding(Code.TO_FILL_IN, passage.span(start, end), words=match[0])
    report = subject.report
    imprint = report.imprint
    keys = (report.organisation, report.category, report.classification)
    for words in (
        *keys,
        imprint.qualification,
        imprint.number,
        *(a.name for a in imprint.analysts),
    ):
        if (found := _UNFILLED.search(words)) is not None:
            yield finding(Code.TO_FILL_IN, report.span, words=found[0])
