"""Inside a paragraph: words, numbers and pointers as written, each with its place."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from reportgen.diag import Span


class Text(Struct, frozen=True, gc=False):
    """Plain words on one source line."""

    text: str
    span: Span


class Strong(Struct, frozen=True, gc=False):
    """``**words**``."""

    content: "Inlines"
    span: Span


class Emphasis(Struct, frozen=True, gc=False):
    """``*words*``."""

    content: "Inlines"
    span: Span


class Script(StrEnum):
    """Where small characters stand: on the line, above it or below it."""

    NONE = ""
    SUPER = "super"
    SUB = "sub"


class Scripted(Struct, frozen=True, gc=False):
    """``m^2^`` or ``H~2~O``: the small characters."""

    text: str
    script: Script
    span: Span


class Code(Struct, frozen=True, gc=False):
    """Words between back-ticks, set as typed."""

    text: str
    span: Span


class Link(Struct, frozen=True, gc=False):
    """``[words](url)``; the URL is http, https or mailto."""

    url: str
    content: "Inlines"
    span: Span


class InlineFormula(Struct, frozen=True, gc=False):
    """``$a^2$`` or ``$`a^2`$``: a formula inside a line, as TeX."""

    tex: str
    span: Span


class LineBreak(Struct, frozen=True, gc=False):
    """A line end the author asked for."""

    span: Span


class CiteKey(Struct, frozen=True, gc=False):
    """One key of a citation, with the place in the source: ``@key, 第57页``."""

    key: str
    locator: str
    span: Span
    is_year_only: bool = False
    """``-@key``: the text has named the author."""


class CiteRef(Struct, frozen=True, gc=False):
    """``[@a; @b, 第57页]``: pointers to entries of the reference list; may dangle."""

    keys: tuple[CiteKey, ...]
    span: Span


class NoteRef(Struct, frozen=True, gc=False):
    """``[^n]``: a pointer to a foot note of the author; may dangle."""

    label: str
    span: Span


class CrossRef(Struct, frozen=True, gc=False):
    """``@fig-revenue`` or ``{@tbl-kpi}``: a pointer to a figure, table or section; may dangle.

    ``{@tbl-kpi | 页}`` wants the page where it stands.
    """

    key: str
    span: Span
    wants_page: bool = False


class Filter(Struct, frozen=True, gc=False):
    """``| 亿(1)``: what happens to a number before it is printed; ``name`` is the ASCII form."""

    name: str
    arguments: tuple[Decimal | str, ...]
    span: Span


class NumberRef(Struct, frozen=True, gc=False):
    """``{{ 营收@2022 | 亿(1) }}``: a number (or a period word) to print; may dangle.

    ``period`` is the author's word after ``@`` (``2022``, ``上期``, ``去年同期``), empty for the
    report's own period.
    """

    name: str
    period: str
    filters: tuple[Filter, ...]
    span: Span
    formula_span: Span | None = None
    """Where the formula stands, when ``name`` is one: ``营收 - 成本``."""

    @property
    def key(self) -> str:
        """The same for every place that asks for the same words: ``营收@2022|yi(1)``."""
        parts = [f"{self.name}@{self.period}" if self.period else self.name]
        for each in self.filters:
            arguments = ",".join(map(str, each.arguments))
            parts.append(f"{each.name}({arguments})")
        return "|".join(parts)


class Condition(Struct, frozen=True, gc=False):
    """``营收 > 营收@上期 且 占比 > 50%``: what the data must say, as typed; read by compute."""

    text: str
    span: Span


class Branch(Struct, frozen=True, gc=False):
    """Words that are printed on a condition; nothing: in all other cases."""

    condition: Condition | None
    content: "Inlines"


Choices: TypeAlias = Mapping[str, bool]
"""Whether a condition holds, by its text; one with a fault is missing."""


class Conditional(Struct, frozen=True, gc=False):
    """``{% 若 营收 > 0 %}…{% 否则 %}…{% 完 %}``: the data choose the words."""

    branches: tuple[Branch, ...]
    span: Span

    def chosen(self, choices: Choices) -> "Inlines":
        """Return the words of the first branch whose condition holds."""
        for branch in self.branches:
            if branch.condition is None:
                return branch.content
            holds = choices.get(branch.condition.text)
            if holds is None:
                return ()
            if holds:
                return branch.content
        return ()


Inline: TypeAlias = (
    Text
    | Strong
    | Emphasis
    | Code
    | Link
    | LineBreak
    | CiteRef
    | NoteRef
    | CrossRef
    | NumberRef
    | Scripted
    | InlineFormula
    | Conditional
)
Inlines: TypeAlias = tuple[Inline, ...]
