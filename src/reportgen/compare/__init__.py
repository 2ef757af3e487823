"""What changed between two texts, and between two sequences: pure functions."""

from reportgen.compare.pairs import Item, Pair, paired
from reportgen.compare.tokens import steps, tokens

__all__ = ["Item", "Pair", "paired", "steps", "tokens"]
