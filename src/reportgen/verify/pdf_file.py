"""A small reader of PDF files: objects by number, enough to see whether promises are kept."""

import re
import zlib
from collections.abc import Iterator

from reportgen.model.pattern import pattern
from reportgen.verify.pdf_objects import Parser, Reference, UnreadableError, Value

_TAIL = 2048
_LARGEST = 1 << 27
"""No stream that is read here may unpack to more: a guard against bombs."""
_MOST_SECTIONS = 256
_OBJECT = pattern(rb"[\0\t\n\f\r ]*(\d{1,10}) (\d{1,5}) obj")
_PNG_PREDICTORS = 10
"""From this number on (7.4.4.4)."""
_FREE, _PLAIN, _PACKED = 0, 1, 2


class PdfFile:
    """The objects of a file; raises UnreadableError where the bytes break the standard."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._places: dict[int, tuple[int, int, int]] = {}
        self._packs: dict[int, tuple[bytes, list[int]]] = {}
        self.trailer: dict[str, Value] = {}
        if not data.startswith(b"%PDF-"):
            raise UnreadableError("%PDF-")
        found = re.findall(rb"startxref\s+(\d{1,12})\s+%%EOF", data[-_TAIL:])
        if not found:
            raise UnreadableError("startxref")
        self._read_sections(int(found[-1]))

    def object(self, number: int) -> Value:
        """Return object ``number``; of a stream, its dictionary."""
        kind, where, index = self._places.get(number, (_FREE, 0, 0))
        if kind == _PLAIN:
            return Parser(self._data, self._start(number, where)).value()
        if kind == _PACKED:
            body, starts = self._unpacked(where)
            if index >= len(starts):
                raise UnreadableError(f"object {number}")
            return Parser(body, starts[index]).value()
        return None

    def resolved(self, value: Value) -> Value:
        """Return what ``value`` refers to."""
        return self.object(value.number) if isinstance(value, Reference) else value

    def dictionary(self, value: Value) -> dict[str, Value]:
        """Return what ``value`` refers to if it is a dictionary, else an empty one."""
        found = self.resolved(value)
        return found if isinstance(found, dict) else {}

    def stream(self, value: Value) -> bytes:
        """Return the unpacked bytes of the stream that ``value`` refers to."""
        number = value.number if isinstance(value, Reference) else 0
        kind, where, _ = self._places.get(number, (_FREE, 0, 0))
        if kind != _PLAIN:
            raise UnreadableError(f"stream {number}")
        return self._stream(where)[1]

    def items(self, value: Value) -> list[Value]:
        """Return what ``value`` refers to if it is an array, else nothing."""
        found = self.resolved(value)
        return found if isinstance(found, list) else []

    def packs(self) -> Iterator[bytes]:
        """Yield the unpacked object streams in the order of their numbers."""
        streams = {where for kind, where, _ in self._places.values() if kind == _PACKED}
        for number in sorted(streams):
            yield self._unpacked(number)[0]

    def check_places(self) -> None:
        """Raise if an entry of the cross-reference table does not lead to its object."""
        for number, (kind, where, _) in self._places.items():
            if kind == _PLAIN:
                self._start(number, where)
                if not self._data[where : where + 1].isdigit():
                    raise UnreadableError(f"xref {number}")

    def _start(self, number: int, where: int) -> int:
        head = _OBJECT.match(self._data, where)
        if head is None or int(head[1]) != number:
            raise UnreadableError(f"xref {number}")
        return head.end()

    def _read_sections(self, where: int) -> None:
        todo, seen = [where], set[int]()
        while todo and len(seen) < _MOST_SECTIONS:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            is_table = self._data[at : at + 4] == b"xref"
            trailer = self._table(at + 4) if is_table else self._stream_section(at)
            for key, value in trailer.items():
                self.trailer.setdefault(key, value)
            following = (trailer.get("Prev"), trailer.get("XRefStm"))
            todo += [each for each in following if isinstance(each, int)]

    def _table(self, at: int) -> dict[str, Value]:
        line = re.compile(rb"\s*(\d{1,12}) (\d{1,12})(?: ([nf]))?")
        number = 0
        while (found := line.match(self._data, at)) is not None:
            at = found.end()
            if found[3] is None:
                number = int(found[1])
                continue
            if found[3] == b"n":
                self._places.setdefault(number, (_PLAIN, int(found[1]), 0))
            number += 1
        word = re.compile(rb"\s*trailer").match(self._data, at)
        trailer = Parser(self._data, word.end()).value() if word else None
        if not isinstance(trailer, dict):
            raise UnreadableError("trailer")
        return trailer

    def _stream_section(self, at: int) -> dict[str, Value]:
        entries, rows = self._stream(at)
        widths = entries.get("W")
        if not isinstance(widths, list) or len(widths) != 3:  # noqa: PLR2004 - 7.5.8.2: three
            raise UnreadableError("xref")
        kind, where, index = (width if isinstance(width, int) else 0 for width in widths)
        whole = kind + where + index
        ranges = entries.get("Index") or [0, len(rows) // max(whole, 1)]
        numbers = [n for n in ranges if isinstance(n, int)] if isinstance(ranges, list) else []
        at = 0
        for first, count in zip(numbers[::2], numbers[1::2], strict=False):
            for number in range(first, first + min(count, len(rows))):
                row = rows[at : at + whole]
                at += whole
                one = int.from_bytes(row[:kind], "big") if kind else _PLAIN
                two = int.from_bytes(row[kind : kind + where], "big")
                three = int.from_bytes(row[kind + where :], "big")
                if one in (_PLAIN, _PACKED) and len(row) == whole:
                    self._places.setdefault(number, (one, two, three))
        return entries

    def _unpacked(self, number: int) -> tuple[bytes, list[int]]:
        if number not in self._packs:
            kind, where, _ = self._places.get(number, (_FREE, 0, 0))
            if kind != _PLAIN:
                raise UnreadableError(f"object {number}")
            entries, body = self._stream(where)
            first = entries.get("First")
            if not isinstance(first, int):
                raise UnreadableError(f"object {number}")
            places = [int(word) for word in body[:first].split() if word.isdigit()]
            self._packs[number] = body, [first + place for place in places[1::2]]
        return self._packs[number]

    def _stream(self, at: int) -> tuple[dict[str, Value], bytes]:
        head = _OBJECT.match(self._data, at)
        if head is None:
            raise UnreadableError(f"byte {at}")
        parser = Parser(self._data, head.end())
        entries = parser.value()
        start = re.compile(rb"\s*stream\r?\n").match(self._data, parser.at)
        if not isinstance(entries, dict) or start is None:
            raise UnreadableError(f"byte {at}")
        length = self.resolved(entries.get("Length"))
        end = start.end() + (length if isinstance(length, int) else 0)
        return entries, _inflated(self._data[start.end() : end], entries, self)


def _inflated(data: bytes, entries: dict[str, Value], file: PdfFile) -> bytes:
    if "Filter" not in entries:
        return data
    try:
        out = zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error as fault:
        raise UnreadableError("FlateDecode") from fault
    parameters = entries.get("DecodeParms")
    if isinstance(parameters, list):
        parameters = parameters[0] if parameters else None
    columns = file.dictionary(parameters).get("Columns", 1)
    predictor = file.dictionary(parameters).get("Predictor", 1)
    is_predicted = isinstance(predictor, int) and predictor >= _PNG_PREDICTORS
    if is_predicted and isinstance(columns, int) and 0 < columns < len(out):
        return _unpredicted(out, columns)
    return out


def _unpredicted(data: bytes, columns: int) -> bytes:
    """Undo PNG's row filters None, Sub and Up: cross-reference streams use no others."""
    above, out = bytes(columns), bytearray()
    for at in range(0, len(data) - columns, columns + 1):
        row = bytearray(data[at + 1 : at + 1 + columns])
        match data[at]:
            case 2:
                row = bytearray((a + b) & 0xFF for a, b in zip(row, above, strict=True))
            case 1:
                for i in range(1, columns):
                    row[i] = (row[i] + row[i - 1]) & 0xFF
            case _:
                pass
        above = bytes(row)
        out += row
    return bytes(out)
