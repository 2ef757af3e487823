"""Faces: the fonts in use, how their characters are written, and which of them to embed."""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from reportgen.diag import Code, Sink, Source, Span
from reportgen.fonts import BrokenFontError, Face, FontSet, code
from reportgen.model.artifact import Cache
from reportgen.model.brand import FontRole
from reportgen.write_pdf.embed import embed_font
from reportgen.write_pdf.file import File
from reportgen.write_pdf.pack_font import PackedFont, font_bytes, font_from_bytes, pack_font
from reportgen.write_pdf.syntax import dictionary, reference

Pieces: TypeAlias = Sequence[str | int]
"""Characters and, between them, moves to the right in thousandths of the size."""
_VERSION = f"2 {zlib.ZLIB_RUNTIME_VERSION}"
"""Of what is kept of a subset."""


class _Codes(dict[int, str]):
    """Code points to codes as hex digits, for ``str.translate``; what was asked for was shown."""

    def __missing__(self, point: int) -> str:
        digits = self[point] = f"{code(chr(point)):04x}"
        return digits


class UsedFace:
    """A face under the name by which operators call it."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self._codes = _Codes()

    def shown(self, pieces: Pieces) -> str:
        """Return the operator that shows ``pieces``; its moves go to the left (9.4.3)."""
        codes = self._codes
        if len(pieces) == 1:
            return f"<{str(pieces[0]).translate(codes)}>Tj"
        parts = [
            f"<{piece.translate(codes)}>" if isinstance(piece, str) else str(-piece)
            for piece in pieces
        ]
        return f"[{''.join(parts)}]TJ"

    def characters(self) -> list[str]:
        """Return the characters shown so far, sorted."""
        return [chr(point) for point in sorted(self._codes)]


class Faces:
    """Gives each face its name at first use."""

    def __init__(self, fonts: FontSet, report: str, cache: Cache) -> None:
        self._fonts = fonts
        self._report = report
        self._cache = cache
        self._used: dict[str, UsedFace] = {}

    def face(self, name: str) -> UsedFace:
        """Return the face called ``name``, as in a glyph run."""
        used = self._used.get(name)
        return used or self._use(self._fonts.by_name(name))

    def words(self, text: str, role: FontRole) -> Iterator[tuple[UsedFace, Pieces]]:
        """Split ``text`` into what each face shows, with kerning."""
        for face, part in self._fonts.runs(text, role):
            yield self._used.get(face.name) or self._use(face), face.word(part)[0]

    def width(self, text: str, role: FontRole) -> int:
        """Return how wide ``text`` is, in thousandths of its size."""
        return self._fonts.width(text, role, 1000)

    def embed(self, file: File, number: int) -> None:
        """Write the subset of each face that was used, and as ``number`` where to find them.

        Raise PromiseError for tofu.
        """
        sink = Sink()
        embedded: dict[str, str] = {}
        for used in self._used.values():
            chars = used.characters()
            _find_tofu(used.face, chars, sink)
            try:
                font = self._packed(used.face, chars)
            except BrokenFontError as fault:  # in outlines that no trial has met
                place = Span(Source(used.face.file.path.name, ""), 1, 1)
                name = used.face.file.path.name
                sink.add(Code.FONT_NOT_USABLE, place, file=name, fault=fault)
                continue
            embedded[used.resource] = reference(embed_font(file, font))
        file.put(number, dictionary(embedded))
        sink.stop_on_errors()

    def _packed(self, face: Face, chars: list[str]) -> PackedFont:
        """Return the subset, from the cache when it is the same as the last one kept there.

        A report keeps one subset of each face, so that the cache does not grow with its issues.
        """
        place = f"font {self._report} {face.name}".encode()
        words = "".join(chars).encode("utf-8", "surrogatepass")
        seal = hashlib.sha256(f"{_VERSION} {face.digest} ".encode() + words).digest()
        known = self._cache.get(place)
        if known is not None and known.startswith(seal):
            return font_from_bytes(known[len(seal) :])
        font = pack_font(face.subset(chars))
        self._cache.put(place, seal + font_bytes(font))
        return font

    def _use(self, face: Face) -> UsedFace:
        used = UsedFace(face, f"F{len(self._used) + 1}")
        self._used[face.name] = used
        return used


def _find_tofu(face: Face, chars: list[str], sink: Sink) -> None:
    missing = [char for char in chars if not face.has(char)]
    if missing:
        points = " ".join(f"U+{ord(char):04X}" for char in missing)
        place, words = Span(Source(face.name, ""), 1, 1), "".join(missing)
        sink.add(Code.TOFU, place, characters=words, codepoints=points, face=face.name)
