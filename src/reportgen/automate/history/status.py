"""Status: what the ledger knows, as plain data."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict, replace

from reportgen.automate.history.holds import bars, holds_of
from reportgen.automate.history.losses import losses
from reportgen.automate.history.review import acknowledged
from reportgen.automate.state import State, place_of
from reportgen.diag import Diagnostic
from reportgen.ledger import BuildRecord, MessageRow, Occurrence, Tally

if TYPE_CHECKING:
    from reportgen.automate.schedule.agenda import Moment

_MOMENTS = 3


class Status(Struct, frozen=True):
    """The builds and the messages, the newest first; what is open and what comes next."""

    builds: tuple[BuildRecord, ...]
    messages: tuple[MessageRow, ...]
    held: dict[int, tuple[Diagnostic, ...]]
    """Of each build that may not be sent, by its number, why."""
    batches: tuple[tuple[str, Tally], ...] = ()
    """How far the last batch of each report with rows is."""
    current: frozenset[int] = frozenset()
    """The builds that are the last of their report, row, kinds and period."""
    open: tuple[Occurrence, ...] = ()
    """Due moments of schedules that are not done."""
    due: "tuple[Moment, ...]" = ()
    """The next ones."""
    findings: tuple[Diagnostic, ...] = ()


def status(state: State, now: dt.datetime, report: Path | None = None) -> Status:
    """Return what the ledger of ``state`` knows at ``now``; of schedules those of ``report``."""
    from reportgen.automate.history.archive import is_last  # noqa: PLC0415 - as above
    from reportgen.automate.schedule.agenda import next_moments  # noqa: PLC0415 - a build need not load it

    with state.ledger() as ledger:
        builds = tuple(ledger.builds())
        held = {
            each.id: bars(holds_of(each, state, acknowledged(each, ledger)), now) for each in builds
        }
        batches = tuple((place, ledger.jobs.tally(place)) for place in ledger.jobs.places())
        newest = ledger.newest_at(place_of(report)) if report is not None else None
        found = Status(
            builds,
            tuple(ledger.outbox.rows()),
            {n: why for n, why in held.items() if why},
            batches,
            frozenset(each.id for each in builds if is_last(each, builds)),
            tuple(ledger.occurrences.open(newest.report)) if newest else (),
            findings=losses(state.folder),
        )
    if report is None or newest is None:
        return found
    moments, told = next_moments(report, state, now, _MOMENTS)
    return replace(found, due=tuple(moments), findings=(*found.findings, *told))


def status_line(found: Status) -> dict[str, object]:
    """Return all of it as plain data."""
    return {
        "builds": [
            build_line(each, found.held.get(each.id, ()), is_current=each.id in found.current)
            for each in found.builds
        ],
        "messages": [message_line(row) for row in found.messages],
        "batches": [batch_line(*each) for each in found.batches],
        "open": [asdict(each) for each in found.open],
        "due": [{"schedule": each.schedule, "at": each.at.isoformat()} for each in found.due],
    }


def build_line(
    build: BuildRecord, held: Sequence[Diagnostic] = (), *, is_current: bool = False
) -> dict[str, object]:
    """Return a build as plain data; what it was made from stays in the ledger."""
    return {
        "run": build.id,
        "report": build.report,
        "params": build.params,
        "period": build.period,
        "name": build.name,
        "built_at": build.built_at,
        "files": dict(build.files),
        "label": build.label,
        "held": [each.code.value for each in held],
        "current": is_current,
    }


def batch_line(place: str, tally: Tally) -> dict[str, object]:
    """Return how far a batch is as plain data; of what is poison, the row and the reason."""
    poison = [
        {"row": json.loads(params) if params else {}, "reason": log.partition("\n")[0]}
        for params, log in tally.poison
    ]
    return {"report": place, "jobs": tally.counts, "poison": poison}


def message_line(row: MessageRow) -> dict[str, object]:
    """Return a message as plain data; ``undecided`` says that newer content waits."""
    return {
        "id": row.id,
        **asdict(row.addressee),
        "state": row.state.value,
        "reason": row.reason,
        "undecided": bool(row.undecided),
        "updated_at": row.updated_at,
    }
