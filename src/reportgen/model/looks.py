"""Looks that follow from a brand's styles, the same in PDF and Word."""

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import Alignment, Brand, FontRole, Style, StyleRole
from reportgen.model.length import Length, pt

CARD_GAP, CARD_SIDE, CARD_PADDING = pt(8), pt(9), pt(8)
"""Between cards; inside them at the sides, above and below."""
CARD_RULE = pt(2)
"""At the top of a card."""
SIDE_GAP = pt(14)
"""Between figures side by side."""
ENTRIES_WITH_NOTICE = 2
"""So many sources at least stand on the page of a notice that follows them."""
RECORD_EDGE, RECORD_INNER = 8, 6
"""Rules of the record of an official letter, in eighths of a point: 0.35 mm and 0.25 mm."""
DIVIDER_SHARE = 6
"""A divider takes one part in so many of the measure."""
NOTE_ZONE = pt(6.2)
"""From the text to the first note, the short rule in the middle: what LibreOffice leaves there,
whatever a file asks for. More air is a matter of the notes' own space above."""
_VALUE_SIZE, _VALUE_LEADING = 2200, 3000
"""In thousandths of the size of a card's label."""


class CardLooks(Struct, frozen=True, gc=False):
    """The three lines of a card."""

    label: Style
    value: Style
    note: Style


def card_looks(brand: Brand) -> CardLooks:
    """Return how cards look: the label as a table's cells, the value large, the note small."""
    cell = _plain(brand.styles[StyleRole.TABLE_CELL])
    value = replace(
        cell,
        font=FontRole.CHART_STRONG,
        size=_scaled(cell.size, _VALUE_SIZE),
        leading=_scaled(cell.size, _VALUE_LEADING),
        colour=brand.palette.primary,
    )
    label = replace(cell, colour=brand.palette.muted)
    return CardLooks(label, value, _plain(brand.styles[StyleRole.SOURCE]))


def _plain(style: Style) -> Style:
    return replace(style, space_before=0, space_after=0, first_indent=0, alignment=Alignment.START)


def _scaled(size: Length, thousandths: int) -> Length:
    """Return ``size`` times ``thousandths``, in whole half points: Word knows no others."""
    return size * thousandths // 1_000_000 * 1000
