"""A template's package: its parts, their types and the ways between them, within a budget."""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from msgspec import Struct

from reportgen.write_docx.template.trees import BrokenXmlError, parse

MOST_PARTS, LARGEST = 4000, 128 * 1024 * 1024
"""What is read: a guard against bombs."""
TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_WAY = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_XML = ("+xml", "/xml")


class TooLargeError(ValueError):
    """There is more in the package than we unpack."""


class BrokenTemplateError(ValueError):
    """The bytes are no package, or what they point to is not there."""


class Way(Struct, frozen=True):
    """A relationship: ``kind`` is its full type, ``target`` a part or, if external, an address."""

    id: str
    kind: str
    target: str
    is_external: bool = False

    @property
    def name(self) -> str:
        """The last word of its type: ``header``, ``image``."""
        return self.kind.rpartition("/")[2]


class Package(Struct, frozen=True):
    """Parts and their types by name; ways by the part they start from (none: the package)."""

    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    ways: Mapping[str, tuple[Way, ...]]

    @property
    def main(self) -> str:
        """The name of the document's part."""
        return self.target("", "officeDocument") or ""

    def target(self, source: str, name: str) -> str | None:
        """Return the part that ``source`` points to as its ``name``."""
        found = (way.target for way in self.ways.get(source, ()) if way.name == name)
        return next((each for each in found if each in self.parts), None)

    def is_xml(self, part: str) -> bool:
        """Tell whether ``part`` holds XML."""
        return self.types.get(part, "").endswith(_XML)


def read_package(data: bytes) -> Package:
    """Return what the bytes of a ``.docx`` or ``.dotx`` hold."""
    parts = _parts(data)
    try:
        types = dict(_types(parts))
        ways = {_source(name): tuple(_ways(name, parts)) for name in parts if _is_way(name)}
    except BrokenXmlError as fault:
        raise BrokenTemplateError(str(fault)) from fault
    kept = {name: body for name, body in parts.items() if name != TYPES and not _is_way(name)}
    return Package(kept, types, ways)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_PARTS or size > LARGEST:
                raise TooLargeError(f"{len(entries)} / {size // (1024 * 1024)} MB")
            names = [_name(entry.filename) for entry in entries]
            if len({name.lower() for name in names}) < len(names):
                raise BrokenTemplateError("zip: duplicate names")
            read = (package.read(entry) for entry in entries)
            return dict(zip(names, read, strict=True))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        OverflowError,
        UnicodeError,
        struct.error,
    ) as fault:
        raise BrokenTemplateError(f"zip: {fault}") from fault


def _name(name: str) -> str:
    clean = name.replace("\\", "/").lstrip("/")
    if ".." in clean.split("/"):
        raise BrokenTemplateError(f"zip: {name}")
    return clean


def _is_way(name: str) -> bool:
    return name.endswith(".rels") and posixpath.basename(posixpath.dirname(name)) == "_rels"


def _source(name: str) -> str:
    folder = posixpath.dirname(posixpath.dirname(name))
    return posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))


def _types(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    if TYPES not in parts:
        raise BrokenTemplateError(TYPES)
    root = parse(parts[TYPES])
    usual = {
        each.get("Extension", "").lower(): each.get("ContentType", "")
        for each in root.iter(f"{_TYPE}Default")
    }
    own = {
        each.get("PartName", "").lstrip("/").lower(): each.get("ContentType", "")
        for each in root.iter(f"{_TYPE}Override")
    }
    for name in parts:
        yield name, own.get(name.lower()) or usual.get(name.rpartition(".")[2].lower(), "")


def _ways(name: str, parts: Mapping[str, bytes]) -> Iterator[Way]:
    folder = posixpath.dirname(_source(name))
    spelled = {each.lower(): each for each in parts}
    for each in parse(parts[name]).iter(_WAY):
        target, is_external = each.get("Target", ""), each.get("TargetMode") == "External"
        if not is_external:
            joined = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))
            target = spelled.get(joined.lstrip("/").lower(), joined.lstrip("/"))
        yield Way(each.get("Id", ""), each.get("Type", ""), target, is_external)
