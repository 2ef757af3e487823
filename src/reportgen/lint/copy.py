"""The copy rules: what a copy editor marks in the words, whatever they say."""

from collections.abc import Iterator
from itertools import chain, pairwise

from reportgen.diag import Diagnostic
from reportgen.lint.marks import find_mark_faults
from reportgen.lint.passages import cells
from reportgen.lint.rule import Subject


def find_copy_faults(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the copy rules find, each with a fix where a program may mend it."""
    texts = (*subject.passages, *cells(subject.report, subject.facts))
    for passage, after in pairwise(chain(texts, (None,))):
        if passage is not None:
            yield from find_mark_faults(passage, after)
