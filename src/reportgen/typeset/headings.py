"""Headings: the label, its gap, and words that hang beside it."""

from msgspec.structs import replace

from reportgen.model.brand import Alignment, Style, StyleRole
from reportgen.model.document import (
    CitationMark,
    CrossReference,
    Heading,
    InlineFormula,
    LineBreak,
    LinkRun,
    NoteMark,
    PageReference,
    Piece,
    Pieces,
    Run,
)
from reportgen.model.length import Length
from reportgen.typeset.fragments import Wording, joined, plain
from reportgen.typeset.setting import Setting, Surround, flush
from reportgen.typeset.stack import anchored, baseline, blank, kept, labelled, set_stack
from reportgen.typeset.strip import Story, Strip, Words
from reportgen.zh.formula_words import as_line
from reportgen.zh.scripts import small

_STYLES = (StyleRole.HEADING1, StyleRole.HEADING2, StyleRole.HEADING3)


def heading_strips(heading: Heading, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``heading``: all of it is kept with what follows."""
    style = setting.style(_STYLES[min(heading.level, len(_STYLES)) - 1])
    element = setting.tree.open_heading(heading.level, within.element)
    words = setting.wording(heading.content, style)
    strips = _set(heading.label, words, style, replace(within, element=element), setting)
    if heading.level == 1:
        chapter = titled(heading.label, printed(heading.content))
        strips = [replace(strip, chapter=chapter) for strip in strips]
    return kept(anchored(strips, heading.anchor))


def _set(
    label: str, words: Wording, style: Style, within: Surround, setting: Setting
) -> list[Strip]:
    element = within.element
    if not label:
        return set_stack(words, style, within, setting, element)
    if style.alignment in (Alignment.CENTER, Alignment.END):
        together = joined(plain(titled(label, ""), style), words)
        return set_stack(together, style, within, setting, element)
    indent = style.first_indent * style.size // 1000
    line = setting.text(label, style)
    beside = within.indented(indent + line.width + gap_after(label, style))
    strips = set_stack(words, flush(style), beside, setting, element)
    mark = Words(line, within.x + indent, baseline(style), Story(element, {}))
    return labelled(strips or [blank(style, within)], mark)


def gap_after(label: str, style: Style) -> Length:
    """Return the blank after ``label``: the half em of its own mark, or as much, or one em."""
    if not label:
        return 0
    return style.size if label[-1].isalpha() else style.size // 2


def titled(label: str, words: str) -> str:
    """Return a title as one string: ``一、现状`` but ``2.1 现状``, ``第一章 现状``."""
    has_own_gap = not label or not (label[-1].isascii() or label[-1].isalpha())
    return label + words if has_own_gap else f"{label} {words}"


def printed(pieces: Pieces) -> str:
    """Return the words of ``pieces`` without marks."""
    return "".join(map(_printed, pieces))


def _printed(piece: Piece) -> str:
    match piece:
        case Run() | LinkRun():
            return small(piece.text, piece.script)
        case CrossReference():
            return piece.text
        case InlineFormula(tex=tex):
            return as_line(tex)
        case CitationMark() | NoteMark() | PageReference() | LineBreak():
            return ""
