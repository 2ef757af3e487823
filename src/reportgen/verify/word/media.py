"""Rules for what is inside: pictures that are what they say, charts and workbooks that open."""

from collections.abc import Iterator, Mapping

from reportgen.verify.word.markup import BrokenPackageError, Node, stream, tree
from reportgen.verify.word.package import Package, read_parts
from reportgen.verify.word.parts import Fault

_BEGINNINGS = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/bmp": b"BM",
}
_CHART = "drawingml.chart+xml"
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


def wrong_charts(package: Package) -> Iterator[Fault]:
    """A chart has a plot, axes that cross each other, kept values, and its workbook."""
    for part, kind in package.types.items():
        if kind.endswith(_CHART):
            try:
                root = tree(package.parts[part])
            except BrokenPackageError:
                continue
            workbooks = {way.id: way.target for way in package.ways.get(part, ())}
            for fault in _chart_faults(root, workbooks):
                yield part, fault


def _chart_faults(root: Node, workbooks: Mapping[str, str]) -> Iterator[str]:
    areas = list(root.all("c:plotArea"))
    if len(areas) != 1:
        yield f"c:plotArea × {len(areas)}"
        return
    defined: set[str] = set()
    asked: set[str] = set()
    for each in areas[0].children:
        axes = {axis.get("val") for axis in each.children if axis.name == "c:axId"}
        if each.name.endswith("Ax"):
            defined |= axes
            asked |= {axis.get("val") for axis in each.children if axis.name == "c:crossAx"}
        else:
            asked |= axes
    for lost in sorted(asked ^ defined):
        yield f"c:axId {lost}"
    for series in areas[0].all("c:ser"):
        for values in series.all("c:val", "c:yVal"):
            if not any(values.all("c:pt")):
                yield f"{values.name} {series.text[:20]}".strip()
    for data in root.all("c:externalData"):
        if not workbooks.get(data.get("r:id"), "").endswith(".xlsx"):
            yield f"c:externalData {data.get('r:id')}"
