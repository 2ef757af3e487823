"""Lines of a block being read: what our own markdown-it rules ask of them."""

from markdown_it.rules_block import StateBlock
from msgspec import Struct

from reportgen.model.pattern import pattern

_BLOCK = pattern(r"#{1,6}\s|:::|```|~~~|>|\||<|(?:\*\s*){3,}$|(?:-\s*){3,}$|(?:_\s*){3,}$|\$\$")


class Part(Struct, frozen=True):
    """Lines from ``first`` up to, not with, ``last``; their words begin at ``offset`` of a line."""

    first: int
    last: int
    offset: int


def line_of(state: StateBlock, number: int) -> str:
    """Return line ``number`` without its indent."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def is_blank(state: StateBlock, number: int) -> bool:
    """Tell whether line ``number`` is empty."""
    return state.bMarks[number] + state.tShift[number] >= state.eMarks[number]


def indent_of(state: StateBlock, number: int) -> int:
    """Return by how many columns line ``number`` is indented in its block."""
    indent: int = state.sCount[number] - state.blkIndent
    return indent


def starts_block(line: str) -> bool:
    """Tell whether ``line`` starts a block that ends a paragraph."""
    return bool(_BLOCK.match(line))


def tokenize(state: StateBlock, part: Part) -> None:
    """Read the lines of ``part`` as blocks of their own; the mark before ``offset`` is not seen.

    An indent below the first line is that of the part: it makes no code of what follows.
    """
    kept = state.parentType, state.lineMax
    columns = [(state.bMarks[n], state.tShift[n], state.sCount[n]) for n in _numbers(part)]
    first = part.first
    state.bMarks[first] += state.tShift[first] + part.offset
    state.tShift[first], state.sCount[first] = 0, state.blkIndent
    for number in range(first + 1, part.last):
        state.sCount[number] = max(state.blkIndent, min(state.sCount[number], state.blkIndent + 3))
    state.parentType, state.lineMax = "list", part.last
    state.md.block.tokenize(state, first, part.last)
    state.parentType, state.lineMax = kept
    for number, (mark, shift, count) in zip(_numbers(part), columns, strict=True):
        state.bMarks[number], state.tShift[number], state.sCount[number] = mark, shift, count


def _numbers(part: Part) -> range:
    return range(part.first, part.last)
