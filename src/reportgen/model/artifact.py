"""Artifact: a made file; Verdict: whether it keeps its promises; Cache: what may be remembered."""

import hashlib
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from reportgen.diag import Diagnostic, Severity


class ArtifactKind(StrEnum):
    """What is made; the value is the file name's ending."""

    PDF = "pdf"
    DOCX = "docx"


class Artifact(Struct, frozen=True, gc=False):
    """A file as bytes, not yet anywhere on disk."""

    kind: ArtifactKind
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, as hex digits."""
        return hashlib.sha256(self.data).hexdigest()


class Verdict(Struct, frozen=True, gc=False):
    """What the checks of a made file found; a file that did not pass is never published."""

    findings: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether every promise is kept; a warning breaks none."""
        return all(each.severity is Severity.WARNING for each in self.findings)


class Cache(Protocol):
    """Remembers bytes by a key made from a noun's digest; may forget at any time."""

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under ``key``, or nothing."""

    def put(self, key: bytes, value: bytes) -> None:
        """Remember ``value`` under ``key``."""
