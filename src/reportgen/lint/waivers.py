"""Waivers at work: findings that an author lets stand, and waivers that have no effect."""

from collections.abc import Iterable, Iterator

from reportgen.diag import Code, Diagnostic, Span
from reportgen.lint.rule import finding
from reportgen.model.report import Report, Waiver
from reportgen.model.walk import written_blocks


class Waivers:
    """The waivers of a report; they remember what they were good for."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._used: set[tuple[int, str]] = set()

    def lets_stand(self, code: Code, span: Span, said: Iterable[str] = ()) -> bool:
        """Tell whether a waiver with a reason covers a finding that names what is ``said``."""
        for number, waiver in enumerate(self._report.waivers):
            if waiver.reason and waiver.covers(span) and _names(waiver, code, said):
                self._used.add((number, code.value))
                return True
        return False

    def keep(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield the findings that no waiver covers."""
        return (each for each in found if not self._lets_stand(each))

    def _lets_stand(self, found: Diagnostic) -> bool:
        return self.lets_stand(found.code, found.span, found.values.values())

    def without_effect(self) -> Iterator[Diagnostic]:
        """Yield a finding for each waiver without a reason, and for each code that waives nothing.

        One beside words that are not printed in this issue is let be: the next may print them.
        """
        for number, waiver in enumerate(self._report.waivers):
            if not waiver.reason:
                codes = "、".join(each.code for each in waiver.codes)
                yield finding(Code.WAIVER_WITHOUT_REASON, waiver.span, codes=codes)
                continue
            idle = [each for each in waiver.codes if (number, each.code) not in self._used]
            if idle and self._is_printed(waiver):
                for each in idle:
                    yield finding(Code.WAIVER_WAIVES_NOTHING, each.span, codes=each.code)

    def _is_printed(self, waiver: Waiver) -> bool:
        return waiver.is_for_keys or any(
            waiver.covers(block.span) for block in written_blocks(self._report.blocks)
        )


def _names(waiver: Waiver, code: Code, said: Iterable[str]) -> bool:
    if waiver.of and not any(waiver.of in each for each in said):
        return False
    return any(each.code == code.value for each in waiver.codes)
