"""Pieces of a paragraph as printed: words, marks, pointers."""

from typing import TypeAlias

from msgspec import Struct

from reportgen.model.chart import Chart
from reportgen.model.length import Length
from reportgen.model.report.inlines import Script


class Run(Struct, frozen=True, gc=False, tag=True):
    """Words of one look. ``number`` is the place in ``Document.numbers`` of a bound number."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    number: int | None = None
    script: Script = Script.NONE
    is_bound: bool = False
    """Whether the data say these words: a number, a period's name, 增长 or 下降."""
    source: str = ""
    """Anchor of its row in the list of sources, where the report has one."""


class CitationMark(Struct, frozen=True, gc=False, tag=True):
    """``[1]`` or ``[1,3]``, linked to the first of its ``entries`` (numbers from 1).

    It stands above the line (``is_raised``), or in it as ``（张三，2020）`` does.

    ``notes`` are the ids of the notes that stand at the foot of this page: those of the entries
    cited here for the first time.
    """

    label: str
    entries: tuple[int, ...]
    notes: tuple[str, ...]
    anchor: str
    is_raised: bool = True


class NoteMark(Struct, frozen=True, gc=False, tag=True):
    """The raised mark of an author's note; ``ordinal`` counts from 1 through the document.

    Pages print ①–⑳ counted anew a page, then ``(21)``; Word counts by itself.
    """

    note: str
    ordinal: int
    anchor: str


class CrossReference(Struct, frozen=True, gc=False, tag=True):
    """``图1``, ``表2`` or ``第三部分`` in the text, linked to its target."""

    text: str
    target: str


class PageReference(Struct, frozen=True, gc=False, tag=True):
    """``第3页``: the page of its target, which the layout knows, linked to it."""

    target: str


class LinkRun(Struct, frozen=True, gc=False, tag=True):
    """Words linked to an address outside."""

    text: str
    url: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    script: Script = Script.NONE


class InlineFormula(Struct, frozen=True, gc=False, tag=True):
    """A formula inside a line, drawn for the size of body text; ``tex`` is what was typed."""

    content: Chart
    depth: Length
    """How far it reaches below the line."""
    tex: str


class LineBreak(Struct, frozen=True, gc=False, tag=True):
    """A line ends here."""


Piece: TypeAlias = (
    Run
    | CitationMark
    | NoteMark
    | CrossReference
    | PageReference
    | LinkRun
    | InlineFormula
    | LineBreak
)
Pieces: TypeAlias = tuple[Piece, ...]
