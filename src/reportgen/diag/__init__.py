"""What went wrong, where, why, and how to mend it."""

from reportgen.diag.codes import Code
from reportgen.diag.diagnostic import Diagnostic, Fix, Severity
from reportgen.diag.errors import (
    DataError,
    DeliveryError,
    InternalError,
    LockedError,
    MakeError,
    PromiseError,
    ReportgenError,
    SourceError,
    UsageError,
)
from reportgen.diag.nearest import nearest
from reportgen.diag.show import as_json, catalogue, columns, show
from reportgen.diag.sink import Sink, error_of
from reportgen.diag.span import Source, Span

__all__ = [
    "Code",
    "DataError",
    "DeliveryError",
    "Diagnostic",
    "Fix",
    "InternalError",
    "LockedError",
    "MakeError",
    "PromiseError",
    "ReportgenError",
    "Severity",
    "Sink",
    "Source",
    "SourceError",
    "Span",
    "UsageError",
    "as_json",
    "catalogue",
    "columns",
    "error_of",
    "nearest",
    "show",
]
