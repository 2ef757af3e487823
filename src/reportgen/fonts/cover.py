"""Cover: which face shows a character; the faces a brand uses, by role."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from reportgen.fonts.face import Face, Remembered
from reportgen.fonts.find import find_font
from reportgen.fonts.quotes import with_latin_quotes
from reportgen.fonts.shape import DASH_PAIR, HAN_DASH, LATIN_QUOTES, PRIVATE
from reportgen.model.brand import Brand, FontRole
from reportgen.model.length import Length

_LAST_RESORT = ("NotoSansSC-Regular.ttf", "DejaVuSans.ttf")
# Characters that leave no mark: controls, joiners, variation selectors.
_INKLESS = {"Cc", "Cf"}
_BLANKS = str.maketrans("\t\n\v\f\r", "     ")
# A dash between Latin letters is Latin.
_LONE_DASH = re.compile("(?<!—)(?<![A-Za-z])(?<![A-Za-z] )—(?!—)|(?<!—)—(?!—| ?[A-Za-z])")
_SELECTORS = range(0xFE00, 0xFE10)


def open_fonts(brand: Brand, brand_folder: Path | None = None) -> "FontSet":
    """Return the faces of ``brand``; raise MakeError when a file is missing or not TrueType."""
    files = [spec.file for spec in brand.fonts.values()]
    files += [*brand.fallbacks, *_LAST_RESORT]
    faces: dict[str, Face] = {}
    names: dict[str, int] = {}
    for file in dict.fromkeys(files):
        path = find_font(file, brand_folder)
        count = names[path.stem] = names.get(path.stem, 0) + 1
        faces[file] = Face(path.stem if count == 1 else f"{path.stem}-{count}", path)
    rest = [faces[file] for file in (*brand.fallbacks, *_LAST_RESORT)]
    chains = {
        role: tuple(dict.fromkeys([faces[spec.file], *rest])) for role, spec in brand.fonts.items()
    }
    return FontSet(chains)


def with_private(text: str, face: Face) -> str:
    """Return ``text`` with the private characters that ``face`` has a glyph for."""
    if "—" in text:
        if face.has(DASH_PAIR):
            text = text.replace("——", DASH_PAIR)
        if face.has(HAN_DASH):
            text = _LONE_DASH.sub(HAN_DASH, text)
    quoted = with_latin_quotes(text)
    if quoted != text and face.has(LATIN_QUOTES["’"]):
        return quoted
    return text


class Cover(Remembered[str, Face]):
    """Character to face, for one role."""

    def __init__(self, chain: tuple[Face, ...]) -> None:
        super().__init__(self._first_that_has)
        self.main = chain[0]
        self._chain = chain
        self._own: set[str] = set()

    def is_own(self, text: str) -> bool:
        """Tell whether the role's own face has all of ``text``."""
        if self._own.issuperset(text):
            return True
        self._own.update(char for char in text if self.main.has(char) and not _is_inkless(char))
        return self._own.issuperset(text)

    def _first_that_has(self, char: str) -> Face:
        return next((face for face in self._chain if face.has(char)), self.main)


class FontSet:
    """The faces of a brand: one chain a role, its own face first."""

    def __init__(self, chains: Mapping[FontRole, tuple[Face, ...]]) -> None:
        self._covers = {role: Cover(chain) for role, chain in chains.items()}
        self._faces = {face.name: face for chain in chains.values() for face in chain}

    def face(self, role: FontRole) -> Face:
        """Return the face of ``role``."""
        return self._covers[role].main

    @property
    def paths(self) -> tuple[Path, ...]:
        """The font files, each once."""
        return tuple(dict.fromkeys(face.path for face in self._faces.values()))

    def by_name(self, name: str) -> Face:
        """Return the face that a GlyphRun names."""
        return self._faces[name]

    def runs(self, text: str, role: FontRole) -> list[tuple[Face, str]]:
        """Split ``text`` by the face that shows it; what leaves no mark is left out.

        ``——`` and quotes of Latin words become the private characters of their glyphs.
        """
        cover = self._covers[role]
        text = with_private(text, cover.main)
        if cover.is_own(text):
            return [(cover.main, text)] if text else []
        shown = [char for char in text.translate(_BLANKS) if not _is_inkless(char)]
        return [(face, "".join(chars)) for face, chars in groupby(shown, cover.__getitem__)]

    def missing(self, text: str) -> list[str]:
        """Return the characters that no face of the set has, in order, each once."""
        return [
            char for char in dict.fromkeys(text) if not _is_inkless(char) and not self._has(char)
        ]

    def _has(self, char: str) -> bool:
        return char not in PRIVATE and any(face.has(char) for face in self._faces.values())

    def width(self, text: str, role: FontRole, size: Length) -> Length:
        """Return how wide ``text`` is, with fallbacks and kerning, without Han-Latin gaps."""
        return sum(face.word(part)[1] for face, part in self.runs(text, role)) * size // 1000


def _is_inkless(char: str) -> bool:
    return unicodedata.category(char) in _INKLESS or ord(char) in _SELECTORS
