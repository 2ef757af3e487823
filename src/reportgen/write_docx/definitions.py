"""Definition lists: a bold term, its meaning beside it by a tab, or below when a term is long."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec.structs import replace

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.write_docx.columns import width
from reportgen.write_docx.inlines import inline_xml, printed_words
from reportgen.write_docx.markup import run
from reportgen.write_docx.paragraphs import Format, paragraph
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import style_id

WriteBlocks: TypeAlias = Callable[[doc.Blocks, Place, Story], list[str]]
_LONGEST, _STEP = 8, 2
"""Ems: terms up to so wide stand beside their meanings; others above them, so far out."""
_TAB = run("<w:tab/>")


def definition_list(
    block: doc.DefinitionList, place: Place, story: Story, write: WriteBlocks
) -> Iterator[str]:
    """Yield the items of ``block``."""
    role = StyleRole.LIST if place.role is StyleRole.BODY else place.role
    size = story.size(role)
    widest = max(width(printed_words(item.term), size) for item in block.items)
    is_beside = widest <= _LONGEST * size
    inside = place.inside(role, widest + size if is_beside else _STEP * size)
    for item in block.items:
        term = inline_xml(tuple(map(_bold, item.term)), story)
        first = item.blocks[0] if item.blocks else None
        if is_beside and isinstance(first, doc.Paragraph):
            form = replace(Format(style_id(role)).indented(inside.left), hanging=widest + size)
            words = inline_xml(first.content, story)
            yield paragraph(place.page.opened(form), term + _TAB + words)
            yield from write(item.blocks[1:], inside, story)
        else:
            form = Format(style_id(role), keep_next=True).indented(place.left)
            yield paragraph(place.page.opened(form), term)
            yield from write(item.blocks, inside, story)


def _bold(piece: doc.Piece) -> doc.Piece:
    return replace(piece, strong=True) if isinstance(piece, doc.Run) else piece
