"""Coverage: which face shows a character; the faces a brand uses, by role."""

import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import chain, count, groupby
from operator import itemgetter
from pathlib import Path, PurePosixPath

from reportgen.diag import Code, Sink
from reportgen.fonts.doubts import composed, is_inkless, stands_alone
from reportgen.fonts.face import Face, Remembered
from reportgen.fonts.find import FoundFont, find_font
from reportgen.fonts.quotes import with_latin_quotes
from reportgen.fonts.shape import (
    DASH_PAIR,
    DIGIT_FORMS,
    DIGIT_TABLES,
    HAN_DASH,
    LATIN_QUOTES,
    PRIVATE,
)
from reportgen.model.brand import Brand, FontFile, FontRole
from reportgen.model.length import Length
from reportgen.model.pattern import pattern
from reportgen.model.typography import Digits, Typography

_LAST_RESORT = (FontFile("NotoSansSC-Regular.ttf"), FontFile("DejaVuSans.ttf"))
_PLANES = range(4)  # basic, symbols, two of rare Han; no other has printed characters
_NOT_IN_NAMES = pattern("[^A-Za-z0-9-]")
_LATIN_WORD = pattern("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{2,}")
_BLANKS = str.maketrans("\t\n\v\f\r", "     ")
# A dash between Latin letters is Latin.
_LONE_DASH = pattern("(?<!—)(?<![A-Za-z])(?<![A-Za-z] )—(?!—)|(?<!—)—(?!—| ?[A-Za-z])")
_DIGIT_WORDS = {
    Digits.TABULAR: "等宽（tabular）",
    Digits.PROPORTIONAL: "比例（proportional）",
}


def open_fonts(
    brand: Brand, brand_folder: Path | None = None, sink: Sink | None = None
) -> "FontSet":
    """Return the faces of ``brand``; a file that cannot be used is a finding.

    Another face stands in for it, so that the search for faults can go on; without a ``sink``
    the findings are raised.
    """
    found = Sink() if sink is None else sink
    wanted = {role: (spec.file, *spec.fallbacks) for role, spec in brand.fonts.items()}
    files = [*chain(*wanted.values()), *brand.fallbacks, *_LAST_RESORT]
    faces: dict[FontFile, tuple[Face, ...]] = {}
    names: set[str] = set()
    for file in dict.fromkeys(files):
        font = find_font(file, brand_folder, found)
        if font is None:
            continue
        name = _name(file, names)
        opened = tuple(open_face(name, font, plane) for plane in _PLANES)
        if not font.is_ours and opened[0].fault:
            fault = opened[0].fault
            found.add(Code.FONT_NOT_USABLE, file.span, file=file.name, fault=fault)
            continue
        names.add(name)
        faces[file] = opened
    if sink is None:
        found.stop_on_errors()
    rest = (*brand.fallbacks, *_LAST_RESORT)
    chains = {
        role: tuple(dict.fromkeys(chain(*(faces.get(file, ()) for file in (*own, *rest)))))
        for role, own in wanted.items()
    }
    _find_digits(brand, faces, found)
    return _font_set(tuple(chains.items()), brand.typography)


def _find_digits(brand: Brand, faces: Mapping[FontFile, tuple[Face, ...]], sink: Sink) -> None:
    """Find fonts without the digits that the brand wants."""
    digits = brand.typography.digits
    if digits is Digits.DESIGNED:
        return
    for file in dict.fromkeys(spec.file for spec in brand.fonts.values()):
        if file in faces and not faces[file][0].shows_digits(digits):
            feature = DIGIT_FORMS[digits][0]
            sink.add(
                Code.FONT_WITHOUT_DIGITS,
                file.span,
                file=file.name,
                digits=_DIGIT_WORDS[digits],
                feature=feature,
            )


@lru_cache(maxsize=256)
def open_face(name: str, font: FoundFont, plane: int) -> Face:
    """Return a face with all it has learnt in this process; its digest tells a changed file."""
    return Face(f"{name}-P{plane}" if plane else name, font, plane)


def _name(file: FontFile, taken: set[str]) -> str:
    """Return a PostScript name: of ASCII letters, whatever the file is called."""
    name = _NOT_IN_NAMES.sub("", PurePosixPath(file.name).stem) or "Face"
    if file.index:
        name += f"-{file.index}"
    if file.weight:
        name += f"-wght{file.weight}"
    others = (f"{name}-{number}" for number in count(2))
    return next(each for each in chain((name,), others) if each not in taken)


@lru_cache(maxsize=16)
def _font_set(
    chains: tuple[tuple[FontRole, tuple[Face, ...]], ...], typography: Typography
) -> "FontSet":
    return FontSet(dict(chains), typography)


def with_private(text: str, face: Face, digits: Digits = Digits.DESIGNED) -> str:
    """Return ``text`` with the private characters that ``face`` has a glyph for."""
    if "—" in text:
        if face.has(DASH_PAIR):
            text = text.replace("——", DASH_PAIR)
        if face.has(HAN_DASH):
            text = _LONE_DASH.sub(HAN_DASH, text)
    quoted = with_latin_quotes(text)
    if quoted != text and face.has(LATIN_QUOTES["’"]):
        text = quoted
    if digits is not Digits.DESIGNED and face.has_digits(digits):
        text = text.translate(DIGIT_TABLES[digits])
    return text


class Cover(Remembered[str, Face]):
    """Character to face, for one role."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        super().__init__(self._first_that_has)
        self.main = faces[0]
        self._chain = faces
        self._own: set[str] = set()

    def is_own(self, text: str) -> bool:
        """Tell whether the role's own face has all of ``text``."""
        if self._own.issuperset(text):
            return True
        self._own.update(c for c in text if self.main.has(c) and stands_alone(c))
        return self._own.issuperset(text)

    def split(self, text: str) -> list[tuple[Face, str]]:
        """Return the parts of ``text`` by face; a Latin word is of one face where one has it."""
        faces = [self[char] for char in text]
        for word in _LATIN_WORD.finditer(text):
            start, end = word.span()
            if len(set(faces[start:end])) > 1:
                has_all = (face for face in self._chain if all(map(face.has, word[0])))
                faces[start:end] = [next(has_all, faces[start])] * (end - start)
        parts = groupby(zip(faces, text, strict=True), itemgetter(0))
        return [(face, "".join(char for _, char in part)) for face, part in parts]

    def _first_that_has(self, char: str) -> Face:
        return next((face for face in self._chain if face.has(char)), self.main)


class FontSet:
    """The faces of a brand: one chain a role, its own face first."""

    def __init__(self, chains: Mapping[FontRole, tuple[Face, ...]], typography: Typography) -> None:
        self.typography = typography
        self._covers = {role: Cover(chain) for role, chain in chains.items()}
        self._faces = {face.name: face for chain in chains.values() for face in chain}
        self._missing: Remembered[str, bool] = Remembered(self._is_missing)

    def face(self, role: FontRole) -> Face:
        """Return the face of ``role``."""
        return self._covers[role].main

    @property
    def paths(self) -> tuple[Path, ...]:
        """The font files, each once."""
        return tuple(dict.fromkeys(face.file.path for face in self._faces.values()))

    @cached_property
    def digest(self) -> str:
        """Of all font files: what was measured in others is not worth keeping."""
        files = sorted(face.digest for face in self._faces.values())
        return hashlib.sha256("\n".join(files).encode()).hexdigest()

    def by_name(self, name: str) -> Face:
        """Return the face that a GlyphRun names."""
        return self._faces[name]

    def runs(self, text: str, role: FontRole) -> list[tuple[Face, str]]:
        """Split ``text`` by the face that shows it; what leaves no mark is left out.

        ``——`` and quotes of Latin words become the private characters of their glyphs.
        """
        cover = self._covers[role]
        text = with_private(text, cover.main, self.typography.digits)
        if cover.is_own(text):
            return [(cover.main, text)] if text else []
        shown = "".join(c for c in composed(text).translate(_BLANKS) if not is_inkless(c))
        return cover.split(shown)

    def missing(self, text: str) -> list[str]:
        """Return the characters that no face of the set has, in order, each once."""
        return [char for char in dict.fromkeys(text) if self._missing[char]]

    def _is_missing(self, char: str) -> bool:
        if is_inkless(char):
            return False
        return char in PRIVATE or not any(face.has(char) for face in self._faces.values())

    def width(self, text: str, role: FontRole, size: Length) -> Length:
        """Return how wide ``text`` is, with fallbacks and kerning, without Han-Latin gaps."""
        return sum(face.word(part)[1] for face, part in self.runs(text, role)) * size // 1000
