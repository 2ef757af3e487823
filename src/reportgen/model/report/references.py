"""References as the author declares them, and the style they are to be written in."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from reportgen.diag import Span
from reportgen.model.report.inlines import Inlines


class DocumentKind(StrEnum):
    """What a source is (GB/T 7714-2025, table A.1)."""

    BOOK = "M"
    PROCEEDINGS = "C"
    COMPILATION = "G"
    NEWSPAPER = "N"
    JOURNAL = "J"
    THESIS = "D"
    REPORT = "R"
    STANDARD = "S"
    PATENT = "P"
    DATABASE = "DB"
    PROGRAM = "CP"
    WEB_PAGE = "EB"
    ARCHIVE = "A"
    MAP = "CM"
    DATA_SET = "DS"
    PREPRINT = "PP"
    OTHER = "Z"


class Name(Struct, frozen=True, gc=False):
    """A person, family name first; who has no given name is printed as typed."""

    family: str
    given: str = ""
    suffix: str = ""
    particle: str = ""
    """What follows the initials: ``v d`` of ``Veen P H v d``."""


OTHERS = Name("等")
"""Stands for those that an entry leaves out: ``and others``."""


class Reference(Struct, frozen=True, gc=False):
    """One source; ``fields`` are its words by CSL-like names (title, url …).

    ``names`` are its people by role; ``titles`` hold what of its words is slanted or raised.
    """

    key: str
    fields: Mapping[str, str]
    span: Span
    kind: DocumentKind | None = None
    names: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    titles: Mapping[str, Inlines] = field(default_factory=dict)
    given_kind: str = ""
    """What a library of references calls it, where we have no name for that."""
    is_of_library: bool = False
    """Whether it comes from a file that holds more than one report cites."""


class ReferenceStandard(StrEnum):
    """How an entry is written."""

    GB_2025 = "gb7714-2025"
    GB_2015 = "gb7714-2015"
    SIMPLE = "simple"


class CitationSystem(StrEnum):
    """What stands in the text: ``[1]``, or ``（张三，2020）``."""

    NUMERIC = "numeric"
    AUTHOR_DATE = "author-date"


class MarkWidth(StrEnum):
    """How wide the marks of an entry are."""

    MIXED = "mixed"
    HALF = "half"
    FULL = "full"


class ReferenceStyle(Struct, frozen=True, gc=False):
    """How references are written and cited."""

    standard: ReferenceStandard = ReferenceStandard.GB_2025
    system: CitationSystem = CitationSystem.NUMERIC
    width: MarkWidth | None = None
    """Nothing: as the standard prints its own examples."""
    is_raised: bool = True
    """Whether ``[1]`` stands above the line."""

    @property
    def is_gb(self) -> bool:
        """Whether entries follow GB/T 7714."""
        return self.standard is not ReferenceStandard.SIMPLE

    @property
    def is_by_author(self) -> bool:
        """Whether sources are cited by author and year."""
        return self.system is CitationSystem.AUTHOR_DATE


class NoteNumbering(StrEnum):
    """Where foot notes count from ① again."""

    PAGE = "page"
    CONTINUOUS = "continuous"
