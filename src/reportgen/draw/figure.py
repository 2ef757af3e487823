"""A matplotlib figure as marks: its words in our faces, what paths cannot say as rasters."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias, TypeGuard

import numpy as np
import numpy.typing as npt
from matplotlib.backend_bases import FigureCanvasBase, GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2DBase, Transform
from matplotlib.typing import ColorType

from reportgen.draw.paths import segments_of
from reportgen.draw.pixels import Pixels, Rgba, png_bytes
from reportgen.fonts import FontSet
from reportgen.model.brand import WHITE, Colour, FontRole
from reportgen.model.chart import ClipMark, Mark, PathMark, RasterMark, TextMark
from reportgen.model.length import Length, points, pt
from reportgen.model.pattern import pattern

_DPI = 72
_BOLD = 600
_ASCENT, _DESCENT = 0.8, 0.22
_ALPHA = 3
_DOLLAR = pattern(r"(?<!\\)\$")
_Clip: TypeAlias = tuple[float, float, float, float]


class FigureFaultError(Exception):
    """A figure cannot be drawn; the message says why."""


def is_figure(value: object) -> TypeGuard[Figure]:
    """Tell whether ``value`` is a matplotlib figure."""
    return isinstance(value, Figure)


def marks_of(figure: Figure, fonts: FontSet) -> tuple[Length, Length, tuple[Mark, ...]]:
    """Return width, height and marks of ``figure``, which is left as it was."""
    width, height = (float(side) * _DPI for side in figure.get_size_inches())
    renderer = _Renderer(width, height, fonts)
    with _borrowed(figure, renderer):
        try:
            figure.draw(renderer)
        except FigureFaultError:
            raise
        except Exception as error:  # the author's artists may raise anything
            raise FigureFaultError(f"{type(error).__name__}: {error}") from error
    return pt(width), pt(height), renderer.marks


@contextmanager
def _borrowed(figure: Figure, renderer: "_Renderer") -> Iterator[None]:
    """Give ``figure`` our resolution and canvas while it is drawn."""
    canvas, dpi = figure.canvas, figure.dpi
    _Canvas(figure, renderer)
    figure.dpi = _DPI
    try:
        yield
    finally:
        figure.dpi = dpi
        figure.set_canvas(canvas)


class _Canvas(FigureCanvasBase):
    """Lets layouts of the figure measure words with our renderer."""

    def __init__(self, figure: Figure, renderer: "_Renderer") -> None:
        super().__init__(figure)
        self._renderer = renderer

    def get_renderer(self) -> "_Renderer":
        return self._renderer


class _Renderer(RendererBase):
    """Collects marks; a point is a pixel, y grows upwards."""

    def __init__(self, width: float, height: float, fonts: FontSet) -> None:
        super().__init__()
        self._size = width, height
        self._fonts = fonts
        self._groups: list[tuple[_Clip | None, list[Mark]]] = []

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What was drawn, without the white sheet behind it."""
        made: list[Mark] = []
        for clip, marks in self._groups:
            made += [ClipMark(*clip, tuple(marks))] if clip else marks
        return tuple(made[1:] if made and self._is_sheet(made[0]) else made)

    def _is_sheet(self, mark: Mark) -> bool:
        if not isinstance(mark, PathMark) or mark.fill != WHITE:
            return False
        ends = [number for segment in mark.segments for number in segment[1:]]
        return max(ends) >= max(self._size) - 1

    # ---- what matplotlib asks of a renderer ----------------------------------------------

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def flipy(self) -> bool:
        return False

    def option_image_nocomposite(self) -> bool:
        return True

    def get_image_magnification(self) -> float:
        return Pixels.SCALE

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Outline,
        transform: Transform,
        rgbFace: ColorType | None = None,  # noqa: N803 - matplotlib's name
    ) -> None:
        """Keep a path; hatches, sketches and odd clips as a raster."""
        if gc.get_hatch() or gc.get_sketch_params() or self._has_odd_clip(gc):
            self._rasterise(gc, lambda pixels: pixels.path(gc, path, transform, rgbFace))
            return
        segments = segments_of(path, transform)
        if not segments:
            return
        face = None if rgbFace is None else to_rgba(rgbFace)
        fill, stroke = _colour(face), None
        if gc.get_linewidth() > 0:
            stroke = _colour(gc.get_rgb())
        edge_alpha = _opacity(gc, gc.get_rgb())
        fill_alpha = _opacity(gc, face)
        dashes = _dashes(gc)
        line_width = round(float(gc.get_linewidth()), 2)
        if fill is not None and fill_alpha:
            is_both = stroke is not None and edge_alpha == fill_alpha and not dashes
            line = (stroke, line_width) if is_both else (None, 0.0)
            self._keep(gc, PathMark(segments, fill, *line, (), fill_alpha))
            if is_both:
                return
        if stroke is not None and edge_alpha:
            self._keep(gc, PathMark(segments, None, stroke, line_width, dashes, edge_alpha))

    def draw_image(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        im: npt.ArrayLike,
        transform: Affine2DBase | None = None,  # noqa: ARG002 - we never ask for scaled images
    ) -> None:
        """Keep an image as a raster."""
        pixels = np.asarray(im, dtype=np.uint8)
        height, width = pixels.shape[:2]
        png = png_bytes(pixels[::-1], float(gc.get_alpha()))
        size = width / Pixels.SCALE, height / Pixels.SCALE
        mark = RasterMark(png, round(float(x), 2), round(float(y), 2), *(round(s, 2) for s in size))
        self._keep(gc, mark)

    def draw_gouraud_triangles(
        self,
        gc: GraphicsContextBase,
        triangles_array: npt.ArrayLike,
        colors_array: npt.ArrayLike,
        transform: Transform,
    ) -> None:
        """Keep shaded triangles as a raster."""
        self._rasterise(
            gc, lambda pixels: pixels.triangles(gc, triangles_array, colors_array, transform)
        )

    def draw_text(  # noqa: PLR0913, PLR0917 - matplotlib's signature
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | Literal["TeX"] = False,  # noqa: FBT001, FBT002 - as above
        mtext: Text | None = None,
    ) -> None:
        """Keep words in our faces; formulas between dollar signs as paths."""
        turn = math.radians(angle)
        for part, is_formula in _parts(s) if ismath else [(s, False)]:
            if is_formula:
                super().draw_text(gc, x, y, part, prop, angle, ismath, mtext)
            elif part.strip():
                self._words(gc, (x, y), part, prop, angle)
            width = self.get_text_width_height_descent(part, prop, is_formula)[0]
            x, y = x + width * math.cos(turn), y + width * math.sin(turn)

    def _words(
        self,
        gc: GraphicsContextBase,
        at: tuple[float, float],
        text: str,
        prop: FontProperties,
        angle: float,
    ) -> None:
        size = round(float(prop.get_size_in_points()), 2)
        colour = _colour(gc.get_rgb()) or Colour(0, 0, 0)
        x, y = round(float(at[0]), 2), round(float(at[1]), 2)
        turn = round(float(angle), 2)
        self._keep(gc, TextMark(text, _role(prop), size, x, y, turn, colour))

    def get_text_width_height_descent(
        self,
        s: str,
        prop: FontProperties,
        ismath: bool | Literal["TeX"],  # noqa: FBT001 - matplotlib's signature
    ) -> tuple[float, float, float]:
        """Return the size of words in our faces, and of formulas in matplotlib's."""
        size = float(prop.get_size_in_points())
        width, above, below = 0.0, size * _ASCENT, size * _DESCENT
        for part, is_formula in _parts(s) if ismath else [(s, False)]:
            if is_formula:
                wide, high, deep = super().get_text_width_height_descent(part, prop, ismath)
                width += wide
                above, below = max(above, high - deep), max(below, deep)
            else:
                width += points(self._fonts.width(part, _role(prop), pt(size)))
        return width, above + below, below

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        """Return ascent, descent and line height; without it matplotlib opens a font file."""
        size = float(prop.get_size_in_points())
        return size * _ASCENT, size * _DESCENT, size * (_ASCENT + _DESCENT)

    # ---- marks -------------------------------------------------------------------------------

    def _keep(self, gc: GraphicsContextBase, mark: Mark) -> None:
        clip = _rectangle(gc)
        if not self._groups or self._groups[-1][0] != clip:
            self._groups.append((clip, []))
        self._groups[-1][1].append(mark)

    def _has_odd_clip(self, gc: GraphicsContextBase) -> bool:
        path, _ = gc.get_clip_path()
        return path is not None

    def _rasterise(self, gc: GraphicsContextBase, draw: Callable[[Pixels], None]) -> None:
        pixels = Pixels(*self._size)
        draw(pixels)
        mark = pixels.mark()
        if mark is not None:
            self._keep(gc, mark)


def _rectangle(gc: GraphicsContextBase) -> _Clip | None:
    box = gc.get_clip_rectangle()
    if box is None:
        return None
    x, y, width, height = (round(float(side), 2) for side in box.bounds)
    return x, y, width, height


def _dashes(gc: GraphicsContextBase) -> tuple[float, ...]:
    pattern = np.asarray(gc.get_dashes()[1] or (), dtype=float)
    return tuple(pattern.round(2).tolist())


def _parts(text: str) -> list[tuple[str, bool]]:
    """Return words and formulas in turn; a formula in letters that formulas lack is a fault."""
    found = []
    for number, part in enumerate(_DOLLAR.split(text)):
        is_formula = number % 2 == 1
        if is_formula and not part.isascii():
            raise FigureFaultError(f"${part}$")
        if part:
            found.append((f"${part}$" if is_formula else part.replace(r"\$", "$"), is_formula))
    return found


def _role(prop: FontProperties) -> FontRole:
    weight = prop.get_weight()
    number = weight_dict.get(weight, weight) if isinstance(weight, str) else weight
    is_bold = isinstance(number, int | float) and number >= _BOLD
    return FontRole.CHART_STRONG if is_bold else FontRole.CHART


def _colour(rgba: Rgba | None) -> Colour | None:
    if rgba is None:
        return None
    red, green, blue = (round(float(part) * 255) for part in rgba[:3])
    return Colour(red, green, blue)


def _opacity(gc: GraphicsContextBase, rgba: Rgba | None) -> float:
    if rgba is None:
        return 0.0
    if gc.get_forced_alpha():
        return round(float(gc.get_alpha()), 2)
    return round(float(rgba[_ALPHA]), 2) if len(rgba) > _ALPHA else 1.0
