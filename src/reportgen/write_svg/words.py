"""Words: glyph runs as SVG text, every character where it stands on the page."""

from collections.abc import Iterator
from html import escape

from reportgen.fonts import Face, FontSet
from reportgen.model.length import Length
from reportgen.model.page import GlyphRun

_PRIVATE = range(0xE000, 0xF900)
_BEYOND = 0xFFFF


class Words:
    """Turns glyph runs into elements, and remembers whose faces a reader needs.

    A character is text in the page's own face; what has no code of its own there (a dash of two
    ems, a Latin quote), or stands in a collection or a variable font, is its outline.
    """

    def __init__(self, fonts: FontSet, height: Length) -> None:
        self._fonts = fonts
        self._height = height
        self.used: dict[str, Face] = {}

    def run(self, run: GlyphRun, x: Length, y: Length) -> Iterator[str]:
        """Yield the elements of ``run``; ``x`` and ``y`` are the origin of its item."""
        face = self._fonts.by_name(run.face)
        is_file = not (face.file.index or face.file.weight)
        left, base = (x + run.x) / 1000, (self._height - y - run.y) / 1000
        size = run.size / 1000
        colour = f"#{run.colour.hex}"
        shown: list[str] = []
        places: list[float] = []
        outlines: list[str] = []
        pen = 0.0
        for piece in run.pieces:
            if isinstance(piece, int):
                pen += piece
                continue
            for char in piece:
                at = left + pen * size / 1000
                if is_file and ord(char) not in _PRIVATE:
                    shown.append(char)
                    places += [at] * (2 if ord(char) > _BEYOND else 1)
                else:
                    outlines.append(_outline(face, char, at, base, size))
                pen += face.advance(char) + run.tracking
        if shown:
            self.used[face.name] = face
            across = " ".join(f"{place:.2f}" for place in places)
            words = escape("".join(shown), quote=False)
            yield (
                f'<text x="{across}" y="{base:.2f}" font-family="{face.name}"'
                f' font-size="{size:g}" fill="{colour}">{words}</text>'
            )
        if any(outlines):
            yield f'<path fill="{colour}" d="{"".join(outlines)}"/>'


def _outline(face: Face, char: str, x: float, y: float, size: float) -> str:
    """Return the shape of ``char`` at ``x``, ``y`` (points, downwards)."""
    scale = size / 1000
    parts = []
    for name, *spots in face.outline(char):
        values = [float(each) for each in spots]
        points = zip(values[::2], values[1::2], strict=True)
        parts.append(
            ("Z" if name == "h" else name.upper())
            + " ".join(f"{x + across * scale:.2f} {y - up * scale:.2f}" for across, up in points)
        )
    return "".join(parts)
