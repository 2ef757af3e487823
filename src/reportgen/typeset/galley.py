"""Galley: blocks as a stream of strips, each knowing with what it must stay."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import assert_never

from msgspec.structs import replace

from reportgen.model.brand import Alignment, FontRole, Style, StyleRole
from reportgen.model.document import (
    Bibliography,
    Block,
    Blocks,
    Callout,
    CodeBlock,
    Contents,
    DefinitionList,
    Divider,
    Figure,
    FigureRow,
    Formula,
    Heading,
    KpiCards,
    ListBlock,
    Notice,
    PageBreak,
    PageSection,
    Paragraph,
    Pieces,
    Quote,
    Run,
    Table,
)
from reportgen.model.length import Length, pt
from reportgen.model.looks import DIVIDER_SHARE
from reportgen.model.page import Tag
from reportgen.typeset.bibliography import bibliography_strips, with_notice
from reportgen.typeset.cards import card_strips
from reportgen.typeset.code import code_strips
from reportgen.typeset.contents import contents_strips
from reportgen.typeset.definitions import definition_strips
from reportgen.typeset.figure_rows import figure_row_strips
from reportgen.typeset.figures import figure_strips
from reportgen.typeset.formulas import formula_strips
from reportgen.typeset.headings import heading_strips
from reportgen.typeset.letters import attachment_strips, record_strips
from reportgen.typeset.line import Line
from reportgen.typeset.setting import Setting, Surround, flush
from reportgen.typeset.stack import baseline, blank, kept, labelled, set_stack
from reportgen.typeset.strip import Panel, Rule, Story, Strip, Words
from reportgen.typeset.tables import table_strips

_KEPT_LINES = 2
"""How many lines of what follows stay with a heading."""
_PADDING = pt(6)
_MARGIN = pt(6)
_CALLOUT_INSET = pt(14)
_HAIR = pt(0.75)
_SIGNS = "•–▪"


def galley(blocks: Blocks, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield the strips of ``blocks`` in order, set as they are asked for."""
    owed: Length = 0
    starts_page = False
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, PageBreak):
            starts_page = True
        strips, last = _strips(block, within, setting), None
        if isinstance(block, Bibliography) and isinstance(following, Notice):
            strips = with_notice(list(strips))
        if owed > 0 and isinstance(following, Heading):
            # A single line is all that this heading has: the next may stand on the next page.
            strips = list(strips)
            last = strips[-1] if strips else None
        for strip in strips:
            made = replace(strip, starts_page=True) if starts_page else strip
            starts_page = False
            owed -= strip.height
            if owed > 0 and not strip.keeps and strip is not last:
                made = replace(made, keeps=True)
            yield made
        if isinstance(block, Heading):
            owed = _KEPT_LINES * setting.style(within.body).leading


def _strips(  # noqa: C901, PLR0911, PLR0912 - one case a block
    block: Block, within: Surround, setting: Setting
) -> Iterator[Strip] | list[Strip]:
    match block:
        case Heading():
            return heading_strips(block, within, setting)
        case Paragraph():
            return _paragraph(block, within, setting)
        case ListBlock():
            return _list(block, within, setting)
        case Quote():
            return _quote(block, within, setting)
        case Callout():
            return _callout(block, within, setting)
        case CodeBlock():
            return code_strips(block, within, setting)
        case Table():
            return table_strips(block, within, setting)
        case Figure():
            return figure_strips(block, within, setting)
        case FigureRow():
            return figure_row_strips(block, within, setting)
        case DefinitionList():
            return definition_strips(block, within, setting, galley)
        case KpiCards():
            return card_strips(block, within, setting)
        case Formula():
            return formula_strips(block, within, setting)
        case Divider():
            return [_divider(within, setting)]
        case Contents():
            return contents_strips(block, within, setting)
        case Bibliography():
            return bibliography_strips(block, within, setting)
        case Notice():
            return _notice(block, within, setting)
        case PageBreak():
            return []
        case PageSection():  # only where sections are taken apart before
            return galley(block.blocks, within, setting)
        case _:
            assert_never(block)


def paragraph(pieces: Pieces, style: Style, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``pieces`` in ``style`` as an element of their own."""
    if within.is_flush:
        style = replace(style, first_indent=0)
    words = setting.wording(pieces, style)
    element = setting.tree.open(Tag.PARAGRAPH, within.element)
    return set_stack(words, style, within, setting, element)


def _paragraph(block: Paragraph, within: Surround, setting: Setting) -> list[Strip]:
    role = within.body if block.role is StyleRole.BODY else block.role
    style = setting.style(role)
    if block.is_credit:
        style = replace(style, alignment=Alignment.END, first_indent=0)
    stand = block.stand
    if stand.record:
        return record_strips(block, stand.record, within, setting)
    if stand.is_flush:
        style = replace(style, first_indent=0)
    if stand.lines_above:
        style = replace(style, space_before=stand.lines_above * style.leading)
    if stand.lead:
        return attachment_strips(block, style, within, setting)
    if stand.from_right:
        style = replace(style, alignment=Alignment.START, first_indent=0)
        ends = within.width - stand.from_right * style.size // 1000
        within = within.indented(max(0, ends - stand.width * style.size // 1000))
    return paragraph(block.content, style, within, setting)


def _list(block: ListBlock, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield the items: labels end half an em before the words, which hang two ems in."""
    role = StyleRole.LIST if within.body is StyleRole.BODY else within.body
    style = flush(setting.style(role))
    tree = setting.tree
    element = tree.open(Tag.LIST, within.element)
    labels = [_label(item.label, style, setting) for item in block.items]
    gap = style.size // 2
    hang = max([2 * style.size, *(label.width + gap for label in labels)])
    beside = replace(within.indented(hang), body=role, is_flush=True)
    for item, label in zip(block.items, labels, strict=True):
        owner = tree.open(Tag.LIST_ITEM, element)
        story = Story(tree.open(Tag.LABEL, owner), {})
        inside = replace(beside, element=tree.open(Tag.LIST_BODY, owner))
        mark = Words(label, within.x + hang - gap - label.width, baseline(style), story)
        strips = list(galley(item.blocks, inside, setting))
        yield from labelled(strips or [blank(style, within)], mark)


def _label(label: str, style: Style, setting: Setting) -> Line:
    """Return ``label`` as a line; Chinese faces draw a bullet no larger than a dot."""
    if label in _SIGNS:
        style = replace(style, font=FontRole.CODE)
    return setting.text(label, style)


def _quote(block: Quote, within: Surround, setting: Setting) -> Iterator[Strip]:
    size = setting.style(StyleRole.QUOTE).size
    panel = Panel(
        within.x + size, within.width - size, pt(3.5), pt(4), bar=setting.brand.palette.rule
    )
    inside = replace(
        within.indented(2 * size, size),
        element=setting.tree.open(Tag.QUOTE, within.element),
        body=StyleRole.QUOTE,
        panels=(*within.panels, panel),
    )
    return galley(block.blocks, inside, setting)


def _callout(block: Callout, within: Surround, setting: Setting) -> Iterator[Strip]:
    palette = setting.brand.palette
    bar = palette.accent if block.is_alert else palette.primary
    panel = Panel(within.x, within.width, _PADDING, _MARGIN, tint=palette.tint, bar=bar)
    inside = replace(
        within.indented(_CALLOUT_INSET, _CALLOUT_INSET),
        element=setting.tree.open(Tag.DIVISION, within.element),
        body=StyleRole.CALLOUT,
        panels=(*within.panels, panel),
    )
    if block.title:
        style = setting.style(StyleRole.CALLOUT_TITLE)
        yield from kept(paragraph(block.title, style, inside, setting))
    yield from galley(block.blocks, inside, setting)


def _divider(within: Surround, setting: Setting) -> Strip:
    """Return a short rule between two half lines: it says nothing (an artifact)."""
    half = setting.style(StyleRole.BODY).leading // 2
    width = within.width // DIVIDER_SHARE
    x = within.x + (within.width - width) // 2
    rule = Rule(x, half, width, _HAIR, setting.brand.palette.rule)
    return Strip(half + _HAIR, (rule,), after=half, panels=within.panels)


def _notice(block: Notice, within: Surround, setting: Setting) -> list[Strip]:
    panel = Panel(within.x, within.width, _PADDING, _MARGIN, rules=setting.brand.palette.rule)
    inside = replace(within, panels=(*within.panels, panel))
    pieces = (Run(block.label, strong=True), Run(f"：{block.text}"))
    return paragraph(pieces, setting.style(StyleRole.NOTICE), inside, setting)
