"""The file: objects with their numbers, object streams and a cross-reference stream (7.5)."""

import hashlib
import zlib

from reportgen.write_pdf.syntax import reference

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACK = 200
"""Objects in one object stream."""
_LEVEL = 6


def deflate(data: bytes) -> bytes:
    """Compress ``data``."""
    return zlib.compress(data, _LEVEL)


class File:
    """Gives objects their numbers and puts them, most of them packed, into the file.

    Bodies come ready to be written. A stream is written at once, so that what it was made from
    can be forgotten.
    """

    def __init__(self) -> None:
        self._last = 0
        self._chunks: list[bytes] = []
        self._size = 0
        self._digest = hashlib.sha256()
        self._offsets: dict[int, int] = {}
        self._packed: dict[int, tuple[int, int]] = {}
        self._waiting: list[tuple[int, bytes]] = []
        self._write(_HEAD)

    def reserve(self, count: int = 1) -> int:
        """Return the first of ``count`` numbers whose objects come later."""
        first = self._last + 1
        self._last += count
        return first

    def put(self, number: int, body: str) -> None:
        """Write the object with a reserved ``number``, packed with others."""
        self._waiting.append((number, body.encode("latin-1")))
        if len(self._waiting) == _PACK:
            self._pack()

    def add(self, body: str) -> int:
        """Write an object, packed with others; return its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, entries: str, data: bytes, number: int = 0) -> int:
        """Write a compressed stream whose dictionary has ``entries``; return its number."""
        return self.packed_stream(entries, deflate(data), number)

    def packed_stream(self, entries: str, packed: bytes, number: int = 0) -> int:
        """Write a stream that is compressed already; return its number."""
        return self.raw_stream(f"{entries}/Filter/FlateDecode", packed, number)

    def raw_stream(self, entries: str, data: bytes, number: int = 0) -> int:
        """Write a stream as it is; return its number."""
        number = number or self.reserve()
        head = f"<<{entries}/Length {len(data)}>>\nstream\n".encode("latin-1")
        # An end of line before endstream: ISO 19005-2, 6.1.7.1.
        self._emit(number, head + data + b"\nendstream")
        return number

    def close(self, catalog: str, info: str) -> bytes:
        """Return the whole file; its identifier is a digest of all that was written."""
        root = self.reserve(2)
        about = root + 1
        # Both stand outside the object streams, for readers that only look at the bytes: of the
        # label TC260-PG-20258A says where it stands, and such a reader does not unpack.
        self._emit(root, catalog.encode("latin-1"))
        self._emit(about, info.encode("latin-1"))
        self._pack()
        start, place = self.reserve(), self._size
        self._offsets[start] = place
        rows = deflate(self._rows(start))
        name = self._digest.hexdigest()[:32]
        entries = (
            f"<</Type/XRef/W[1 4 2]/Size {start + 1}/Root {reference(root)}/Info {reference(about)}"
            f"/ID[<{name}><{name}>]/Filter/FlateDecode/Length {len(rows)}>>\nstream\n"
        )
        self._emit(start, entries.encode() + rows + b"\nendstream")
        self._write(b"startxref\n%d\n%%%%EOF\n" % place)
        return b"".join(self._chunks)

    def _rows(self, last: int) -> bytes:
        rows = bytearray(b"\x00\x00\x00\x00\x00\xff\xff")
        for number in range(1, last + 1):
            if number in self._packed:
                stream, index = self._packed[number]
                rows += b"\x02" + stream.to_bytes(4, "big") + index.to_bytes(2, "big")
            else:
                rows += b"\x01" + self._offsets[number].to_bytes(4, "big") + b"\x00\x00"
        return bytes(rows)

    def _pack(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        number = self.reserve()
        places, offset = [], 0
        for index, (each, body) in enumerate(waiting):
            self._packed[each] = number, index
            places.append(f"{each} {offset}")
            offset += len(body) + 1
        head = " ".join(places).encode() + b"\n"
        data = head + b"\n".join(body for _, body in waiting)
        self.stream(f"/Type/ObjStm/N {len(waiting)}/First {len(head)}", data, number)

    def _emit(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._size
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _write(self, chunk: bytes) -> None:
        self._chunks.append(chunk)
        self._size += len(chunk)
        self._digest.update(chunk)
