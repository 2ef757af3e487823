"""The rows of a report that is made once for each, listed without reading the rest of it."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.world import EVERY_ROW, RowChoice
from reportgen.read.data_text import DataReader
from reportgen.read.declarations import SourceDeclaration, read_sources
from reportgen.read.entry import open_entry
from reportgen.read.opened_keys import checked_keys, whole_keys
from reportgen.read.reach import Reach, read_reach
from reportgen.read.rows import Rows, chosen_row, chosen_rows, read_rows
from reportgen.read.workbooks import Workbooks


class _Listed(Struct, frozen=True):
    sources: dict[str, SourceDeclaration]
    rows: Rows | None


def row_list(
    entry: Path,
    env: Mapping[str, str],
    settings: Path | None,
    sink: Sink,
    choice: RowChoice = EVERY_ROW,
) -> tuple[dict[str, str], ...]:
    """Return what to ask for each report of ``entry``; one that is made once asks for nothing."""
    listed = _listed(entry, read_reach(settings, env, sink), sink)
    if listed is None or listed.rows is None:
        if choice != EVERY_ROW and not sink.errors:
            words = ("，".join(f"{column}={name}" for column, name in choice.words),)
            shown = words[0] or "、".join(map(str, choice.numbers))
            sink.add(Code.NO_ROWS_HERE, Span(Source("--param", ""), 1, 1), asked=shown)
        return ({},)
    found = chosen_rows(listed.rows, choice.words, sink)
    by_number = set(found)
    if choice.numbers:
        by_number &= _numbered(listed.rows, choice.numbers, sink)
    names = listed.rows.names
    return tuple({listed.rows.column.name: names[row]} for row in found if row in by_number)


def _numbered(rows: Rows, numbers: tuple[int, ...], sink: Sink) -> set[int]:
    count = len(rows.names)
    for number in numbers:
        if not 1 <= number <= count:
            place = Span(Source("--row", ""), 1, 1)
            sink.add(Code.NO_SUCH_ROW, place, number=number, count=count, source=rows.snapshot.path)
    return {number - 1 for number in numbers}


def sources_of_row(
    entry: Path, row: Mapping[str, str], reach: Reach, sink: Sink
) -> dict[str, SourceDeclaration]:
    """Return the sources as they are for the ``row`` that is asked for."""
    listed = _listed(entry, reach, sink)
    if listed is None:
        return {}
    found = chosen_row(listed.rows, row, sink)
    bound = found.bound if found is not None else {}
    return {name: replace(each, row=bound) for name, each in listed.sources.items()}


def _listed(entry: Path, reach: Reach, sink: Sink) -> _Listed | None:
    opened = open_entry(entry, sink)
    typed = checked_keys(opened, sink)
    if opened is None or typed is None:
        return None
    node = whole_keys(typed, opened, sink)
    sources = read_sources(node.mapping("sources"), {}, node.span, sink)
    reader = DataReader(opened.folder, Workbooks(opened.folder, sink), lambda: reach, sink)
    return _Listed(sources, read_rows(node, sources, reader, sink))
