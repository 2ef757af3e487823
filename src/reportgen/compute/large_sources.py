"""Files of many rows, opened: their periods are known then, and their faults have a line."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from reportgen.compute.database import Database, LargeFaultError
from reportgen.compute.periods import period_in_cell
from reportgen.compute.sql_text import RefusedSqlError, UnknownColumnError, check_sql
from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.facts import Snapshot, SnapshotColumn
from reportgen.model.report import Report


def with_large_sources(
    snapshots: Mapping[str, Snapshot], database: Database, sink: Sink
) -> dict[str, Snapshot]:
    """Return ``snapshots``, of those with many rows only what could be read."""
    found = {}
    for name, snapshot in snapshots.items():
        opened = snapshot if snapshot.large is None else _opened(snapshot, database, sink)
        if opened is not None:
            found[name] = opened
    return found


def _opened(snapshot: Snapshot, database: Database, sink: Sink) -> Snapshot | None:
    large = snapshot.large
    if large is None:
        return snapshot
    try:
        database.open_large(snapshot)
        periods = database.periods(snapshot) if snapshot.period_column else ()
    except LargeFaultError as fault:
        place = Span(Source(large.shown, ""), fault.line, 1)
        if fault.column:
            column, value = fault.column, fault.found
            sink.add(Code.NOT_A_NUMBER, place, value=value, column=column)
        else:
            words = fault.found.replace(large.path, snapshot.path)
            sink.add(Code.DATA_NOT_READABLE, place, file=snapshot.path, fault=words)
        return None
    for cell in periods:
        if period_in_cell(cell) is None:
            place = Span(Source(large.shown, ""), 1, 1)
            sink.add(Code.PERIOD_UNREADABLE, place, text=cell)
    return replace(snapshot, large=replace(large, periods=periods))


def needed_columns(report: Report, snapshots: Mapping[str, Snapshot]) -> dict[str, frozenset[int]]:
    """Return the columns of each file of many rows that metrics compute with; for queries all."""
    asked = {name for spec in report.sources.values() for name in spec.inputs}
    found = {}
    for name, snapshot in snapshots.items():
        if snapshot.large is not None:
            used = set(snapshot.columns) if name in asked else set(_used(report, snapshot))
            places = {place for place, each in enumerate(snapshot.columns) if each in used}
            found[name] = frozenset(places or {0})
    return found


def _used(report: Report, snapshot: Snapshot) -> Iterator[SnapshotColumn]:
    period = snapshot.column(snapshot.period_column) if snapshot.period_column else None
    if period is not None:
        yield period
    formulas = [m.sql for m in report.metrics.values() if m.source == snapshot.name and m.sql]
    demand = report.freshness.of(snapshot.name)
    if demand is not None and demand.loaded_at is not None:
        formulas.append(demand.loaded_at.formula)
    for formula in formulas:
        try:
            yield from (use.column for use in check_sql(formula, snapshot).uses)
        except (RefusedSqlError, UnknownColumnError):
            continue  # found where it is computed
