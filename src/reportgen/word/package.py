"""A package: parts, their types, and the ways between them; bombs are not unpacked."""

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from msgspec import Struct

from reportgen.word.markup import BrokenPackageError, Node, tree

_LARGEST = 1 << 28
"""The parts of a file must not unpack to more: a guard against bombs."""


class Way(Struct, frozen=True, gc=False):
    """A relationship of a part."""

    id: str
    kind: str
    """The last word of its type."""
    target: str
    """The part it leads to; an address outside stays as written."""
    is_external: bool


class Parts(Struct, frozen=True):
    """The parts of a file, by name, and the relationships of each."""

    parts: Mapping[str, bytes]
    ways: Mapping[str, tuple[Way, ...]]
    """Relationships by the part they start from; those of the package by ``""``."""

    @property
    def main(self) -> str:
        """The part with the body, or nothing."""
        found = (way.target for way in self.ways.get("", ()) if way.kind == "officeDocument")
        return next((target for target in found if target in self.parts), "")

    def beside(self, kind: str) -> str:
        """Return the part that the main one names as its ``kind``, or nothing."""
        found = (way.target for way in self.ways.get(self.main, ()) if way.kind == kind)
        return next(found, "")


def open_parts(data: bytes) -> Parts:
    """Return the parts of a file, or raise BrokenPackageError."""
    parts = read_parts(data)
    names = [name for name in parts if name.endswith(".rels")]
    return Parts(parts, {source_of(name): ways_of(tree(parts[name]), name) for name in names})


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts by name; each is unpacked and its checksum tested."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _LARGEST:
                raise BrokenPackageError("zip")
            return {entry.filename: package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
        raise BrokenPackageError(str(fault)) from fault


def source_of(name: str) -> str:
    """Return the part whose relationships stand in the part ``name``."""
    folder, _, file = name.rpartition("_rels/")
    return folder + file.removesuffix(".rels")


def ways_of(root: Node, name: str) -> tuple[Way, ...]:
    """Return the relationships that stand in the part ``name``."""
    return tuple(_way(each, name) for each in root.all("ways:Relationship"))


def _way(each: Node, name: str) -> Way:
    target, is_external = each.get("Target"), each.get("TargetMode") == "External"
    if not is_external:
        folder = name.rpartition("_rels/")[0]
        joined = posixpath.join("/", folder, target.partition("#")[0])
        target = posixpath.normpath(joined).lstrip("/")
    return Way(each.get("Id"), each.get("Type").rpartition("/")[2], target, is_external)
