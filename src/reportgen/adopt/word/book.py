"""Book: what is gathered while a Word file is read: files, charts, repairs, what was not clear."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.adopt.citations import CITATION, cite
from reportgen.adopt.notes import Note, NoteKind
from reportgen.adopt.outline import Kind, Line
from reportgen.adopt.word.pieces import repaired_pieces
from reportgen.model.pattern import pattern
from reportgen.word.opened import Remark
from reportgen.word.pieces import ATOM, Look, Piece, joined, stripped, text_of
from reportgen.zh.repair import Repair

_SHOWN = 20
_PRINTED = pattern(r"\[?(?P<numbers>\d{1,3}(?:\s*[,，、\-–—~～]\s*\d{1,3})*)\]?(?P<pages>.*)")
_YEAR = pattern(r"[（(]\d{4}[a-z]?[）)]")
_PAGES = pattern(r"第?\d[\d,，\-–—\s]*页?")


class Chunk(Struct, frozen=True, gc=False):
    """A block of Markdown; those of a list stand close together."""

    text: str
    is_item: bool = False
    is_first: bool = False
    """Whether a list begins with it."""


class Book(Struct):
    """What was found; ``known`` are the numbers of the reference list."""

    known: Collection[str] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    repairs: list[tuple[int, Repair, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dropped: dict[str, str] = field(default_factory=dict)
    """Keys of what is no figure here, and how it was numbered."""

    def unclear(self, number: int, words: str) -> None:
        """Note what was not understood."""
        self.notes.append(Note(NoteKind.UNCLEAR, number, words))

    def unused(self, number: int, words: str) -> None:
        """Note what has no place in a report."""
        self.notes.append(Note(NoteKind.UNUSED, number, words))

    def remark(self, number: int, words: str) -> None:
        """Note a comment of the margin."""
        self.notes.append(Note(NoteKind.REMARK, number, words))

    def remarked(self, remark: Remark | None, number: int, words: str) -> None:
        """Note a comment on ``words``."""
        if remark is not None:
            author = f"{remark.author}：" if remark.author else ""
            self.remark(number, f"{author}{remark.words}（{words[:_SHOWN]}）")

    def mended(self, pieces: Sequence[Piece], number: int) -> list[Piece]:
        """Return ``pieces`` repaired, their citations found."""
        made, found = repaired_pieces(stripped(pieces))
        self.repairs += [(number, repair, words) for repair, words in found]
        text = text_of(made).replace(ATOM, "")
        if text:
            self.lines.append(Line(Kind.PARAGRAPH, text, number))
        return joined(self._cited(_paged(made)))

    def _cited(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        for is_citation, group in groupby(pieces, key=lambda each: each.look.is_citation):
            same = list(group)
            found = _citation(same, self.known) if is_citation else ""
            if found:
                yield Piece(ATOM, Look(atom=found))
            elif is_citation:
                yield from same
            else:
                for piece in same:
                    yield from self._typed(piece)

    def _typed(self, piece: Piece) -> Iterator[Piece]:
        at = 0
        for match in CITATION.finditer(piece.text) if not piece.look.atom else ():
            found = cite(match[1], self.known)
            if found:
                yield Piece(piece.text[at : match.start()], piece.look)
                yield Piece(ATOM, Look(atom=found))
                at = match.end()
        yield Piece(piece.text[at:], piece.look)


def _paged(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return ``pieces`` without 第 and 页 round a page that is counted: it brings its own."""
    made = list(pieces)
    for at, piece in enumerate(made):
        if not piece.look.atom.endswith("| 页}") or at in {0, len(made) - 1}:
            continue
        before, after = made[at - 1], made[at + 1]
        if before.text.endswith("第") and after.text.startswith("页"):
            made[at - 1] = replace(before, text=before.text[:-1])
            made[at + 1] = replace(after, text=after.text[1:])
    return made


def _citation(pieces: Sequence[Piece], known: Collection[str]) -> str:
    """Return the citation that ``pieces`` print, by their numbers or by where they lead."""
    match = _PRINTED.fullmatch(text_of(pieces).strip())
    if match:
        found = cite(match["numbers"], known)
        pages = match["pages"].strip()
        if found and not pages:
            return found
        if found and _PAGES.fullmatch(pages):
            return f"{found[:-1]}, {pages}]"
    entries = list(dict.fromkeys(each.look.entry for each in pieces if each.look.entry))
    is_year = len(entries) == 1 and _YEAR.fullmatch(text_of(pieces).strip())
    if is_year and entries[0] in known:
        return f"[-@ref-{entries[0]}]"
    if entries and set(entries) <= set(known):
        return f"[{'; '.join(f'@ref-{entry}' for entry in entries)}]"
    return ""
