"""The inside of a paragraph: Markdown to inlines, each with its place."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from reportgen.diag import Code, Fix, Sink, Span
from reportgen.model import report
from reportgen.model.pattern import pattern
from reportgen.model.report import Inline, Inlines, Text
from reportgen.read.conditions import Reader as Conditions
from reportgen.read.excerpt import Excerpt, joint
from reportgen.read.files import without_forbidden
from reportgen.read.marks import inline_parser, plain_marks
from reportgen.read.number_marks import read_number_mark
from reportgen.zh.formula_words import as_line

_SAFE = ("http://", "https://", "mailto:")
_CLOSERS = {"strong_open": "strong_close", "em_open": "em_close", "link_open": "link_close"}
_FAR = 40
_ASCII_MARKS = str.maketrans("【】＠｛｝；｜", "[]@{};|")
_PAGE = ("页", "page")
_BARE_CHINESE_KEY = pattern(r"(?<![A-Za-z0-9.])@(?:fig|tbl|sec|eq)-[一-鿿][\w.-]*")


def read_inlines(excerpt: Excerpt, sink: Sink) -> Inlines:
    """Return the inlines of one paragraph."""
    return InlineReader(excerpt, sink).inlines()


def plain_words(content: Inlines) -> str:
    """Return the plain words of ``content``."""
    words = []
    for inline in content:
        match inline:
            case report.Text() | report.Code():
                words.append(inline.text)
            case report.Strong() | report.Emphasis() | report.Link():
                words.append(plain_words(inline.content))
            case report.InlineFormula():
                words.append(as_line(inline.tex))
            case _:
                pass
    return "".join(words)


class InlineReader:
    """Reads one paragraph; ``tokens`` are there for who must look before (a lone picture)."""

    def __init__(self, excerpt: Excerpt, sink: Sink) -> None:
        self._excerpt = excerpt
        self._text = excerpt.text
        self._starts = excerpt.starts
        self._sink = sink
        parser = inline_parser()
        self.tokens: list[Token] = []
        parser.inline.parse(plain_marks(self._text), parser, {}, self.tokens)
        self._conditions = Conditions(self._typed, self._read, sink)
        self._depth = 0

    def inlines(self) -> Inlines:
        """Return what the paragraph says."""
        return tuple(self._read(self.tokens))

    def _read(self, tokens: list[Token]) -> Iterator[Inline]:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type in _CLOSERS:
                end = _closer(tokens, position)
                yield from self._group(token, tokens[position + 1 : end], tokens[end])
                position = end + 1
            elif token.type == "condition":
                self._depth += 1
                chosen, position = self._conditions.conditional(tokens, position, self._depth)
                self._depth -= 1
                yield from chosen
            elif token.type == "text" and not token.content:  # one half of a mark of emphasis
                position += 1
            elif token.type == "text":
                end = _end_of_text(tokens, position)
                start, stop = token.meta["at"][0], tokens[end - 1].meta["at"][1]
                is_last = end < len(tokens) and tokens[end].type in {"softbreak", "hardbreak"}
                yield from self._words(start, stop, is_last=is_last)
                position = end
            else:
                yield from self._single(token)
                position += 1

    def _group(self, opening: Token, inside: list[Token], closing: Token) -> Iterator[Inline]:
        content = tuple(self._read(inside))
        (start, _), (_, end) = opening.meta["at"], closing.meta["at"]
        if opening.type == "strong_open":  # the token stands at the inner of two marks
            yield report.Strong(content, self._span(start - 1, end + 1))
        elif opening.type == "em_open":
            yield report.Emphasis(content, self._span(start, end))
        else:
            span = self._span(start, end)
            url = normalizeLink(str(opening.attrs["href"]))
            if opening.markup == "autolink":
                content = tuple(self._words(*_inner(opening)))
            if url.lower().startswith(_SAFE):
                yield report.Link(url, content, span)
            else:
                self._sink.add(Code.UNSAFE_LINK, span, url=str(opening.attrs["href"]))
                yield from content

    def _single(self, token: Token) -> Iterator[Inline]:
        start, end = token.meta["at"]
        span = self._span(start, end)
        match token.type:
            case "text_special":
                yield Text(without_forbidden(token.content, span, self._sink), span)
            case "softbreak":
                space = joint(
                    self._text[max(0, start - _FAR) : start], self._text[end : end + _FAR]
                )
                if space:
                    yield Text(space, span)
            case "hardbreak":
                yield report.LineBreak(span)
            case "script":
                script = report.Script.SUPER if self._text[start] == "^" else report.Script.SUB
                yield report.Scripted(self._text[start + 1 : end - 1], script, span)
            case "formula":
                yield report.InlineFormula(token.content, span)
            case "code_inline":
                yield report.Code(self._code(token, start, end), span)
            case "number":
                number = read_number_mark(self._typed(token), self._sink)
                if number is not None:
                    yield number
            case "cite":
                yield from self._cite(start, end)
            case "note_ref":
                yield report.NoteRef(self._text[start + 2 : end - 1], span)
            case "cross_ref":
                yield self._cross_ref(start, end)
            case _:
                self._refuse(token, span)

    def _typed(self, token: Token) -> Excerpt:
        """Return a mark on one line as it was typed."""
        start, end = token.meta["at"]
        line, offset = self._line(start)
        return self._excerpt.cut(line, offset, offset + end - start)

    def _refuse(self, token: Token, span: Span) -> None:
        match token.type:
            case "html_inline":
                self._sink.add(Code.HTML_REFUSED, span, html=token.content)
            case "image":
                self._sink.add(Code.NOT_YET, span, what="行内图片（inline picture）")
            case _:
                self._sink.add(Code.UNCLOSED_NUMBER, span)

    def _words(self, start: int, end: int, *, is_last: bool = False) -> Iterator[Text]:
        words = self._text[start:end]
        if is_last:
            words = words.rstrip(" \t")
        if words:
            for bare in _BARE_CHINESE_KEY.finditer(words):
                at = start + bare.start()
                span = self._span(at, at + len(bare[0]))
                self._sink.add(Code.POINTER_WITHOUT_BRACES, span, typed=bare[0])
            yield Text(words, self._span(start, start + len(words)))

    def _code(self, token: Token, start: int, end: int) -> str:
        ticks = len(token.markup)
        typed = self._text[start + ticks : end - ticks].replace("\n", " ")
        # CommonMark 6.1: one space is stripped from both ends, unless all is space.
        if typed.startswith(" ") and typed.endswith(" ") and typed.strip():
            return typed[1:-1]
        return typed

    def _mended(self, start: int, end: int) -> str:
        """Return a citation or cross-reference in ASCII marks; a finding offers to mend it."""
        typed = self._text[start:end]
        plain = typed.translate(_ASCII_MARKS)
        if plain != typed:
            span = self._span(start, end)
            self._sink.add(
                Code.FULL_WIDTH_BRACES, span, fix=Fix(span, plain), typed=typed, plain=plain
            )
        return plain

    def _cross_ref(self, start: int, end: int) -> report.CrossRef:
        typed = self._mended(start, end).strip("{}")
        key, bar, word = typed.partition("|")
        if bar and word.strip() not in _PAGE:
            length = len(word.lstrip()) + 1
            span = self._span(end - length, end - 1)
            self._sink.add(Code.UNKNOWN_POINTER, span, word=word.strip())
        return report.CrossRef(key.strip().removeprefix("@"), self._span(start, end), bool(bar))

    def _cite(self, start: int, end: int) -> Iterator[Inline]:
        plain = self._mended(start, end)
        keys = []
        for match in re.finditer(r"[^;]+", plain[1:-1]):
            typed = re.split(r"[,，]", match[0], maxsplit=1)
            is_year_only = typed[0].strip().startswith("-")
            key = typed[0].strip().removeprefix("-").removeprefix("@")
            if key:
                at = start + 1 + match.start() + match[0].index(key)
                locator = typed[1].strip() if len(typed) > 1 else ""
                place = self._span(at, at + len(key))
                keys.append(report.CiteKey(key, locator, place, is_year_only))
        if keys:
            yield report.CiteRef(tuple(keys), self._span(start, end))
        else:
            yield from self._words(start, end)

    def _span(self, start: int, end: int) -> Span:
        line, offset = self._line(start)
        rest = len(self._excerpt.lines[line].text) - offset
        return self._excerpt.span(line, offset, min(end - start, max(1, rest)))

    def _line(self, position: int) -> tuple[int, int]:
        """Return the line of ``position``, and where in the line it is."""
        line = bisect_right(self._starts, position) - 1
        return line, position - self._starts[line]


def _closer(tokens: list[Token], opening: int) -> int:
    depth = 0
    names = {tokens[opening].type: 1, _CLOSERS[tokens[opening].type]: -1}
    for position in range(opening, len(tokens)):
        depth += names.get(tokens[position].type, 0)
        if depth == 0:
            return position
    return len(tokens) - 1


def _end_of_text(tokens: list[Token], start: int) -> int:
    """Return the end of the texts that follow one another in the source from ``start`` on."""
    end = start + 1
    while (
        end < len(tokens)
        and tokens[end].type == "text"
        and tokens[end].meta["at"][0] == tokens[end - 1].meta["at"][1]
        and tokens[end].content
        and tokens[end - 1].content
    ):
        end += 1
    return end


def _inner(token: Token) -> tuple[int, int]:
    start, end = token.meta["at"]
    return start + 1, end - 1
