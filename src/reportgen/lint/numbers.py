"""The rules about numbers, N101 to N110, one after the other."""

from collections.abc import Callable, Iterator

from reportgen.diag import Code, Diagnostic, Span
from reportgen.lint.agreement import Shown, read_shown, shown_of, tables_that_disagree
from reportgen.lint.directions import find_wrong_directions
from reportgen.lint.literals import Known, known_of, read_literals
from reportgen.lint.parts import find_parts_that_do_not_add_up
from reportgen.lint.passages import Passage
from reportgen.lint.period_words import find_wrong_period_words
from reportgen.lint.rule import Rule, Subject
from reportgen.lint.scales import find_mixed_scales
from reportgen.lint.shown import find_two_values
from reportgen.lint.targets import targets
from reportgen.lint.unsourced import each_unsourced, in_one_line, unsourced

RULES: tuple[Rule, ...] = (
    find_two_values,
    find_wrong_directions,
    find_parts_that_do_not_add_up,
    find_wrong_period_words,
    find_mixed_scales,
)
"""Each looks at the whole report by itself; the rest share what they know of typed numbers."""


class Typed:
    """The typed numbers of a report: what is wrong with them, and which nothing vouches for."""

    def __init__(self, subject: Subject) -> None:
        self.findings: list[Diagnostic] = []
        self.unsourced: list[tuple[Span, str]] = []
        known = known_of(targets(subject))
        shown = shown_of(subject.report, subject.facts)
        for passage in subject.passages:
            if passage.quantities:
                self._read(subject, passage, known, shown)
        self.findings += tables_that_disagree(shown)

    def _read(self, subject: Subject, passage: Passage, known: Known, shown: Shown) -> None:
        seen: set[int] = set()
        for literal in read_literals(subject, passage, known):
            seen.add(literal.start)
            self.findings.append(literal.finding)
        for point in read_shown(subject, passage, shown, seen):
            seen.add(point.start)
            if point.finding is not None:
                self.findings.append(point.finding)
        self.unsourced += unsourced(passage, seen)


def find_number_faults(
    subject: Subject, is_waived: Callable[[Code, Span], bool], *, each_place: bool
) -> Iterator[Diagnostic]:
    """Yield what the rules find and nobody waived; N107 in one line, or at ``each_place``."""
    typed = Typed(subject)
    found = (*typed.findings, *(each for rule in RULES for each in rule(subject)))
    yield from (each for each in found if not is_waived(each.code, each.span))
    code = Code.NUMBER_WITHOUT_SOURCE
    open_ones = [each for each in typed.unsourced if not is_waived(code, each[0])]
    yield from each_unsourced(open_ones) if each_place else in_one_line(open_ones)
