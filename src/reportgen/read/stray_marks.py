"""Marks that nearly are ones: Markdown prints them as they were typed, which nobody wants."""

from reportgen.diag import Code, Sink
from reportgen.model.pattern import pattern
from reportgen.read.excerpt import Excerpt
from reportgen.read.marks import formulas_in

_ROW = pattern(r"[|｜].*[|｜]\s*")
_RULE = pattern(r"[\s|｜:：\-—–－─]*[-—–－─][\s|｜:：\-—–－─]*")
_DOLLARS = pattern(r"\s*[$＄]{2}")
_INLINE_TEX = pattern(r"(?<![\\$＄])\$[^$\n]*[\\^_][^$\n]*(?<!\\)\$(?!\$)")
_LATEX = pattern(r"(?<!\\)\\[\[(](?=(?:(?!\\[\])]).)*(?:[=^_]|\\[A-Za-z]))")
"""With TeX inside: ``\\[`` alone is a bracket that is typed as one."""
_ATTRIBUTES = pattern(
    r"(?<=[\]*）)\w])\s*(?:\{[#.][^{}\n]*\}|\{(?:着重号?|附錄)\}|｛[^｛｝\n]*｝)\s*$"
)
_BRACKETED = pattern(r"\[[^\[\]\n]+\]\{(?!%)[^{}\n]*\}")

_SHOWN = 40
_TABLE_WORDS = (
    "表格用半角的 | 和 -，第二行写成 |---|---|（a table: ASCII bars, second row |---|---|）"
)
_DISPLAY_WORDS = "公式从单独一行的 $$ 到单独一行的 $$（a formula: from a line $$ to a line $$）"
_INLINE_WORDS = (
    "行内公式写成 $a^2$，$ 里面两端不空格、不写中文，外面不接字母数字；或写成 $`a^2`$"
    "（a formula: $a^2$ without blanks at its ends, or $`a^2`$）"
)
_ATTRIBUTE_WORDS = "标题后面是 {#键}、{附录} 或 {-}（after a heading: {#key}, {.appendix} or {-}）"
_BRACKET_WORDS = "着重号写成 *文字*（emphasis: *words*）"


def find_stray_rows(excerpt: Excerpt, sink: Sink) -> None:
    """Find a paragraph that was meant as a table or as a formula on lines of its own."""
    lines = [line.text for line in excerpt.lines]
    if len(lines) > 1 and _ROW.fullmatch(lines[0]) and _RULE.fullmatch(lines[1]):
        _add(excerpt.rows(1, 2) if "｜" not in lines[0] else excerpt.rows(0, 1), _TABLE_WORDS, sink)
    elif lines and _DOLLARS.match(lines[0]):
        _add(excerpt.rows(0, 1), _DISPLAY_WORDS, sink)
    else:
        find_stray_words(excerpt, sink)


def find_stray_words(excerpt: Excerpt, sink: Sink) -> None:
    """Find marks inside the words of a paragraph that Markdown leaves as they are."""
    text = excerpt.text
    for match in formulas_in(text) if "$" in text else ():
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    if "`" in text:  # code says such things on purpose
        return
    for shape, words in (
        (_INLINE_TEX, _INLINE_WORDS),
        (_LATEX, _INLINE_WORDS),
        (_BRACKETED, _BRACKET_WORDS),
    ):
        for match in shape.finditer(text):
            _add(excerpt.part(*match.span()), words, sink)


def find_stray_attributes(excerpt: Excerpt, sink: Sink) -> None:
    """Find ``{…}`` at the end of a heading that is none of those we know."""
    match = _ATTRIBUTES.search(excerpt.text)
    if match:
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        _add(excerpt.part(start, match.end()), _ATTRIBUTE_WORDS, sink)


def _add(place: Excerpt, rule: str, sink: Sink) -> None:
    text = place.text.strip()
    text = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    sink.add(Code.STRAY_MARK, place.place, text=text, rule=rule)
