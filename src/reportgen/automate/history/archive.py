"""Archive: what an issue was made from, kept beside its files, so that it can be made again."""

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reportgen.automate.history.losses import has_lost
from reportgen.automate.state import State
from reportgen.diag import Code, Sink, Source, Span
from reportgen.ledger import BuildRecord, Ledger, MessageState, Pairs, digest_of
from reportgen.model.artifact import ArtifactKind
from reportgen.model.manifest import MadeFile, Manifest

if TYPE_CHECKING:  # loading the rooms takes longer than finding that nothing changed
    from reportgen.build import Built

RUN, REMOTE = "run", "remote"
"""What the ledger calls the manifest, and what databases and addresses gave, among the files."""
_LARGEST = 64 * 2**20
"""A larger input is not copied: it must still be where it was to make the issue again."""
_NEWEST, _PERIODS = 20, 400
_EVERY = 16
DELIVERABLES = {kind.value for kind in ArtifactKind}
_NOBODYS = (MessageState.FAILED, MessageState.SKIPPED)


class Restored(Struct, frozen=True):
    """A report as it was: its files in a folder, and what was given from elsewhere."""

    entry: Path
    remotes: dict[str, bytes]


def pack_run(built: "Built", built_at: str) -> Iterator[tuple[str, bytes]]:
    """Yield the manifest of ``built``, and what databases and addresses gave for it."""
    from reportgen.trace import pack  # noqa: PLC0415 - see above

    made = tuple(MadeFile(each.kind.value, each.digest, len(each.data)) for each in built.artifacts)
    manifest = built.checked.manifest.placed(built.pages)
    yield RUN, pack(manifest.made(made, built_at))
    if built.checked.remotes:
        texts = {name: data.decode() for name, data in built.checked.remotes}
        yield REMOTE, json.dumps(texts, ensure_ascii=False, sort_keys=True).encode()


def keep_inputs(record: BuildRecord, state: State) -> None:
    """Copy the inputs of ``record`` into the store, for who makes the issue again."""
    for path, digest in record.inputs:
        _keep_input(Path(path), digest, state)


def _keep_input(path: Path, digest: str, state: State) -> None:
    """Copy an input that is still what was read; a later look at the archive says if it is not."""
    if state.store.holds(digest):
        return
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError:
        return
    if data:
        state.keep(data)


def manifest_of_run(record: BuildRecord, state: State) -> Manifest | None:
    """Return the manifest of a finished build, or nothing when it was made before there were."""
    from reportgen.trace import unpack  # noqa: PLC0415 - see above

    digest = dict(record.files).get(RUN, "")
    if not digest or not state.store.holds(digest):
        return None
    return unpack(state.store.get(digest))


def restore(record: BuildRecord, state: State, folder: Path, sink: Sink) -> Restored:
    """Write the report of ``record`` into ``folder`` as it was; what is not kept is a finding.

    Files outside the report's folder (our own kits and fonts) stay where they are.
    """
    place, home = Path(record.place), _home(record)
    for written, digest in record.inputs:
        path = Path(written)
        kept = _kept(path, digest, state)
        if kept is None:
            where = Span(Source(written, ""), 1, 1)
            sink.add(Code.INPUT_NOT_KEPT, where, path=path.name, run=record.id)
        elif path.is_relative_to(home):
            target = folder / path.relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept, target)
    remote = dict(record.files).get(REMOTE)
    if remote and not state.store.holds(remote):
        where = Span(Source(record.place, ""), 1, 1)
        sink.add(Code.INPUT_NOT_KEPT, where, path=REMOTE, run=record.id)
    entry = folder if home == place else folder / place.name
    return Restored(entry, archived(record, state))


def archived(record: BuildRecord, state: State) -> dict[str, bytes]:
    """Return what databases and addresses gave for ``record``, by source."""
    remote = dict(record.files).get(REMOTE)
    texts = json.loads(state.store.get(remote)) if remote and state.store.holds(remote) else {}
    return {name: text.encode() for name, text in texts.items()}


def elsewhere(record: BuildRecord) -> Pairs:
    """Return the inputs outside the report's folder: our own kits and fonts."""
    home = _home(record)
    return tuple(each for each in record.inputs if not Path(each[0]).is_relative_to(home))


def shown_input(record: BuildRecord, path: str) -> str:
    """Return the path of an input as seen from the report; whole where it lies elsewhere."""
    each, home = Path(path), _home(record)
    return each.relative_to(home).as_posix() if each.is_relative_to(home) else path


def _home(record: BuildRecord) -> Path:
    """Return the folder of the report, which may be a file."""
    place = Path(record.place)
    return place.parent if record.place in dict(record.inputs) else place


def _kept(path: Path, digest: str, state: State) -> Path | None:
    """Return where the input is as it was: in the store, else where it still lies unchanged."""
    if state.store.holds(digest):
        return state.store.path(digest)
    return path if digest_of(path) == digest else None


def tidy(ledger: Ledger, state: State, newest: int) -> None:
    """Now and then forget the files of builds that nobody will ask for; the ledger keeps its rows.

    Kept are the newest builds of each report, the last build of each of its latest periods, and
    whatever somebody got or is to get.
    """
    if newest % _EVERY or has_lost(state.folder):  # what the ledger lost is still in the store
        return
    mailed = {row.build for row in ledger.outbox.rows() if row.state not in _NOBODYS}
    kept = [*lasting(ledger), *(each for each in ledger.all_builds() if each.id in mailed)]
    digests = {digest for each in kept for _, digest in (*each.files, *each.inputs)}
    state.store.drop_all_but(digests)
    runs = {str(each.id) for each in kept}
    for folder in state.runs.iterdir() if state.runs.is_dir() else ():
        if folder.name not in runs:
            (folder / "run.json").unlink(missing_ok=True)
            folder.rmdir()


def lasting(ledger: Ledger) -> Iterator[BuildRecord]:
    """Yield the builds whose files are kept, the newest first."""
    counts: dict[tuple[str, str], int] = {}
    periods: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for each in ledger.all_builds():
        report = each.place, each.params
        counts[report] = counts.get(report, 0) + 1
        known = periods.setdefault(report, set())
        issue = (each.period, each.wanted)
        is_last_of_period = issue not in known and len(known) < _PERIODS
        if is_last_of_period:
            known.add(issue)
        if is_last_of_period or counts[report] <= _NEWEST:
            yield each


def is_last(build: BuildRecord, builds: Iterable[BuildRecord]) -> bool:
    """Tell whether ``build`` is the last of its report, row, kinds and period in ``builds``."""
    issue = build.place, build.params, build.wanted, build.period
    same = [
        each.id for each in builds if (each.place, each.params, each.wanted, each.period) == issue
    ]
    return build.id == max(same, default=0)
