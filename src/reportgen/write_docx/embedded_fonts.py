"""Fonts inside the file: cut to what may be typed, obfuscated as Word wants them."""

import hashlib
import uuid
from collections.abc import Iterable

from msgspec import Struct

from reportgen.fonts import WordFace
from reportgen.model.pattern import pattern
from reportgen.write_docx.package import Part, Relationships

_WORDS = pattern(r">([^<>]+)<")
_LATIN = "".join(map(chr, range(0x20, 0x7F)))
_MARKS = "　、。〈〉《》「」『』【】〔〕！（），．：；？％＋－～—‘’“”…·×÷±°℃‰→①②③④⑤⑥⑦⑧⑨⑩"
_LONG = 32
"""The bytes that are obfuscated."""


class EmbeddedFont(Struct, frozen=True):
    """What fontTable.xml says of a font in the file."""

    family: str
    is_bold: bool
    key: str
    target: str


class EmbeddedFonts(Struct, frozen=True):
    """The fonts in the file, their parts and how fontTable.xml points to them."""

    fonts: tuple[EmbeddedFont, ...] = ()
    parts: tuple[Part, ...] = ()

    def xml(self, family: str, targets: Relationships) -> str:
        """Return what the entry of ``family`` in fontTable.xml ends in."""
        return "".join(
            f'<w:embed{"Bold" if each.is_bold else "Regular"} w:fontKey="{each.key}"'
            f' r:id="{targets.add("font", each.target)}"/>'
            for each in sorted(self.fonts, key=lambda font: font.is_bold)
            if each.family == family
        )


def embedded_fonts(faces: Iterable[WordFace], texts: Iterable[str]) -> EmbeddedFonts:
    """Return ``faces`` with the characters of ``texts``, of a keyboard, and Chinese marks."""
    chars = set(_LATIN + _MARKS)
    for text in texts:
        chars.update(*_WORDS.findall(text))
    fonts, parts = [], []
    for number, face in enumerate(faces, 1):
        program = face.program(chars)
        key = uuid.UUID(bytes=hashlib.sha256(program).digest()[:16], version=4)
        target = f"fonts/font{number}.odttf"
        fonts.append(EmbeddedFont(face.family, face.is_bold, "{" + str(key).upper() + "}", target))
        parts.append(Part(f"word/{target}", "", _obfuscated(program, key)))
    return EmbeddedFonts(tuple(fonts), tuple(parts))


def _obfuscated(program: bytes, key: uuid.UUID) -> bytes:
    """Return a font whose head is mixed with its key, last byte first (ECMA-376 Part 4, 2.8.1)."""
    mask = key.bytes[::-1] * (_LONG // 16)
    head = bytes(byte ^ other for byte, other in zip(program[:_LONG], mask, strict=True))
    return head + program[_LONG:]
