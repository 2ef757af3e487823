"""Faces: the fonts in use, how their characters are written, and which of them to embed."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from reportgen.diag import Code, Sink, Source, Span
from reportgen.fonts import Face, FontProgram, FontSet, code
from reportgen.model.brand import FontRole
from reportgen.write_pdf.embed import embed_font
from reportgen.write_pdf.file import File, deflate

Pieces: TypeAlias = Sequence[str | int]
"""Characters and, between them, moves to the right in thousandths of the size."""


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

    def program(self, sink: Sink) -> FontProgram:
        """Return the font of all that was shown; what it cannot show is a finding."""
        chars = [chr(point) for point in sorted(self._codes)]
        missing = [char for char in chars if not self.face.has(char)]
        if missing:
            place = Span(Source(self.face.name, ""), 1, 1)
            points = " ".join(f"U+{ord(char):04X}" for char in missing)
            words = "".join(missing)
            face = self.face.name
            sink.add(Code.TOFU, place, characters=words, codepoints=points, face=face)
        return self.face.subset(chars)


class Faces:
    """Gives each face its name at first use."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._used: dict[str, UsedFace] = {}

    def face(self, name: str) -> UsedFace:
        """Return the face called ``name``, as in a glyph run."""
        used = self._used.get(name)
        return used or self._use(self._fonts.by_name(name))

    def words(self, text: str, role: FontRole) -> Iterator[tuple[UsedFace, Pieces]]:
        """Split ``text`` into what each face shows, with kerning."""
        for face, part in self._fonts.runs(text, role):
            yield self._used.get(face.name) or self._use(face), face.word(part)[0]

    def embed(self, file: File) -> None:
        """Write the subset of each face that the document uses; raise PromiseError for tofu."""
        sink = Sink()
        for used in self._used.values():
            program = used.program(sink)
            file.font_names[used.resource] = embed_font(file, program, deflate(program.data))
        sink.stop_on_errors()

    def _use(self, face: Face) -> UsedFace:
        used = UsedFace(face, f"F{len(self._used) + 1}")
        self._used[face.name] = used
        return used
