"""The verbs: check, rebuild, send, tick, serve, status."""

from reportgen.automate.batches.batch import Plan, RowDone, rebuild_rows
from reportgen.automate.cache import FolderCache, MemoryCache
from reportgen.automate.front import (
    build_report,
    check_report,
    here,
    parse_kinds,
    to_docx_document,
)
from reportgen.automate.history.redline import redline
from reportgen.automate.history.reissue import reissue
from reportgen.automate.making import Order
from reportgen.automate.piped import build_piped
from reportgen.automate.rebuild import Rebuilt, rebuild, rows_of
from reportgen.automate.state import State, open_state, writable_state

__all__ = [
    "FolderCache",
    "MemoryCache",
    "Order",
    "Plan",
    "Rebuilt",
    "RowDone",
    "State",
    "build_piped",
    "build_report",
    "check_report",
    "here",
    "open_state",
    "parse_kinds",
    "rebuild",
    "rebuild_rows",
    "redline",
    "reissue",
    "rows_of",
    "to_docx_document",
    "writable_state",
]
