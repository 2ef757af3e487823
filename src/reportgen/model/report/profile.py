"""Profiles: what kind of report it is, and what that kind must say of itself."""

from enum import StrEnum

from msgspec import Struct

from reportgen.diag import Span
from reportgen.model.report.inlines import Inlines


class Profile(StrEnum):
    """Which rules a report follows."""

    RESEARCH = "research"
    CONSULTING = "consulting"
    SELL_SIDE = "sell_side"
    GONGWEN = "gongwen"


class Analyst(Struct, frozen=True, gc=False):
    """Who signs a report; ``licence`` is the number of his registration as an analyst."""

    name: str
    licence: str
    span: Span


class Imprint(Struct, frozen=True, gc=False):
    """Who answers for a report, and under which number it goes out."""

    is_asked: bool = False
    """Whether the author named the profile: only then the blocks of it are asked for."""
    analysts: tuple[Analyst, ...] = ()
    qualification: str = ""
    """By what right the firm advises on securities."""
    published_at: str = ""
    """Day and minute: ``2025-12-18 16:30``."""
    ratings: tuple[str, ...] = ()
    """The ratings whose meaning the report gives; nothing where it gives them in a paragraph."""
    number: str = ""
    """发文字号."""
    number_at: Span | None = None
    copy_number: str = ""
    """份号."""
    urgency: str = ""
    """紧急程度."""
    signatory: str = ""
    """签发人."""
    addressees: Inlines = ()
    """主送机关."""
    legal_lines: tuple[tuple[str, int, int], ...] = ()
    """File, first and last line of statements in the words of the law, whose numbers are its."""
