"""Batch: a report that is made once for each row of a table, one row after the other."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.making import Order
from reportgen.automate.rebuild import Rebuilt, rebuild
from reportgen.diag import ReportgenError, Sink
from reportgen.model.world import World


class RowDone(Struct, frozen=True):
    """What became of one row: its files, or what is wrong with it."""

    row: dict[str, str]
    done: Rebuilt | ReportgenError


def rows_of(report: Path, world: World) -> tuple[dict[str, str], ...]:
    """Return what to ask for each row of ``report``; one that is made once asks for nothing."""
    from reportgen.read.row_list import row_list  # noqa: PLC0415 - few reports have rows

    sink = Sink()
    rows = row_list(report, world.env, world.settings, sink)
    sink.stop_on_errors()
    return rows


def rebuild_rows(order: Order, world: World, now: dt.datetime) -> Iterator[RowDone]:
    """Build the report of each row; one that fails stops no other."""
    for row in rows_of(order.report, world):
        try:
            yield RowDone(row, rebuild(order, replace(world, row=row), now))
        except ReportgenError as fault:
            yield RowDone(row, fault)
