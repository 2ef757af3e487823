"""Dependence: what a thing of a finished run is made of, down to the cells kept with it."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.archive import manifest_of_run
from reportgen.automate.file_changes import decoded, delimiter_of
from reportgen.automate.runs import Runs, find_run, no_manifest
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


class _Cells:
    """Finds the cells behind a leaf in the data as they were."""

    def __init__(self, manifest: Manifest, record: BuildRecord, state: State) -> None:
        self._manifest = manifest
        self._kept = {digest for _, digest in record.inputs if state.store.holds(digest)}
        self._state = state

    def filled(self, need: Need) -> Need:
        """Return ``need`` with its cells, and those of what it is made of."""
        if need.needs:
            return replace(need, needs=tuple(map(self.filled, need.needs)))
        path, _, period = need.name.partition("@")
        sources = (each for each in self._manifest.sources if each.path == path and not each.query)
        source = next(sources, None)
        is_table = PurePath(path).suffix.lower() in _TABLES
        if source is None or not is_table or source.sha256 not in self._kept:
            return need
        found = list(self._cells(source, need.words, period))
        rows = {cell.place for cell in found}
        is_exact = need.rows is None or len(rows) == need.rows
        return replace(need, cells=tuple(found)) if is_exact and len(found) <= _MOST_CELLS else need

    def _cells(self, source: SourceRecord, formula: str, period: str) -> Iterator[CellFound]:
        """Yield the cells of the columns that ``formula`` names, in the rows of ``period``."""
        text = decoded(self._state.store.get(source.sha256)) or ""
        reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text))
        heads: Sequence[str] = next(reader, [])
        named = set(_NAME.findall(formula))
        wanted = Period.parse(period) if period else None
        at = heads.index(source.period_column) if source.period_column in heads else None
        columns = [n for n, head in enumerate(heads) if {head, head.rpartition("_")[0]} & named]
        for row in reader:
            cell = row[at] if at is not None and at < len(row) else ""
            own = Period.parse(cell) if wanted else None
            if wanted and not (own and wanted.contains(own)):
                continue
            for column in columns:
                if column < len(row):
                    place = f"{source.path}:{reader.line_num}"
                    yield CellFound(place, heads[column], row[column])
