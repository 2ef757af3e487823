"""Detail: all that is known of one run."""

import json

from msgspec import Struct

from reportgen.automate.history.archive import shown_input
from reportgen.automate.history.findings import findings_kept
from reportgen.automate.history.holds import holds_of
from reportgen.automate.history.review import acknowledged
from reportgen.automate.history.runs import Runs, find_run
from reportgen.automate.history.why import why_of
from reportgen.automate.state import writable_state
from reportgen.diag import Diagnostic
from reportgen.ledger import BuildRecord
from reportgen.model.reason import Why


class Detail(Struct, frozen=True):
    """One run: what it was made of, what was found, what was made, why."""

    record: BuildRecord
    why: Why
    findings: tuple[Diagnostic, ...]
    """What the build found; errors would have stopped it."""
    held: tuple[Diagnostic, ...]
    """What keeps it from being sent, now or from a moment on."""
    missing: tuple[str, ...]
    """Kinds of its files that are no longer in the archive."""

    @property
    def label(self) -> dict[str, str]:
        """The implicit label of its files."""
        found = json.loads(self.record.label) if self.record.label else {}
        return {str(key): str(value) for key, value in found.items()}

    @property
    def row(self) -> dict[str, str]:
        """Which row of its table it is about."""
        found = json.loads(self.record.params) if self.record.params else {}
        return {str(key): str(value) for key, value in found.items()}

    def shown(self, path: str) -> str:
        """Return the path of an input as seen from the report, else whole."""
        return shown_input(self.record, path)


def detail(run: str, runs: Runs) -> Detail:
    """Return what is known of ``run``; raise UsageError when there is none."""
    state = writable_state(runs.report, runs.state)
    with state.ledger() as ledger:
        record = find_run(run, runs.report, ledger, runs.row)
        holds = holds_of(record, state, acknowledged(record, ledger))
        return Detail(
            record,
            why_of(record, state, ledger),
            findings_kept(record, state),
            tuple(each.finding for each in holds),
            tuple(kind for kind, digest in record.files if not state.store.holds(digest)),
        )
