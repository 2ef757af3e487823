"""Words of references that are more than words: names, and titles with slanted or raised parts."""

import html
import re
from collections.abc import Iterator
from functools import partial

from reportgen.diag import Span
from reportgen.model.pattern import pattern
from reportgen.model.report import (
    OTHERS,
    Emphasis,
    Inline,
    Inlines,
    Name,
    Script,
    Scripted,
    Strong,
    Text,
)

# Private characters stand for the marks of all kinds of files while a title is read.
_SLANT, _RAISE, _LOWER, _BOLD, _END = "\uf8e0\uf8e1\uf8e2\uf8e3\uf8e4"
_OPENINGS = _SLANT + _RAISE + _LOWER + _BOLD
_PART = pattern(f"([{_OPENINGS}])([^{_OPENINGS}{_END}]*){_END}|([^{_OPENINGS}{_END}]+)")
_MARKS = pattern(f"[{_OPENINGS}{_END}]")
_MARKDOWN = (
    (pattern(r"(?<![\\*])\*(?=[^\s*])([^*]*[^\s*\\])\*(?!\*)"), _SLANT),
    (pattern(r"(?<!\\)\^([\w+\-−]{1,12})\^"), _RAISE),
    (pattern(r"(?<!\\)~([\w+\-−]{1,12})~"), _LOWER),
)
_ESCAPED = pattern(r"\\([*^~])")
_HTML = {"i": _SLANT, "em": _SLANT, "sup": _RAISE, "sub": _LOWER, "b": _BOLD, "strong": _BOLD}
_TAG = pattern(r"<(/?)([A-Za-z]+)(?: [^<>]*)?>")
_LATEX = (
    (pattern(r"\\(?:textit|emph|textsl)\s*\{([^{}]*)\}"), _SLANT),
    (pattern(r"\\textbf\s*\{([^{}]*)\}"), _BOLD),
    (pattern(r"\\textsuperscript\s*\{([^{}]*)\}|\$\^\{?([^{}$]*)\}?\$"), _RAISE),
    (pattern(r"\\textsubscript\s*\{([^{}]*)\}|\$_\{?([^{}$]*)\}?\$"), _LOWER),
)
_SEPARATORS = pattern(r"\s*[;；、]\s*")
_MOST_PARTS = 3
_OTHERS = frozenset({"等", "et al", "et al.", "others"})


def from_markdown(typed: str) -> str:
    """Return ``*slanted*``, ``^raised^`` and ``~lowered~`` words between our marks."""
    for found, opening in _MARKDOWN:
        typed = found.sub(rf"{opening}\1{_END}", typed)
    return _ESCAPED.sub(r"\1", typed)


def from_html(typed: str) -> str:
    """Return the tags that CSL-JSON allows as our marks; all others go."""

    def mark(closing: str, name: str) -> str:
        opening = _HTML.get(name.lower(), "")
        return (_END if closing else opening) if opening else ""

    return html.unescape(_TAG.sub(lambda match: mark(match[1], match[2]), typed))


def from_latex(typed: str) -> str:
    """Return the commands of LaTeX as our marks, before the rest of it is read."""
    for found, opening in _LATEX:
        typed = found.sub(partial(_between, opening), typed)
    return typed


def _between(opening: str, match: re.Match[str]) -> str:
    return opening + "".join(filter(None, match.groups())) + _END


def plain(marked: str) -> str:
    """Return words without our marks."""
    return _MARKS.sub("", marked)


def inlines(marked: str, span: Span) -> Inlines:
    """Return a title with our marks as inlines; nothing when it has none."""
    return tuple(_inlines(marked, span)) if _MARKS.search(marked) else ()


def _inlines(marked: str, span: Span) -> Iterator[Inline]:
    for opening, inside, words in _PART.findall(marked):
        match opening:
            case "":
                yield Text(words, span)
            case "\uf8e0":
                yield Emphasis((Text(inside, span),), span)
            case "\uf8e3":
                yield Strong((Text(inside, span),), span)
            case _:
                script = Script.SUPER if opening == _RAISE else Script.SUB
                yield Scripted(inside, script, span)


def typed_names(typed: str) -> Iterator[Name]:
    """Yield the names of ``张三；李四`` or ``Smith, John A.``.

    One without a comma stays as typed.
    """
    for words in filter(None, _SEPARATORS.split(typed.strip())):
        parts = [part.strip() for part in words.replace("，", ",").split(",")]
        if words in _OTHERS:
            yield OTHERS
        elif 1 < len(parts) <= _MOST_PARTS and all(parts):
            yield Name(parts[0], parts[1], *parts[2:])
        else:
            yield Name(words)
