"""Find font files: in the brand's folder, then among the fonts that come with us."""

import hashlib
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Sink
from reportgen.fonts.tables import BrokenFontError, FontTables, read_tables
from reportgen.model.brand import FontFile

_HEAD = 12 + 16 * 64
"""The table directory of all but odd fonts: it holds a checksum of every table."""


class FoundFont(Struct, frozen=True):
    """A face that may be used: its file, its place in it, its weight (nought: as it is)."""

    path: Path
    index: int
    weight: int
    digest: str
    """Of the size of the file and the checksums of its tables."""

    @property
    def is_ours(self) -> bool:
        """Whether it came with us, and is known to be sound."""
        return self.path.parent == assets_dir() / "fonts" and not (self.index or self.weight)


@cache
def assets_dir() -> Path:
    """Return the folder of the fonts and templates: packaged, or beside ``src`` in a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "_assets"
    return packaged if packaged.is_dir() else package.parents[1] / "assets"


def find_font(file: FontFile, brand_folder: Path | None, sink: Sink) -> FoundFont | None:
    """Return the face that ``file`` asks for; what cannot be used is a finding."""
    path = _path(file, brand_folder)
    if path is None:
        sink.add(Code.FONT_NOT_FOUND, file.span, file=file.name)
        return None
    found = FoundFont(path, file.index, file.weight, "")
    if found.is_ours:
        return _digested(found)
    try:
        tables = read_tables(path, file.index)
    except BrokenFontError as fault:
        sink.add(Code.FONT_NOT_USABLE, file.span, file=file.name, fault=fault)
        return None
    return _digested(found) if _may_be_used(tables, file, sink) else None


def _path(file: FontFile, brand_folder: Path | None) -> Path | None:
    folders = [assets_dir() / "fonts"]
    if brand_folder is not None:
        folders.insert(0, brand_folder)
    return next((path for folder in folders if (path := _file_in(folder, file.name))), None)


def _file_in(folder: Path, name: str) -> Path | None:
    """Return the file ``name`` of ``folder``; a link that leads out of it is no file of it."""
    path = folder / name
    try:
        is_inside = path.resolve().is_relative_to(folder.resolve())
        return path if is_inside and path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None  # a loop of links, a name too long, a NUL: as good as no file


def _may_be_used(tables: FontTables, file: FontFile, sink: Sink) -> bool:
    if tables.embedding_refusal:
        words = tables.embedding_refusal
        sink.add(Code.FONT_NOT_EMBEDDABLE, file.span, file=file.name, bits=words)
        return False
    if file.weight and tables.weights is None:
        sink.add(Code.FONT_NOT_VARIABLE, file.span, file=file.name, weight=file.weight)
        return False
    if file.weight and tables.weights is not None:
        least, most = tables.weights
        if not least <= file.weight <= most:
            sink.add(
                Code.FONT_WEIGHT_OUTSIDE,
                file.span,
                file=file.name,
                weight=file.weight,
                least=least,
                most=most,
            )
            return False
    return True


def _digested(found: FoundFont) -> FoundFont:
    with found.path.open("rb") as opened:
        head = opened.read(_HEAD)
        size = opened.seek(0, 2)
    return replace(found, digest=hashlib.sha256(b"%d " % size + head).hexdigest())
