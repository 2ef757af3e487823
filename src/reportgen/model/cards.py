"""Cards, figures side by side, definitions, dividers: blocks of a Document that hold no others."""

from msgspec import Struct

from reportgen.model.pieces import Pieces

_MOST = 4
"""Cards in a row."""


class KpiCard(Struct, frozen=True, gc=False):
    """A number that matters: what it is, its value, and a few words on it."""

    label: Pieces
    value: Pieces
    note: Pieces


class KpiCards(Struct, frozen=True, gc=False):
    """``:::{指标卡}``: cards side by side, in rows as even as can be."""

    cards: tuple[KpiCard, ...]

    @property
    def columns(self) -> int:
        """How many stand in a row; the last row may have fewer."""
        rows = -(-len(self.cards) // _MOST)
        return max(2, -(-len(self.cards) // max(1, rows)))

    @property
    def rows(self) -> tuple[tuple[KpiCard, ...], ...]:
        """The cards row by row."""
        step = self.columns
        return tuple(self.cards[at : at + step] for at in range(0, len(self.cards), step))


class Divider(Struct, frozen=True, gc=False):
    """A short rule between two thoughts."""
