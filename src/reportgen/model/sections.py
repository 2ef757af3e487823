"""Sections of a document: runs of blocks that share a page format and a number of columns."""

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.model.document import Block, Blocks, Heading, PageBreak, PageSection


def sections(blocks: Blocks, *, starts_chapters: bool = False) -> Iterator[PageSection]:
    """Yield ``blocks`` by sections; those that ask for none stand upright in one column.

    A page break at the end of a section belongs to the next, which it tells where to start.
    Chapters that start pages are sections of their own.
    """
    if starts_chapters:
        blocks = tuple(_broken(blocks))
    owed: list[Block] = []
    for section in _grouped(blocks):
        inner = (*owed, *section.blocks)
        end = len(inner)
        while end and isinstance(inner[end - 1], PageBreak):
            end -= 1
        owed = list(inner[end:])
        if end:
            yield replace(section, blocks=inner[:end])


def _broken(blocks: Blocks) -> Iterator[Block]:
    """Yield ``blocks`` with a section, and a page, begun at each chapter."""
    chapter: list[Block] = []
    is_begun = False
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            if any(not isinstance(each, PageBreak) for each in chapter):
                yield PageSection(is_wide=False, columns=1, blocks=tuple(chapter))
            chapter = [PageBreak(), block] if is_begun else [block]
        elif isinstance(block, PageSection):
            yield from chapter
            yield block
            chapter = []
        else:
            chapter.append(block)
        is_begun = True
    yield from chapter


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
