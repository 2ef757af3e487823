"""How a shape of an SVG looks: what it inherits, and what its attributes say."""

import math
import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import Colour
from reportgen.model.pattern import pattern

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_BLACK = Colour(0, 0, 0)
_NAMES = {
    "black": "#000000", "white": "#FFFFFF", "red": "#FF0000", "green": "#008000",
    "blue": "#0000FF", "yellow": "#FFFF00", "orange": "#FFA500", "gray": "#808080",
    "grey": "#808080", "silver": "#C0C0C0", "navy": "#000080", "teal": "#008080",
    "purple": "#800080", "maroon": "#800000", "olive": "#808000", "lime": "#00FF00",
    "aqua": "#00FFFF", "cyan": "#00FFFF", "fuchsia": "#FF00FF", "magenta": "#FF00FF",
    "lightgray": "#D3D3D3", "lightgrey": "#D3D3D3", "darkgray": "#A9A9A9", "darkgrey": "#A9A9A9",
    "brown": "#A52A2A", "pink": "#FFC0CB", "gold": "#FFD700", "currentcolor": "#000000",
}  # fmt: skip
_SHORT = pattern(r"#([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])")
_RGB = pattern(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_LENGTH = pattern(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(px|pt|mm|cm|in|em|%)?\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_STEP = pattern(r"(\w+)\s*\(([^()]*)\)\s*,?\s*")
_BOLD = {"bold", "bolder", "600", "700", "800", "900"}
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
IGNORED = frozenset(
    {
        "id",
        "class",
        "version",
        "baseProfile",
        "xmlns",
        "role",
        "tabindex",
        "lang",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "font-family",
        "font-style",
        "font-stretch",
        "font-variant",
        "letter-spacing",
        "word-spacing",
        "shape-rendering",
        "text-rendering",
        "preserveAspectRatio",
        "enable-background",
        "overflow",
        "vector-effect",
        "color",
        "clip-rule",
    }
)


class RefusedError(ValueError):
    """What an SVG asks for and cannot have."""


class Look(Struct, frozen=True):
    """What shapes inherit."""

    matrix: Matrix = UNIT
    fill: Colour | None = _BLACK
    stroke: Colour | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    size: float = 16.0
    is_bold: bool = False
    anchor: float = 0.0
    is_shown: bool = True

    def inside(self, attributes: Mapping[str, str]) -> "Look":
        """Return how an element with ``attributes`` looks in one that looks so."""
        said = dict(attributes)
        for pair in said.pop("style", "").split(";"):
            name, colon, value = pair.partition(":")
            if colon:
                said[name.strip()] = value.strip()
        look = self
        for name, value in said.items():
            look = look._with(name, value)
        return look

    def _with(self, name: str, value: str) -> "Look":  # noqa: PLR0911 - one case an attribute
        match name:
            case "transform":
                return replace(self, matrix=combined(self.matrix, matrix_of(value)))
            case "fill":
                return replace(self, fill=colour_of(value))
            case "stroke":
                return replace(self, stroke=colour_of(value))
            case "stroke-width":
                return replace(self, width=length(value))
            case "stroke-dasharray":
                parts = () if value == "none" else tuple(map(length, re.split(r"[\s,]+", value)))
                return replace(self, dash=parts)
            case "opacity":
                return replace(self, opacity=self.opacity * _share(value))
            case "fill-opacity":
                return replace(self, fill_opacity=_share(value))
            case "stroke-opacity":
                return replace(self, stroke_opacity=_share(value))
            case "font-size":
                return replace(self, size=length(value, self.size))
            case "font-weight":
                return replace(self, is_bold=value in _BOLD)
            case "text-anchor" if value in _ANCHORS:
                return replace(self, anchor=_ANCHORS[value])
            case "display" | "visibility":
                return replace(self, is_shown=self.is_shown and value not in ("none", "hidden"))
            case "fill-rule" if value != "nonzero":
                raise RefusedError(f"{name}={value}")
            case "filter" | "mask" | "clip-path" | "marker-start" | "marker-end" | "marker-mid":
                if value != "none":
                    raise RefusedError(name)
                return self
            case _:
                return self


def colour_of(value: str) -> Colour | None:
    """Return a colour, nothing for ``none``."""
    text = value.strip()
    if text.lower() in ("none", "transparent"):
        return None
    short, rgb = _SHORT.fullmatch(text), _RGB.fullmatch(text)
    if short:
        text = "#" + "".join(part * 2 for part in short.groups())
    elif rgb:
        return Colour(*(min(255, int(part)) for part in rgb.groups()))
    try:
        return Colour.parse(_NAMES.get(text.lower(), text))
    except ValueError as fault:
        raise RefusedError(value) from fault


def length(value: str, whole: float = 0.0) -> float:
    """Return a length in pixels; ``whole`` is what 100% and 1em are of."""
    match = _LENGTH.fullmatch(value)
    if match is None:
        raise RefusedError(value)
    number, unit = float(match[1]), match[2] or ""
    if unit in ("%", "em"):
        return number * whole / (100 if unit == "%" else 1)
    return number * _PIXELS[unit]


def _share(value: str) -> float:
    return max(0.0, min(1.0, length(value, 1.0)))


def matrix_of(value: str) -> Matrix:
    """Return the matrix of a ``transform``."""
    made = UNIT
    for match in _STEP.finditer(value):
        numbers = [float(part) for part in re.split(r"[\s,]+", match[2].strip()) if part]
        made = combined(made, _step(match[1], numbers))
    if _STEP.sub("", value).strip():
        raise RefusedError(value)
    return made


def _step(name: str, n: list[float]) -> Matrix:
    match name, len(n):
        case "matrix", 6:
            return (n[0], n[1], n[2], n[3], n[4], n[5])
        case "translate", 1 | 2:
            return (1, 0, 0, 1, n[0], n[1] if len(n) > 1 else 0.0)
        case "scale", 1 | 2:
            return (n[0], 0, 0, n[-1], 0, 0)
        case "rotate", 1:
            cos, sin = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
            return (cos, sin, -sin, cos, 0, 0)
        case "rotate", 3:
            there: Matrix = (1, 0, 0, 1, n[1], n[2])
            back: Matrix = (1, 0, 0, 1, -n[1], -n[2])
            return combined(combined(there, _step("rotate", n[:1])), back)
        case _:
            raise RefusedError(f"{name}({n})")


def combined(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that does ``inner`` first and ``outer`` then."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j,
            a * k + c * m + e, b * k + d * m + f)  # fmt: skip
