"""Status: what the ledger knows, as plain data."""

from msgspec import Struct
from msgspec.structs import asdict

from reportgen.automate.state import State
from reportgen.ledger import BuildRecord, MessageRow


class Status(Struct, frozen=True):
    """The builds and the messages, the newest first."""

    builds: tuple[BuildRecord, ...]
    messages: tuple[MessageRow, ...]


def status(state: State) -> Status:
    """Return what the ledger of ``state`` knows."""
    with state.ledger() as ledger:
        return Status(tuple(ledger.builds()), tuple(ledger.outbox.rows()))


def build_line(build: BuildRecord) -> dict[str, object]:
    """Return a build as plain data; what it was made from stays in the ledger."""
    return {
        "run": build.id,
        "report": build.report,
        "period": build.period,
        "name": build.name,
        "built_at": build.built_at,
        "files": dict(build.files),
    }


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
