"""Data files to typed rows: what is a number is one in every row, or it is a finding."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.facts import NO_UNIT, Snapshot, SnapshotColumn, Unit, Value
from reportgen.model.period import Period
from reportgen.read import yaml_tree as tree
from reportgen.read.data_text import DataReader, DataText, skipped
from reportgen.read.declarations import SourceDeclaration, Sources
from reportgen.read.files import clean
from reportgen.read.kept import is_silent, keep_snapshot, kept_snapshot
from reportgen.read.large_files import large_text
from reportgen.read.numbers import is_code, read_number, read_typed_number
from reportgen.read.table_text import Cell, TableText, read_table_text
from reportgen.read.words import read_unit
from reportgen.zh.calendar import AUTO, is_period_head
from reportgen.zh.units import PERCENT, split_header

_GAPS = frozenset({"", "-", "–", "—", "——", "N/A", "n/a", "不适用"})
"""Cells that say: there is no number here."""


def read_snapshots(
    sources: Sources, reader: DataReader, frames: Mapping[str, object], sink: Sink
) -> dict[str, Snapshot]:
    """Return the snapshot of each source; a frame stands for the file of its name."""
    found = {}
    for name, source in sources.items():
        if name not in frames and not source.spec.is_unread:
            reader.want(source)
    for name, source in sources.items():
        text: DataText | Snapshot | None
        if name in frames:
            text = _frame_text(name, frames[name], source, sink)
        elif source.spec.is_unread:
            continue
        elif source.keys is not None and source.keys.get("from") is not None:
            continue  # made from the others where they are computed
        else:
            snapshot = _file_snapshot(source, reader, sink)
            if snapshot is not None:
                found[name] = snapshot
            continue
        snapshot = _read(source, text, sink)
        if snapshot is not None:
            found[name] = snapshot
    return found


def _file_snapshot(source: SourceDeclaration, reader: DataReader, sink: Sink) -> Snapshot | None:
    """Return the snapshot of a file; one that this process has read before is not parsed again."""
    mark = reader.mark(source)
    known = kept_snapshot(source, mark) if mark else None
    if known is not None:
        return replace(known, span=source.spec.span)
    before = len(sink.found)
    snapshot = _read(source, _file_text(source, reader, sink), sink)
    if snapshot is not None and mark and is_silent(sink, before):
        keep_snapshot(source, mark, snapshot)
    return snapshot


def _read(
    source: SourceDeclaration, text: DataText | Snapshot | None, sink: Sink
) -> Snapshot | None:
    """Return the snapshot of ``text``; of a file of many rows with the units declared."""
    match text:
        case None:
            return None
        case Snapshot():
            units = _units(source, [(each.name, each.unit) for each in text.columns], sink)
            columns = tuple(
                replace(each, unit=units.get(each.name, each.unit)) for each in text.columns
            )
            return replace(text, columns=columns)
        case _:
            found = _snapshot(source, text, sink)
            is_part = isinstance(text, TableText) and text.whole
            if found is None or not is_part or not isinstance(text, TableText):
                return found
            return large_text(found, text)


def _file_text(
    source: SourceDeclaration, reader: DataReader, sink: Sink
) -> DataText | Snapshot | None:
    if not source.spec.file and not source.is_remote:
        span = source.file_span
        sink.add(Code.MISSING_KEY, span, key="file / 文件", place=f"sources.{source.spec.name}")
        return None
    return reader.text(source)


def _frame_text(
    name: str, frame: object, source: SourceDeclaration, sink: Sink
) -> TableText | None:
    """Return a pandas frame as the CSV it would be written as."""
    import pandas as pd  # noqa: PLC0415 - only a report with frames pays for pandas

    if not isinstance(frame, pd.DataFrame):
        kind = type(frame).__name__
        span = source.spec.span
        sink.add(Code.WRONG_TYPE, span, key=name, expected="pandas.DataFrame", found=kind)
        return None
    has_index = not isinstance(frame.index, pd.RangeIndex)
    text = frame.to_csv(index=has_index, date_format="%Y-%m-%d", lineterminator="\n")
    return read_table_text(clean(text, f"<frame {name}>", sink), ",")


def _snapshot(source: SourceDeclaration, text: DataText, sink: Sink) -> Snapshot | None:
    spec = source.spec
    rows = skipped(text, source)
    if not rows:
        sink.add(Code.EMPTY_DATA, text.place(Cell("", 0)), path=text.path)
        return None
    header = text.rows[0]
    names = _names(header, text, sink)
    kept = list(_even(rows, len(header), text, sink))
    period = _period_column(spec.period_column, names, kept)
    if period and not any(
        period in (name, cell.text) for (name, _), cell in zip(names, header, strict=True)
    ):
        _unknown(period, source.span_of("period"), source, names, sink)
        return None
    units = _units(source, names, sink)
    columns, values = [], []
    for place, (name, unit) in enumerate(names):
        cells = [row[place] for row in kept]
        if period and period in (name, header[place].text):
            _check_periods(cells, text, sink)
            read = _Typed(tuple(cell.text or None for cell in cells), is_number=False, unit=unit)
        else:
            said = text.is_number[place] if text.is_number else None
            read = _typed(name, cells, units.get(name, unit), text, sink, said)
        values.append(read.values)
        columns.append(SnapshotColumn(name, header[place].text, read.unit, read.is_number))
    return Snapshot(
        name=spec.name,
        path=spec.file or text.path,  # not where the folder is: the same bytes anywhere
        digest=text.digest,
        columns=tuple(columns),
        rows=tuple(zip(*values, strict=True)),
        period_column=period,
        span=spec.span,
    )


def _period_column(said: str, names: list[tuple[str, Unit]], rows: list[tuple[Cell, ...]]) -> str:
    """Return the column of periods: the one that is said, or with auto one that looks like it."""
    heads = [name for name, _ in names]
    if said not in AUTO or said in heads:
        return said
    for place, name in enumerate(heads):
        if is_period_head(name) and all(Period.parse(row[place].text) for row in rows):
            return name
    return ""


def _names(header: tuple[Cell, ...], text: DataText, sink: Sink) -> list[tuple[str, Unit]]:
    """Return name and unit of each column; a name twice is a finding."""
    names: list[tuple[str, Unit]] = []
    seen: set[str] = set()
    for cell in header:
        name, unit = split_header(cell.text)
        if name in seen:
            sink.add(Code.DUPLICATE_COLUMN, text.place(cell), column=name)
        seen.add(name)
        names.append((name, unit))
    return names


def _even(
    rows: list[tuple[Cell, ...]], width: int, text: DataText, sink: Sink
) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        if len(row) == width:
            yield row
        else:
            place = text.place(row[min(len(row), width + 1) - 1])
            sink.add(Code.RAGGED_ROW, place, found=len(row), expected=width)


def _units(source: SourceDeclaration, names: list[tuple[str, Unit]], sink: Sink) -> dict[str, Unit]:
    """Return the units that ``columns`` declares."""
    found = {}
    known = [name for name, _ in names]
    for name, entry in source.columns.items():
        if name not in known:
            _unknown(name, entry.key.span, source, names, sink)
        elif isinstance(entry.value, tree.Mapping):
            unit = read_unit(entry.value, "unit", sink)
            if unit is not None:
                found[name] = unit
    return found


def _unknown(
    column: str, span: Span, source: SourceDeclaration, names: list[tuple[str, Unit]], sink: Sink
) -> None:
    known = [name for name, _ in names]
    sink.add(
        Code.UNKNOWN_COLUMN,
        span,
        column=column,
        source=source.spec.name,
        known="、".join(known),
        nearest=nearest(column, known) or "—",
    )


def _check_periods(cells: list[Cell], text: DataText, sink: Sink) -> None:
    for cell in cells:
        if Period.parse(cell.text) is None:
            sink.add(Code.PERIOD_UNREADABLE, text.place(cell), text=cell.text)


class _Typed(Struct, frozen=True):
    values: tuple[Value, ...]
    is_number: bool
    unit: Unit


def _typed(
    name: str,
    cells: list[Cell],
    unit: Unit,
    text: DataText,
    sink: Sink,
    says_number: bool | None,  # noqa: FBT001 - as above
) -> _Typed:
    """Return a column's values: numbers when it has a unit or most cells are numbers.

    The lenient reading runs only where the strict one fails; what it cannot read is a finding.
    A database says itself what is a number.
    """
    said = [cell for cell in cells if cell.text not in _GAPS]
    if unit == NO_UNIT and said and all(_is_percent(cell) for cell in said):
        unit = PERCENT
    numbers = {cell: read_number(cell.text) for cell in said}
    if None in numbers.values():
        is_percent = unit == PERCENT
        numbers = {c: read_typed_number(c.text, is_percent=is_percent) for c in said}
    bad = [cell for cell, number in numbers.items() if number is None]
    has_codes = any(is_code(cell.text) for cell in said)
    is_number = unit != NO_UNIT or (len(bad) * 2 < len(said) and not has_codes)
    if says_number is not None and unit == NO_UNIT:
        is_number = says_number
    if not is_number:
        return _Typed(tuple(cell.text or None for cell in cells), is_number=False, unit=unit)
    for cell in bad:
        sink.add(Code.NOT_A_NUMBER, text.place(cell), value=cell.text, column=name)
    values: list[Decimal | None] = [numbers.get(cell) for cell in cells]
    return _Typed(tuple(values), is_number=True, unit=unit)


def _is_percent(cell: Cell) -> bool:
    return cell.text.endswith(("%", "％"))
