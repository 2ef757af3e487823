"""The verbs: check a report, build it, and put the files into its folder."""

from reportgen.automate.cache import FolderCache, MemoryCache
from reportgen.automate.rebuild import (
    Rebuilt,
    build_report,
    check_report,
    here,
    parse_kinds,
    rebuild,
    report_cache,
)

__all__ = [
    "FolderCache",
    "MemoryCache",
    "Rebuilt",
    "build_report",
    "check_report",
    "here",
    "parse_kinds",
    "rebuild",
    "report_cache",
]
