"""Used data: of each source the columns and rows a report speaks of, as CSV for an attachment."""

import csv
import io
import re
from collections.abc import Iterator

from reportgen.compute.columns import rows_until
from reportgen.compute.frame import frame_of
from reportgen.compute.part_names import whole_name
from reportgen.compute.row_tests import passing
from reportgen.compute.sources import DataSource, Sources
from reportgen.compute.sql_text import RefusedSqlError, UnknownColumnError, check_sql
from reportgen.diag import Code, Sink
from reportgen.model.facts import DataFile, Snapshot, SnapshotColumn, Value
from reportgen.model.period import Period
from reportgen.model.report import Embedded, FrameSpec, Report
from reportgen.zh.units import split_header

_FORMULA_MARKS = ("=", "+", "-", "@", "\t")
"""A cell that starts with one of them is a formula to a spreadsheet."""


def used_data(
    report: Report, sources: Sources, now: Period | None, sink: Sink
) -> tuple[DataFile, ...]:
    """Return the data to attach; nothing of them that no chart, table or metric uses."""
    if report.pdf is None or Embedded.DATA not in report.pdf.embed:
        return ()
    files = tuple(_files(report, sources, now, sink))
    if not files:
        sink.add(Code.NOTHING_TO_EMBED, report.pdf.span)
    return files


def _files(report: Report, sources: Sources, now: Period | None, sink: Sink) -> Iterator[DataFile]:
    for name in report.sources:
        source = sources.get(name)
        if source is None or (report.row is not None and _holds_all_rows(name, report)):
            continue  # nobody gets the rows of another
        if source.snapshot.large is not None:
            if report.pdf is not None:
                sink.add(Code.ROWS_NEED_A_QUERY, report.pdf.span, source=name)
            continue
        snapshot = source.snapshot
        used = set(_columns(report, snapshot))
        if used:
            used.add(snapshot.period_column)
            columns = [each for each in snapshot.columns if {each.name, each.header} & used]
            yield DataFile(
                name,
                snapshot.path,
                _csv(source, columns, now, _tested_rows(report, source, sources, now)),
            )


def _holds_all_rows(name: str, report: Report) -> bool:
    """Tell whether the source has rows that are not of the row the report is about."""
    spec = report.sources.get(name)
    if spec is None:
        return False
    return spec.has_all_rows or any(_holds_all_rows(each, report) for each in spec.inputs)


def _columns(report: Report, snapshot: Snapshot) -> Iterator[str]:
    """Yield the columns that the report names."""
    for chart in report.charts.values():
        if whole_name(chart.source) == snapshot.name:
            yield from (chart.x, chart.split)
            yield from (each.column for each in chart.series)
            yield from _frame_columns(chart.frame)
    for table in report.tables.values():
        if whole_name(table.source) == snapshot.name:
            yield from (each.column for each in table.columns)
            yield from _frame_columns(table.frame)
            if table.pivot is not None:
                yield from (table.pivot.column, *(each.column for each in table.pivot.rows))
    for metric in report.metrics.values():
        if whole_name(metric.source) == snapshot.name and metric.sql:
            try:
                yield from (use.column.name for use in check_sql(metric.sql, snapshot).uses)
            except (RefusedSqlError, UnknownColumnError):
                continue  # found already where the metric is computed
        elif whole_name(metric.source) == snapshot.name and metric.text:
            yield from (word for word in re.split(r"[\s(),（），]+", metric.text) if word)


def _frame_columns(frame: FrameSpec) -> Iterator[str]:
    """Yield the columns that rows are chosen, grouped and computed by."""
    yield frame.group_by
    yield from (each.column for each in frame.tests)
    yield from (each.column for each in frame.sorts)
    for made in frame.made:
        yield from (word for word in re.split(r"[\s+*/×÷()（）-]+", made.formula) if word)


def _tested_rows(
    report: Report, source: DataSource, sources: Sources, now: Period | None
) -> set[int] | None:
    """Return the rows, by identity, that some chart or table may show; nothing means all."""
    name = source.snapshot.name
    if any(name in (whole_name(m.source), m.source) for m in report.metrics.values()):
        return None
    shown: set[int] = set()
    frames = [(each.source, each.frame) for each in report.charts.values()]
    frames += [(each.source, each.frame) for each in report.tables.values()]
    for used, spec in frames:
        if whole_name(used) != name:
            continue
        tests = spec.tests
        frame = frame_of(source, rows_until(source, now))
        made = {word for each in spec.made for word in (each.name, each.label)}
        if not tests or any(test.column in made for test in tests):
            return None
        passed = passing(frame, tests, sources, now, Sink())
        shown |= {id(row) for _, row in (passed or frame).dated}
    return shown


def _csv(
    source: DataSource,
    columns: list[SnapshotColumn],
    now: Period | None,
    shown: set[int] | None,
) -> str:
    places = [source.snapshot.columns.index(each) for each in columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    writer.writerow(_plain(_head(column)) for column in columns)
    for _, row in rows_until(source, now):
        if shown is not None and id(row) not in shown:
            continue
        writer.writerow(_cell(row[place]) for place in places)
    return out.getvalue()


def _head(column: SnapshotColumn) -> str:
    """Return the head as typed, with the unit where it does not say one."""
    has_unit = split_header(column.header)[0] != column.header
    if has_unit or not column.unit.name:
        return column.header
    return f"{column.name}（{column.unit.name}）"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return _plain(value) if isinstance(value, str) else f"{value:f}"


def _plain(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text
