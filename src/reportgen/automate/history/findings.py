"""What a build found, as it is kept beside its files."""

from collections.abc import Iterable

from reportgen.automate.history.holds import pack_holds, unpack_holds
from reportgen.automate.state import State
from reportgen.diag import Diagnostic
from reportgen.ledger import BuildRecord
from reportgen.model.hold import Hold

FINDINGS = "findings"
"""What the ledger calls them among a build's files."""


def pack_findings(found: Iterable[Diagnostic]) -> bytes:
    """Return ``found`` as JSON; of the author's text only the lines they speak of."""
    return pack_holds(Hold(each) for each in found)


def findings_kept(record: BuildRecord, state: State) -> tuple[Diagnostic, ...]:
    """Return what was found when ``record`` was built, as far as it is kept."""
    digest = dict(record.files).get(FINDINGS, "")
    if not digest or not state.store.holds(digest):
        return ()
    return tuple(each.finding for each in unpack_holds(state.store.get(digest)))
