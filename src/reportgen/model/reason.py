"""Reason: why a build was made, and what that did to the numbers."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from reportgen.model.dependence import Use
from reportgen.model.difference import Change, Difference


class ReasonKind(StrEnum):
    """What can make a build out of date."""

    FIRST = "first"
    """Nothing had been built."""
    FILE = "file"
    ENVIRONMENT = "environment"
    DAY = "day"
    SOURCE = "source"
    """A database or an address."""
    PROGRAM = "program"
    LIBRARIES = "libraries"
    FONTS = "fonts"
    """Those that come with the program."""
    LOST = "lost"
    """A finished file was gone or damaged."""
    ASKED = "asked"
    """Nothing it depends on: ``--force``."""


class CellChange(Struct, frozen=True, gc=False, omit_defaults=True):
    """A cell of a table: ``row`` is what the row is called, or its number."""

    row: str
    column: str
    old: str
    new: str


class TableChange(Struct, frozen=True, omit_defaults=True):
    """What changed in a data file, or in one sheet of a workbook."""

    sheet: str = ""
    cells: tuple[CellChange, ...] = ()
    rows_came: tuple[str, ...] = ()
    rows_gone: tuple[str, ...] = ()
    columns_came: tuple[str, ...] = ()
    columns_gone: tuple[str, ...] = ()
    is_reordered: bool = False
    """Whether nothing differs but the order of the rows."""


class Reason(Struct, frozen=True, omit_defaults=True):
    """One thing that was otherwise before; of a secret neither value is known."""

    kind: ReasonKind
    name: str = ""
    """The file's path as seen from the report, the variable's or the source's name."""
    change: Change = Change.CHANGED
    old: str = ""
    new: str = ""
    lines: tuple[int, ...] = ()
    """Of a text: the lines that are new or other now, and the line after words that are gone."""
    tables: tuple[TableChange, ...] = ()


class MetricChange(Struct, frozen=True, omit_defaults=True):
    """A metric at a period that has another value now, printed or not."""

    name: str
    label: str
    period: str
    old: Decimal | None
    new: Decimal | None
    unit: str
    old_text: str = ""
    """As printed; nothing where it is not."""
    new_text: str = ""


class Why(Struct, frozen=True, omit_defaults=True):
    """Why a run was made, or would be; what differs from the run before it."""

    run: int
    """Its number; 0: it is not made yet."""
    built_at: str
    previous: int = 0
    """The run it is held against; 0: none."""
    previous_at: str = ""
    reasons: tuple[Reason, ...] = ()
    metrics: tuple[MetricChange, ...] = ()
    difference: Difference | None = None
    touched: tuple[Use, ...] = ()
    """Of a run that is not made yet: what the last one made of the data that changed."""

    @property
    def is_unchanged(self) -> bool:
        """Whether there is nothing to do."""
        return not self.reasons
