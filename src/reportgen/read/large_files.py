"""Files of many rows: their columns from the first of them; the rows stay where they are."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from reportgen.diag import Sink
from reportgen.model.cells import LargeFound
from reportgen.model.facts import LargeFile, Snapshot, SnapshotColumn
from reportgen.model.pattern import pattern
from reportgen.read.declarations import SourceDeclaration
from reportgen.read.files import Folder, decode
from reportgen.read.table_text import TableText, read_table_text
from reportgen.zh.units import split_header

MANY_BYTES = 8 * 1024**2
"""A CSV of this size has some hundred thousand rows."""
LARGEST = 8 * 1024**3
_SAMPLE = 256 * 1024
_SPARE_PLACES = 4
_NARROW, _WIDE = 18, 38
_SHORT = 9
"""Figures before the point that leave a narrow number room to grow."""
_NUMBERS = ("INT", "DECIMAL", "DOUBLE", "FLOAT", "REAL")
_DECIMAL = pattern(r"[-+(（]?[\d,]*(?:\.(\d+))?")


def first_rows(path: Path, shown: str, delimiter: str, sink: Sink) -> TableText | None:
    """Return the first rows of a text file, whole lines only; nothing when they are not UTF-8."""
    with path.open("rb") as stream:
        start = stream.read(_SAMPLE)
    start = start[: start.rfind(b"\n") + 1] or start
    try:
        start.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    source = decode(start, shown, sink)
    return read_table_text(source, delimiter) if source is not None else None


def large_text(sample: Snapshot, text: TableText) -> Snapshot:
    """Return ``sample`` of the first rows as the snapshot of the whole file."""
    kinds = tuple(
        _kind(column, [row[place].text for row in text.rows[1:] if place < len(row)])
        for place, column in enumerate(sample.columns)
    )
    return replace(sample, rows=(), large=LargeFile(text.whole, text.path, text.delimiter, kinds))


def large_parquet(
    found: LargeFound, source: SourceDeclaration, folder: Folder, path: Path
) -> Snapshot:
    """Return the snapshot of a Parquet file."""
    spec = source.spec
    columns = []
    for header, kind in zip(found.names, found.kinds, strict=True):
        name, unit = split_header(header)
        is_number = any(word in kind.upper() for word in _NUMBERS) and "[" not in kind
        is_period = spec.period_column in (name, header)
        columns.append(SnapshotColumn(name, header, unit, is_number and not is_period))
    return Snapshot(
        name=spec.name,
        path=spec.file,
        digest=folder.digest_of(spec.file),
        columns=tuple(columns),
        rows=(),
        period_column=spec.period_column,
        span=spec.span,
        large=LargeFile(str(path), folder.shown(spec.file), "", found.kinds),
    )


def _kind(column: SnapshotColumn, cells: Sequence[str]) -> str:
    """Return the type that holds what the first rows have, and some places more."""
    if not column.is_number:
        return "VARCHAR"
    places = whole = 0
    for cell in cells:
        match = _DECIMAL.match(cell)
        if match is not None:
            places = max(places, len(match[1] or ""))
            whole = max(whole, sum(c.isdigit() for c in match[0].partition(".")[0]))
    scale = places + _SPARE_PLACES
    width = _NARROW if whole <= _SHORT and whole + scale < _NARROW - 2 else _WIDE
    return f"DECIMAL({width}, {min(scale, _NARROW)})"
