"""Marks to PNG, through matplotlib's own rasteriser."""

import io
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import assert_never

import numpy as np
from matplotlib.backends._backend_agg import RendererAgg  # type: ignore[attr-defined]  # no stub
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Bbox
from msgspec import Struct
from PIL import Image

from reportgen.draw.glyphs import placed_glyphs
from reportgen.draw.ink import mixed
from reportgen.fonts import FontSet
from reportgen.model.brand import WHITE, Colour
from reportgen.model.chart import ClipMark, Mark, PathMark, Picture, RasterMark, Segment, TextMark
from reportgen.model.length import points

_DOTS = 200
_SCALE = _DOTS / 72
_COLOURS, _STEP, _MOST_INKS = 256, 10, 24
"""A palette's size; closer steps would blur white and the inks in Pillow's look-up."""
_CODES = {"m": Outline.MOVETO, "l": Outline.LINETO, "c": Outline.CURVE4, "h": Outline.CLOSEPOLY}


class _Ink(Struct, frozen=True):
    """What Agg asks of a graphics context; matplotlib's own brings in the machine's fonts."""

    _rgb: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0)
    _linewidth: float = 0.0
    _dashes: tuple[float, ...] = ()
    _alpha: float = 1.0
    _cliprect: Bbox | None = None
    _snap: bool = False
    _forced_alpha: bool = True
    _antialiased: int = 1
    _capstyle: str = "butt"
    _joinstyle: str = "round"

    def get_dashes(self) -> tuple[float, tuple[float, ...] | None]:
        return 0.0, self._dashes or None

    def get_snap(self) -> bool:
        return self._snap

    def get_clip_path(self) -> tuple[None, None]:
        return None, None

    def get_sketch_params(self) -> None:
        return None

    def get_hatch_path(self) -> None:
        return None

    def get_hatch_color(self) -> tuple[float, float, float, float]:
        return self._rgb

    def get_hatch_linewidth(self) -> float:
        return 0.0


def png_of(picture: Picture, fonts: FontSet) -> bytes:
    """Return ``picture`` on white or on nothing, 200 dots an inch, the brand's colours kept."""
    width, height = (round(points(side) * _SCALE) for side in (picture.width, picture.height))
    sheet = _Sheet(width, height, fonts, is_clear=picture.is_clear)
    sheet.draw(picture.marks)
    inks = dict.fromkeys(sheet.inks)
    out = io.BytesIO()
    flat = sheet.image()
    if len(inks) <= _MOST_INKS and not (sheet.has_raster or picture.is_clear):
        flat = flat.quantize(palette=_palette(list(inks)), dither=Image.Dither.NONE)
    flat.save(out, "PNG", compress_level=6, dpi=(_DOTS, _DOTS))
    return out.getvalue()


def _palette(inks: Sequence[Colour]) -> Image.Image:
    """Return white, the inks, and even steps between: what edges on white are made of."""
    most = (_COLOURS - 1) // max(1, len(inks))
    colours = [WHITE]
    for ink in inks:
        depth = 255 - min(ink.red, ink.green, ink.blue)
        steps = max(1, min(most, depth // _STEP))
        colours += [mixed(WHITE, ink, step / steps) for step in range(1, steps + 1)]
    image = Image.new("P", (1, 1))
    image.putpalette([part for c in colours[:_COLOURS] for part in (c.red, c.green, c.blue)])
    return image


class _Sheet:
    """A page of pixels; remembers which inks were used."""

    def __init__(self, width: int, height: int, fonts: FontSet, *, is_clear: bool) -> None:
        self.inks: list[Colour] = []
        self.has_raster = False
        self._agg = RendererAgg(width, height, _DOTS)
        self._fonts = fonts
        self._clip: Bbox | None = None
        self._mode = "RGBA" if is_clear else "RGB"
        if is_clear:
            return
        whole = Outline.unit_rectangle()
        self._agg.draw_path(_Ink(), whole, Affine2D().scale(width, height), _rgba(WHITE))

    def image(self) -> Image.Image:
        """Return the pixels."""
        return Image.fromarray(np.asarray(self._agg)).convert(self._mode)

    def draw(self, marks: Sequence[Mark]) -> None:
        """Draw ``marks`` in their order."""
        for mark in marks:
            match mark:
                case PathMark():
                    self._path(mark)
                case TextMark():
                    self._words(mark)
                case ClipMark():
                    self._clipped(mark)
                case RasterMark():
                    self._image(mark)
                case _:
                    assert_never(mark)

    def _path(self, mark: PathMark) -> None:
        stroke = mark.stroke or mark.fill or WHITE
        self.inks += [ink for ink in (mark.fill, mark.stroke) if ink]
        look = _Ink(
            _rgba(stroke),
            mark.line_width if mark.stroke else 0.0,  # in points: Agg knows the dots
            mark.dash,
            mark.opacity,
            self._clip,
            _snap=all(segment[0] != "c" for segment in mark.segments),
        )
        face = _rgba(mark.fill) if mark.fill else None
        self._agg.draw_path(look, _outline(mark.segments), Affine2D().scale(_SCALE), face)

    def _words(self, mark: TextMark) -> None:
        self.inks.append(mark.colour)
        place = Affine2D().scale(mark.size / 1000).rotate(math.radians(mark.angle))
        place = place.translate(mark.x, mark.y).scale(_SCALE)
        look = _Ink(_rgba(mark.colour), _cliprect=self._clip)
        for pen, outline in placed_glyphs(mark, self._fonts):
            glyph = Affine2D().translate(pen, 0) + place
            self._agg.draw_path(look, _outline(outline), glyph, _rgba(mark.colour))

    def _image(self, mark: RasterMark) -> None:
        size = max(1, round(mark.width * _SCALE)), max(1, round(mark.height * _SCALE))
        with Image.open(io.BytesIO(mark.png)) as opened:
            pixels = np.asarray(opened.convert("RGBA").resize(size))
        self.has_raster = True
        look = _Ink(_cliprect=self._clip, _forced_alpha=False)
        x, y = round(mark.x * _SCALE), round(mark.y * _SCALE)
        self._agg.draw_image(look, x, y, pixels[::-1])

    def _clipped(self, mark: ClipMark) -> None:
        outside = self._clip
        box = (side * _SCALE for side in (mark.x, mark.y, mark.width, mark.height))
        self._clip = Bbox.from_bounds(*box)
        self.draw(mark.marks)
        self._clip = outside


def _rgba(colour: Colour) -> tuple[float, float, float, float]:
    return colour.red / 255, colour.green / 255, colour.blue / 255, 1.0


@lru_cache(maxsize=2048)
def _outline(segments: tuple[Segment, ...]) -> Outline:
    vertices: list[tuple[float, ...]] = []
    codes: list[int] = []
    for segment in segments:
        spots = segment[1:] or (0.0, 0.0)
        pairs = list(zip(spots[::2], spots[1::2], strict=True))
        vertices += pairs
        codes += [int(_CODES[segment[0]])] * len(pairs)
    return Outline(np.array(vertices or [(0.0, 0.0)]), codes or [Outline.MOVETO])
