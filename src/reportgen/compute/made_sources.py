"""Sources made from other sources by a query: grouped, joined, pivoted; over their typed rows."""

import hashlib
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from msgspec import Struct

from reportgen.compute.database import Database, SqlFaultError, Table
from reportgen.compute.periods import period_in_cell
from reportgen.compute.place import part_of
from reportgen.compute.query_tree import (
    QUERY_FUNCTIONS,
    CheckedQuery,
    RefusedQueryError,
    check_query,
    unit_of,
)
from reportgen.diag import Code, Sink, nearest
from reportgen.model.bound import Bound, BoundQuery, bound_query
from reportgen.model.facts import NO_UNIT, Snapshot, SnapshotColumn, Unit
from reportgen.model.report import Report, SourceSpec
from reportgen.zh.calendar import AUTO, is_period_head
from reportgen.zh.units import split_header

MOST_ROWS = 200_000


def with_made_sources(
    report: Report, snapshots: Mapping[str, Snapshot], database: Database, sink: Sink
) -> Mapping[str, Snapshot]:
    """Return ``snapshots`` with those that queries make of them."""
    specs = {
        name: spec for name, spec in report.sources.items() if spec.inputs and name not in snapshots
    }
    if not specs:
        return snapshots
    found = dict(snapshots)
    maker = _Maker(report, found, database, sink)
    for name in _in_order(specs, sink):
        made = maker.make(specs[name])
        if made is not None:
            found[name] = made
    return found


def _in_order(specs: Mapping[str, SourceSpec], sink: Sink) -> list[str]:
    """Return the names so that each follows those it is made from; a circle is a finding."""
    graph = {name: [each for each in spec.inputs if each in specs] for name, spec in specs.items()}
    while True:
        try:
            return list(TopologicalSorter(graph).static_order())
        except CycleError as fault:
            around = list(dict.fromkeys(fault.args[1]))
            first = min(around, key=list(specs).index)
            chain = " → ".join(reversed(fault.args[1]))
            sink.add(Code.SOURCE_CYCLE, specs[first].span, source=first, chain=chain)
            graph = {
                name: [each for each in inputs if each not in around]
                for name, inputs in graph.items()
                if name not in around
            }


class _Maker(Struct):
    """Runs the queries of one report."""

    report: Report
    found: Mapping[str, Snapshot]
    database: Database
    sink: Sink

    def make(self, spec: SourceSpec) -> Snapshot | None:
        """Return the snapshot of ``spec``; a query that may not or cannot run is a finding."""
        inputs = self._inputs(spec)
        if inputs is None:
            return None
        try:
            bound = bound_query(spec.query)
            row = self.report.row.bound if self.report.row else {}
            checked = check_query(bound.text, self.database.tree(bound.text), inputs)
            if self._has_unknown_values(spec, bound, row):
                return None
            values, needs_order = bound.values(row), checked.needs_order
            table = self.database.table(bound.text, inputs, values, needs_order=needs_order)
        except RefusedQueryError as fault:
            self._refuse(spec, fault)
            return None
        except SqlFaultError as fault:
            span = spec.query_span or spec.span
            self.sink.add(Code.QUERY_REFUSED, span, fault=fault)
            return None
        if not table.rows or len(table.rows) > MOST_ROWS:
            self._odd_size(spec, len(table.rows))
            return None
        return _snapshot(spec, table, checked, inputs)

    def _inputs(self, spec: SourceSpec) -> dict[str, Snapshot] | None:
        """Return the snapshots that ``spec`` names; those that are declared have their finding."""
        found = {}
        for name in spec.inputs:
            snapshot = self.found.get(name)
            if snapshot is not None:
                found[name] = snapshot
            elif name not in self.report.sources:
                known = [each for each in self.report.sources if each != spec.name]
                self.sink.add(
                    Code.UNKNOWN_SOURCE,
                    spec.span,
                    source=name,
                    known="、".join(known) or "—",
                    nearest=nearest(name, known) or "—",
                )
        return found if len(found) == len(set(spec.inputs)) else None

    def _has_unknown_values(
        self, spec: SourceSpec, bound: BoundQuery, row: Mapping[str, Bound]
    ) -> bool:
        """Find each ``:name`` that stands for no column of the row the report is about."""
        unknown = [name for name in bound.asked if name not in row]
        for name in unknown:
            place = part_of(
                spec.query_span or spec.span, spec.query, spec.query.index(f":{name}"), 1
            )
            known, close = "、".join(row) or "—", nearest(name, row) or "—"
            self.sink.add(Code.UNKNOWN_VALUE_NAME, place, name=name, known=known, nearest=close)
        return bool(unknown)

    def _refuse(self, spec: SourceSpec, fault: RefusedQueryError) -> None:
        span = spec.query_span or spec.span
        start = len(spec.query.encode()[: fault.start].decode(errors="ignore"))
        place = part_of(span, spec.query, start, len(fault.word))
        if fault.is_table:
            known = "、".join(spec.inputs)
            close = nearest(fault.word, spec.inputs) or "—"
            self.sink.add(Code.UNKNOWN_SOURCE, place, source=fault.word, known=known, nearest=close)
        else:
            close = nearest(fault.word, sorted(QUERY_FUNCTIONS)) or "—"
            self.sink.add(Code.WORD_NOT_IN_QUERY, place, word=fault.word, nearest=close)

    def _odd_size(self, spec: SourceSpec, rows: int) -> None:
        span = spec.query_span or spec.span
        if rows:
            self.sink.add(Code.TOO_MANY_ROWS, span, file=spec.name, size=f"{MOST_ROWS:,}")
        else:
            self.sink.add(Code.EMPTY_DATA, span, path=spec.name)


def _snapshot(
    spec: SourceSpec, table: Table, checked: CheckedQuery, inputs: Mapping[str, Snapshot]
) -> Snapshot:
    declared = dict(spec.units)
    period = _period_column(spec.period_column, table)
    columns = []
    for place, (header, is_number) in enumerate(zip(table.names, table.is_number, strict=True)):
        name, unit = split_header(header)
        inherited: Unit | None = None
        if is_number and unit == NO_UNIT:
            units = checked.units
            inherited = units[place] if units is not None else unit_of(name, inputs)
        is_period = bool(period) and period in (name, header)
        columns.append(
            SnapshotColumn(
                name, header, declared.get(name, inherited or unit), is_number and not is_period
            )
        )
    digest = hashlib.sha256(spec.query.encode())
    for name, each in sorted(inputs.items()):
        digest.update(f"\n{name}\0{each.digest}".encode())
    return Snapshot(
        name=spec.name,
        path="、".join(dict.fromkeys(each.path for each in inputs.values())),
        digest=digest.hexdigest(),
        columns=tuple(columns),
        rows=table.rows,
        period_column=period,
        span=spec.span,
    )


def _period_column(said: str, table: Table) -> str:
    """Return the column of periods: the one that is said, or with auto one that looks like it."""
    if said not in AUTO or said in table.names:
        return said
    for place, name in enumerate(table.names):
        if is_period_head(name) and all(period_in_cell(row[place]) for row in table.rows):
            return name
    return ""
