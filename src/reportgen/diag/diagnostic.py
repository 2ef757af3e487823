"""A finding as data: which, where, and the values its message quotes."""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field

from reportgen.diag.codes import Code
from reportgen.diag.span import Span


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"


class Fix(Struct, frozen=True, gc=False):
    """A safe replacement: the text at ``span`` becomes ``text``."""

    span: Span
    text: str


class Diagnostic(Struct, frozen=True, gc=False):
    """One finding: which, where, and the values its message quotes."""

    code: Code
    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    fix: Fix | None = None
    is_raised: bool = False
    """Whether it stops the build though its code does not: somebody asked to be strict."""

    @property
    def severity(self) -> Severity:
        """An error stops the build; a warning does not."""
        is_warning = self.code.is_warning and not self.is_raised
        return Severity.WARNING if is_warning else Severity.ERROR

    def __str__(self) -> str:
        words = " ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.span}: {self.code} {words}".rstrip()
