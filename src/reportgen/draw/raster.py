"""Marks to PNG, through matplotlib's own rasteriser; no font is looked up."""

import io

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox
from PIL import Image

from reportgen.model.chart import ClipMark, Mark, PathMark, Picture, Segment
from reportgen.model.length import points

_DOTS = 200
_COLOURS = 128
_FULL, _NEARLY = 255, 252  # the tree of colours takes white for almost white
_CODES = {"m": Outline.MOVETO, "l": Outline.LINETO, "c": Outline.CURVE4, "h": Outline.CLOSEPOLY}


def png_of(picture: Picture, marks: tuple[Mark, ...]) -> bytes:
    """Return ``marks`` (words as outlines) on white, 200 dots an inch."""
    scale = _DOTS / 72
    width = round(points(picture.width) * scale)
    height = round(points(picture.height) * scale)
    renderer = RendererAgg(width, height, _DOTS)  # type: ignore[no-untyped-call]  # untyped there
    transform = Affine2D().scale(scale)
    _draw(renderer, marks, transform, None)
    pixels = renderer.buffer_rgba()  # type: ignore[no-untyped-call]  # as above
    ink = Image.fromarray(np.asarray(pixels))
    page = Image.new("RGBA", ink.size, (255, 255, 255, 255))
    page.alpha_composite(ink)
    out = io.BytesIO()
    flat = page.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE)
    flat.putpalette([_FULL if part >= _NEARLY else part for part in flat.getpalette() or ()])
    flat.save(out, "PNG", compress_level=6, dpi=(_DOTS, _DOTS))
    return out.getvalue()


def _draw(
    renderer: RendererAgg, marks: tuple[Mark, ...], transform: Affine2D, clip: Bbox | None
) -> None:
    for mark in marks:
        match mark:
            case PathMark():
                _path(renderer, mark, transform, clip)
            case ClipMark():
                box = Bbox.from_bounds(mark.x, mark.y, mark.width, mark.height)
                _draw(renderer, mark.marks, transform, TransformedBbox(box, transform).frozen())
            case _:
                raise ValueError("words are outlines by now, and our charts hold no raster")


def _path(renderer: RendererAgg, mark: PathMark, transform: Affine2D, clip: Bbox | None) -> None:
    gc = GraphicsContextBase()
    gc.set_alpha(mark.opacity)
    gc.set_linewidth(mark.line_width if mark.stroke else 0)  # in points: Agg knows the dots
    if mark.stroke:
        gc.set_foreground(f"#{mark.stroke.hex}")
    if mark.dash:
        gc.set_dashes(0, list(mark.dash))
    if clip is not None:
        gc.set_clip_rectangle(clip)
    fill = mark.fill
    face = (fill.red / 255, fill.green / 255, fill.blue / 255) if fill else None
    path = _outline(mark.segments)
    renderer.draw_path(gc, path, transform, face)  # type: ignore[no-untyped-call]  # as above


def _outline(segments: tuple[Segment, ...]) -> Outline:
    vertices: list[tuple[float, float]] = []
    codes: list[np.uint8] = []
    for segment in segments:
        code = _CODES[segment[0]]
        spots = segment[1:] or (0.0, 0.0)
        pairs = list(zip(spots[::2], spots[1::2], strict=True))
        vertices += pairs
        codes += [code] * len(pairs)
    return Outline(np.array(vertices or [(0.0, 0.0)]), codes or [Outline.MOVETO])
