"""The brand's key ``typography``: how lines are set."""

from decimal import Decimal

from reportgen.diag import Code, Sink
from reportgen.model.typography import USUAL, Digits, EmphasisMark, Kinsoku, Typography
from reportgen.read.check import number_of
from reportgen.read.yaml_tree import Mapping

_WIDEST_GAP = Decimal("0.5")
"""CLREQ: more than half an em is never set between Han and Latin."""


def read_typography(node: Mapping, sink: Sink) -> Typography:
    """Return the choices of ``node``; what is not written is as usual."""
    adjacent = number_of(node.scalar("adjacent"))
    return Typography(
        kinsoku=Kinsoku(node.word("kinsoku", USUAL.kinsoku.value)),
        adjacent=USUAL.adjacent if adjacent is None else round(adjacent * 1000),
        autospace=_autospace(node, sink),
        halves_line_end=node.word("line_end", "half") == "half",
        hangs=node.word("hanging", "no") == "yes",
        emphasis=EmphasisMark(node.word("emphasis", USUAL.emphasis.value)),
        digits=Digits(node.word("digits", USUAL.digits.value)),
        hyphenates=node.word("hyphenate", "yes") == "yes",
    )


def _autospace(node: Mapping, sink: Sink) -> int:
    word = node.scalar("autospace")
    number = number_of(word)
    if word is None or number is None:
        return USUAL.autospace
    if not 0 <= number <= _WIDEST_GAP:
        expected = f"0 … {_WIDEST_GAP}"
        sink.add(Code.WRONG_TYPE, word.span, key="autospace", expected=expected, found=word.text)
        return USUAL.autospace
    return round(number * 1000)
