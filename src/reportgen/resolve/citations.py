"""Citations: numbered by first appearance, each noted once at the foot of its page."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct, field

from reportgen.diag import Code, Sink, nearest
from reportgen.model.document import CitationMark, NoteKind
from reportgen.model.report import CitationMode, CiteKey, CiteRef, Reference
from reportgen.resolve.bibliography import entry_words
from reportgen.resolve.notes import Notes


class Citations(Struct):
    """Gives each cited key its number, the first time it is cited."""

    references: Mapping[str, Reference]
    mode: CitationMode
    notes: Notes
    sink: Sink
    numbers: dict[str, int] = field(default_factory=dict)
    """The number of each cited key, in the order of first citation."""
    first_marks: dict[str, str] = field(default_factory=dict)
    """The anchor of the mark that cites each key for the first time."""
    _marks: int = 0

    def marks(self, cite: CiteRef) -> Iterator[CitationMark]:
        """Yield the marks to print for ``cite``.

        One holds them all, but a key with its place in the source has a mark of its own, the
        place after the bracket (GB/T 7714-2025, 9.2): ``[1,3]``, ``[2]第57页``.
        """
        known = [key for key in cite.keys if self._is_known(key)]
        for locator, keys in groupby(known, key=lambda each: each.locator):
            if locator:
                for key in keys:
                    yield self._mark([key.key], locator)
            else:
                yield self._mark([key.key for key in keys], "")

    def _is_known(self, cited: CiteKey) -> bool:
        if cited.key in self.references:
            return True
        self.sink.add(
            Code.UNKNOWN_CITATION,
            cited.span,
            key=cited.key,
            count=len(self.references),
            nearest=nearest(cited.key, self.references) or "—",
        )
        return False

    def _mark(self, keys: list[str], locator: str) -> CitationMark:
        self._marks += 1
        anchor = f"cite-{self._marks}"
        notes = [note for key in keys if (note := self._first(key, anchor))]
        numbers = tuple(sorted({self.numbers[key] for key in keys}))
        return CitationMark(bracketed(numbers) + locator, numbers, tuple(notes), anchor)

    def _first(self, key: str, anchor: str) -> str:
        """Number ``key`` if it is new; return the id of the note it gets."""
        if key in self.numbers:
            return ""
        self.numbers[key] = number = len(self.numbers) + 1
        self.first_marks[key] = anchor
        if self.mode is CitationMode.LIST:
            return ""
        words = entry_words(self.references[key])
        return self.notes.add(NoteKind.CITATION, bracketed((number,)), words)


def bracketed(numbers: Iterable[int]) -> str:
    """Return ``[1]``, ``[1,3]`` or ``[1-3]`` for rising numbers (GB/T 7714-2025, 9.2)."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = (f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"[{','.join(said)}]"
