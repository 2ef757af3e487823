"""What changed between two texts, tables and sequences: pure functions."""

from reportgen.compare.pairs import Item, Pair, paired
from reportgen.compare.tables import compared
from reportgen.compare.tokens import steps, tokens

__all__ = ["Item", "Pair", "compared", "paired", "steps", "tokens"]
