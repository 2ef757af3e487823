"""Job: a report that runs by itself, and what the ledger knows it by."""

from pathlib import Path

from msgspec import Struct

from reportgen.automate.state import State, place_of
from reportgen.ledger import Ledger


class Job(Struct, frozen=True):
    """A report that runs by itself: where it is, its state, and the operator's settings."""

    report: Path
    state: State
    settings: Path
    quiet_seconds: float = 2.0
    """How long no file may have been written before any is read."""
    is_one_of_many: bool = False
    """Whether others wait for their turn: then nobody sleeps until more may be mailed."""

    @property
    def place(self) -> str:
        """What its builds are known by."""
        return place_of(self.report)

    def known_as(self, ledger: Ledger) -> str:
        """Return what its occurrences are known by: its id, or its place where it has none."""
        record = ledger.newest_at(self.place)
        return (record.report if record else "") or self.place

    def inputs(self) -> tuple[Path, ...]:
        """Return the files that the last build read, and the operator's."""
        with self.state.ledger() as ledger:
            record = ledger.newest_at(self.place)
        read = (Path(path) for path, _ in record.inputs) if record else ()
        return (*read, self.settings)
