"""Reissue: an old issue made again from its archive, and held against the files it had."""

import datetime as dt
import json
import tempfile
from pathlib import Path

from msgspec.structs import replace

from reportgen.automate.fingerprint import makers
from reportgen.automate.history.archive import Restored, elsewhere, restore
from reportgen.automate.history.runs import find_run
from reportgen.automate.making import ENV, TODAY, Order, row_key, setting
from reportgen.automate.publish import publish
from reportgen.automate.rebuild import Rebuilt
from reportgen.automate.state import BUILD_WAIT_SECONDS, State, writable_state
from reportgen.diag import Code, Diagnostic, Sink, Source, Span, UsageError
from reportgen.ledger import BuildRecord, digest_of
from reportgen.model.artifact import Artifact, ArtifactKind
from reportgen.model.world import World


def reissue(order: Order, run: str, world: World) -> Rebuilt:
    """Make the files of ``run`` again from the archived data; the current issue stays as it is.

    Where today's program or environment makes other bytes, the files of the archive are given and
    a finding says so.
    """
    state = writable_state(order.report, order.state)
    with state.alone("build", BUILD_WAIT_SECONDS), state.ledger() as ledger:
        row = row_key(world.row) if world.row else None
        record = find_run(run, order.report, ledger, row)
    made, findings = _made(record, order, state, world)
    folder = order.out if order.out is not None else order.folder / f"run-{record.id}"
    files = [(folder / f"{record.name}.{each.kind.value}", each.data) for each in made]
    publish(files)
    return Rebuilt(tuple(path for path, _ in files), findings)


def old_world(record: BuildRecord, restored: Restored, world: World) -> World:
    """Return the world in which ``record`` was made, as far as the archive knows it."""
    day = dict(record.settings).get(TODAY)
    return replace(
        world,
        period=record.wanted.partition("@")[2].removesuffix("!"),
        today=dt.date.fromisoformat(day) if day else world.today,
        archived=restored.remotes,
        row=json.loads(record.params) if record.params else {},
        frames=None,
        is_strict=False,
    )


def restored_run(record: BuildRecord, state: State, folder: Path) -> Restored:
    """Return the report of ``record`` in ``folder``; raise UsageError if a part is not kept."""
    sink = Sink()
    restored = restore(record, state, folder, sink)
    if sink.errors:
        raise UsageError(sink.found)
    return restored


def _made(
    record: BuildRecord, order: Order, state: State, world: World
) -> tuple[list[Artifact], tuple[Diagnostic, ...]]:
    from reportgen.build import build  # noqa: PLC0415 - loading the rooms takes longer than a look

    digests = dict(record.files)
    kinds = order.kinds or tuple(kind for kind in ArtifactKind if kind.value in digests)
    with tempfile.TemporaryDirectory(prefix="reportgen-") as name:
        restored = restored_run(record, state, Path(name))
        built = build(restored.entry, kinds, old_world(record, restored, world))
    sink, place, made = Sink(), Span(Source(record.place, ""), 1, 1), []
    for each in built.artifacts:
        kept = digests.get(each.kind.value, "")
        if kept and kept != each.digest and state.store.holds(kept):
            why = "、".join(_moved(record, world)) or "—"
            sink.add(Code.ISSUE_DIFFERS, place, run=record.id, kind=each.kind.value, moved=why)
            made.append(Artifact(each.kind, state.store.get(kept)))
        else:
            made.append(each)
    return made, sink.found


def _moved(record: BuildRecord, world: World) -> list[str]:
    """Return what is not as it was: our program, names of the environment, our kits and fonts."""
    found = [
        name.removeprefix(ENV)
        for name, value in record.settings
        if name.startswith(ENV) and setting(name, world) != value
    ]
    kept = dict(record.settings)
    if any(kept.get(name) != now for name, now in makers().items()):
        found.insert(0, "reportgen")
    return [
        *found,
        *(Path(path).name for path, old in elsewhere(record) if digest_of(Path(path)) != old),
    ]
