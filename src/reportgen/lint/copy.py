"""The copy rules: what a copy editor marks in the words, whatever they say."""

from collections.abc import Iterator
from itertools import pairwise

from reportgen.diag import Diagnostic
from reportgen.lint.labels import find_label_faults
from reportgen.lint.marks import find_mark_faults, find_suspects
from reportgen.lint.passages import cells
from reportgen.lint.rule import Subject
from reportgen.lint.styles import find_style_faults
from reportgen.lint.texts import Texts
from reportgen.lint.unfilled import find_unfilled
from reportgen.model.document import Document


def find_copy_faults(subject: Subject, document: Document) -> Iterator[Diagnostic]:
    """Yield what the copy rules find, each with a fix where a program may mend it."""
    passages = (*subject.passages, *cells(subject.report, subject.facts))
    texts = Texts(passages)
    suspects = find_suspects(texts)
    for number, (passage, after) in enumerate(pairwise((*passages, None))):
        if passage is not None:
            yield from find_mark_faults(passage, after, is_suspect=number in suspects)
    yield from find_style_faults(texts)
    yield from find_label_faults(subject, document)
    yield from find_unfilled(subject, texts)
