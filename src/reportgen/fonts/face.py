"""Face: what one font file knows about characters; all answers are kept."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Generic, TypeVar

import uharfbuzz as hb

from reportgen.fonts.codes import plane_of
from reportgen.fonts.find import FoundFont
from reportgen.fonts.outline import Outline, outline
from reportgen.fonts.shape import DIGIT_FORMS, PRIVATE, glyphs, kerned, private_glyphs
from reportgen.fonts.subset import FontProgram, ShownGlyph, subset_font
from reportgen.fonts.tables import BrokenFontError
from reportgen.model.typography import Digits

_TRIED = 64
"""Characters of a font that are tried before it is used."""
Key = TypeVar("Key")
Value = TypeVar("Value")


_FIGURES = "0123456789.,%+−"
_MOST_ANSWERS = 30_000
"""A table starts anew when it holds as many: a batch shows numbers without end."""


class Remembered(dict[Key, Value], Generic[Key, Value]):
    """A dict that asks ``look_up`` for what it does not hold; a hit costs no Python call."""

    def __init__(self, look_up: Callable[[Key], Value]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, key: Key) -> Value:
        if len(self) >= _MOST_ANSWERS:
            self.clear()
        value = self[key] = self._look_up(key)
        return value


Word = tuple[tuple[str | int, ...], int]


class Face:
    """One plane of a font file, mapped when first asked; lengths in thousandths of an em."""

    def __init__(self, name: str, file: FoundFont, plane: int = 0) -> None:
        self.name = name
        self.file = file
        self.plane = plane
        self.advances: Remembered[str, int] = Remembered(self._advance)
        self.words: Remembered[str, Word] = Remembered(self._word)
        self.widths: Remembered[int, Remembered[str, float]] = Remembered(self._widths)
        self._glyphs: Remembered[str, int | None] = Remembered(self._glyph)
        self.halvings: Remembered[str, tuple[int, int]] = Remembered(self._halving)
        self._outlines: Remembered[str, Outline] = Remembered(self._outline)

    # ---- asked by others -------------------------------------------------------------------

    @cached_property
    def fault(self) -> str:
        """What is found wrong when a few characters are cut out of the file; empty: nothing."""
        known = sorted(self._face.unicodes)
        try:
            self.subset(chr(point) for point in known[:: len(known) // _TRIED + 1])
        except BrokenFontError as fault:
            return str(fault)
        return "" if known else "没有字符（no characters）cmap"

    @cached_property
    def digest(self) -> str:
        """Of all that a subset depends on, its characters apart."""
        file = self.file
        return f"{file.digest} {file.index} {file.weight} {self.plane} {hb.version_string()}"

    @property
    def ascent(self) -> int:
        """Height above the baseline."""
        return self._vertical[0]

    @property
    def descent(self) -> int:
        """Depth below the baseline, negative."""
        return self._vertical[1]

    def has(self, char: str) -> bool:
        """Tell whether the face has a glyph for ``char``."""
        return self._glyphs[char] is not None

    def has_digits(self, digits: Digits) -> bool:
        """Tell whether the face has digits of that kind beside its usual ones."""
        return digits in DIGIT_FORMS and self.has(DIGIT_FORMS[digits][1]["0"])

    def shows_digits(self, digits: Digits) -> bool:
        """Tell whether the face can show digits of that kind, its usual ones perhaps."""
        if digits is Digits.TABULAR and len({self.advances[digit] for digit in "0123456789"}) == 1:
            return True
        return self.has_digits(digits)

    def advance(self, char: str) -> int:
        """Return how far ``char`` moves the pen."""
        return self.advances[char]

    def halving(self, char: str) -> tuple[int, int]:
        """Return how much blank may be cut before and after a full-width mark."""
        return self.halvings[char]

    def word(self, text: str) -> Word:
        """Return a Latin word with kerning, as pieces of a GlyphRun, and its advance."""
        return self.words[text]

    def outline(self, char: str) -> Outline:
        """Return the shape of ``char``."""
        return self._outlines[char]

    def subset(self, chars: Iterable[str]) -> FontProgram:
        """Return a font that holds just ``chars``: the same for the same characters."""
        shown = [
            ShownGlyph(char, glyph, self.advances[char])
            for char in sorted(set(chars))
            if (glyph := self._glyphs[char]) is not None
        ]
        return subset_font(self._font, self.name, self.file.weight, shown)

    # ---- looked up once --------------------------------------------------------------------

    @cached_property
    def _face(self) -> hb.Face:
        return hb.Face(hb.Blob.from_file_path(str(self.file.path)), self.file.index)

    @cached_property
    def _font(self) -> hb.Font:
        font = hb.Font(self._face)
        if self.file.weight:
            font.set_variations({"wght": self.file.weight})
        return font

    @cached_property
    def _scale(self) -> float:
        return 1000 / float(self._face.upem)

    @cached_property
    def _vertical(self) -> tuple[int, int]:
        extents = self._font.get_font_extents("ltr")
        return round(extents.ascender * self._scale), round(extents.descender * self._scale)

    @cached_property
    def _private(self) -> dict[str, int]:
        return private_glyphs(self._font)

    def _glyph(self, char: str) -> int | None:
        if plane_of(char) != self.plane:
            return None
        if char in PRIVATE:
            return self._private.get(char)
        glyph: int | None = self._font.get_nominal_glyph(ord(char))
        return glyph

    def _advance(self, char: str) -> int:
        glyph = self._glyphs[char] or 0
        advance: int = self._font.get_glyph_h_advance(glyph)
        return round(advance * self._scale)

    def _widths(self, size: int) -> "Remembered[str, float]":
        advances, em = self.advances, size / 1000
        return Remembered(lambda char: advances[char] * em)

    def _halving(self, char: str) -> tuple[int, int]:
        full, cut = glyphs(self._font, char), glyphs(self._font, char, "halt")
        if len(full) != 1 or len(cut) != 1:
            return 0, 0
        before = -cut[0][2]
        after = full[0][1] - cut[0][1] - before
        return round(before * self._scale), round(after * self._scale)

    @cached_property
    def _figures(self) -> frozenset[str]:
        """The marks of numbers, if none of them moves when another stands beside it.

        A long table has more numbers than a book has words; to shape each takes its time.
        """
        pairs = "".join(one + other for one in _FIGURES for other in _FIGURES)
        plain = [(self._glyphs[char] or 0, self.advances[char]) for char in pairs]
        shaped = [(glyph, round(far * self._scale)) for glyph, far in kerned(self._font, pairs)]
        return frozenset(_FIGURES) if shaped == plain else frozenset()

    def _word(self, text: str) -> Word:
        advances = [self.advances[char] for char in text]
        if self._figures.issuperset(text):
            return (text,), sum(advances)
        shaped = kerned(self._font, text)
        if [glyph for glyph, _ in shaped] != [self._glyphs[char] or 0 for char in text]:
            return (text,), sum(advances)
        moved = [round(advance * self._scale) for _, advance in shaped]
        pieces: list[str | int] = []
        start = 0
        for end, (advance, plain) in enumerate(zip(moved, advances, strict=True), 1):
            if advance != plain:
                pieces += [text[start:end], advance - plain]
                start = end
        if start < len(text):
            pieces.append(text[start:])
        return tuple(pieces), sum(moved)

    def _outline(self, char: str) -> Outline:
        return outline(self._font, self._glyphs[char] or 0, self._scale)
