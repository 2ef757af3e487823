"""Make: a report's files and all that is to be remembered of them, as data; no ledger in reach."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.fingerprint import as_now, fingerprint, makers
from reportgen.automate.history.archive import pack_run
from reportgen.automate.history.review import JUDGED, pack_judged
from reportgen.automate.publish import MAX_NAME, file_name, folder_name
from reportgen.automate.state import home, place_of
from reportgen.diag import Code, DataError, Diagnostic, Sink, Source, Span
from reportgen.ledger import BuildRecord, Pairs, digest_of
from reportgen.model.artifact import ArtifactKind
from reportgen.model.hold import Hold
from reportgen.model.judged import Judged
from reportgen.model.pattern import pattern
from reportgen.model.world import World

if TYPE_CHECKING:  # loading the rooms takes longer than finding that nothing changed
    from reportgen.build import Built

ENV, TODAY, REMOTE_MARK = "env:", "today", "remote:"
_MOST_TRIES = 4
_POINTER = pattern(r"env:([A-Za-z_]\w*)")
LETTER, PLAN, POLL = "letter", "plan", "poll"
"""What the ledger calls the packed letter, the schedules, and the seconds between two questions to
databases and addresses among a build's files."""
POLL_SECONDS = 600
Keep: TypeAlias = Callable[[bytes], str]
"""Keeps bytes where finished files are kept; returns their SHA-256."""


class Order(Struct, frozen=True):
    """What to build, into which folder, and where to remember it."""

    report: Path
    kinds: tuple[ArtifactKind, ...] = ()
    out: Path | None = None
    state: Path | None = None
    force: bool = False
    redline: str | None = None
    """An older state of the report: a run of it, or a folder or file."""
    asks: bool = True
    """Whether databases and addresses are asked if they changed; else they count as they were."""

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return self.out if self.out is not None else home(self.report) / "out"

    def folder_for(self, row: str) -> Path:
        """Return where the files of a row go, which is called ``row``: each has its own folder."""
        return self.folder / folder_name(row) if row else self.folder


class Made(Struct, frozen=True):
    """A finished report as plain data, which any process can hand to the one with the ledger."""

    record: BuildRecord
    """As the ledger will have it, but for its number; its files are kept already."""
    findings: tuple[Diagnostic, ...]
    holds: tuple[Hold, ...]
    judged: tuple[Judged, ...]


def make(order: Order, world: World, now: dt.datetime, keep: Keep) -> Made:
    """Build the report of ``order`` and ``keep`` its files; the same order gives the same bytes.

    Raises a ReportgenError with all findings, and what ``keep`` raises.
    """
    built, record = _built_at_rest(order, world, now)
    told = _check_plan(built, world, now)
    record = replace(record, files=_kept(built, record, keep))
    checked = built.checked
    return Made(record, (*built.findings, *told), checked.holds, checked.judged)


def wanted_of(order: Order, world: World) -> str:
    """Return what is asked for, as the ledger keeps it: kinds, and a period of the caller's."""
    kinds = ",".join(kind.value for kind in order.kinds)
    wanted = f"{kinds}@{world.period}" if world.period else kinds
    return f"{wanted}!" if world.is_strict else wanted


def row_key(row: Mapping[str, str]) -> str:
    """Return how the ledger keeps which row of its table a report is about."""
    return json.dumps(dict(row), ensure_ascii=False, sort_keys=True) if row else ""


def row_name(params: str) -> str:
    """Return what the row is called that the ledger keeps as ``params``."""
    return "，".join(json.loads(params).values()) if params else ""


def name_of(built: "Built") -> str:
    """Return what the files of ``built`` are called, without their ending."""
    title, row = built.document.cover.title, built.checked.row
    name = row.name if row is not None else ""
    if row is not None and row.is_in_title and len(title) <= MAX_NAME:
        name = ""
    return file_name(title, built.document.id or "report", name)


def _built_at_rest(order: Order, world: World, now: dt.datetime) -> "tuple[Built, BuildRecord]":
    """Build, and again if a file changed meanwhile: no pair mixes two states of the data."""
    from reportgen.build import build  # noqa: PLC0415 - see above

    place, wanted = place_of(order.report), wanted_of(order, world)
    for _ in range(_MOST_TRIES - 1):
        consulted = Consulted(world.env)
        built = build(order.report, order.kinds, replace(world, env=consulted))
        settings = tuple(_settings(built, consulted.names, world))
        row = built.checked.row  # by its name, whatever it was asked for by
        params = row_key({row.column: row.name}) if row else ""
        record = _record(built, (place, wanted, params), settings, now)
        if as_now(record.inputs) == record.inputs:
            return built, record
    sink = Sink()
    sink.add(Code.FILES_MOVING, Span(Source(str(order.report), ""), 1, 1), report=order.report)
    raise DataError(sink.found)


class Consulted(Mapping[str, str]):
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


def setting(name: str, world: World) -> str:
    """Return what ``name`` is now; a value of the environment only as its digest."""
    if name == TODAY:
        return world.today.isoformat()
    if name in makers():
        return makers()[name]
    value = world.env.get(name.removeprefix(ENV), "")
    return hashlib.sha256(value.encode()).hexdigest()


def _settings(built: "Built", names: set[str], world: World) -> Iterator[tuple[str, str]]:
    """Yield what else than files the build depended on."""
    yield from makers().items()
    for name in sorted(names - secrets_of(world.settings)):
        yield f"{ENV}{name}", setting(f"{ENV}{name}", world)
    for name, mark in built.checked.marks:
        yield f"{REMOTE_MARK}{name}", mark
    if built.document.date == world.today:  # it may say `date: auto`
        yield TODAY, setting(TODAY, world)


def secrets_of(settings: Path | None) -> set[str]:
    """Return the names that the operator's file points at: no digest of a password is kept."""
    try:
        text = settings.read_text("utf-8") if settings is not None else ""
    except (OSError, UnicodeDecodeError):
        return set()
    return set(_POINTER.findall(text))


def _check_plan(built: "Built", world: World, now: dt.datetime) -> tuple[Diagnostic, ...]:
    """Return what there is to say of the schedules; raise SourceError when one never comes due."""
    if not built.checked.schedules:
        return ()
    from reportgen.automate.schedule.plan import Days, check_plan  # noqa: PLC0415 - see above

    sink = Sink()
    check_plan(built.checked.schedules, now, Days(world.cache), sink)
    sink.stop_on_errors()
    return sink.found


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
        name=name_of(built),
        wanted=wanted,
        fingerprint=fingerprint(inputs, dict(settings)),
        inputs=inputs,
        settings=settings,
        files=(),
        built_at=now.isoformat(timespec="seconds"),
        label=built.document.label.as_json() if built.document.label else "",
    )


def _kept(built: "Built", made: BuildRecord, keep: Keep) -> Pairs:
    from reportgen.automate.schedule.plan import pack_plan  # noqa: PLC0415 - see above
    from reportgen.deliver import pack  # noqa: PLC0415 - see above

    files = [(each.kind.value, keep(each.data)) for each in built.artifacts]
    if built.checked.letter is not None:
        shown = {anchor: keep(picture) for anchor, picture in built.pictures.items()}
        files += [(f"{LETTER} {anchor}", digest) for anchor, digest in shown.items()]
        files.append((LETTER, keep(pack(built.checked.letter, made.name, shown))))
    if built.checked.schedules:
        files.append((PLAN, keep(pack_plan(built.checked.schedules))))
    if built.checked.marks:
        sources = built.checked.report.sources
        polls = (sources[name].poll_seconds or POLL_SECONDS for name, _ in built.checked.marks)
        files.append((POLL, keep(str(min(polls)).encode())))
    if built.checked.judged:
        files.append((JUDGED, keep(pack_judged(built.checked.judged))))
    files += [(name, keep(data)) for name, data in pack_run(built, made.built_at)]
    return tuple(files)
