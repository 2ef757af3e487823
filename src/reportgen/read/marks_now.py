"""Marks now: whether databases and addresses would still give what a report was made from."""

from collections.abc import Mapping
from pathlib import Path

from reportgen.diag import Sink
from reportgen.model.artifact import Cache
from reportgen.read.declarations import SourceDeclaration, read_sources
from reportgen.read.entry import open_entry
from reportgen.read.opened_keys import checked_keys
from reportgen.read.reach import Reach, read_reach


def marks_now(
    entry: Path,
    env: Mapping[str, str],
    settings: Path | None,
    row: Mapping[str, str] | None = None,
    *,
    sink: Sink | None = None,
    cache: Cache | None = None,
) -> dict[str, str]:
    """Return the mark of each source elsewhere: of its watermark, else of all its rows.

    What cannot be asked has none; ``sink`` hears why, as does the build that follows. With a
    ``cache`` an address is only asked whether its answer has another ETag than last time.
    """
    sink = sink if sink is not None else Sink()
    reach = read_reach(settings, env, sink)
    if row:
        from reportgen.read.row_list import sources_of_row  # noqa: PLC0415 - few have rows

        sources = sources_of_row(entry, row, reach, sink)
    else:
        opened = open_entry(entry, sink)
        checked = checked_keys(opened, sink)
        if checked is None:
            return {}
        sources = read_sources(checked.mapping("sources"), {}, checked.span, sink)
    found = {
        name: _mark(source, reach, cache, sink)
        for name, source in sources.items()
        if source.is_remote
    }
    return {name: mark for name, mark in found.items() if mark}


def _mark(source: SourceDeclaration, reach: Reach, cache: Cache | None, sink: Sink) -> str:
    if source.word("sql") is None:
        from reportgen.read.http import address_mark  # noqa: PLC0415 - few reports ask one

        return address_mark(source, reach, cache, sink)
    from reportgen.read.databases import (  # noqa: PLC0415 - as above
        read_database,
        read_watermark,
    )

    if source.word("watermark") is not None:
        return read_watermark(source, reach, sink) or ""
    remote = read_database(source, reach, sink)
    return remote.mark if remote else ""
