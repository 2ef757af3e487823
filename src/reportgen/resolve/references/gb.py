"""Entries by GB/T 7714: the edition of 2025, and that of 2015 where it differs.

Numbers in brackets are clauses of GB/T 7714-2025.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from reportgen.model.document import Piece, Pieces, Run
from reportgen.model.report import DocumentKind as Kind
from reportgen.model.report import Name, Reference, ReferenceStandard, ReferenceStyle
from reportgen.resolve.references import elements, people
from reportgen.resolve.references.marks import Marks, marks_of
from reportgen.zh.languages import Language

_ONLINE = "OL"
_PRINTED = "print"
_DATED = (Kind.WEB_PAGE, Kind.DATA_SET, Kind.PREPRINT)
"""What has to say when it was looked at, in 2025 too (8.11, 8.14, 8.15)."""
_PLAIN = (Kind.DATABASE, Kind.PROGRAM, Kind.OTHER)
"""What the edition of 2025 has a code but no pattern for: on line, as a data set."""
_NUMBERED = (Kind.REPORT, Kind.PATENT, Kind.ARCHIVE)
"""Those whose number follows the title (8.8, 8.10, 8.12)."""
_SERIAL = (Kind.JOURNAL, Kind.NEWSPAPER)


def gb_words(
    reference: Reference, style: ReferenceStyle, *, pages: str = "", letter: str = ""
) -> Pieces:
    """Return an entry: its parts, a stop after each, none after a stop."""
    entry = _Entry(reference, style, marks_of(style), people.language(reference), pages, letter)
    marks = entry.marks
    pieces: list[Piece] = []
    for part in entry.parts():
        made = elements.joined(part)
        if not made:
            continue
        if pieces:
            pieces.append(Run(_after(pieces[-1], marks.stop)))
        pieces += made
    pieces.append(Run(_at_end(pieces[-1], marks.end)) if pieces else Run(""))
    return elements.joined(pieces)


def carrier(reference: Reference) -> str:
    """Return ``OL``, ``CD`` or nothing: as declared, else by whether it has an address (7.3)."""
    declared = reference.fields.get("medium", "")
    if declared:
        return "" if declared == _PRINTED else declared
    field = reference.fields
    return _ONLINE if field.get("url") or field.get("doi") or field.get("pid") else ""


def kind_of(reference: Reference) -> Kind:
    """Return what a source is; what nobody said has an address or is something else."""
    if reference.kind is not None:
        return reference.kind
    return Kind.WEB_PAGE if reference.fields.get("url") else Kind.OTHER


def _after(piece: Piece, stop: str) -> str:
    """Return ``stop``, or the space alone after ``et al.`` and ``Inc.``; after a URL always."""
    if isinstance(piece, Run) and piece.text.endswith("."):
        return " "
    return stop


def _at_end(piece: Piece, stop: str) -> str:
    """Return the stop an entry ends with, unless its words have one."""
    return "" if isinstance(piece, Run) and piece.text.endswith(".") else stop


class _Entry(Struct, frozen=True):
    """One entry on its way to words."""

    reference: Reference
    style: ReferenceStyle
    marks: Marks
    tongue: Language
    cited: str
    """The pages a note cites."""
    letter: str

    # ---- what it is made of ------------------------------------------------------------------

    def parts(self) -> Iterator[Iterator[Piece]]:
        """Yield the parts that stops stand between."""
        kind = self.kind
        if kind is Kind.STANDARD and self.is_2025 and not self.has_container:
            yield self._standard()
        else:
            yield self._head()
            yield self._title()
        for make in self._middle(kind):
            yield iter((Run(make()),))
        for piece in elements.addresses(self.reference):
            yield iter((piece,))

    @property
    def kind(self) -> Kind:
        kind = kind_of(self.reference)
        # The edition of 2015 knows no preprints.
        return Kind.WEB_PAGE if kind is Kind.PREPRINT and not self.is_2025 else kind

    @property
    def is_2025(self) -> bool:
        return self.style.standard is ReferenceStandard.GB_2025

    @property
    def is_online(self) -> bool:
        return carrier(self.reference) == _ONLINE

    @property
    def has_container(self) -> bool:
        return bool(self.field("container"))

    def field(self, name: str) -> str:
        return self.reference.fields.get(name, "").strip()

    def _middle(self, kind: Kind) -> tuple[Callable[[], str], ...]:
        """Return what makes the parts between the title and the address."""
        is_own_standard = kind is Kind.STANDARD and self.is_2025
        if kind in _SERIAL and self.has_container:
            return (self._translators, self._issue)
        if kind in _SERIAL:
            return (self._run, self._imprint)
        if self.is_conference or (is_own_standard and not self.has_container):
            return ()
        if self.has_container:  # translators of a part stand before the double slash
            return (self._edition, self._imprint)
        return self._whole(kind)

    def _whole(self, kind: Kind) -> tuple[Callable[[], str], ...]:
        if kind is Kind.MAP:
            return (self._edition, self._imprint, lambda: self.field("size"))
        if kind in _DATED or (kind in _PLAIN and not self.field("place") and self.is_online):
            return (self._version, self._platform)
        is_imprinted = bool(self.field("place") or self.field("publisher"))
        if kind in (Kind.PATENT, Kind.REPORT) and not is_imprinted:
            return (self._released,)
        return (self._translators, self._edition, self._imprint)

    @property
    def is_conference(self) -> bool:
        """Whether a paper names its conference, not the book it was printed in (8.6)."""
        is_paper = self.kind is Kind.PROCEEDINGS and self.has_container
        return is_paper and not (self.field("place") or self.field("publisher"))

    # ---- who and what ------------------------------------------------------------------------

    def _head(self) -> Iterator[Piece]:
        names = people.creators(self.reference)
        if self.style.is_by_author:
            who = self._names(names) or people.nobody(self.tongue)
            year = elements.bare_year(self.field("date"))
            yield Run(f"{who}{self.marks.comma}{year}{self.letter}" if year else who)
        elif names:
            yield Run(self._names(names))

    def _names(self, names: tuple[Name, ...]) -> str:
        return people.listed(names, self.marks.comma, self.tongue, capitals=not self.is_2025)

    def _standard(self) -> Iterator[Piece]:
        """Yield a standard: its number first, then an em of space and its name (8.9)."""
        number = self.field("number")
        yield Run(f"{number}\u3000" if number else "")
        yield from elements.title_pieces(self.reference, "title")
        yield Run(self._code())

    def _title(self) -> Iterator[Piece]:
        kind, marks = self.kind, self.marks
        yield from elements.title_pieces(self.reference, "title")
        numbered = kind in _NUMBERED or kind is Kind.STANDARD
        if numbered and self.field("number"):
            yield Run(f"{marks.colon}{self.field('number')}")
        if kind is Kind.MAP and self.field("scale"):
            yield Run(f"{marks.stop}{self.field('scale')}")
        yield Run(self._code())
        if not self.has_container or kind in _SERIAL:
            return
        translators = self._translators()
        yield Run(f"{marks.stop}{translators}//" if translators else "//")
        if self.is_conference:
            yield from self._conference()
            return
        editors = self.reference.names.get(people.EDITOR, ())
        if editors:
            named = self._names(editors)
            yield Run(named + _after(Run(named), marks.stop))
        yield from elements.title_pieces(self.reference, "container")
        volume = self.field("volume")
        yield Run(f"{marks.colon}{volume}" if volume else "")

    def _conference(self) -> Iterator[Piece]:
        yield from elements.title_pieces(self.reference, "container")
        year = self._placed_year()
        yield Run(f"{self.marks.comma}{year}" if year else "")
        yield Run(self._with_pages("", self.marks.colon))
        yield Run(self._looked_at())

    def _code(self) -> str:
        medium = carrier(self.reference)
        code = self.kind.value
        return self.marks.bracketed(f"{code}/{medium}" if medium else code)

    # ---- where and when ----------------------------------------------------------------------

    def _translators(self) -> str:
        names = self.reference.names.get(people.TRANSLATOR, ())
        if not names:
            return ""
        is_eastern = self.tongue in (Language.CHINESE, Language.JAPANESE)
        named = self._names(names)
        if not is_eastern:
            return f"{named}{self.marks.comma}trans"
        if not self.is_2025 and named.endswith("等"):  # 2015: 等译
            return f"{named}译"
        return f"{named}{self.marks.comma}译"

    def _edition(self) -> str:
        return elements.edition(self.field("edition"), self.tongue)

    def _imprint(self) -> str:
        """Return ``出版地：出版者，年：页码`` (7.5)."""
        marks, year = self.marks, self._placed_year()
        words = marks.colon.join(filter(None, (self.field("place"), self.field("publisher"))))
        words = marks.comma.join(filter(None, (words, year)))
        return self._with_pages(words, marks.colon) + self._looked_at()

    def _issue(self) -> str:
        """Return ``刊名，年，卷（期）：页码``, or ``报纸名，日期（版次）`` (8.5)."""
        marks, date = self.marks, self.field("date")
        volume, issue, pages = self.field("volume"), self.field("issue"), self._pages()
        is_newspaper = self.kind is Kind.NEWSPAPER
        if is_newspaper and not issue:
            issue, pages = pages, ""
        is_by_day = is_newspaper or not (volume or issue)
        when = elements.iso_date(date) if is_by_day else self._placed_year()
        if is_by_day and not elements.is_day(date):
            when = self._placed_year()
        words = marks.comma.join(filter(None, (self.field("container"), when, volume)))
        if issue:
            words += marks.within(issue)
        return (f"{words}{marks.colon}{pages}" if pages else words) + self._looked_at()

    def _run(self) -> str:
        """Return from where to where a whole journal runs: ``1957（1）—1990（4）`` (8.4)."""
        return self.field("range")

    def _released(self) -> str:
        """Return the day a report or patent came out, and pages of it (8.8, 8.10)."""
        date = elements.iso_date(self.field("date"))
        if self.kind is Kind.REPORT and not self.is_2025:
            return self._dates()
        return self._with_pages(date, self.marks.colon) + self._looked_at()

    def _version(self) -> str:
        return self.field("edition")

    def _platform(self) -> str:
        """Return ``平台（日期） [引用日期]`` (8.11, 8.14, 8.15)."""
        platform = self.field("publisher") if self.kind is not Kind.WEB_PAGE else ""
        dates = self._dates()
        gap = self.marks.outside if dates.startswith("(") else ""
        if dates.startswith(self.marks.kind_opening) and platform:
            gap = " "
        return f"{platform}{gap}{dates}" if platform else dates

    def _dates(self) -> str:
        date, seen = (
            elements.iso_date(self.field("date")),
            elements.iso_date(self.field("accessed")),
        )
        shown = self.marks.within(date) if date else ""
        if not seen:
            return shown
        gap = self.marks.between_dates if shown and self.is_2025 else ""
        return f"{shown}{gap}{self.marks.bracketed(seen)}"

    def _looked_at(self) -> str:
        """Return the day it was looked at, which 2015 asks of all that is on line."""
        seen = elements.iso_date(self.field("accessed"))
        return "" if self.is_2025 or not seen else self.marks.bracketed(seen)

    def _placed_year(self) -> str:
        """Return the year in its place; an author and date stand together at the start."""
        date = self.field("date")
        if self.kind is Kind.ARCHIVE:
            return elements.iso_date(date)
        return "" if self.style.is_by_author else elements.year_of(date)

    def _pages(self) -> str:
        return self.cited or elements.page_range(self.field("pages"))

    def _with_pages(self, words: str, colon: str) -> str:
        pages = self._pages()
        return (
            colon.join(filter(None, (words, pages))) if words else f"{colon}{pages}" * bool(pages)
        )
