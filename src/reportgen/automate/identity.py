"""Identity: what makes a report's bytes besides its files; the same everywhere, or no work."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reportgen.automate.fingerprint import engine, libraries
from reportgen.fonts import assets_dir
from reportgen.read import templates_folder

_SHOWN = 16
_NONE = "—"


@cache
def identity() -> Mapping[str, str]:
    """Return what this process would make reports with, as plain words for another one."""
    return {
        "reportgen": engine(),
        "fonts": _digest(assets_dir() / "fonts"),
        "templates": _digest(templates_folder()),
        **{name: version for name, _, version in map(_split, libraries().split(", "))},
    }


def differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """Return in words what differs, ours first; nothing where the two make the same bytes."""
    found = [
        f"{name} {ours.get(name, _NONE)} ≠ {theirs.get(name, _NONE)}"
        for name in dict.fromkeys((*ours, *theirs))
        if theirs.get(name) != ours.get(name)
    ]
    return "、".join(found)


def _split(words: str) -> tuple[str, str, str]:
    return words.partition(" ")


def _digest(folder: Path) -> str:
    """Return the digest of all that ``folder`` holds: whoever changes a font changes it."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:_SHOWN]
