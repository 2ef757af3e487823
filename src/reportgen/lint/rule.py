"""Rule: what a careful editor looks for; a rule turns a Subject into findings."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

from reportgen.diag import Code, Diagnostic, Fix, Span
from reportgen.lint.passages import Passage, PassageKind, Sentence, passages
from reportgen.model.facts import Facts
from reportgen.model.report import Report


class Subject:
    """What rules look at: the report as written, its facts, and its texts, split once."""

    def __init__(self, report: Report, facts: Facts) -> None:
        self.report = report
        self.facts = facts

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All texts, in reading order."""
        return tuple(passages(self.report, self.facts))

    def sentences(self, *kinds: PassageKind) -> Iterator[tuple[Passage, Sentence]]:
        """Yield the sentences that hold numbers, of the kinds that are asked for, or of all."""
        for passage in self.passages:
            if not kinds or passage.kind in kinds:
                for sentence in passage.sentences:
                    yield passage, sentence


Rule: TypeAlias = Callable[[Subject], Iterable[Diagnostic]]


def finding(code: Code, span: Span, fix: Fix | None = None, **values: object) -> Diagnostic:
    """Return one finding; ``values`` fill the ``{names}`` of its message."""
    return Diagnostic(code, span, {key: str(value) for key, value in values.items()}, fix)
