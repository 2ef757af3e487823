"""Dependence: what a thing of a finished run is made of, down to the cells kept with it."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.history.archive import manifest_of_run, shown_input
from reportgen.automate.history.file_changes import BOOKS, decoded, delimiter_of, sheets
from reportgen.automate.history.runs import Runs, find_run, no_manifest
from reportgen.automate.state import State, writable_state
from reportgen.diag import Code, Sink, Source, Span, UsageError, nearest
from reportgen.ledger import BuildRecord
from reportgen.model.dependence import CellFound, Dependence, Need
from reportgen.model.manifest import Manifest, SourceRecord
from reportgen.model.pattern import pattern
from reportgen.model.period import Period

_NAME = pattern(r"[^\W\d]\w*")
_MOST_CELLS = 24
_TABLES = frozenset({".csv", ".tsv", ".tab"})


class Asked(Struct, frozen=True):
    """The run that was asked, and what it says of a thing."""

    run: int
    built_at: str
    found: tuple[Dependence, ...]


def depends(word: str, run: str, runs: Runs) -> Asked:
    """Return what ``word`` means in ``run``, what it is made of and what is made of it.

    Raises UsageError when nothing is called so.
    """
    from reportgen.trace.depends import Graph  # noqa: PLC0415 - few ask

    state = writable_state(runs.report, runs.state)
    with state.ledger() as ledger:
        record = find_run(run, runs.report, ledger, runs.row)
    try:
        manifest = manifest_of_run(record, state)
    except ValueError as fault:
        raise no_manifest(f"#{record.id}", str(fault)) from None
    if manifest is None:
        raise no_manifest(f"#{record.id}", "—")
    graph = Graph(manifest)
    found = graph.found(word.strip())
    if not found:
        known = list(dict.fromkeys(name for name in graph.names() if name))
        sink = Sink()
        place = Span(Source(str(runs.report), ""), 1, 1)
        near = nearest(word, known) or "—"
        shown = "、".join(known[:12])
        sink.add(Code.UNKNOWN_THING, place, name=word, nearest=near, known=shown)
        raise UsageError(sink.found)
    cells = _Cells(manifest, record, state)
    filled = (replace(each, needs=tuple(map(cells.filled, each.needs))) for each in found)
    return Asked(record.id, record.built_at, tuple(filled))


class _Row(Struct, frozen=True):
    """A row of a data file; ``places`` says where each cell is."""

    cells: Sequence[str]
    places: Sequence[str]


class _Cells:
    """Finds the cells behind a leaf in the data as they were."""

    def __init__(self, manifest: Manifest, record: BuildRecord, state: State) -> None:
        self._manifest = manifest
        self._kept = {
            shown_input(record, path): digest
            for path, digest in record.inputs
            if state.store.holds(digest)
        }
        self._state = state
        self._read: dict[str, list[_Row]] = {}

    def filled(self, need: Need) -> Need:
        """Return ``need`` with its cells, and those of what it is made of."""
        if need.needs:
            return replace(need, needs=tuple(map(self.filled, need.needs)))
        path, _, period = need.name.partition("@")
        named = set(_NAME.findall(need.words))
        for source in self._manifest.sources:
            plain = {part for head in source.columns for part in (head, _plain(head))}
            if source.path == path and not source.query and plain & named:
                return self._with_cells(need, source, period)
        return need

    def _with_cells(self, need: Need, source: SourceRecord, period: str) -> Need:
        if source.path not in self._kept:
            return need
        found = [cell for row in self._cells(source, need.words, period) for cell in row]
        rows = sum(1 for _ in self._cells(source, need.words, period))
        is_exact = need.rows is None or rows == need.rows
        return replace(need, cells=tuple(found)) if is_exact and len(found) <= _MOST_CELLS else need

    def _cells(self, source: SourceRecord, formula: str, period: str) -> Iterator[list[CellFound]]:
        """Yield the cells of the columns that ``formula`` names, for each row of ``period``."""
        key = source.name
        if key not in self._read:
            kept = self._state.store.path(self._kept[source.path])
            self._read[key] = list(_rows(source, kept))
        heads, *rows = self._read[key] or [_Row((), ())]
        named = set(_NAME.findall(formula))
        wanted = Period.parse(period) if period else None
        at = heads.cells.index(source.period_column) if _has_periods(source, heads) else None
        columns = [n for n, head in enumerate(heads.cells) if {head, _plain(head)} & named]
        for row in rows:
            cell = row.cells[at] if at is not None and at < len(row.cells) else ""
            own = Period.parse(cell) if wanted else None
            if not wanted or (own and wanted.contains(own)):
                yield [
                    CellFound(row.places[n], heads.cells[n], row.cells[n])
                    for n in columns
                    if n < len(row.cells)
                ]


def _has_periods(source: SourceRecord, heads: _Row) -> bool:
    return source.period_column in heads.cells


def _plain(head: str) -> str:
    """Return the head of a column without its unit."""
    return head.partition("（")[0] if head.endswith("）") else head.rpartition("_")[0]


def _rows(source: SourceRecord, path: Path) -> Iterator[_Row]:
    """Yield the rows of ``source``, its heads first; nothing where they cannot be told."""
    ending = PurePath(source.path).suffix.lower()
    if ending in _TABLES:
        text = decoded(path.read_bytes()) or ""
        reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text))
        for row in reader:
            yield _Row(row, [f"{source.path}:{reader.line_num}"] * len(row))
    elif ending in BOOKS:
        yield from _sheet_rows(source, path)


def _sheet_rows(source: SourceRecord, path: Path) -> Iterator[_Row]:
    """Yield the rows of the first sheet that has the columns of ``source``, from its heads on."""
    for sheet in sheets(path):
        begun = False
        for number, row in enumerate(sheet.rows, sheet.row):
            begun = begun or set(source.columns) <= {cell.strip() for cell in row}
            if begun:
                names = (letters(sheet.column + n) for n in range(len(row)))
                yield _Row(row, [f"{source.path}!{sheet.sheet}!{name}{number}" for name in names])
        if begun:
            return


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column: 1 is A, 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
