"""Fingerprint: one digest of all that a report's files depend on; equal means nothing to do."""

import hashlib
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from reportgen import __version__
from reportgen.ledger import digest_of

ENGINE, LIBRARIES, FONTS = "engine", "libraries", "fonts"
"""What the ledger calls the program, what it is built on, and the fonts that come with it."""
_BUILT_ON = frozenset(
    {
        "bibtexparser",
        "duckdb",
        "fonttools",
        "lxml",
        "markdown-it-py",
        "matplotlib",
        "mdit-py-plugins",
        "msgspec",
        "numpy",
        "pandas",
        "pillow",
        "pylatexenc",
        "pyphen",
        "python-calamine",
        "python-docx",
        "pyyaml",
        "uharfbuzz",
    }
)
"""Another version of one of these may draw, break lines or pack bytes otherwise."""


def fingerprint(inputs: Iterable[tuple[str, str]], settings: Mapping[str, str]) -> str:
    """Return the digest of ``inputs`` (path and content of each file) and ``settings``.

    Contents count, times do not: touching a file or writing the same bytes changes nothing.
    """
    digest = hashlib.sha256()
    for path, content in sorted(inputs):
        digest.update(f"\n{path}\0{content}".encode())
    for name, value in sorted(settings.items()):
        digest.update(f"\n={name}\0{value}".encode())
    return digest.hexdigest()


def as_now(inputs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the files of ``inputs`` with what they hold now (nothing: gone)."""
    return tuple((path, digest_of(Path(path))) for path, _ in inputs)


def makers() -> dict[str, str]:
    """Return what makes the files: the program, what it is built on, its fonts."""
    return {ENGINE: engine(), FONTS: fonts(), LIBRARIES: libraries()}


@cache
def engine() -> str:
    """Return the version, and in a checkout a digest of every line of the source."""
    package = _package()
    if (package / "_assets").is_dir():
        return __version__
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(package):  # twice as fast as by paths
        folders.sort()
        for name in sorted(files):
            if name.endswith((".py", ".toml")):
                place = f"{folder}/{name}"
                digest.update(place.removeprefix(str(package)).replace(os.sep, "/").encode())
                with open(place, "rb") as file:  # noqa: PTH123 - as above
                    digest.update(file.read())
    return f"{__version__}+{digest.hexdigest()[:16]}"


@cache
def fonts() -> str:
    """Return what tells the fonts that come with the program from others: their checksums."""
    package = _package()
    if (package / "_assets").is_dir():
        return __version__  # they are in the wheel
    folder = package.parents[1] / "assets" / "fonts"
    sizes = sorted((path.name, path.stat().st_size) for path in folder.iterdir())
    return hashlib.sha256(f"{sizes}{digest_of(folder / 'SHA256SUMS')}".encode()).hexdigest()[:16]


@cache
def libraries() -> str:
    """Return names and versions of what has a say in the bytes: ``duckdb 2.0.0, …``.

    They are read off the names of folders: asking each package takes longer than the build.
    """
    found = dict(sorted(_installed(), reverse=True))
    ours = [f"{name} {version}" for name, version in sorted(found.items())]
    python = f"python {sys.version_info.major}.{sys.version_info.minor}"
    return ", ".join([*ours, python, f"zlib {zlib.ZLIB_RUNTIME_VERSION}"])


def _installed() -> Iterator[tuple[str, str]]:
    for folder in dict.fromkeys(sys.path):
        try:
            names = [path.name for path in Path(folder).iterdir()] if folder else []
        except OSError:  # an archive, or a folder that is not there
            continue
        for each in names:
            name, dash, version = each.removesuffix(".dist-info").partition("-")
            name = name.lower().replace("_", "-")
            if dash and each.endswith(".dist-info") and name in _BUILT_ON:
                yield name, version


def _package() -> Path:
    return Path(__file__).parents[1]
