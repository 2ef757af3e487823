"""Losses: what a damaged ledger cost, told until somebody has looked at it."""

import json
from pathlib import Path

from reportgen.diag import Code, DeliveryError, Diagnostic, Sink, Source, Span
from reportgen.ledger import Salvaged

_NOTE = "ledger.lost.json"


def note_loss(folder: Path, found: Salvaged) -> None:
    """Note that the ledger in ``folder`` was damaged; the note stands until it is deleted."""
    sound = found.is_whole and _kept(folder).get("is_whole", True) is True
    words = {"aside": found.aside, "rows": found.rows, "is_whole": sound}
    (folder / _NOTE).write_text(json.dumps(words, ensure_ascii=False, indent=1) + "\n", "utf-8")


def losses(folder: Path) -> tuple[Diagnostic, ...]:
    """Return what there is to say of a damaged ledger."""
    note = folder / _NOTE
    if not note.exists():
        return ()
    kept, sink = _kept(folder), Sink()
    rows = kept.get("rows")
    counts = rows if isinstance(rows, dict) else {}
    sink.add(
        Code.LEDGER_DAMAGED,
        _place(note),
        aside=kept.get("aside", "—"),
        builds=counts.get("build", 0),
        messages=counts.get("message", 0),
        note=note,
    )
    return sink.found


def has_lost(folder: Path) -> bool:
    """Tell whether builds or messages may have been lost."""
    return (folder / _NOTE).exists()


def refuse_unknown(folder: Path) -> None:
    """Raise DeliveryError where it is not known who got what: nobody gets anything twice."""
    note = folder / _NOTE
    if not note.exists() or _kept(folder).get("is_whole") is True:
        return
    sink = Sink()
    sink.add(Code.RECIPIENTS_UNKNOWN, _place(note), note=note)
    raise DeliveryError(sink.found)


def _kept(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / _NOTE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _place(path: Path) -> Span:
    return Span(Source(path.as_posix(), ""), 1, 1)
