"""Pixels: what an author's figure draws that paths cannot say, on a clear sheet."""

import io
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedPath
from matplotlib.typing import ColorType
from PIL import Image

from reportgen.model.chart import RasterMark

Raster: TypeAlias = npt.NDArray[np.uint8]
Rgba: TypeAlias = Sequence[float]


class Pixels:
    """A transparent sheet of 200 dots an inch."""

    SCALE = 200 / 72

    def __init__(self, width: float, height: float) -> None:
        size = round(width * self.SCALE), round(height * self.SCALE)
        self._agg = RendererAgg(*size, 72 * self.SCALE)  # type: ignore[no-untyped-call] # half a stub
        self._height = height

    def path(
        self,
        gc: GraphicsContextBase,
        path: Outline,
        transform: Transform,
        face: ColorType | None,
    ) -> None:
        """Draw a path as matplotlib itself would."""
        scaled = transform + Affine2D().scale(self.SCALE)
        self._agg.draw_path(self._context(gc), path, scaled, face)  # type: ignore[no-untyped-call] # as above

    def triangles(
        self,
        gc: GraphicsContextBase,
        triangles: npt.ArrayLike,
        colours: npt.ArrayLike,
        transform: Transform,
    ) -> None:
        """Draw shaded triangles."""
        scaled = transform + Affine2D().scale(self.SCALE)
        self._agg.draw_gouraud_triangles(self._context(gc), triangles, colours, scaled)

    def mark(self) -> RasterMark | None:
        """Return what was drawn, cut to its size; nothing on an empty sheet."""
        pixels = np.asarray(self._agg.buffer_rgba())  # type: ignore[no-untyped-call] # as above
        inked = np.argwhere(pixels[:, :, 3])
        if not len(inked):
            return None
        (top, left), (low, right) = inked.min(axis=0), inked.max(axis=0) + 1
        png = png_bytes(pixels[top:low, left:right])
        x, width = left / self.SCALE, (right - left) / self.SCALE
        foot = self._height - low / self.SCALE
        sides = (round(float(side), 2) for side in (x, foot, width, (low - top) / self.SCALE))
        return RasterMark(png, *sides)

    def _context(self, gc: GraphicsContextBase) -> GraphicsContextBase:
        """Return ``gc`` at our scale."""
        own = self._agg.new_gc()
        own.copy_properties(gc)
        box = gc.get_clip_rectangle()
        if box is not None:
            own.set_clip_rectangle(Bbox(box.get_points() * self.SCALE))
        path, transform = gc.get_clip_path()
        if path is not None and transform is not None:
            scaled = transform + Affine2D().scale(self.SCALE)
            outline: Any = path  # the stub takes what get_clip_path returns for something else
            own.set_clip_path(TransformedPath(outline, scaled))
        return own


def png_bytes(pixels: Raster, alpha: float = 1.0) -> bytes:
    """Return an array of RGBA as a PNG, as opaque as ``alpha`` says."""
    made = np.array(pixels, dtype=np.uint8)
    if alpha < 1:
        made[:, :, 3] = np.round(made[:, :, 3] * alpha)
    out = io.BytesIO()
    Image.fromarray(made).save(out, "PNG", compress_level=6)
    return out.getvalue()
