"""The words that a PDF of any maker shows on its first and last pages (ISO 32000-1, 9.10)."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from reportgen.model.pattern import pattern
from reportgen.verify.pdf_file import PdfFile
from reportgen.verify.pdf_objects import Parser, Reference, UnreadableError, Value

_PAGES = 4
"""So many at each end are read: there a notice stands."""
_DEEPEST = 40
_MOST_PAGES = 20_000
_MOST_CODES = 1 << 16
_TOKEN = pattern(rb"/([^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b|(<<)|(<)|(\()|%[^\r\n]*")
_SPACE = pattern(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_SECTION = pattern(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = pattern(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


class Code:
    """How the codes of a font become text: bytes a code, and the text of each."""

    def __init__(self, size: int, texts: Mapping[int, str]) -> None:
        self._size = size
        self._texts = texts

    def text(self, string: bytes) -> str:
        """Return what ``string`` shows."""
        size = self._size
        codes = (string[at : at + size] for at in range(0, len(string), size))
        return "".join(self._texts.get(int.from_bytes(code, "big"), "") for code in codes)


def words_of(file: PdfFile) -> str:
    """Return the words of the first and the last pages, a page a line."""
    pages = list(_pages(file, file.dictionary(file.trailer.get("Root")).get("Pages"), None, 0))
    shown = pages if len(pages) <= 2 * _PAGES else (*pages[:_PAGES], *pages[-_PAGES:])
    return "\n".join(_words(file, page, fonts) for page, fonts in shown)


def _pages(
    file: PdfFile, node: Value, fonts: Value, depth: int
) -> Iterator[tuple[dict[str, Value], Value]]:
    """Yield each page with its fonts, which may be said above it (7.7.3.4)."""
    entries = file.dictionary(node)
    fonts = file.dictionary(entries.get("Resources")).get("Font", fonts)
    kids = file.items(entries.get("Kids"))
    if not kids and "Contents" in entries:
        yield entries, fonts
    if depth < _DEEPEST:
        for kid in kids[:_MOST_PAGES]:
            yield from _pages(file, kid, fonts, depth + 1)


def _words(file: PdfFile, page: dict[str, Value], fonts: Value) -> str:
    contents = page.get("Contents")
    parts = file.items(contents) or [contents]
    try:
        data = b"\n".join(file.stream(part) for part in parts)
    except UnreadableError:
        return ""
    named = file.dictionary(fonts)
    known = cache(lambda name: code_of(file, named.get(name)))
    return "".join(_shown(data, known))


def _shown(data: bytes, known: Callable[[str], Code]) -> Iterator[str]:
    at, code = 0, Code(1, {})
    while match := _TOKEN.search(data, at):
        at = match.end()
        if match[1]:
            code = known(match[1].decode("latin-1"))
        elif match[3] or match[4]:
            parser = Parser(data, match.start())
            try:
                string = parser.value()
            except UnreadableError:
                continue
            at = parser.at
            if isinstance(string, bytes):
                yield code.text(string)
        elif match[2]:
            at = _behind_dictionary(data, match.start(), at)


def _behind_dictionary(data: bytes, start: int, at: int) -> int:
    """Return where the properties of marked content end: their strings are not shown."""
    parser = Parser(data, start)
    try:
        parser.value()
    except UnreadableError:
        return at
    return parser.at


def code_of(file: PdfFile, font: Value) -> Code:
    """Return how the codes of ``font`` become text."""
    to_unicode = file.dictionary(font).get("ToUnicode")
    if not isinstance(to_unicode, Reference):
        return Code(1, {code: bytes((code,)).decode("cp1252", "replace") for code in range(256)})
    try:
        table = file.stream(to_unicode)
    except UnreadableError:
        return Code(1, {})
    space = _SPACE.search(table)
    size = max(1, len(space[1]) // 2) if space else 2
    return Code(size, dict(_texts(table)))


def _texts(table: bytes) -> Iterator[tuple[int, str]]:
    """Yield the codes of a ToUnicode CMap with their texts (9.10.3)."""
    for section in _SECTION.finditer(table):
        values = list(_values(section[2]))
        if section[1] == b"char":
            for code, text in zip(values[::2], values[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(text, bytes):
                    yield int.from_bytes(code, "big"), text.decode("utf-16-be", "replace")
            continue
        for low, high, text in zip(values[::3], values[1::3], values[2::3], strict=False):
            if isinstance(low, bytes) and isinstance(high, bytes):
                yield from _range(int.from_bytes(low, "big"), int.from_bytes(high, "big"), text)


def _range(low: int, high: int, text: bytes | list[bytes]) -> Iterator[tuple[int, str]]:
    codes = range(low, min(high, low + _MOST_CODES) + 1)
    if isinstance(text, list):
        for code, each in zip(codes, text, strict=False):
            yield code, each.decode("utf-16-be", "replace")
    elif text:
        last = int.from_bytes(text[-2:], "big")
        for step, code in enumerate(codes):
            point = (last + step & 0xFFFF).to_bytes(2, "big")
            yield code, (text[:-2] + point).decode("utf-16-be", "replace")


def _values(section: bytes) -> Iterator[bytes | list[bytes]]:
    inside: list[bytes] | None = None
    for match in _HEX.finditer(section):
        if match[2]:
            inside = []
        elif match[3]:
            yield inside or []
            inside = None
        else:
            digits = b"".join(match[1].split())
            value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
            if inside is None:
                yield value
            else:
                inside.append(value)
