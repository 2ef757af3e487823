"""One report a row: the table of ``params``, the row that is asked for, and what it gives."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Sink, Source, Span, nearest
from reportgen.model.facts import NO_UNIT, Snapshot, SnapshotColumn, Value
from reportgen.model.pattern import pattern
from reportgen.model.report import Given, MetricSpec, ReportRow, SourceSpec
from reportgen.read import yaml_tree as tree
from reportgen.read.data_text import DataReader
from reportgen.read.declarations import SourceDeclaration, read_sources
from reportgen.read.kept import is_silent, once
from reportgen.read.snapshots import read_snapshots

_SHOWN = 8
_NAME = "params"
_MOST_IN_FILE_NAMES = 60
_NOT_IN_FILE_NAMES = pattern(r'[\x00-\x1f<>:"/\\|?*]')


class Rows(Struct, frozen=True):
    """The rows of a table with one report a row."""

    snapshot: Snapshot
    column: SnapshotColumn
    """The one that names the rows."""
    span: Span

    @property
    def names(self) -> tuple[str, ...]:
        """What the rows are called."""
        return _words(self.snapshot, self.column)


def read_rows(
    node: tree.Mapping, sources: Mapping[str, SourceDeclaration], reader: DataReader, sink: Sink
) -> Rows | None:
    """Return the rows that ``params`` names, or nothing where the report is about none."""
    entry = node.entries.get(_NAME)
    if entry is None:
        return None
    declared = _declared(entry, sources, sink)
    if declared is None:
        return None
    snapshot = read_snapshots({_NAME: declared}, reader, {}, sink).get(_NAME)
    if snapshot is None:
        return None
    if snapshot.large is not None:
        sink.add(Code.ROWS_NEED_A_QUERY, entry.key.span, source=_NAME)
        return None
    words = [each for each in snapshot.columns if not each.is_number]
    rows = Rows(snapshot, (words or list(snapshot.columns))[0], entry.value.span)
    before = len(sink.found)
    if not once(snapshot.rows, "apart", lambda: _are_told_apart(rows, sink)):
        if is_silent(sink, before):
            _are_told_apart(rows, sink)  # said to an earlier report: say it to this one, too
        return None
    return rows


def _declared(
    entry: tree.Entry, sources: Mapping[str, SourceDeclaration], sink: Sink
) -> SourceDeclaration | None:
    """Return the table as a source: ``clients.csv``, ``客户.xlsx!名单``, or its keys."""
    value = entry.value
    if isinstance(value, tree.Scalar):
        if value.text in sources:
            known = sources[value.text]
            return replace(known, spec=replace(known.spec, name=_NAME, is_unread=False))
        file, mark, sheet = value.text.partition("!")
        fields = {"file": tree.Entry(value, replace(value, text=file.strip()))}
        if mark:
            fields["sheet"] = tree.Entry(value, replace(value, text=sheet.strip()))
        value = tree.Mapping(fields, value.span)
    table = tree.Mapping({_NAME: tree.Entry(entry.key, value)}, value.span)
    declared = read_sources(table, {}, entry.key.span, sink)[_NAME]
    if declared.spec.inputs:
        sink.add(Code.SOURCE_KINDS, entry.key.span, key="from", kinds="sources: …")
        return None
    return declared


def _are_told_apart(rows: Rows, sink: Sink) -> bool:
    """Find rows without a name, and those whose files would have the same one."""
    seen: dict[str, str] = {}
    before = len(sink.errors)
    for number, name in enumerate(rows.names, 1):
        plain = _NOT_IN_FILE_NAMES.sub("", name).strip(" .")[:_MOST_IN_FILE_NAMES].casefold()
        if not plain or plain in seen:
            first = seen.get(plain, "—")
            sink.add(
                Code.ROW_NAMES_ALIKE,
                rows.span,
                column=rows.column.name,
                number=number,
                name=name or "—",
                first=first,
            )
        seen.setdefault(plain, name)
    return len(sink.errors) == before


def chosen_row(rows: Rows | None, asked: Mapping[str, str], sink: Sink) -> ReportRow | None:
    """Return the row that is asked for; none, or no such one, is a finding."""
    place = Span(Source("--param", ""), 1, 1)
    if rows is None:
        if asked and not sink.errors:
            shown = "、".join(f"{name}={value}" for name, value in asked.items())
            sink.add(Code.NO_ROWS_HERE, place, asked=shown)
        return None
    snapshot, known = rows.snapshot, rows.names
    if not asked:
        named, count = rows.column.name, len(known)
        first = f"{named}={known[0]}"
        sink.add(
            Code.ROW_NEEDED, rows.span, column=named, count=count, known=_some(known), first=first
        )
        return None
    before = len(sink.errors)
    found = chosen_rows(rows, tuple(asked.items()), sink)
    if len(sink.errors) > before:
        return None
    if len(found) != 1:
        _not_found(rows, tuple(asked.items()), found, sink)
        return None
    cells = tuple(zip(snapshot.columns, snapshot.rows[found[0]], strict=True))
    return ReportRow(rows.column.name, known[found[0]], cells, rows.span)


def chosen_rows(rows: Rows, asked: Sequence[tuple[str, str]], sink: Sink) -> list[int]:
    """Return the places of the rows that fit: of one column any word, of several columns all.

    A column that is not there, and a word that no row has, is a finding.
    """
    snapshot, place = rows.snapshot, Span(Source("--param", ""), 1, 1)
    found = list(range(len(rows.names)))
    for name in dict.fromkeys(name for name, _ in asked):
        column = snapshot.column(name)
        if column is None:
            heads = [each.name for each in snapshot.columns]
            sink.add(
                Code.UNKNOWN_COLUMN,
                place,
                column=name,
                source=_NAME,
                known="、".join(heads),
                nearest=nearest(name, heads) or "—",
            )
            return []
        wanted = {value.strip() for known, value in asked if known == name}
        cells = _words(snapshot, column)
        for word in sorted(wanted - set(cells)):
            _not_found(rows, ((name, word),), [], sink)
        found = [row for row in found if cells[row] in wanted]
    return found


def _not_found(
    rows: Rows, asked: Sequence[tuple[str, str]], found: Sequence[int], sink: Sink
) -> None:
    known, place = rows.names, Span(Source("--param", ""), 1, 1)
    fits = "、".join(known[row] for row in found[:_SHOWN]) or _some(known)
    wanted = "、".join(f"{name}={value}" for name, value in asked)
    close = nearest(asked[0][1], known) or "—"
    sink.add(Code.ROW_NOT_FOUND, place, asked=wanted, count=len(found), known=fits, nearest=close)


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


def row_metrics(
    row: ReportRow, rows: Rows, declared: Mapping[str, MetricSpec], sink: Sink
) -> dict[str, MetricSpec]:
    """Return the metrics with the cells of the row by their columns' names."""
    found = dict(declared)
    for column, value in row.cells:
        if column.name in declared:
            place, name = declared[column.name].span, column.name
            sink.add(Code.ROW_NAME_TAKEN, place, name=name)
            continue
        unit = column.unit if column.is_number else NO_UNIT
        given = Given(value, unit, rows.snapshot.path, rows.snapshot.digest, column.header)
        found[column.name] = MetricSpec(
            name=column.name,
            label=column.name,
            source="",
            sql="",
            expr="",
            value=None,
            unit=None,
            period="",
            format=None,
            evidence=None,
            span=rows.span,
            formula_span=rows.span,
            given=given,
        )
    return found


def of_the_row(
    snapshots: Mapping[str, Snapshot],
    specs: Mapping[str, SourceSpec],
    row: ReportRow,
    sink: Sink,
) -> dict[str, Snapshot]:
    """Return ``snapshots`` with the rows that are the row's own, where they have its column.

    No other row goes on from here, so that nothing of another client can be printed or attached.
    """
    found = {}
    for name, snapshot in snapshots.items():
        column, spec = snapshot.column(row.column), specs[name]
        if column is None or spec.has_all_rows:
            found[name] = snapshot
        elif snapshot.large is not None:
            sink.add(Code.ROWS_NEED_A_QUERY, spec.span, source=name)
        else:
            own = _rows_by_word(snapshot, column).get(row.name, ())
            if own:
                found[name] = replace(snapshot, rows=own)
            else:
                sink.add(Code.ROW_WITHOUT_DATA, spec.span, key=name, source=name, row=row.name)
    return found


def _words(snapshot: Snapshot, column: SnapshotColumn) -> tuple[str, ...]:
    """Return the cells of ``column`` as names."""
    at, rows = snapshot.columns.index(column), snapshot.rows
    return once(rows, ("words", at), lambda: tuple(said(row[at]) for row in rows))


def _rows_by_word(
    snapshot: Snapshot, column: SnapshotColumn
) -> Mapping[str, tuple[tuple[Value, ...], ...]]:
    def grouped() -> dict[str, tuple[tuple[Value, ...], ...]]:
        found: dict[str, list[tuple[Value, ...]]] = {}
        for word, row in zip(_words(snapshot, column), snapshot.rows, strict=True):
            found.setdefault(word, []).append(row)
        return {word: tuple(rows) for word, rows in found.items()}

    return once(snapshot.rows, ("by", snapshot.columns.index(column)), grouped)


def said(value: Value) -> str:
    """Return a cell as a name."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value.strip()
