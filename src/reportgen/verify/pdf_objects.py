"""PDF objects: from the bytes of a file to plain Python values (ISO 32000-1, 7.3)."""

import re
from typing import TypeAlias

from msgspec import Struct

from reportgen.model.pattern import pattern


class UnreadableError(ValueError):
    """The bytes are not what the standard asks for."""


class Name(Struct, frozen=True):
    """``/Name``, without the slash."""

    text: str


class Reference(Struct, frozen=True):
    """``12 0 R``."""

    number: int


Value: TypeAlias = (
    "bytes | int | float | bool | Name | Reference | list[Value] | dict[str, Value] | None"
)

_TOKEN = pattern(
    rb"(?:[\0\t\n\f\r ]|%[^\r\n]*)*"
    rb"(?:(?P<reference>\d{1,10} \d{1,5} R(?![A-Za-z]))"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<mark><<|>>|\[|\]|\()"
    rb"|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*)>"
    rb"|(?P<word>true|false|null))"
)
_WHITE_SPACE = b"\0\t\n\f\r "
_DEEPEST = 60
_WORDS: dict[bytes, bool | None] = {b"true": True, b"false": False, b"null": None}


class Parser:
    """Reads one value after another."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self._data = data
        self.at = at

    def value(self, depth: int = 0) -> Value:
        """Return the value that starts here."""
        token = _TOKEN.match(self._data, self.at)
        if token is None or depth > _DEEPEST:
            raise UnreadableError(f"no object at byte {self.at}")
        self.at = token.end()
        text = token[token.lastgroup or 0]
        match token.lastgroup:
            case "reference":
                return Reference(int(text.split()[0]))
            case "number":
                return float(text) if b"." in text else int(text)
            case "name":
                return Name(_unescaped_name(text))
            case "hex":
                return _from_hex(text)
            case "word":
                return _WORDS[text]
            case _:
                return self._compound(text, depth)

    def _compound(self, mark: bytes, depth: int) -> Value:
        match mark:
            case b"(":
                return self._literal()
            case b"[":
                return self._until(b"]", depth)
            case b"<<":
                items = self._until(b">>", depth)
                keys = [key.text for key in items[::2] if isinstance(key, Name)]
                return dict(zip(keys, items[1::2], strict=False))
            case _:
                raise UnreadableError(f"nothing closes at byte {self.at}")

    def _until(self, end: bytes, depth: int) -> list[Value]:
        found: list[Value] = []
        while True:
            token = _TOKEN.match(self._data, self.at)
            if token is not None and token["mark"] == end:
                self.at = token.end()
                return found
            found.append(self.value(depth + 1))

    def _literal(self) -> bytes:
        data, out, open_brackets = self._data, bytearray(), 1
        while True:
            piece = _LITERAL.match(data, self.at)
            if piece is None:
                raise UnreadableError("a string has no end")
            self.at = piece.end()
            text = piece[0]
            if text.startswith(b"\\"):
                out += _unescaped(text[1:])
                continue
            open_brackets += (text == b"(") - (text == b")")
            if not open_brackets:
                return bytes(out)
            out += text


_LITERAL = pattern(rb"\\(?:[0-7]{1,3}|\r\n|.)|[()]|[^()\\]+", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _unescaped(text: bytes) -> bytes:
    if text.isdigit():
        return bytes([int(text, 8) & 0xFF])
    return b"" if text in (b"\n", b"\r", b"\r\n") else _ESCAPES.get(text, text)


def _from_hex(text: bytes) -> bytes:
    digits = text.translate(None, _WHITE_SPACE)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _unescaped_name(text: bytes) -> str:
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), text)
    return plain.decode("latin-1")


def text_of(string: bytes) -> str:
    """Return the words of a text string (7.9.2.2)."""
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be", "replace")
    if string.startswith(b"\xef\xbb\xbf"):
        return string[3:].decode("utf-8", "replace")
    return string.decode("latin-1")
