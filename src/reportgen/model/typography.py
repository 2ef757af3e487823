"""Typography: how lines of Chinese text are set, as a brand wishes it."""

from enum import StrEnum

from msgspec import Struct


class Kinsoku(StrEnum):
    """How strictly characters are kept from line starts and line ends (CLREQ's levels)."""

    BASIC = "basic"
    GB = "gb"
    STRICT = "strict"


class EmphasisMark(StrEnum):
    """What ``*words*`` look like: dots below each Han character, or bold."""

    DOTS = "dots"
    STRONG = "strong"


class Digits(StrEnum):
    """Which digits of a face are shown: its usual ones, all of one width, or each of its own."""

    DESIGNED = "designed"
    TABULAR = "tabular"
    PROPORTIONAL = "proportional"


class Typography(Struct, frozen=True, eq=False):
    """The choices; lengths are in thousandths of an em.

    A brand makes it once: caches know it by its identity.
    """

    kinsoku: Kinsoku = Kinsoku.GB
    adjacent: int = 1500
    """What two neighbouring full-width marks take together: 1500 or 1000."""
    autospace: int = 250
    """The gap between Han and Latin."""
    halves_line_end: bool = True
    """Whether a full-width mark at a line's end takes half an em (GB/T 15834, 5.1.10)."""
    hangs: bool = False
    """Whether ``、，。`` at the end of a justified line stand in the margin."""
    emphasis: EmphasisMark = EmphasisMark.DOTS
    digits: Digits = Digits.DESIGNED
    hyphenates: bool = True
    """Whether a long Latin word may be parted where a line would else be too loose."""


USUAL = Typography()
