"""``{: ignore=N107 reason="…" }``: a line behind a block, as a markdown-it rule, and its words."""

from collections.abc import Iterator
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from reportgen.diag import Code, Sink, nearest
from reportgen.model.pattern import pattern
from reportgen.model.report import WaivedCode, Waiver
from reportgen.read import yaml_tree as tree
from reportgen.read.block_lines import line_of
from reportgen.read.excerpt import Excerpt

TOKEN, FIRST = "waiver", "first"
_LINE = pattern(r"[{｛][:：]\s*(?P<words>[^{}｛｝]*?)\s*[}｝]\s*$")
_WORD = pattern(
    r"(?P<key>[^\s=＝\"“”]+)\s*[=＝]\s*(?:\"(?P<straight>[^\"]*)\"|“(?P<curly>[^”]*)”"
    r"|(?P<bare>[^\s\"“”]+))|(?P<stray>\S+)"
)
_OF_PROFILES = ("RG189", "RG190")
"""What only a waiver among the keys can name: such a finding has no other place."""
_CODE = pattern(r"[^\s,，、;；]+")
_KEYS = {"ignore": "ignore", "忽略": "ignore", "reason": "reason", "理由": "reason"}
WAIVABLE = (
    *("A01", "D01", "F01", "F02", "F03", "H01", "H02", "H03", "H04", "H05", "X01"),
    *(f"N{number:02}" for number in (*range(1, 9), *range(101, 111))),
    *(f"P{number:02}" for number in range(1, 14)),
)
_INDENTED = 4


def waivers(parser: MarkdownIt) -> None:
    """Teach ``parser`` the rule; such a line ends any block."""
    stops = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    parser.block.ruler.before("table", TOKEN, _rule, {"alt": stops})


def _rule(state: StateBlock, first: int, _last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.sCount[first] - state.blkIndent >= _INDENTED or not _LINE.match(line_of(state, first)):
        return False
    if silent:
        return True
    token = state.push(TOKEN, "", 0)
    token.map = [first, first + 1]
    above = islice(reversed(state.tokens), 1, None)
    before = (each for each in above if each.level <= state.level)
    opening = next((each for each in before if each.nesting >= 0 and each.map), None)
    is_beside = opening is not None and opening.level == state.level
    token.meta[FIRST] = opening.map[0] if opening and opening.map and is_beside else first
    state.line = first + 1
    return True


def read_waiver(excerpt: Excerpt, line: int, first: int, sink: Sink) -> Iterator[Waiver]:
    """Yield the waiver on ``line`` of ``excerpt``, for the block that begins on line ``first``."""
    typed = excerpt.lines[line].text
    match = _LINE.search(typed)
    if match is None:
        return
    codes: list[WaivedCode] = []
    reason = ""
    for word in _WORD.finditer(typed, match.start("words"), match.end("words")):
        key = _KEYS.get(word["key"] or "")
        kind = next((name for name in ("straight", "curly", "bare") if word[name] is not None), "")
        if key is None or not kind:
            _bad(excerpt, line, word.span(), sink, list(_KEYS))
        elif key == "reason":
            reason = (word[kind] or "").strip()
        else:
            codes += _codes(excerpt, line, word.span(kind), sink)
    span = excerpt.span(line, match.start(), len(match[0].rstrip()))
    if codes:
        begin, end = excerpt.lines[first].number, max(excerpt.lines[line].number - 1, 1)
        yield Waiver(tuple(codes), reason, span, begin, max(begin, end))
    elif not match["words"]:
        _bad(excerpt, line, match.span(), sink, WAIVABLE)


def _codes(excerpt: Excerpt, line: int, place: tuple[int, int], sink: Sink) -> Iterator[WaivedCode]:
    for match in _CODE.finditer(excerpt.lines[line].text, *place):
        code = match[0].upper()
        if code in WAIVABLE:
            yield WaivedCode(code, excerpt.span(line, match.start(), len(match[0])))
        else:
            _bad(excerpt, line, match.span(), sink, WAIVABLE)


def _bad(
    excerpt: Excerpt,
    line: int,
    place: tuple[int, int],
    sink: Sink,
    known: tuple[str, ...] | list[str],
) -> None:
    start, end = place
    word = excerpt.lines[line].text[start:end]
    span = excerpt.span(line, start, end - start)
    close = nearest(word, known) or "—"
    sink.add(Code.BAD_WAIVER, span, word=word, known="、".join(WAIVABLE), nearest=close)


def key_waivers(node: tree.Mapping, keys: Excerpt, sink: Sink) -> Iterator[Waiver]:
    """Yield what the author lets stand of all that is found among ``keys``."""
    for each in node.listing("waivers"):
        if not isinstance(each, tree.Mapping):
            continue
        codes = []
        for word in each.listing("ignore"):
            if not isinstance(word, tree.Scalar):
                continue
            code, known = word.text.strip().upper(), (*WAIVABLE, *_OF_PROFILES)
            if code in known:
                codes.append(WaivedCode(code, word.span))
            else:
                close, all_ = nearest(word.text, known) or "—", "、".join(known)
                sink.add(Code.BAD_WAIVER, word.span, word=word.text, known=all_, nearest=close)
        if codes and keys.lines:
            first, last = keys.lines[0].number, keys.lines[-1].number
            reason, of = each.word("reason"), each.word("of")
            yield Waiver(tuple(codes), reason, each.span, first, last, of, is_for_keys=True)
