"""Checkup: whether the ledger and all that it names are as they should be."""

from pathlib import Path

from reportgen.automate.history.archive import lasting
from reportgen.automate.history.losses import losses
from reportgen.automate.state import State
from reportgen.diag import Code, Diagnostic, Sink, Source, Span
from reportgen.ledger import is_on_network


def checkup(state: State) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the ledger of ``state`` and its archive; mend what can be."""
    state.mend()
    sink = Sink()
    if is_on_network(state.folder):
        sink.add(Code.STATE_ON_NETWORK, _place(state.folder), path=state.folder)
    with state.ledger() as ledger:
        for each in lasting(ledger):
            for kind, digest in each.files:
                if not state.store.holds(digest):
                    sink.add(
                        Code.FILE_NOT_KEPT,
                        _place(state.folder / f"#{each.id}"),
                        run=each.id,
                        kind=kind,
                        digest=digest[:12],
                        folder=state.folder / "store",
                    )
    return (*losses(state.folder), *sink.found)


def _place(path: Path) -> Span:
    return Span(Source(path.as_posix(), ""), 1, 1)
