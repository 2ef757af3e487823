"""The package: parts, their relationships and content types, in a ZIP that is always the same."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from posixpath import basename, dirname

from msgspec import Struct, field

from reportgen.write_docx.markup import DECLARATION, escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."

WORD_TYPES = {
    "document": _WORD + "document.main+xml",
    "styles": _WORD + "styles+xml",
    "numbering": _WORD + "numbering+xml",
    "settings": _WORD + "settings+xml",
    "fontTable": _WORD + "fontTable+xml",
    "footnotes": _WORD + "footnotes+xml",
    "comments": _WORD + "comments+xml",
    "header": _WORD + "header+xml",
    "footer": _WORD + "footer+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "chartUserShapes": "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml",
    "customXmlProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "custom": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_DEFAULTS = {
    "jpeg": "image/jpeg",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
    "png": "image/png",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}
_STORED = (".png", ".jpeg")
# 1980-01-01 is the earliest date a ZIP can say; a fixed one keeps equal inputs equal in bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o644 << 16


class Relationships:
    """What one part points to; the same target is listed once."""

    def __init__(self, prefix: str = "rId") -> None:
        self._prefix = prefix
        self._ids: dict[tuple[str, str, bool], str] = {}
        self._kept: list[tuple[str, str, str, bool]] = []
        self._last = 0

    def __bool__(self) -> bool:
        return bool(self._ids or self._kept)

    def __iter__(self) -> Iterator[tuple[str, str, str, bool]]:
        """Yield id, kind, target and whether it is external."""
        yield from self._kept
        yield from ((name, *key) for key, name in self._ids.items())

    def keep(self, name: str, kind: str, target: str, *, is_external: bool = False) -> None:
        """Take over a relationship of a template under the id it has there."""
        self._kept.append((name, kind, target, is_external))

    def add(self, kind: str, target: str, *, is_external: bool = False) -> str:
        """Return the id by which the part names ``target``."""
        key = (kind if "/" in kind else _OFFICE + kind, target, is_external)
        if key not in self._ids:
            self._last += 1
            self._ids[key] = f"{self._prefix}{self._last}"
        return self._ids[key]

    def drop(self, name: str) -> None:
        """Forget the relationship with the id ``name``."""
        self._ids = {key: each for key, each in self._ids.items() if each != name}

    def xml(self) -> str:
        """Return the relationships part."""
        lines = (
            f'<Relationship Id="{escape(name)}" Type="{kind}" Target="{escape(target)}"'
            + (' TargetMode="External"/>' if is_external else "/>")
            for name, kind, target, is_external in self
        )
        content = "".join(lines)
        return (
            f'{DECLARATION}<Relationships xmlns="{_PACKAGE}relationships">{content}</Relationships>'
        )


class Part(Struct, frozen=True):
    """A file of the package; ``kind``: a key of WORD_TYPES, a content type, nothing for media."""

    name: str
    kind: str
    data: bytes
    relationships: Relationships = field(default_factory=Relationships)


def package_relationships(*, has_custom: bool) -> Relationships:
    """Return what the package itself points to."""
    found = Relationships()
    found.add("officeDocument", "word/document.xml")
    found.add(f"{_PACKAGE}relationships/metadata/core-properties", "docProps/core.xml")
    found.add("extended-properties", "docProps/app.xml")
    if has_custom:
        found.add("custom-properties", "docProps/custom.xml")
    return found


def pack(parts: Iterable[Part], relationships: Relationships) -> bytes:
    """Return the ZIP: content types first, then the relationships, then the parts by name."""
    ordered = sorted(parts, key=lambda part: part.name)
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        _write(archive, "[Content_Types].xml", _content_types(ordered).encode())
        _write(archive, "_rels/.rels", relationships.xml().encode())
        for part in ordered:
            _write(archive, part.name, part.data)
            if part.relationships:
                name = f"{dirname(part.name)}/_rels/{basename(part.name)}.rels"
                _write(archive, name, part.relationships.xml().encode())
    return sheet.getvalue()


def _content_types(parts: Iterable[Part]) -> str:
    parts = list(parts)
    endings = {"rels", "xml", *(part.name.rpartition(".")[2] for part in parts)}
    defaults = (
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in _DEFAULTS.items()
        if ending in endings
    )
    overrides = (
        f'<Override PartName="/{part.name}" ContentType="{WORD_TYPES.get(part.kind, part.kind)}"/>'
        for part in parts
        if part.kind
    )
    content = "".join(defaults) + "".join(overrides)
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}content-types">{content}</Types>'


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    is_stored = name.endswith(_STORED)
    entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data, compresslevel=6)
