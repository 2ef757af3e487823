"""Styles: what the paragraphs of a Word file are by the names of their styles."""

from collections.abc import Callable

from reportgen.diag import Code, Sink, nearest
from reportgen.read import yaml_tree as tree
from reportgen.word.elements import Element
from reportgen.word.opened import Opened, Style
from reportgen.word.story import style_of

QUOTES = frozenset({"quote", "intense quote", "block text", "引用", "明显引用"})
CODES = frozenset({"代码块", "html preformatted", "source code", "代码"})
TITLES = frozenset({"title", "subtitle", "标题", "副标题"})
IGNORED = "\0"
"""The name of a style whose paragraphs are not printed."""
_KINDS = {
    **{f"heading-{level}": Style(f"heading {level}", level) for level in range(1, 7)},
    "body": Style(""),
    "quote": Style("quote"),
    "code": Style("代码"),
    "caption": Style("caption"),
    "ignore": Style(IGNORED),
}


def styles_told(file: Opened, told: tree.Mapping | None, sink: Sink) -> Callable[[Element], Style]:
    """Return what tells the style of a paragraph, with what the report says of styles."""
    usual = style_of(file)
    by_name: dict[str, Style] = {}
    known = {style.name for style in file.styles.values()}
    for name, entry in (told.entries if told else {}).items():
        value = entry.value
        if not isinstance(value, tree.Scalar):
            continue
        lower = name.strip().lower()
        if lower not in known:
            close = nearest(lower, known) or "—"
            sink.add(Code.WORD_STYLE_UNKNOWN, entry.key.span, style=name, nearest=close)
        by_name[lower] = _KINDS.get(value.text, Style(""))

    def tell(paragraph: Element) -> Style:
        name = file.style(paragraph.value("w:pPr", "w:pStyle")).name
        style = by_name.get(name)
        return usual(paragraph) if style is None else style

    return tell
