"""Sections of a document: runs of blocks that share a page format and a number of columns."""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.model.document import Block, Blocks, PageBreak, PageSection


def sections(blocks: Blocks) -> Iterator[PageSection]:
    """Yield ``blocks`` by sections; those that ask for none stand upright in one column.

    A page break at the end of a section belongs to the next, which it tells where to start.
    """
    owed: list[Block] = []
    for section in _grouped(blocks):
        inner = (*owed, *section.blocks)
        end = len(inner)
        while end and isinstance(inner[end - 1], PageBreak):
            end -= 1
        owed = list(inner[end:])
        if end:
            yield replace(section, blocks=inner[:end])


def _grouped(blocks: Blocks) -> Iterator[PageSection]:
    plain: list[Block] = []
    for block in blocks:
        if not isinstance(block, PageSection):
            plain.append(block)
            continue
        if plain:
            yield PageSection(is_wide=False, columns=1, blocks=tuple(plain))
            plain = []
        yield block
    if plain:
        yield PageSection(is_wide=False, columns=1, blocks=tuple(plain))
