"""Definition lists – a term, and ``：meaning`` on the lines below – as a markdown-it block rule."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.read.block_lines import Part, indent_of, is_blank, line_of, starts_block, tokenize

_MARK = pattern(r"(?::[ \t]+|：[ \t]*)(?=\S)")


class _Item(Struct, frozen=True):
    """A term's line and the lines of its meanings."""

    term: int
    meanings: list[Part]


def definitions(parser: MarkdownIt) -> None:
    """Teach ``parser`` the rule."""
    parser.block.ruler.before("paragraph", "definition_list", _rule)


def _rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if silent or not _is_term(state, first, last):
        return False
    items = []
    line = end = first
    while line < last and _is_term(state, line, last):
        item = _Item(line, _meanings(state, line + 1, last))
        items.append(item)
        end = line = item.meanings[-1].last
        while line < last and is_blank(state, line):
            line += 1
    opening = state.push("dl_open", "dl", 1)
    opening.map = [first, end]
    for item in items:
        _push(state, item)
    state.push("dl_close", "dl", -1)
    state.line = end
    return True


def _push(state: StateBlock, item: _Item) -> None:
    state.push("dt_open", "dt", 1).map = [item.term, item.term + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map = line_of(state, item.term).strip(), [item.term, item.term + 1]
    state.push("dt_close", "dt", -1)
    state.push("dd_open", "dd", 1)
    for meaning in item.meanings:
        tokenize(state, meaning)
    state.push("dd_close", "dd", -1)


def _is_term(state: StateBlock, number: int, last: int) -> bool:
    if number + 1 >= last or is_blank(state, number) or is_blank(state, number + 1):
        return False
    line = line_of(state, number)
    return (
        state.sCount[number] >= state.blkIndent
        and state.sCount[number + 1] >= state.blkIndent
        and not starts_block(line)
        and not _MARK.match(line)
        and bool(_MARK.match(line_of(state, number + 1)))
    )


def _meanings(state: StateBlock, first: int, last: int) -> list[Part]:
    """Return the meanings from line ``first`` on, which has the first mark."""
    starts: list[tuple[int, int]] = []
    end = first
    for number in range(first, last):
        if is_blank(state, number):
            continue
        if state.sCount[number] < state.blkIndent:
            break
        line = line_of(state, number)
        mark = _MARK.match(line)
        if mark:
            starts.append((number, mark.end()))
        elif indent_of(state, number) == 0 and (
            number > end or starts_block(line) or _is_term(state, number, last)
        ):
            break
        end = number + 1
    ends = [start for start, _ in starts[1:]] + [end]
    return [Part(start, stop, offset) for (start, offset), stop in zip(starts, ends, strict=True)]
