"""Sink: rooms collect findings in it, so that one run shows all of them."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from reportgen.diag.codes import Code
from reportgen.diag.diagnostic import Diagnostic, Fix, Severity
from reportgen.diag.errors import InternalError, ReportgenError, error_class
from reportgen.diag.span import Span


class Sink(Struct):
    """Collects findings, so that one run shows all of them; the same finding is kept once."""

    _found: dict[str, Diagnostic] = field(default_factory=dict)

    def add(self, code: Code, span: Span, *, fix: Fix | None = None, **values: object) -> None:
        """Keep one finding; ``values`` fill the ``{names}`` of its message."""
        words = {key: str(value) for key, value in values.items()}
        self.take(Diagnostic(code, span, words, fix))

    def take(self, diagnostic: Diagnostic) -> None:
        """Keep a finding that is made already."""
        self._found.setdefault(str(diagnostic), diagnostic)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.found)

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """All findings in the order of their places."""
        return tuple(sorted(self._found.values(), key=_place))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a build."""
        return tuple(d for d in self.found if d.severity is Severity.ERROR)

    def stop_on_errors(self) -> None:
        """Raise one error that carries all findings, of the class with the smallest exit code."""
        if self.errors:
            raise error_of(self.found)


def error_of(found: Sequence[Diagnostic]) -> ReportgenError:
    """Return one error that carries all findings, of the class with the smallest exit code."""
    errors = [each for each in found if each.severity is Severity.ERROR]
    kinds = [error_class(each.code.value) for each in errors] or [InternalError]
    return min(kinds, key=lambda kind: kind.exit_code)(found)


def _place(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    span = diagnostic.span
    return span.source.path, span.line, span.column, diagnostic.code.value
