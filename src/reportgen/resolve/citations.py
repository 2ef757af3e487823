"""Citations: numbered by first appearance, each noted once at the foot of its page."""

from dataclasses import dataclass, field

from reportgen.diag import Code, Sink, nearest
from reportgen.model.document import (
    Bibliography,
    BibliographyEntry,
    CitationMark,
    LinkRun,
    Note,
    NoteKind,
    Pieces,
    Run,
)
from reportgen.model.report import CitationMode, CiteRef, Reference, Report


@dataclass(slots=True)
class Citations:
    """Gives each cited key its number, the first time it is cited."""

    report: Report
    sink: Sink
    notes: list[Note] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _first_marks: dict[str, str] = field(default_factory=dict)
    _marks: int = 0

    def mark(self, cite: CiteRef) -> CitationMark | None:
        """Return the mark to print for ``cite``, or nothing when no key of it is known."""
        known = [key for key in cite.keys if self._is_known(key.key, cite)]
        if not known:
            return None
        self._marks += 1
        anchor = f"cite-{self._marks}"
        notes = [note for key in known if (note := self._first(key.key, anchor))]
        numbers = tuple(dict.fromkeys(self._numbers[key.key] for key in known))
        locator = known[0].locator if len(known) == 1 else ""
        return CitationMark(_label(numbers) + locator, numbers, tuple(notes), anchor)

    def _is_known(self, key: str, cite: CiteRef) -> bool:
        references = self.report.references
        if key in references:
            return True
        span = next(each.span for each in cite.keys if each.key == key)
        close = nearest(key, references) or "—"
        self.sink.add(Code.UNKNOWN_CITATION, span, key=key, count=len(references), nearest=close)
        return False

    def _first(self, key: str, anchor: str) -> str:
        """Number ``key`` if it is new; return the id of the note it gets."""
        if key in self._numbers:
            return ""
        self._numbers[key] = number = len(self._numbers) + 1
        self._first_marks[key] = anchor
        if self.report.citations is CitationMode.LIST:
            return ""
        note = f"note-c{number}"
        words = entry_words(self.report.references[key])
        self.notes.append(Note(note, NoteKind.CITATION, f"[{number}]", words))
        return note

    def bibliography(self) -> Bibliography | None:
        """Return the cited entries in the order of their numbers, or nothing."""
        if self.report.citations is CitationMode.FOOTNOTE or not self._numbers:
            return None
        return Bibliography(
            tuple(
                BibliographyEntry(
                    number,
                    f"[{number}]",
                    entry_words(self.report.references[key]),
                    f"ref-{key}",
                    self._first_marks[key],
                )
                for key, number in self._numbers.items()
            )
        )

    def find_unused(self) -> None:
        """Report every reference that is never cited."""
        for key, reference in self.report.references.items():
            if key not in self._numbers:
                self.sink.add(Code.UNUSED_REFERENCE, reference.span, key=key)


def entry_words(reference: Reference) -> Pieces:
    """Return an entry in the ``simple`` style: 站点 - “题名” (网址)."""
    fields = reference.fields
    publisher, title, url = (fields.get(name, "") for name in ("publisher", "title", "url"))
    before = f"{publisher} - " if publisher else ""
    words = Run(f"{before}“{_inner_quotes(title)}”" if title else publisher)
    if not url:
        return (words,)
    return (Run(words.text + " ("), LinkRun(url, url), Run(")"))


def _inner_quotes(title: str) -> str:
    # GB/T 15834-2011, 4.8.3.3: inside double quotation marks stand single ones.
    return title.replace("“", "‘").replace("”", "’")


def _label(numbers: tuple[int, ...]) -> str:
    """Return ``[1]``, ``[1,3]`` or ``[1-3]`` (GB/T 7714-2015, 9.3.1.2)."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    words = [f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts]
    return f"[{','.join(words)}]"
