"""Examine: check a report as the command does: all findings, and what would hold the issue."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.front import here
from reportgen.automate.history.review import reviews_here
from reportgen.automate.making import row_key
from reportgen.diag import DataError, Diagnostic, ReportgenError, Severity


class Examined(Struct, frozen=True):
    """What was found, and the exit code that says how bad it is."""

    findings: tuple[Diagnostic, ...]
    exit_code: int


def examine(
    report: Path,
    *,
    period: str = "",
    settings: Path | None = None,
    is_strict: bool,
    row: Mapping[str, str],
    now: dt.datetime,
) -> Examined:
    """Check ``report``; nothing is made or written."""
    from reportgen.build import check  # noqa: PLC0415 - `--help` need not load the rooms

    world = replace(here(), period=period, settings=settings, is_strict=is_strict, row=row)
    try:
        checked = check(report, world)
    except ReportgenError as fault:
        if not fault.diagnostics:
            raise
        return Examined(fault.diagnostics, fault.exit_code)
    held = (*checked.held(now), *reviews_here(checked, report, row_key(row)))
    found = (*checked.findings, *held)
    is_held = any(each.severity is Severity.ERROR for each in held)
    return Examined(found, DataError.exit_code if is_held else 0)
