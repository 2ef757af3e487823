"""Slots: places on the page for what is known only when the last page is set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.model.brand import Style
from reportgen.model.length import Length
from reportgen.model.page import Place, Slot
from reportgen.typeset.line import Line
from reportgen.typeset.strip import glyphs

TOTAL = "body-pages"
SetText = Callable[[str, Style], Line]


@dataclass(frozen=True, slots=True)
class _Number:
    """A page number that ends at the right edge of its slot."""

    anchor: str
    style: Style
    width: Length


class Slots:
    """Remembers what was left open, and fills it in."""

    def __init__(self, folio: Style) -> None:
        self._folio = folio
        self._numbers: dict[str, _Number] = {}

    def page_of(self, anchor: str, style: Style, width: Length) -> str:
        """Leave room for the page number of ``anchor``; return the slot's name."""
        name = f"page-{len(self._numbers) + 1}"
        self._numbers[name] = _Number(anchor, style, width)
        return name

    def filled(
        self, places: Mapping[str, Place], body_pages: int, set_text: SetText
    ) -> dict[str, Slot]:
        """Return what each slot shows."""
        total = set_text(f"共{body_pages}页", self._folio)
        slots = {TOTAL: _slot(total, 0, total.width, self._folio)}
        for name, number in self._numbers.items():
            place = places.get(number.anchor)
            line = set_text(place.label if place else "", number.style)
            slots[name] = _slot(line, number.width - line.width, number.width, number.style)
        return slots


def _slot(line: Line, x: Length, width: Length, style: Style) -> Slot:
    return Slot(width, style.leading, glyphs(line, x))
