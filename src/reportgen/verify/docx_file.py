"""A small reader of DOCX files: parts by name, trees of XML, the label (ECMA-376 Part 2)."""

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from lxml.etree import _Element

    Tree: TypeAlias = _Element

CUSTOM_PROPERTIES = "docProps/custom.xml"
_LARGEST = 1 << 28
"""The parts of a file must not unpack to more: a guard against bombs."""
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


class BrokenPackageError(ValueError):
    """The bytes are no package, or one of its parts cannot be read."""


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


def parse(body: bytes) -> "Tree":
    """Return the tree of an XML part; nothing outside the bytes is looked up."""
    from lxml import etree  # noqa: PLC0415 - a build without DOCX does not need it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as fault:
        raise BrokenPackageError(str(fault)) from fault


def custom_labels(properties: "Tree | None") -> list[str]:
    """Return the values of the AIGC properties: TC260-PG-20258A, 6.1."""
    if properties is None:
        return []
    found = (each for each in properties.iter(_PROPERTY) if each.get("name") == "AIGC")
    return ["".join(map(str, each.itertext())) for each in found]
