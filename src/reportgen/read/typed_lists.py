"""Lists whose Chinese labels are typed – （1）（2）, ①②, 一、二、 – as a markdown-it block rule.

A run of lines is a list when it counts from the first label on, two at least; a lone label stays
prose. The tokens are those of a numbered list, with the style of its labels in ``meta``.
"""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.model.report import LabelStyle
from reportgen.read.block_lines import Part, indent_of, is_blank, line_of, starts_block, tokenize
from reportgen.zh.numerals import chinese_numeral, circled

STYLE = "label_style"
_NUMBER = r"(?P<number>[0-9]{1,2})"
_CHINESE = r"(?P<number>[一二三四五六七八九十]{1,3})"
_SHAPES = (
    (LabelStyle.PARENTHESES, pattern(rf"[（(]{_NUMBER}[）)]")),
    (LabelStyle.CIRCLED, pattern(r"(?P<number>[①-⑳])")),
    (LabelStyle.BRACKET, pattern(rf"{_NUMBER}）")),
    (LabelStyle.COMMA, pattern(rf"{_NUMBER}、")),
    (LabelStyle.CHINESE, pattern(rf"{_CHINESE}、")),
    (LabelStyle.CHINESE_PARENTHESES, pattern(rf"[（(]{_CHINESE}[）)]")),
)
_BLANKS = "\u3000 \t"
_FIRST_CHARACTERS = frozenset("（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳0123456789一二三四五六七八九十\u3000 \t")
_MAX_ITEMS = 99
_VALUES = (
    {str(number): number for number in range(1, _MAX_ITEMS + 1)}
    | {circled(number): number for number in range(1, 21)}
    | {chinese_numeral(number): number for number in range(1, _MAX_ITEMS + 1)}
)


class _Label(Struct, frozen=True):
    """A label at the head of a line: its style, its number, and where the words begin."""

    style: LabelStyle
    number: int
    end: int


def typed_lists(parser: MarkdownIt) -> None:
    """Teach ``parser`` the rule."""
    stops = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    parser.block.ruler.before("list", "typed_list", _rule, {"alt": stops})


def _rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    label = _label(state, first)
    if label is None or label.number != 1 or state.is_code_block(first):
        return False
    parts = _parts(state, first, last, label)
    if len(parts) == 1:
        return False
    if silent:
        return True
    opening = state.push("ordered_list_open", "ol", 1)
    opening.meta[STYLE] = label.style
    opening.map = [first, parts[-1].last]
    for part in parts:
        item = state.push("list_item_open", "li", 1)
        item.map = [part.first, part.last]
        tokenize(state, part)
        state.push("list_item_close", "li", -1)
    state.push("ordered_list_close", "ol", -1)
    state.line = parts[-1].last
    return True


def _parts(state: StateBlock, first: int, last: int, label: _Label) -> list[Part]:
    """Return the items from line ``first`` on: their lines, and where their words begin."""
    starts = [(first, label.end)]
    end = first + 1
    for number in _lines_of(state, first + 1, last):
        found = _label(state, number)
        if found and found.style is label.style:
            if found.number != len(starts) + 1:
                break
            starts.append((number, found.end))
        elif found is None and number > end and indent_of(state, number) == 0:
            break  # after an empty line, words that are not indented belong to the text
        end = number + 1
    ends = [start for start, _ in starts[1:]] + [end]
    return [Part(start, stop, offset) for (start, offset), stop in zip(starts, ends, strict=True)]


def _lines_of(state: StateBlock, first: int, last: int) -> Iterator[int]:
    """Yield the lines that may belong to a list: not what starts a block of its own."""
    for number in range(first, last):
        if is_blank(state, number):
            continue
        if state.sCount[number] < state.blkIndent or starts_block(line_of(state, number)):
            return
        yield number


def _label(state: StateBlock, number: int) -> _Label | None:
    line = line_of(state, number)
    if not line or line[0] not in _FIRST_CHARACTERS:
        return None
    start = len(line) - len(line.lstrip(_BLANKS))
    for style, shape in _SHAPES:
        match = shape.match(line, start)
        value = _VALUES.get(match["number"]) if match else None
        if match and value and line[match.end() :].strip(_BLANKS):
            words = line[match.end() :]
            return _Label(style, value, match.end() + len(words) - len(words.lstrip(_BLANKS)))
    return None
