"""Review: judgements that stand unchanged beside numbers that moved hold an issue until read."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, json

from reportgen.automate.history.holds import holds_of
from reportgen.automate.history.runs import before
from reportgen.automate.state import State, home, open_state, place_of
from reportgen.diag import Code, Diagnostic, Sink, Source, Span, UsageError
from reportgen.ledger import BuildRecord, Ledger
from reportgen.model.hold import Hold
from reportgen.model.judged import Judged

if TYPE_CHECKING:  # loading the rooms takes longer than finding that nothing changed
    from reportgen.build import Checked

JUDGED = "judged"
"""What the ledger calls the judgements of a build among its files."""


def pack_judged(judged: Sequence[Judged]) -> bytes:
    """Return ``judged`` as JSON."""
    return json.encode(judged)


def acknowledged(record: BuildRecord, ledger: Ledger) -> frozenset[str]:
    """Return which judgements of the report of ``record`` a person lets stand."""
    return ledger.reviews.known(record.report or record.place)


def open_reviews(record: BuildRecord, state: State, ledger: Ledger) -> tuple[Diagnostic, ...]:
    """Return the judgements of a build that nobody has looked at yet."""
    holds = holds_of(record, state, acknowledged(record, ledger))
    return tuple(each.finding for each in holds if each.finding.code is Code.JUDGEMENT_TO_REVIEW)


class Judgements(Struct, frozen=True):
    """What an issue judges: in which period, and of which row of its table."""

    found: tuple[Judged, ...]
    period: str
    params: str


def reviews(judgements: Judgements, report: Path, state: State, ledger: Ledger) -> tuple[Hold, ...]:
    """Return a hold for each judgement of ``report`` that the last issue had in the same words."""
    if not judgements.found:
        return ()
    runs = ledger.builds_at(place_of(report), judgements.params)
    last = _last(judgements.period, runs, state, ledger)
    if last is None:
        return ()
    from reportgen.lint.judgements import as_finding, to_review  # noqa: PLC0415 - few have any

    known = json.decode(state.store.get(dict(last.files)[JUDGED]), type=tuple[Judged, ...])
    found = to_review(judgements.found, known)
    return tuple(Hold(as_finding(each, report.as_posix())) for each in found)


def _last(
    period: str, runs: Sequence[BuildRecord], state: State, ledger: Ledger
) -> BuildRecord | None:
    """Return the last issue: the newest build of the period before.

    Of a report without periods it is the newest build that nobody must look at any more: what is
    to be reviewed stays so until it is, whatever is rebuilt meanwhile.
    """
    runs = [each for each in runs if _is_kept(each, state)]
    if period:
        return before(period, runs)
    return next((each for each in runs if not open_reviews(each, state, ledger)), None)


def _is_kept(record: BuildRecord, state: State) -> bool:
    digest = dict(record.files).get(JUDGED, "")
    return bool(digest) and state.store.holds(digest)


def reviews_here(checked: "Checked", report: Path, params: str) -> tuple[Diagnostic, ...]:
    """Return what a build of ``report`` would hold for review; nothing is made or written."""
    if not (home(report) / ".reportgen" / "ledger.db").is_file():
        return ()
    state = open_state(report)
    if state is None:
        return ()
    with state.ledger() as ledger:
        known = ledger.reviews.known(checked.document.id or place_of(report))
        judgements = Judgements(checked.judged, checked.period, params)
        found = reviews(judgements, report, state, ledger)
    return tuple(each.finding for each in found if each.finding.values["key"] not in known)


def acknowledge(
    report: Path, state: State, keys: Sequence[str], now: dt.datetime
) -> tuple[Diagnostic, ...]:
    """Note that a person lets the judgements ``keys`` stand, or all; return which they are.

    Raises UsageError for a key that the newest build does not list.
    """
    with state.ledger() as ledger:
        found = list(_open(report, state, ledger))
        by_key = {each.values["key"]: (record, each) for record, each in found}
        chosen = list(keys or by_key)
        unknown = [key for key in chosen if key not in by_key]
        if unknown or not chosen:
            raise _unknown(unknown, list(by_key), report)
        at = now.isoformat(timespec="seconds")
        for record, each in map(by_key.__getitem__, chosen):
            name, words = record.report or record.place, each.values["words"]
            ledger.reviews.acknowledge(name, each.values["key"], words, at)
    return tuple(by_key[key][1] for key in chosen)


def listed(report: Path, state: State) -> tuple[Diagnostic, ...]:
    """Return the judgements of the newest issue that nobody has looked at yet."""
    with state.ledger() as ledger:
        return tuple(each for _, each in _open(report, state, ledger))


def _open(report: Path, state: State, ledger: Ledger) -> Iterator[tuple[BuildRecord, Diagnostic]]:
    """Yield what is to be reviewed of the newest build, of each row where there are some."""
    seen: set[str] = set()
    for record in ledger.builds_at(place_of(report)):
        if record.params not in seen:
            seen.add(record.params)
            yield from ((record, each) for each in open_reviews(record, state, ledger))


def _unknown(keys: Sequence[str], known: Sequence[str], report: Path) -> UsageError:
    sink, shown = Sink(), report.as_posix()
    place = Span(Source(shown, ""), 1, 1)
    for key in keys or ("—",):
        words = "、".join(known) or "—"
        sink.add(Code.UNKNOWN_REVIEW, place, key=key, known=words, report=shown)
    return UsageError(sink.found)
