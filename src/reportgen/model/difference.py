"""Difference: what one issue says that another did not."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from reportgen.model.manifest import TextKind


class Change(StrEnum):
    """What became of a thing."""

    CHANGED = "changed"
    CAME = "came"
    GONE = "gone"


class Place(Struct, frozen=True, gc=False):
    """Where it stands, as printed: kind of text, label (``图1``) and words; a row of a table."""

    kind: TextKind
    label: str
    words: str
    row: str = ""
    page: str = ""
    """The printed number of the page that its section, figure or table starts on."""
    written: str = ""
    """``正文.md:3``: where the author wrote it, or declared what holds it."""


class Printed(Struct, frozen=True, gc=False):
    """A number in one of the two issues, or the words in its place: ``持平`` has no value."""

    text: str
    value: Decimal | None
    unit: str
    period: str


class NumberChange(Struct, frozen=True, gc=False):
    """A bound number that changed, came or went."""

    change: Change
    place: Place
    metric: str
    label: str
    old: Printed | None
    new: Printed | None
    by: str
    """By how much, in words: ``+31.3%``; nothing where that says nothing."""
    is_revised: bool
    """Whether it speaks of the same period in both: the data were corrected."""


class Stretch(Struct, frozen=True, gc=False):
    """A stretch of a text as each issue has it; nothing where one has none."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        """Whether both have it."""
        return self.old == self.new


class TextChange(Struct, frozen=True, gc=False):
    """A paragraph, heading, caption … that changed, came or went."""

    change: Change
    place: Place
    parts: tuple[Stretch, ...]
    only_data: bool
    """Whether nothing differs but what the data say: numbers, names of periods."""


class RowChange(Struct, frozen=True, gc=False):
    """A row of a table that came or went."""

    change: Change
    place: Place
    cells: tuple[str, ...]


class PointChange(Struct, frozen=True, gc=False):
    """A point of a chart; a value is nothing where there is none."""

    change: Change
    place: Place
    series: str
    category: str
    old: str
    new: str
    by: str


class Side(Struct, frozen=True, gc=False):
    """One of the two issues."""

    title: str
    period: str
    date: str
    built_at: str


class Difference(Struct, frozen=True):
    """All that differs, in reading order."""

    old: Side
    new: Side
    numbers: tuple[NumberChange, ...]
    texts: tuple[TextChange, ...]
    rows: tuple[RowChange, ...]
    points: tuple[PointChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not (self.numbers or self.texts or self.rows or self.points)
