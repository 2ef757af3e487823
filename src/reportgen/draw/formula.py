"""One formula: TeX to outlines by matplotlib's mathtext, upright words in the brand's own face."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from reportgen.draw.paths import segments_of
from reportgen.model.brand import Colour
from reportgen.model.chart import PathMark, Picture
from reportgen.model.length import pt
from reportgen.model.pattern import pattern
from reportgen.zh.formula_words import aloud

_HAN = pattern("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
_STEP = pattern(r"\\[A-Za-z]+|\\.|.", re.DOTALL)
_SPACED = pattern(" *([_^]) *")
_WORDS = pattern(r"\\(?:text|mathrm)\s*\{[^{}]*\}")
_SUMS = (r"\sum", r"\prod", r"\coprod")
_LONGEST = 2000
"""Characters: mathtext is slow, and no longer formula fits a line."""
_UNKNOWN = pattern(r"Unknown symbol: (\\[A-Za-z]+|\S)")
_EXPECTED = pattern(r"Expected \\d?([a-z]+)\{")
_NEAR = pattern(r"found '(.*?)'")
_SHORT = pattern(r"\\(le|ge|ne)(?![A-Za-z])")
"""Names that mathtext knows only in their long form."""
_DOLLAR = pattern(r"(?<!\\)\$")
_PAD = 1.0
"""Blank around a formula, in points: strokes may reach beyond their outlines."""
_HAIR = 0.2
"""The same around one inside a line."""
_AXIS = 0.3
"""How far the bars of fractions are above the baseline: the middle, where its number stands."""
_LATIN = {
    "mathtext.it": "STIXGeneral:italic",
    "mathtext.bf": "STIXGeneral:bold",
    "mathtext.cal": "STIXSizeOneSym",  # sums and products; letters it lacks come from stix
    "mathtext.tt": "DejaVu Sans Mono",
    "mathtext.fallback": "stix",
}


class FormulaFaultError(Exception):
    """A formula cannot be set; the message says why."""


def picture_of(tex: str, face: Path, size: float, colour: Colour) -> Picture:
    """Return ``tex`` as marks, its upright words in the font file ``face``."""
    path = _outline(_displayed(_upright(tex)), tex, face, size)
    box = path.get_extents()
    axis = size * _AXIS
    half = max(box.y1 - axis, axis - box.y0)
    moved = Affine2D().translate(_PAD - box.x0, _PAD + half - axis)
    mark = PathMark(segments_of(path, moved), colour, None, 0.0)
    return Picture(pt(box.width + 2 * _PAD), pt(2 * (half + _PAD)), (mark,), aloud(tex))


def inline_picture_of(tex: str, face: Path, size: float, colour: Colour) -> Picture:
    """Return ``tex`` as marks for a line of text: fractions small, limits beside their sums."""
    path = _outline(_displayed(_upright(tex), depth=1), tex, face, size)
    box = path.get_extents()
    moved = Affine2D().translate(_HAIR - box.x0, _HAIR - box.y0)
    mark = PathMark(segments_of(path, moved), colour, None, 0.0)
    width, height = pt(box.width + 2 * _HAIR), pt(box.height + 2 * _HAIR)
    return Picture(width, height, (mark,), aloud(tex), depth=pt(_HAIR - box.y0))


def _outline(typed: str, tex: str, face: Path, size: float) -> TextPath:
    """Return the outlines of what mathtext makes of ``typed``, which says ``tex``."""
    if not tex.strip():
        raise FormulaFaultError("空的（empty）")
    if len(tex) > _LONGEST:
        raise FormulaFaultError(f"{len(tex)} > {_LONGEST} 个字符（characters）")
    with _fonts_of(face) as name:
        settings = _LATIN | {"mathtext.fontset": "custom", "mathtext.rm": name, "mathtext.sf": name}
        with mpl.rc_context(settings):  # type: ignore[arg-type]  # all of them are its own keys
            try:
                path = TextPath((0, 0), f"${typed}$", size, FontProperties(size=size))
            except (ValueError, RuntimeError) as error:
                raise FormulaFaultError(_said(str(error))) from error
    box = path.get_extents()
    if not box.width or not box.height:
        raise FormulaFaultError("–")
    return path


def _said(fault: str) -> str:
    """Return what mathtext says of a fault in words for an author."""
    last = fault.strip().splitlines()[-1]
    unknown, expected, near = (each.search(last) for each in (_UNKNOWN, _EXPECTED, _NEAR))
    if unknown:
        return f"不认识 {unknown[1]}（unknown）"
    if expected:
        return f"\\{expected[1]} 没有写全，或括号没有配对（incomplete, or a brace is missing）"
    if near and near[1] != "$":
        return f"读到 “{near[1]}” 读不下去（unexpected）"
    return "括号没有配对，或少了一部分（a brace or a part is missing）"


def _upright(tex: str) -> str:
    """Return ``tex`` on one line with Chinese words as words, wherever they were typed bare."""
    flat = _DOLLAR.sub(r"\\$", " ".join(tex.split()))
    flat = _SHORT.sub(r"\\\g<1>q", flat)
    parts, place = [], 0
    for match in _WORDS.finditer(flat):
        parts += [_HAN.sub(r"\\mathrm{\g<0>}", flat[place : match.start()]), match[0]]
        place = match.end()
    return "".join([*parts, _HAN.sub(r"\\mathrm{\g<0>}", flat[place:])])


def _displayed(tex: str, depth: int = 0) -> str:
    """Return ``tex`` as on a line of its own: outer fractions and sums are large.

    Within a fraction the limits of a sum stand beside it: over and under it they touch the bar.
    """
    steps, made, at = _STEP.findall(_SPACED.sub(r"\1", tex)), "", 0
    while at < len(steps):
        step = steps[at]
        at += 1
        depth += {"{": 1, "}": -1}.get(step, 0)
        if step in _SUMS and depth:
            made += f"{{{step}}}"
        elif step in _SUMS:
            limits, at = _limits(steps, at)
            made += rf"\cal{step}{limits}\it "
        else:
            made += r"\dfrac" if step == r"\frac" and not depth else step
    return made


def _limits(steps: list[str], at: int) -> tuple[str, int]:
    """Return what stands over and under a sum, in the usual letters, and where it ends."""
    made = ""
    while at + 1 < len(steps) and steps[at] in ("_", "^"):
        mark, end, depth = steps[at], at + 1, 0
        while end < len(steps):
            depth += {"{": 1, "}": -1}.get(steps[end], 0)
            end += 1
            if depth <= 0:
                break
        made += rf"{mark}{{\it {''.join(steps[at + 1 : end])}}}"
        at = end
    return made, at


@contextmanager
def _fonts_of(face: Path) -> Iterator[str]:
    """Let matplotlib see its own fonts and ``face`` alone: no machine draws otherwise."""
    manager, log = font_manager.fontManager, logging.getLogger("matplotlib.mathtext")
    known, level = manager.ttflist, log.level
    own = mpl.get_data_path()
    manager.ttflist = [entry for entry in known if entry.fname.startswith(own)]
    log.setLevel(logging.ERROR)  # a character our face lacks is taken from matplotlib's own
    try:
        manager.addfont(str(face))
        yield FontProperties(fname=str(face)).get_name()
    finally:
        manager.ttflist = known
        manager.addfont(str(face))  # forgets what was looked up
        manager.ttflist = known
        log.setLevel(level)
