"""Dependence: what a metric or a printed thing is made of, and what is made of it."""

from enum import StrEnum

from msgspec import Struct

from reportgen.model.difference import Place


class ThingKind(StrEnum):
    """What can depend on something."""

    METRIC = "metric"
    CHART = "chart"
    TABLE = "table"
    SECTION = "section"
    TEXT = "text"
    NUMBER = "number"
    """As printed: ``7.47亿美元``."""
    SOURCE = "source"


class CellFound(Struct, frozen=True, gc=False):
    """A cell of a data file: ``place`` is ``quarterly.csv:5``, its line."""

    place: str
    column: str
    value: str


class Need(Struct, frozen=True, omit_defaults=True):
    """Something that a thing is made of; ``kind`` is metric, or what its origin is."""

    kind: str
    name: str
    """``单季营收@2024Q4``, or the file."""
    words: str = ""
    """The formula, the column, the value as typed."""
    value: str = ""
    written: str = ""
    rows: int | None = None
    cells: tuple[CellFound, ...] = ()
    needs: tuple["Need", ...] = ()


class Use(Struct, frozen=True, omit_defaults=True):
    """Something that is made of a thing: a number or words in a place, a chart, a metric."""

    kind: ThingKind
    words: str
    place: Place | None = None
    written: str = ""


class Dependence(Struct, frozen=True, omit_defaults=True):
    """A thing with what it is made of and what is made of it."""

    kind: ThingKind
    name: str
    value: str = ""
    place: Place | None = None
    written: str = ""
    needs: tuple[Need, ...] = ()
    uses: tuple[Use, ...] = ()
