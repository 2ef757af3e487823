"""Our marks in Markdown – numbers, citations, notes, cross-references – as markdown-it rules.

Every token gets its place: ``meta["at"]`` holds the offsets where it was typed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from reportgen.model.pattern import pattern
from reportgen.read.number_marks import FULL_WIDTH

_KEY = r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?"
_MARKS = (
    ("cite", pattern(r"\[-?@[^\[\]\n]*\]")),
    ("note_ref", pattern(r"\[\^[^\[\]\s]+\]")),
    ("number", pattern(r"\{\{[^{}\n]*\}\}")),
    ("number_unclosed", pattern(r"\{\{")),
    ("condition", pattern(r"\{%[^{}\n]*%\}|\{%")),
    ("cross_ref", pattern(r"\{@[^{}\n]+\}")),
    ("cross_ref", pattern(rf"(?<![A-Za-z0-9.])@(?:fig|tbl|sec|eq)-{_KEY}", re.ASCII)),
)
# Small characters (Pandoc): a number, a word or a few Han, with a sign or in brackets. So little
# may stand in them that 3~5年，10~20% and x^2+y^2 stay what they are.
_SMALL = r"\(?[+\-−–]?(?:[0-9A-Za-zΑ-Ωα-ω.,*′]{1,12}|[一-鿿]{1,6})[+\-−–]?\)?"
_SUPERSCRIPT = pattern(rf"\^{_SMALL}\^(?!\^)")
_SUBSCRIPT = pattern(rf"~{_SMALL}~(?!~)")
# A formula in a line (Pandoc's rule, and stricter: money is common here): no blank inside its
# dollars, no letter or figure outside them, and Chinese only in \text{…}.
_CHINESE = "\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_INSIDE = r"\\(?:text|textrm|mathrm|operatorname)\s*\{[^{}$]*\}|\\.|[^$\\" + _CHINESE + r"]"
_FORMULA = pattern(
    rf"(?<![A-Za-z0-9$])\$(?P<tex>(?![\s$`])(?>{_INSIDE})++(?<![\s/,;:]))\$(?![A-Za-z0-9$])"
    r"|(?<!\$)\$`(?P<code>[^`]+)`\$(?!\$)",
    re.DOTALL,
)
_BEFORE_SUBSCRIPT = pattern(r"[A-Za-zΑ-Ωα-ω)\]）^*]")
_TYPED = pattern(
    r"(?:\{\{|｛｛)[^{}｛｝\n]*(?:\}\}|｝｝)|｛｛|｝｝"
    r"|｛[@＠][^{}｛｝\n]*｝|\{@[^{}｛｝\n]*\}"
    r"|[{｛][%％][^{}｛｝\n]*[%％][}｝]"
    r"|[\[【][@＠][^\[\]【】\n]*[\]】]"
)
_BRACKETS = str.maketrans("【】＠｛｝", "[]@{}")
_CONDITION = str.maketrans("｛｝％｜", "{}%|")


def plain_marks(text: str) -> str:
    """Return ``text`` as the Markdown parser should see it, every character in its place.

    Full-width typing of our marks becomes ASCII, and the bars inside ``{{ … }}``,
    ``{% … %}`` and ``{@ … }`` become a character that is not in the text, so that they part no
    table cells.
    """
    hidden = next(c for c in map(chr, range(0xFDD0, 0xFDF0)) if c not in text)

    def plain(match: re.Match[str]) -> str:
        if match[0][1] in "%％":
            return match[0].translate(_CONDITION).replace("|", hidden)
        words = match[0].translate(_BRACKETS)
        if "{{" in words or words.startswith("{@"):
            return words.translate(FULL_WIDTH).replace("|", hidden)
        return words

    return _TYPED.sub(plain, text)


@cache
def inline_parser() -> MarkdownIt:
    """Return the parser of one paragraph's inside."""
    parser = MarkdownIt("commonmark")
    parser.inline = _PlacedParser()
    parser.configure("commonmark")
    parser.inline.ruler.at("newline", _line_end)
    parser.inline.ruler.before("link", "mark", _mark)
    parser.inline.ruler.before("mark", "script", _script)
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.disable(["fragments_join"])
    parser.validateLink = _accept  # type: ignore[method-assign, assignment]  # our own check has a finding
    parser.normalizeLink = str  # type: ignore[method-assign, assignment]  # paths of pictures stay as typed
    return parser


class _PlacedParser(ParserInline):
    """markdown-it's loop over its rules, but every rule's tokens learn where they stand."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Read ``src`` into ``tokens``."""
        state = _ChineseState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Read from ``state.pos`` to ``state.posMax``."""
        rules = self.ruler.getRules("")
        deepest = state.md.options["maxNesting"]
        while state.pos < state.posMax:
            start, known = state.pos, len(state.tokens)
            if state.level >= deepest or not any(rule(state, False) for rule in rules):  # noqa: FBT003 - markdown-it's own call
                state.pending += state.src[state.pos]
                state.pos += 1
            if state.pending:
                state.pushPending()
            _place(state.tokens[known:], start, state.pos)


def _place(tokens: Sequence[Token], start: int, end: int) -> None:
    """Tell new ``tokens`` that they stand from ``start`` to ``end``; texts follow one another."""
    position = start
    for token in tokens:
        if "at" in token.meta:
            continue
        if token.type == "text":
            token.meta["at"] = (position, position + len(token.content))
            position += len(token.content)
        else:
            token.meta["at"] = (start, end)


class _ChineseState(StateInline):
    """Emphasis beside Chinese: CommonMark's rule of flanking knows only spaces and punctuation."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803, FBT001 - markdown-it's names
        """Return whether the run of ``*`` or ``_`` at ``start`` may open and close.

        Beside a Chinese character or mark, ``**`` need not stand at the edge of a word:
        ``**“重要”**的`` is strong.
        """
        scanned = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1] if start else " "
        end = start + scanned.length
        after = self.src[end] if end < self.posMax else " "
        if not (_is_chinese(before) or _is_chinese(after)) or self.src[start] == "_":
            return scanned
        return Scanned(not after.isspace(), not before.isspace(), scanned.length)


def _is_chinese(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…"


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.src[state.pos] not in "[{@":
        return False
    for name, shape in _MARKS:
        match = shape.match(state.src, state.pos, state.posMax)
        if match:
            if not silent:
                state.push(name, "", 0)
            state.pos = match.end()
            return True
    return False


def formulas_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the places of ``text`` that are read as formulas, were all of it words."""
    return _FORMULA.finditer(text)


def _formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``$a^2$``, and ``$`a^2`$`` which is no money whatever stands around it."""
    if state.src[state.pos] != "$":
        return False
    match = _FORMULA.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = " ".join((match["tex"] or match["code"]).split())
    state.pos = match.end()
    return True


def _script(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read ``m^2^`` and ``H~2~O``: what is small stands right behind a character."""
    opening, before = state.src[state.pos], state.src[state.pos - 1 : state.pos]
    if opening == "^" and before and not before.isspace():
        match = _SUPERSCRIPT.match(state.src, state.pos, state.posMax)
    elif opening == "~" and _BEFORE_SUBSCRIPT.match(before):
        match = _SUBSCRIPT.match(state.src, state.pos, state.posMax)
    else:
        return False
    if match is None:
        return False
    if not silent:
        state.push("script", "", 0)
    state.pos = match.end()
    return True


def _line_end(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        is_hard = state.src[max(0, state.pos - 2) : state.pos] == "  "
        state.push("hardbreak" if is_hard else "softbreak", "br", 0)
    state.pos += 1
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1
    return True


def _accept(_url: str) -> bool:
    return True
