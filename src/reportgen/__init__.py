"""Branded Chinese-language reports: one source folder in, a PDF and a native Word file out."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.automate import build_report, check_report, to_docx_document
    from reportgen.diag import (
        DataError,
        MakeError,
        PromiseError,
        ReportgenError,
        SourceError,
        UsageError,
    )

__all__ = [
    "DataError",
    "MakeError",
    "PromiseError",
    "ReportgenError",
    "SourceError",
    "UsageError",
    "__version__",
    "build_report",
    "check_report",
    "to_docx_document",
]

__version__ = "0.1.0"

_HOMES = {
    "build_report": "reportgen.automate",
    "check_report": "reportgen.automate",
    "to_docx_document": "reportgen.automate",
    "DataError": "reportgen.diag",
    "MakeError": "reportgen.diag",
    "PromiseError": "reportgen.diag",
    "ReportgenError": "reportgen.diag",
    "SourceError": "reportgen.diag",
    "UsageError": "reportgen.diag",
}


def __getattr__(name: str) -> object:
    """Fetch a public name when it is first asked for, so that the import itself is cheap."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'reportgen' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
