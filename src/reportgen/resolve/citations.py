"""Citations: numbered by first appearance or named by author, and noted at the foot of a page."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct, field

from reportgen.diag import Code, Sink, nearest
from reportgen.model.document import CitationMark, CrossReference, NoteKind, NoteMark, Pieces, Run
from reportgen.model.report import (
    CitationMode,
    CiteKey,
    CiteRef,
    NoteNumbering,
    Reference,
    ReferenceStyle,
    Report,
    Script,
)
from reportgen.resolve.notes import Notes
from reportgen.resolve.references import entry_words
from reportgen.zh.numerals import circled


class Citations(Struct):
    """Gives each cited key its number, the first time it is cited."""

    references: Mapping[str, Reference]
    mode: CitationMode
    style: ReferenceStyle
    notes: Notes
    sink: Sink
    letters: Mapping[str, str] = field(default_factory=dict)
    """What tells works of one author and year apart, by their keys."""
    may_repeat: bool = False
    """Whether a note may say ``同②``: notes have one number all through."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The number of each cited key, in the order of first citation."""
    first_marks: dict[str, str] = field(default_factory=dict)
    """The anchor of the mark that cites each key for the first time."""
    noted: dict[str, str] = field(default_factory=dict)
    """What the notes of citations cite, by their ids."""
    _marks: int = 0

    @property
    def is_circled(self) -> bool:
        """Whether each citation is a foot note ①, and no brackets stand in the text (9.2.1)."""
        return self.mode is CitationMode.FOOTNOTE and self.style.is_gb

    def marks(self, cite: CiteRef) -> Iterator[CitationMark | NoteMark | Run]:
        """Yield the marks to print for ``cite``.

        One holds them all, but a key with its place in the source has a mark of its own, the
        place after the bracket (GB/T 7714-2025, 9.2): ``[1,3]``, ``[2]57``.
        """
        known = [key for key in cite.keys if self._is_known(key)]
        if self.style.is_by_author:
            yield from self._by_author(known)
            return
        if self.is_circled:
            yield from map(self._circled, known)
            return
        for locator, keys in groupby(known, key=lambda each: each.locator):
            place = self._place(locator)
            if not place:
                yield self._mark([key.key for key in keys], "")
                continue
            for key in keys:
                if self.style.is_raised:
                    yield self._mark([key.key], place)
                else:
                    yield self._mark([key.key], "")
                    yield Run(place, script=Script.SUPER)

    def _place(self, locator: str) -> str:
        """Return the place in a source as it is printed: the standard gives bare pages."""
        if not locator or not self.style.is_gb:
            return locator
        from reportgen.resolve.references.elements import cited_pages  # noqa: PLC0415 - for GB/T 7714

        return cited_pages(locator)

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
        anchor = self._anchor()
        notes = [note for key in keys if (note := self._first(key, anchor))]
        numbers = tuple(sorted({self.numbers[key] for key in keys}))
        label = bracketed(numbers) + locator
        return CitationMark(label, numbers, tuple(notes), anchor, self.style.is_raised)

    def _anchor(self) -> str:
        self._marks += 1
        return f"cite-{self._marks}"

    def _count(self, key: str, anchor: str) -> bool:
        """Number ``key``; tell whether it is new."""
        if key in self.numbers:
            return False
        self.numbers[key] = len(self.numbers) + 1
        self.first_marks[key] = anchor
        return True

    def _first(self, key: str, anchor: str) -> str:
        """Number ``key`` if it is new; return the id of the note it gets."""
        if not self._count(key, anchor) or self.mode is CitationMode.LIST:
            return ""
        words = entry_words(self.references[key], self.style)
        return self.notes.add(NoteKind.CITATION, bracketed((self.numbers[key],)), words)

    # ---- by author and year ------------------------------------------------------------------

    def _by_author(self, cited: list[CiteKey]) -> Iterator[CitationMark | Run]:
        """Yield ``（张三，2020；Crane，1972）``, a mark a source, raised pages behind (9.3.1)."""
        from reportgen.resolve.references.dates import author_and_year  # noqa: PLC0415 - for GB/T 7714
        from reportgen.resolve.references.marks import marks_of  # noqa: PLC0415 - for GB/T 7714

        opening, closing = marks_of(self.style).within("|").split("|")
        for place, (key, locator) in enumerate(((each.key, each.locator) for each in cited), 1):
            reference = self.references[key]
            words = author_and_year(
                reference, self.style, self.letters.get(key, ""), year_only=cited[0].is_year_only
            )
            anchor = self._anchor()
            self._count(key, anchor)
            before = opening if place == 1 else "；" if opening == "（" else "; "
            after = closing if place == len(cited) else ""
            label = f"{before}{words}{after}"
            yield CitationMark(label, (self.numbers[key],), (), anchor, is_raised=False)
            if locator:
                yield Run(self._place(locator), script=Script.SUPER)

    # ---- in foot notes -----------------------------------------------------------------------

    def _circled(self, cited: CiteKey) -> NoteMark:
        """Return the mark of a note of its own; a source seen before is told by its first."""
        key, pages = cited.key, self._place(cited.locator)
        is_new = self._count(key, self.notes.next_anchor)
        content = self._repeated(key, pages) if self.may_repeat and not is_new else ()
        words = content or entry_words(self.references[key], self.style, pages=pages)
        mark = self.notes.cite(words)
        self.noted[mark.note] = key
        return mark

    def _repeated(self, key: str, pages: str) -> Pieces:
        """Return ``同②326-329.``."""
        first = next(note for note, cited in self.noted.items() if cited == key)
        number = CrossReference(circled(self.notes.ordinal(first)), first)
        return (Run("同"), number, Run(f"{pages}."))


def citations_of(
    report: Report, notes: Notes, sink: Sink, letters: Mapping[str, str] | None = None
) -> Citations:
    """Return what gives the sources of ``report`` their numbers; author and year need no notes."""
    mode = CitationMode.LIST if report.style.is_by_author else report.citations
    is_continuous = report.note_numbering is NoteNumbering.CONTINUOUS
    return Citations(
        report.references, mode, report.style, notes, sink, letters or {}, may_repeat=is_continuous
    )


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
