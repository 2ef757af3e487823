"""Expected: about how many pages a document takes, to hold room for their numbers."""

from reportgen.model.brand import Brand, StyleRole
from reportgen.model.document import (
    Bibliography,
    Block,
    Blocks,
    Callout,
    CodeBlock,
    CrossReference,
    Document,
    Figure,
    ListBlock,
    PageSection,
    Paragraph,
    Quote,
    Run,
    Table,
)

_LINES_OF_A_FIGURE = 16


def expected_pages(document: Document, brand: Brand) -> int:
    """Return the number of pages of the body, as far as its lines can be guessed."""
    style, page = brand.styles[StyleRole.BODY], brand.page
    letters = max(1, page.measure // style.size)
    lines = max(1, (page.height - page.top - page.bottom) // style.leading)
    return _lines(document.body, letters) // lines + 1


def _lines(blocks: Blocks, letters: int) -> int:
    return sum(_block(block, letters) for block in blocks)


def _block(block: Block, letters: int) -> int:  # noqa: PLR0911 - a guess a kind of block
    match block:
        case Paragraph():
            said = sum(len(p.text) for p in block.content if isinstance(p, Run | CrossReference))
            return said // letters + 1
        case ListBlock():
            return sum(_lines(item.blocks, letters) for item in block.items)
        case PageSection():
            return _lines(block.blocks, letters)
        case Quote() | Callout():
            return _lines(block.blocks, letters) + 1
        case CodeBlock():
            return len(block.lines)
        case Table():
            return len(block.rows) + 3
        case Figure():
            return _LINES_OF_A_FIGURE
        case Bibliography():
            return 2 * len(block.entries)
        case _:
            return 2
