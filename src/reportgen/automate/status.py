"""Status: what the ledger knows, as plain data."""

import datetime as dt
import json
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import asdict

from reportgen.automate.holds import bars, holds_of
from reportgen.automate.review import acknowledged
from reportgen.automate.state import State
from reportgen.diag import Diagnostic
from reportgen.ledger import BuildRecord, MessageRow, Tally


class Status(Struct, frozen=True):
    """The builds and the messages, the newest first."""

    builds: tuple[BuildRecord, ...]
    messages: tuple[MessageRow, ...]
    held: dict[int, tuple[Diagnostic, ...]]
    """Of each build that may not be sent, by its number, why."""
    batches: tuple[tuple[str, Tally], ...] = ()
    """How far the last batch of each report with rows is."""


def status(state: State, now: dt.datetime) -> Status:
    """Return what the ledger of ``state`` knows at ``now``."""
    with state.ledger() as ledger:
        builds = tuple(ledger.builds())
        held = {
            each.id: bars(holds_of(each, state, acknowledged(each, ledger)), now) for each in builds
        }
        batches = tuple((place, ledger.jobs.tally(place)) for place in ledger.jobs.places())
        barred = {number: why for number, why in held.items() if why}
        return Status(builds, tuple(ledger.outbox.rows()), barred, batches)


def build_line(build: BuildRecord, held: Sequence[Diagnostic] = ()) -> dict[str, object]:
    """Return a build as plain data; what it was made from stays in the ledger."""
    return {
        "run": build.id,
        "report": build.report,
        "period": build.period,
        "name": build.name,
        "built_at": build.built_at,
        "files": dict(build.files),
        "label": build.label,
        "held": [each.code.value for each in held],
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
