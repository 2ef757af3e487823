"""``:::{图表} revenue`` … ``:::``: colon fences as a markdown-it block rule."""

import re
from collections.abc import Iterator
from enum import Enum

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.read.block_lines import line_of

_OPENING = pattern(r":{3,}\s*(?:\{(?P<braced>[^{}]*)\}|(?P<bare>\S+))\s*(?P<title>.*?)\s*")
_CLOSING = pattern(r":{3,}\s*")
_OPTION = pattern(r"[:：](?P<name>[^\s:：]+)[:：]\s*(?P<value>.*?)\s*")
_CODE = pattern(r"\s*(?:`{3,}|~{3,})")
_FULL_WIDTH_FENCE = pattern(r"^([ >]*)：{3,}.*$", re.MULTILINE)
_NOTE_COLON = pattern(r"^([ >]*\[\^[^\]\s]+\])：", re.MULTILINE)
_UNCLOSED, _MAX_UNCLOSED = "unclosed_fences", 100
_FENCE_MARKS = str.maketrans("：｛｝", ":{}")


class DirectiveKind(Enum):
    """What a colon fence is; the value is its names."""

    CHART = ("图表", "chart")
    TABLE = ("表格", "table")
    CALLOUT = ("提示", "callout")
    CAUTION = ("注意", "caution")
    RISK = ("风险", "risk")
    IMPORTANT = ("重要", "important")
    FIGURE = ("图", "figure")
    PAGE_BREAK = ("分页", "pagebreak")
    CARDS = ("指标卡", "kpi")
    SIDE_BY_SIDE = ("并排", "side-by-side")
    LANDSCAPE = ("横页", "landscape")
    COLUMNS = ("分栏", "columns")
    WHEN = ("若", "if")
    EACH = ("每个", "each")


NAMES = {name: kind for kind in DirectiveKind for name in kind.value}


class Fence(Struct, frozen=True):
    """An opening line: what was typed, and where in its line."""

    name: str
    title: str
    name_at: int
    title_at: int
    options: tuple[tuple[int, str, str], ...]
    """Line offset from the opening line, name and value."""
    is_closed: bool


def plain_fences(text: str) -> str:
    """Return ``text`` with full-width colon fences and note colons in ASCII, in their places."""
    text = _FULL_WIDTH_FENCE.sub(lambda match: match[0].translate(_FENCE_MARKS), text)
    return _NOTE_COLON.sub(r"\1:", text)


def colon_fences(parser: MarkdownIt) -> None:
    """Teach ``parser`` the rule: tokens ``fence_open`` and ``fence_close``, or ``fence_stray``."""
    stops = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    parser.block.ruler.before("fence", "colon_fence", _rule, {"alt": stops})


def _rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    line = line_of(state, first)
    if not line.startswith(":::") or state.is_code_block(first):
        return False
    if silent:
        return True
    opening = _OPENING.fullmatch(line)
    if opening is None:
        token = state.push("fence_stray", "", 0)
        token.map = [first, first + 1]
        state.line = first + 1
        return True
    end = _end(state, first, last)
    body_end = first + 1 if end is None else end
    options = tuple(_options(state, first + 1, body_end))
    token = state.push("fence_open", "", 1)
    name = opening["braced"] if opening["braced"] is not None else opening["bare"]
    name_at = opening.start("braced" if opening["braced"] is not None else "bare")
    token.meta["fence"] = Fence(
        name.strip(), opening["title"], name_at, opening.start("title"), options, end is not None
    )
    token.map = [first, body_end]
    _body(state, first + 1 + len(options), body_end)
    state.push("fence_close", "", -1)
    state.line = body_end if end is None else end + 1
    return True


def _body(state: StateBlock, first: int, last: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    if first < last:
        state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax = parent, line_max


def _end(state: StateBlock, first: int, last: int) -> int | None:
    """Return the line that closes the fence opened at ``first``; inner fences close first."""
    if state.env.get(_UNCLOSED, 0) >= _MAX_UNCLOSED:  # each costs a look at all that follows
        return None
    depth = 1
    in_code = False
    for number in range(first + 1, last):
        line = line_of(state, number)
        if line and state.sCount[number] < state.blkIndent:
            return None
        if _CODE.match(line):
            in_code = not in_code
        elif not in_code and line.startswith(":::"):
            depth += -1 if _CLOSING.fullmatch(line) else 1
            if depth == 0:
                return number
    state.env[_UNCLOSED] = state.env.get(_UNCLOSED, 0) + 1
    return None


def _options(state: StateBlock, first: int, last: int) -> Iterator[tuple[int, str, str]]:
    for number in range(first, last):
        match = _OPTION.fullmatch(line_of(state, number))
        if match is None:
            return
        yield number - first + 1, match["name"], match["value"]
