"""A report made once for each row of a table: which row is asked for, and all of them in turn."""

import datetime as dt
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reportgen.cli.say import Speaker
from reportgen.diag import DataError, ReportgenError
from reportgen.model.world import World

if TYPE_CHECKING:
    from reportgen.automate import Order

_SOME_FAILED = 1
param_option = click.option(
    "--param",
    "params",
    multiple=True,
    help="一行一份的报告要哪一行：客户=甲 / which row: COLUMN=NAME",
)


def asked_row(words: Sequence[str]) -> dict[str, str]:
    """Return which row ``words`` ask for, each ``客户=甲``."""
    found = {}
    for word in words:
        column, sign, name = word.replace("＝", "=", 1).partition("=")
        if not (sign and column.strip() and name.strip()):
            raise click.BadParameter(
                f"“{word}”：写成 列=值 / write COLUMN=NAME", param_hint="--param"
            )
        found[column.strip()] = name.strip()
    return found


def build_all(order: "Order", world: World, now: dt.datetime, speaker: Speaker) -> None:
    """Build the report of every row, saying of each what was made or what is wrong with it."""
    from reportgen.automate import rebuild_rows  # noqa: PLC0415 - `--help` need not load it

    made, failed, held = 0, 0, False
    for each in rebuild_rows(order, world, now):
        speaker.row(each.row)
        if isinstance(each.done, ReportgenError):
            failed += 1
            speaker.findings(each.done.diagnostics)
            continue
        made += 1
        held = held or each.done.is_held
        speaker.findings((*each.done.findings, *each.done.held))
        speaker.paths(each.done.paths)
    speaker.rows(made, failed)
    if failed:
        sys.exit(_SOME_FAILED)
    if held:
        speaker.not_sendable()
        sys.exit(DataError.exit_code)
