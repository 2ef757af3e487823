"""Rules for what is inside: pictures that are what they say, workbooks that open."""

from collections.abc import Iterator

from reportgen.verify.word.package import Package
from reportgen.verify.word.parts import Fault
from reportgen.verify.word.plots import WORKBOOK
from reportgen.word.markup import BrokenPackageError, stream
from reportgen.word.package import read_parts

_BEGINNINGS = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/bmp": b"BM",
}
_WORKBOOK = "spreadsheetml.sheet"
_SHEETS = "xl/workbook.xml"
_LOOKED_AT = 1 << 10


def wrong_pictures(package: Package) -> Iterator[Fault]:
    """A picture's bytes are of the kind that its type says."""
    for part, kind in package.types.items():
        body = package.parts[part]
        wanted = _BEGINNINGS.get(kind, b"")
        is_lost_drawing = kind == "image/svg+xml" and b"<svg" not in body[:_LOOKED_AT]
        if kind.startswith("image/") and (
            not body or not body.startswith(wanted) or is_lost_drawing
        ):
            yield part, kind


def wrong_workbooks(package: Package) -> Iterator[Fault]:
    """A workbook inside is a package with sheets, and each of its parts parses."""
    for part, kind in package.types.items():
        if kind.endswith(_WORKBOOK):
            try:
                inside = read_parts(package.parts[part])
                for name, body in inside.items():
                    if name.endswith((".xml", ".rels")):
                        stream(body)
            except BrokenPackageError as fault:
                yield part, str(fault)
                continue
            if _SHEETS not in inside:
                yield part, _SHEETS


def charts_without_workbook(package: Package) -> Iterator[Fault]:
    """What a chart names as its workbook is one."""
    for part, name in package.held(WORKBOOK):
        found = (way.target for way in package.ways.get(part, ()) if way.id == name)
        if not next(found, "").endswith(".xlsx"):
            yield part, f"c:externalData {name}"
