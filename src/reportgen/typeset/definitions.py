"""Definitions: terms in bold, their meanings beside them, or below when a term is long."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec.structs import replace

from reportgen.model.brand import FontRole, StyleRole
from reportgen.model.document import Blocks, DefinitionList
from reportgen.model.page import Tag
from reportgen.typeset.setting import Setting, Surround, flush
from reportgen.typeset.stack import baseline, blank, calls_in, kept, labelled, stack
from reportgen.typeset.strip import Story, Strip, Words

_LONGEST, _STEP = 8, 2
"""Ems: terms up to so wide stand beside their meanings; others above them, so far out."""

SetBlocks: TypeAlias = Callable[[Blocks, Surround, Setting], Iterator[Strip]]


def definition_strips(
    block: DefinitionList, within: Surround, setting: Setting, set_blocks: SetBlocks
) -> Iterator[Strip]:
    """Yield the items: a list whose labels are the terms (ISO 32000-1, 14.8.4.3.3)."""
    role = StyleRole.LIST if within.body is StyleRole.BODY else within.body
    style = flush(setting.style(role))
    bold = replace(style, font=FontRole.STRONG)
    tree = setting.tree
    element = tree.open(Tag.LIST, within.element)
    words = [setting.wording(item.term, bold) for item in block.items]
    lines = [setting.line(each, bold) for each in words]
    widest = max(line.width for line in lines)
    is_beside = widest <= _LONGEST * style.size
    hang = widest + style.size if is_beside else _STEP * style.size
    beside = replace(within.indented(hang), body=role, is_flush=True)
    for item, term, line in zip(block.items, words, lines, strict=True):
        owner = tree.open(Tag.LIST_ITEM, element)
        story = Story(tree.open(Tag.LABEL, owner), term.targets)
        inside = replace(beside, element=tree.open(Tag.LIST_BODY, owner))
        if is_beside:
            strips = list(set_blocks(item.blocks, inside, setting)) or [blank(style, within)]
            strips = labelled(strips, Words(line, within.x, baseline(style), story))
            calls = calls_in(line, story)
            yield replace(strips[0], calls=(*calls, *strips[0].calls)) if calls else strips[0]
            yield from strips[1:]
        else:
            yield from kept(stack(setting.lines(term, within.width, bold), story, bold, within))
            yield from set_blocks(item.blocks, inside, setting)
