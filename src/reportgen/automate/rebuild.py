"""Rebuild: decide whether anything changed, make a report's files, put them into its folder."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.archive import DELIVERABLES, RUN, keep, tidy
from reportgen.automate.fingerprint import as_now, fingerprint
from reportgen.automate.holds import HOLDS, holds_of, on_now, pack_holds
from reportgen.automate.publish import MAX_NAME, cannot_write, differing, file_name, publish
from reportgen.automate.review import JUDGED, acknowledged, pack_judged, reviews
from reportgen.automate.state import (
    BUILD_WAIT_SECONDS,
    State,
    home,
    open_state,
    place_of,
)
from reportgen.diag import Code, DataError, Diagnostic, Severity, Sink, Source, Span, UsageError
from reportgen.ledger import BuildRecord, Ledger, Pairs, digest_of
from reportgen.model.artifact import ArtifactKind
from reportgen.model.hold import Hold
from reportgen.model.pattern import pattern
from reportgen.model.world import Entry, World

if TYPE_CHECKING:  # loading the rooms takes longer than finding that nothing changed
    from reportgen.build import Built

ENV, TODAY, _REMOTE = "env:", "today", "remote:"
_MOST_TRIES = 4
_POINTER = pattern(r"env:([A-Za-z_]\w*)")
LETTER, PLAN = "letter", "plan"
"""What the ledger calls the packed letter and the schedules among a build's files."""


class Order(Struct, frozen=True):
    """What to build, into which folder, and where to remember it."""

    report: Path
    kinds: tuple[ArtifactKind, ...] = ()
    out: Path | None = None
    state: Path | None = None
    force: bool = False
    redline: str | None = None
    """An older state of the report: a run of it, or a folder or file."""

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return self.out if self.out is not None else home(self.report) / "out"


class Rebuilt(Struct, frozen=True):
    """The files in the order asked for, and what was found on the way."""

    paths: tuple[Path, ...]
    findings: tuple[Diagnostic, ...]
    is_unchanged: bool = False
    held: tuple[Diagnostic, ...] = ()
    """What keeps the issue from being sent, and what one day may."""

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
        return build_once(order.report, order, world, now)
    with state.alone("build", BUILD_WAIT_SECONDS), state.ledger() as ledger:
        wanted = _wanted(order, world)
        place = place_of(order.report)
        known = ledger.build_at(place, wanted, row_key(world.row))
        if known and not order.force and _is_current(known, order, state, world):
            known = _made_newest(known, ledger)
            holds = holds_of(known, state, acknowledged(known, ledger))
            held = on_now(holds, now)
            return Rebuilt(_copies(known, order, state), (), is_unchanged=True, held=held)
        key = place, wanted, row_key(world.row)
        built, made = _built_at_rest(order, world, state, key, now)
        _check_id(built, place, ledger)
        holds = (*built.checked.holds, *reviews(built.checked, order.report, key[2], state, ledger))
        record = replace(made, files=_stored(built, made, holds, state))
        record = replace(record, id=ledger.add_build(record))
        paths = _copies(record, order, state)
        tidy(ledger, state, record.id)
        held = on_now(holds_of(record, state, acknowledged(record, ledger)), now)
        return Rebuilt(paths, built.findings, held=held)


def _wanted(order: Order, world: World) -> str:
    """Return what is asked for, as the ledger keeps it: kinds, and a period of the caller's."""
    kinds = ",".join(kind.value for kind in order.kinds)
    wanted = f"{kinds}@{world.period}" if world.period else kinds
    return f"{wanted}!" if world.is_strict else wanted


def row_key(row: Mapping[str, str]) -> str:
    """Return how the ledger keeps which row of its table a report is about."""
    return json.dumps(dict(row), ensure_ascii=False, sort_keys=True) if row else ""


def _made_newest(known: BuildRecord, ledger: Ledger) -> BuildRecord:
    """See that what was asked for last is what is sent, when two issues take turns."""
    newest = ledger.newest_at(known.place)
    if newest is not None and newest.period != known.period:
        return replace(known, id=ledger.add_build(known))
    return known


def _built_at_rest(
    order: Order, world: World, state: State, key: tuple[str, str, str], now: dt.datetime
) -> "tuple[Built, BuildRecord]":
    """Build, and again if a file changed meanwhile: no pair mixes two states of the data."""
    from reportgen.build import build  # noqa: PLC0415 - see above

    for _ in range(_MOST_TRIES - 1):
        consulted = _Consulted(world.env)
        inner = replace(world, env=consulted, cache=state.cache)
        built = build(order.report, order.kinds, inner)
        _check_plan(built)
        settings = tuple(_settings(built, consulted.names, world))
        record = _record(built, key, settings, now)
        if as_now(record.inputs) == record.inputs:
            return built, record
    sink = Sink()
    sink.add(Code.FILES_MOVING, Span(Source(str(order.report), ""), 1, 1), report=order.report)
    raise DataError(sink.found)


class _Consulted(Mapping[str, str]):
    """An environment that remembers which names were asked for."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self._env[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._env)

    def __len__(self) -> int:
        return len(self._env)


def build_once(entry: Entry, order: Order, world: World, now: dt.datetime) -> Rebuilt:
    """Build ``entry`` as ``order`` says, and remember nothing of it."""
    from reportgen.build import build  # noqa: PLC0415 - see above

    built = build(entry, order.kinds, world)
    name = _name(built)
    targets = [(order.folder / f"{name}.{a.kind.value}", a.data) for a in built.artifacts]
    publish(targets)
    held = built.checked.held(now)
    return Rebuilt(tuple(path for path, _ in targets), built.findings, held=held)


def _is_current(known: BuildRecord, order: Order, state: State, world: World) -> bool:
    """Tell whether all that ``known`` was made from is as it was, and its files are there."""
    names = [name for name, _ in known.settings]
    settings = {name: setting(name, world) for name in names if not name.startswith(_REMOTE)}
    if len(settings) < len(names):
        from reportgen.read import marks_now  # noqa: PLC0415 - only to ask databases

        marks = marks_now(order.report, world.env, world.settings, world.row)
        settings |= {f"{_REMOTE}{name}": mark for name, mark in marks.items()}
    if fingerprint(as_now(known.inputs), settings) != known.fingerprint:
        return False
    return all(state.store.holds(digest) for _, digest in known.files)


def setting(name: str, world: World) -> str:
    """Return what ``name`` is now; a value of the environment only as its digest."""
    if name == TODAY:
        return world.today.isoformat()
    value = world.env.get(name.removeprefix(ENV), "")
    return hashlib.sha256(value.encode()).hexdigest()


def _settings(built: "Built", names: set[str], world: World) -> Iterator[tuple[str, str]]:
    """Yield what else than files the build depended on."""
    for name in sorted(names - _secrets(world.settings)):
        yield f"{ENV}{name}", setting(f"{ENV}{name}", world)
    for name, mark in built.checked.marks:
        yield f"{_REMOTE}{name}", mark
    if built.document.date == world.today:  # it may say `date: auto`
        yield TODAY, setting(TODAY, world)


def _secrets(settings: Path | None) -> set[str]:
    """Return the names that the operator's file points at: no digest of a password is kept."""
    try:
        text = settings.read_text("utf-8") if settings is not None else ""
    except (OSError, UnicodeDecodeError):
        return set()
    return set(_POINTER.findall(text))


def _check_id(built: "Built", place: str, ledger: Ledger) -> None:
    """Raise UsageError when another report of this state has the same id: once means once an id."""
    report = built.document.id
    other = ledger.build_of(report) if report else None
    if other is not None and other.place != place and Path(other.place).exists():
        sink = Sink()
        sink.add(Code.ID_TAKEN, Span(Source(place, ""), 1, 1), id=report, place=other.place)
        raise UsageError(sink.found)


def _check_plan(built: "Built") -> None:
    """Raise SourceError when a schedule of the report can never come due."""
    if built.checked.schedules:
        from reportgen.automate.plan import check_cron_lines  # noqa: PLC0415 - see above

        sink = Sink()
        check_cron_lines(built.checked.schedules, sink)
        sink.stop_on_errors()


def _record(
    built: "Built", key: tuple[str, str, str], settings: Pairs, now: dt.datetime
) -> BuildRecord:
    place, wanted, params = key
    from reportgen.fonts import assets_dir  # noqa: PLC0415 - see above

    ours = assets_dir()
    fonts = [path for path in built.checked.fonts.paths if not path.is_relative_to(ours)]
    inputs = (*built.checked.files, *((str(path), digest_of(path)) for path in fonts))
    return BuildRecord(
        place=place,
        report=built.document.id,
        params=params,
        period=built.checked.period,
        name=_name(built),
        wanted=wanted,
        fingerprint=fingerprint(inputs, dict(settings)),
        inputs=inputs,
        settings=settings,
        files=(),
        built_at=now.isoformat(timespec="seconds"),
        label=built.document.label.as_json() if built.document.label else "",
    )


def _name(built: "Built") -> str:
    title, row = built.document.cover.title, built.checked.row
    name = row.name if row is not None else ""
    if row is not None and row.is_in_title and len(title) <= MAX_NAME:
        name = ""
    return file_name(title, built.document.id or "report", name)


def _stored(built: "Built", made: BuildRecord, holds: tuple[Hold, ...], state: State) -> Pairs:
    from reportgen.automate.plan import pack_plan  # noqa: PLC0415 - see above
    from reportgen.deliver import pack  # noqa: PLC0415 - see above

    try:
        files = [(a.kind.value, state.store.put(a.data)) for a in built.artifacts]
        if built.checked.letter is not None:
            letter = pack(built.checked.letter, _name(built))
            files.append((LETTER, state.store.put(letter)))
        if built.checked.schedules:
            files.append((PLAN, state.store.put(pack_plan(built.checked.schedules))))
        if holds:
            files.append((HOLDS, state.store.put(pack_holds(holds))))
        if built.checked.judged:
            files.append((JUDGED, state.store.put(pack_judged(built.checked.judged))))
        return keep(built, made, tuple(files), state)
    except OSError as fault:
        raise cannot_write(state.folder, fault) from fault


def _copies(record: BuildRecord, order: Order, state: State) -> tuple[Path, ...]:
    """Bring the folder to what ``record`` names; a file that is right is not touched."""
    wanted = {
        order.folder / f"{record.name}.{kind}": digest
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
