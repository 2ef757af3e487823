"""Bundle: all that a report is built from, by content, and nothing else of its folder."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.making import Consulted, secrets_of
from reportgen.automate.state import home
from reportgen.diag import Code, Sink
from reportgen.ledger import Pairs, digest_of
from reportgen.model.brand import Brand
from reportgen.model.world import World
from reportgen.read import Inputs, read_report, templates_folder

_KIT = "kit:"
_SAMPLE = 2
_NOT_THE_AUTHORS = frozenset({".reportgen", ".git", "out"})
_ALWAYS = frozenset({Code.OVER_BUDGET})
"""Faults of a file as it is here, which a copy without that file would not show."""


class Piece(Struct, frozen=True, gc=False, order=True):
    """One file by the name it is asked for with, or one answer by its source; and its SHA-256."""

    name: str
    digest: str


class Bundle(Struct, frozen=True):
    """What a worker needs to build a report; contents travel apart, each once a worker."""

    entry: str
    """The report's file in its folder; empty: the folder is the report."""
    called: str
    """What findings call the folder."""
    pieces: tuple[Piece, ...]
    shared: tuple[Piece, ...]
    """What databases and addresses give to every row alike."""
    env: Pairs
    """What the report asks of the environment; never what the operator's own file points at."""

    @property
    def digest(self) -> str:
        """What the bundle is known by."""
        return hashlib.sha256(msgspec.msgpack.encode(self)).hexdigest()

    @property
    def digests(self) -> frozenset[str]:
        """The contents it needs."""
        return frozenset(each.digest for each in (*self.pieces, *self.shared))


class Gathered(Struct, frozen=True):
    """A bundle where its files are: what it holds, and where each content is found here."""

    bundle: Bundle
    paths: Mapping[str, Path]
    answers: Mapping[str, bytes]
    is_asking: bool
    """Whether a database or an address is asked for each row."""


def gather(report: Path, world: World, rows: Sequence[Mapping[str, str]]) -> Gathered:
    """Return what ``report`` is built from for ``rows``; the first of them show which files.

    Raises a ReportgenError where the report cannot even be opened.
    """
    env = Consulted(world.env)
    sample = [_read(report, replace(world, env=env, row=row)) for row in rows[:_SAMPLE]]
    place = home(report)
    digests: dict[Path, str] = {}
    for inputs in sample:
        digests |= _digests(place, inputs)
    first, last = dict(sample[0].remotes), dict(sample[-1].remotes)
    shared = {name: data for name, data in last.items() if first.get(name) == data}
    if len(sample) < _SAMPLE:
        shared = {}
    asked = sorted(env.names - secrets_of(world.settings))
    bundle = Bundle(
        entry=report.name if report != place else "",
        called=place.as_posix(),
        pieces=_pieces(place.resolve(), digests),
        shared=tuple(Piece(name, _sha256(data)) for name, data in sorted(shared.items())),
        env=tuple((name, world.env[name]) for name in asked if name in world.env),
    )
    return Gathered(
        bundle,
        {digest: path for path, digest in digests.items()},
        {_sha256(data): data for data in shared.values()},
        is_asking=len(first) > len(shared),
    )


def answers_for(
    row: Mapping[str, str], report: Path, world: World, bundle: Bundle
) -> dict[str, bytes]:
    """Return what databases and addresses give to ``row`` alone; raise what is wrong with it."""
    sink = Sink()
    inputs = _inputs(report, replace(world, row=row), sink)
    sink.stop_on_errors()
    shared = {each.name for each in bundle.shared}
    return {name: data for name, data in inputs.remotes if name not in shared} if inputs else {}


def unpack(bundle: Bundle, contents: Path, folder: Path) -> None:
    """Lay the files of ``bundle`` into ``folder``, out of the folder of ``contents`` by digest.

    Raises ValueError for a name that leads out of it, OSError where it cannot be written.
    """
    for piece in bundle.pieces:
        name = PurePosixPath(piece.name)
        if name.is_absolute() or ".." in name.parts:
            raise ValueError(piece.name)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(contents / piece.digest, target)


def portable(inputs: Pairs, folder: Path) -> Pairs:
    """Return ``inputs`` with the paths of the report in ``folder`` and of our kits made relative.

    The same report has the same ones on every machine.
    """
    kits, root = templates_folder(), folder.resolve()
    return tuple((_relative(Path(path), root, kits), digest) for path, digest in inputs)


def at_home(inputs: Pairs, report: Path) -> Pairs:
    """Return ``inputs`` that ``portable`` made, with the paths that they have here."""
    place, kits = home(report).resolve(), templates_folder()
    return tuple(
        (
            str(kits / name.removeprefix(_KIT))
            if name.startswith(_KIT)
            else str((place / name).resolve()),
            digest,
        )
        for name, digest in inputs
    )


def _relative(path: Path, root: Path, kits: Path) -> str:
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    if path.is_relative_to(kits):
        return _KIT + path.relative_to(kits).as_posix()
    return str(path)


def _read(report: Path, world: World) -> Inputs:
    sink = Sink()
    inputs = _inputs(report, world, sink)
    if inputs is None or any(each.code in _ALWAYS for each in sink.errors):
        sink.stop_on_errors()
    if inputs is None:
        raise AssertionError("a report that cannot be read has a finding")
    return inputs


def _inputs(report: Path, world: World, sink: Sink) -> Inputs | None:
    return read_report(
        report,
        sink,
        env=world.env,
        today=world.today,
        period=world.period,
        settings=world.settings,
        row=world.row,
    )


def _digests(place: Path, inputs: Inputs) -> dict[Path, str]:
    """Return the author's files with what they held when they were read; fonts as they are."""
    root = place.resolve()
    read = {Path(path): digest for path, digest in inputs.files}
    fonts = {path.resolve() for path in _fonts(inputs.brand, inputs.brand_folder)}
    found = {path: digest_of(path) for path in fonts} | read
    return {path: digest for path, digest in found.items() if path.is_relative_to(root)}


def _pieces(root: Path, digests: Mapping[Path, str]) -> tuple[Piece, ...]:
    """Return the files by the names that lead to them: links are names, too."""
    names = {path.relative_to(root): digest for path, digest in digests.items()}
    for link in _links(root):
        target = link.resolve()
        for path, digest in digests.items():
            if path.is_relative_to(target):
                names[link.relative_to(root) / path.relative_to(target)] = digest
    return tuple(sorted(Piece(name.as_posix(), digest) for name, digest in names.items()))


def _fonts(brand: Brand, folder: Path) -> Iterator[Path]:
    specs = brand.fonts.values()
    files = [file for spec in specs for file in (spec.file, *spec.fallbacks)]
    for file in (*files, *brand.fallbacks):
        path = folder / file.name
        if path.is_file():
            yield path


def _links(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        if here == root:
            folders[:] = [name for name in folders if name not in _NOT_THE_AUTHORS]
        yield from (here / name for name in (*folders, *files) if (here / name).is_symlink())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
