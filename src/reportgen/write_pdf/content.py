"""Content: text, rules and marked content as the operators of one content stream."""

import math
from enum import Enum, auto

from reportgen.model.brand import Colour
from reportgen.model.page import (
    DotItem,
    FormulaItem,
    GlyphRun,
    ImageItem,
    PathItem,
    RuleItem,
    TextItem,
    WatermarkItem,
)
from reportgen.write_pdf.faces import Faces, UsedFace
from reportgen.write_pdf.syntax import colour, factor, hundredths, number, spelled, text_string

_BEND = 552
"""How far the handles of a quarter of a circle reach, in thousandths of its radius."""
_ARTIFACT = "/Artifact BMC"
_FURNITURE = "/Artifact<</Type/Pagination>>BDC"
_WATERMARK = "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC"


class _Mode(Enum):
    """What is open: nothing, a text object, or the artifact that neighbouring rules share."""

    CLOSED = auto()
    TEXT = auto()
    RULES = auto()


class Content:
    """Collects operators; says nothing twice that is still in force."""

    def __init__(self, faces: Faces, *, exact_copy: bool = True) -> None:
        self._faces = faces
        self._exact_copy = exact_copy
        self._out: list[str] = []
        self._mode = _Mode.CLOSED
        self._colour: Colour | None = None
        self._face: UsedFace | None = None
        self._size = 0
        self._tracking = 0.0
        self._x = self._y = 0

    def text(self, item: TextItem) -> None:
        """Show a text item as marked content."""
        self._enter(_Mode.TEXT)
        self._out.append(opening(item.mcid, self._copied(item), is_furniture=item.is_furniture))
        for run in item.runs:
            self.run(run, item.x, item.y)
        self._out.append("EMC")

    def rule(self, item: RuleItem) -> None:
        """Fill a rectangle."""
        self._enter(_Mode.RULES)
        self._fill_with(item.colour)
        sides = " ".join(map(number, (item.x, item.y, item.width, item.height)))
        self._out.append(f"{sides} re f")

    def dot(self, item: DotItem) -> None:
        """Fill a circle: four curves."""
        self._enter(_Mode.RULES)
        self._fill_with(item.colour)
        x, y, radius, bend = item.x, item.y, item.radius, item.radius * _BEND // 1000
        corners = (
            (x + radius, y + bend, x + bend, y + radius, x, y + radius),
            (x - bend, y + radius, x - radius, y + bend, x - radius, y),
            (x - radius, y - bend, x - bend, y - radius, x, y - radius),
            (x + bend, y - radius, x + radius, y - bend, x + radius, y),
        )
        curves = " ".join(f"{' '.join(map(number, corner))} c" for corner in corners)
        self._out.append(f"{number(x + radius)} {number(y)} m {curves} f")

    def form(self, mcid: int, name: str, matrix: str) -> None:
        """Show the XObject called ``name`` as marked content."""
        self._enter(_Mode.CLOSED)
        mark = opening(mcid, "", is_furniture=True)
        self._out.append(f"{mark} q {matrix} cm /{name} Do Q EMC")

    def formula(self, item: FormulaItem, name: str, matrix: str) -> None:
        """Show the outlines called ``name`` in the colour of the words around them."""
        self._enter(_Mode.CLOSED)
        for run in item.words.runs:
            self._fill_with(run.colour)
        mark = opening(item.mcid, self._copied(item.words), is_furniture=True)
        self._out.append(f"{mark} q {matrix} cm /{name} Do Q")
        for run in item.words.runs:
            self.run(run, item.words.x, item.words.y)
        self._enter(_Mode.CLOSED)
        self._out.append("EMC")

    def path(self, item: PathItem, state: str) -> None:
        """Fill a path in the graphics state called ``state``, or in the one in force."""
        self._enter(_Mode.CLOSED)
        drawn = " ".join(" ".join((*map(number, places), name)) for name, *places in item.segments)
        look = f"/{state} gs " if state else ""
        self._out.append(f"{_ARTIFACT} q {look}{colour(item.colour)} rg {drawn} f Q EMC")

    def image(self, item: ImageItem, name: str, scale: tuple[float, float]) -> None:
        """Show the XObject called ``name``, cut where its box ends."""
        self._enter(_Mode.CLOSED)
        mark = opening(item.mcid, "", is_furniture=False)
        clip = " ".join(map(number, item.clip))
        matrix = placed(item.x, item.y, *scale)
        self._out.append(f"{mark} q {clip} re W n {matrix} cm /{name} Do Q EMC")

    def watermark(self, item: WatermarkItem, state: str) -> None:
        """Show words turned, in the graphics state called ``state``."""
        self._enter(_Mode.CLOSED)
        turn = math.radians(item.angle)
        across, up = factor(math.cos(turn)), math.sin(turn)
        matrix = f"{across} {factor(up)} {factor(-up)} {across} {number(item.x)} {number(item.y)}"
        before = (self._colour, self._face, self._size, self._tracking)
        self._out.append(f"{_WATERMARK} q /{state} gs {matrix} cm")
        for run in item.runs:
            self.run(run)
        self._enter(_Mode.CLOSED)
        self._out.append("Q EMC")
        self._colour, self._face, self._size, self._tracking = before

    def run(self, run: GlyphRun, x: int = 0, y: int = 0) -> None:
        """Show glyphs, ``x`` and ``y`` from the origin."""
        if self._mode is not _Mode.TEXT:
            self._enter(_Mode.TEXT)
        face, out = self._faces.face(run.face), self._out
        size, fill, spacing = run.size, run.colour, run.tracking
        if fill is not self._colour:
            self._fill_with(fill)
        if size != self._size or face is not self._face:
            self._face, self._size = face, size
            out.append(f"/{face.resource} {number(size)} Tf")
        tracking = spacing * size / 1_000_000 if spacing else 0.0
        if tracking != self._tracking:
            self._tracking = tracking
            out.append(f"{factor(tracking)} Tc")
        across, up = hundredths(x + run.x), hundredths(y + run.y)
        out.append(
            f"{spelled(across - self._x)} {spelled(up - self._y)} Td {face.shown(run.pieces)}"
        )
        self._x, self._y = across, up

    def _copied(self, item: TextItem) -> str:
        return item.actual_text if self._exact_copy else ""

    def close(self) -> bytes:
        """Return the operators."""
        self._enter(_Mode.CLOSED)
        return "\n".join(self._out).encode("ascii")

    def _fill_with(self, fill: Colour) -> None:
        if fill != self._colour:
            self._out.append(f"{colour(fill)} rg")
        self._colour = fill

    def _enter(self, mode: _Mode) -> None:
        if mode is self._mode:
            return
        match self._mode:
            case _Mode.TEXT:
                self._out.append("ET")
            case _Mode.RULES:
                self._out.append("EMC")
            case _Mode.CLOSED:
                pass
        match mode:
            case _Mode.TEXT:
                self._out.append("BT")
                self._x = self._y = 0
            case _Mode.RULES:
                self._out.append(_ARTIFACT)
            case _Mode.CLOSED:
                pass
        self._mode = mode


def opening(mcid: int, actual_text: str, *, is_furniture: bool) -> str:
    """Return the operator that opens marked content; an ``mcid`` of -1 is an artifact.

    The tag is Span whatever the structure element is, because only a Span may carry ActualText
    (ISO 32000-1, 14.9.4); the element's type is in the structure tree.
    """
    if mcid < 0:
        return _FURNITURE if is_furniture else _ARTIFACT
    words = f"/ActualText{text_string(actual_text)}" if actual_text else ""
    return f"/Span<</MCID {mcid}{words}>>BDC"


def placed(x: int, y: int, across: float = 1.0, up: float = 1.0) -> str:
    """Return the matrix that scales and then moves to ``x``, ``y``."""
    return f"{factor(across)} 0 0 {factor(up)} {number(x)} {number(y)}"
