"""Rebuild: decide whether anything changed, make a report's files, put them into its folder."""

import datetime as dt
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.fingerprint import as_now, fingerprint
from reportgen.automate.history.archive import DELIVERABLES, RUN, keep_inputs, tidy
from reportgen.automate.history.findings import FINDINGS, pack_findings
from reportgen.automate.history.holds import HOLDS, holds_of, on_now, pack_holds
from reportgen.automate.history.losses import losses
from reportgen.automate.history.review import Judgements, acknowledged, reviews
from reportgen.automate.making import (
    REMOTE_MARK,
    Made,
    Order,
    make,
    name_of,
    row_key,
    row_name,
    setting,
    wanted_of,
)
from reportgen.automate.publish import differing, publish
from reportgen.automate.state import BUILD_WAIT_SECONDS, State, open_state, place_of, state_not_kept
from reportgen.diag import Code, Diagnostic, Severity, Sink, Source, Span, UsageError
from reportgen.ledger import BuildRecord, Ledger
from reportgen.model.world import EVERY_ROW, Entry, RowChoice, World


class Rebuilt(Struct, frozen=True):
    """The files in the order asked for, and what was found on the way."""

    paths: tuple[Path, ...]
    findings: tuple[Diagnostic, ...]
    is_unchanged: bool = False
    held: tuple[Diagnostic, ...] = ()
    """What keeps the issue from being sent, and what one day may."""
    run: int = 0
    """Its number in the ledger; 0: it is in none."""

    @property
    def is_held(self) -> bool:
        """Whether it may not be sent."""
        return any(each.severity is Severity.ERROR for each in self.held)


def rebuild(order: Order, world: World, now: dt.datetime) -> Rebuilt:
    """Build the report of ``order`` unless nothing it depends on has changed.

    The finished files go to the store first, then the ledger names them, then the folder gets
    its copies: a run killed between two steps is rolled forward by the next one.
    """
    state = open_state(order.report, order.state)
    if state is None:
        done = build_once(order.report, order, world, now)
        told = state_not_kept(order.report, order.state)
        return replace(done, findings=(*done.findings, *told))
    world = replace(world, cache=state.cache)
    with state.alone("build", BUILD_WAIT_SECONDS), state.ledger() as ledger:
        state.store.sweep()
        known = _known(order, world, ledger)
        if known and not order.force and is_current(known, order, state, world):
            known = _made_newest(known, ledger)
            return as_rebuilt(known, order, state, ledger, now, is_unchanged=True)
        made = make(order, world, now, state.keep)
        record = noted(made, order.report, state, ledger)
        record = replace(record, id=ledger.add_build(record))
        done = as_rebuilt(record, order, state, ledger, now)
        tidy(ledger, state, record.id)
        return replace(done, findings=(*made.findings, *losses(state.folder)))


def _known(order: Order, world: World, ledger: Ledger) -> BuildRecord | None:
    """Return the newest build of what is asked for; a row may be asked for by any column."""
    place, wanted = place_of(order.report), wanted_of(order, world)
    known = ledger.build_at(place, wanted, row_key(world.row))
    if known is not None or not world.row:
        return known
    rows = rows_of(order.report, world, RowChoice(tuple(world.row.items())))
    return ledger.build_at(place, wanted, row_key(rows[0])) if len(rows) == 1 else None


def rows_of(
    report: Path, world: World, choice: RowChoice = EVERY_ROW
) -> tuple[dict[str, str], ...]:
    """Return what to ask for each row of ``report``; one that is made once asks for nothing."""
    from reportgen.read.row_list import row_list  # noqa: PLC0415 - few reports have rows

    sink = Sink()
    rows = row_list(report, world.env, world.settings, sink, choice)
    sink.stop_on_errors()
    return rows


def noted(made: Made, report: Path, state: State, ledger: Ledger) -> BuildRecord:
    """Return what the ledger is to know of ``made``; its inputs are kept, and what holds it.

    Raises UsageError when another report of this state has its id.
    """
    record = made.record
    _check_id(record, ledger)
    judgements = Judgements(made.judged, record.period, record.params)
    holds = (*made.holds, *reviews(judgements, report, state, ledger))
    keep_inputs(record, state)
    if made.findings:
        kept = (FINDINGS, state.keep(pack_findings(made.findings)))
        record = replace(record, files=(*record.files, kept))
    if holds:
        record = replace(record, files=(*record.files, (HOLDS, state.keep(pack_holds(holds)))))
    return record


def _made_newest(known: BuildRecord, ledger: Ledger) -> BuildRecord:
    """See that what was asked for last is what is sent, when two issues take turns."""
    newest = ledger.newest_at(known.place)
    if newest is not None and newest.period != known.period:
        return replace(known, id=ledger.add_build(known))
    return known


def build_once(entry: Entry, order: Order, world: World, now: dt.datetime) -> Rebuilt:
    """Build ``entry`` as ``order`` says, and remember nothing of it."""
    from reportgen.build import build  # noqa: PLC0415 - see above

    built = build(entry, order.kinds, world)
    name = name_of(built)
    row = built.checked.row
    folder = order.folder_for(row.name if row else "")
    targets = [(folder / f"{name}.{a.kind.value}", a.data) for a in built.artifacts]
    publish(targets)
    held = built.checked.held(now)
    return Rebuilt(tuple(path for path, _ in targets), built.findings, held=held)


def is_current(known: BuildRecord, order: Order, state: State, world: World) -> bool:
    """Tell whether all that ``known`` was made from is as it was, and its files are there."""
    settings = settings_now(known, order, world)
    if fingerprint(as_now(known.inputs), settings) != known.fingerprint:
        return False
    return all(state.store.holds(digest) for _, digest in known.files)


def settings_now(known: BuildRecord, order: Order, world: World) -> dict[str, str]:
    """Return what the settings of ``known`` are now; databases are asked if ``order`` asks."""
    remote = {name: mark for name, mark in known.settings if name.startswith(REMOTE_MARK)}
    settings = {name: setting(name, world) for name, _ in known.settings if name not in remote}
    if remote and order.asks:
        from reportgen.read import marks_now  # noqa: PLC0415 - only to ask databases

        marks = marks_now(order.report, world.env, world.settings, world.row)
        remote = {f"{REMOTE_MARK}{name}": mark for name, mark in marks.items()}
    return settings | remote


def _check_id(record: BuildRecord, ledger: Ledger) -> None:
    """Raise UsageError when another report of this state has the same id: once means once an id."""
    other = ledger.build_of(record.report) if record.report else None
    if other is not None and other.place != record.place and Path(other.place).exists():
        sink = Sink()
        place = Span(Source(record.place, ""), 1, 1)
        sink.add(Code.ID_TAKEN, place, id=record.report, place=other.place)
        raise UsageError(sink.found)


def as_rebuilt(
    record: BuildRecord,
    order: Order,
    state: State,
    ledger: Ledger,
    now: dt.datetime,
    *,
    is_unchanged: bool = False,
) -> Rebuilt:
    """Return ``record`` as a person sees it, once the folder holds what it names."""
    paths = _copies(record, order, state)
    held = on_now(holds_of(record, state, acknowledged(record, ledger)), now)
    return Rebuilt(paths, (), is_unchanged, held, record.id)


def _copies(record: BuildRecord, order: Order, state: State) -> tuple[Path, ...]:
    """Bring the folder to what ``record`` names; a file that is right is not touched."""
    folder = order.folder_for(row_name(record.params))
    wanted = {
        folder / f"{record.name}.{kind}": digest
        for kind, digest in record.files
        if kind in DELIVERABLES
    }
    paths = tuple(wanted)
    wanted |= {
        state.runs / str(record.id) / "run.json": digest
        for kind, digest in record.files
        if kind == RUN
    }
    wrong = differing(wanted)
    publish([(path, state.store.get(wanted[path])) for path in wrong])
    return paths
