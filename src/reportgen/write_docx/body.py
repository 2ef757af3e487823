"""document.xml: cover, front matter and body, each of one section or more."""

from dataclasses import replace

from reportgen.model.brand import Brand, StyleRole
from reportgen.model.document import Blocks, PageBreak, PageSection
from reportgen.model.length import pt
from reportgen.model.sections import sections
from reportgen.write_docx.blocks import write_blocks
from reportgen.write_docx.cover import cover_blocks
from reportgen.write_docx.furniture import LAST_PAGE, Furniture
from reportgen.write_docx.markup import root
from reportgen.write_docx.paragraphs import spacer
from reportgen.write_docx.place import PageStart, Place
from reportgen.write_docx.sections import DECIMAL, GOES_ON, ROMAN, Section
from reportgen.write_docx.story import Story

_END = "</w:p>"
_POINT = pt(1)


def body_part(story: Story, furniture: Furniture) -> str:
    """Return document.xml."""
    document, brand = story.document, story.brand
    parts = [*cover_blocks(story), spacer(_POINT, Section(brand.page).xml(brand))]
    if document.front:
        parts += write_blocks(document.front, Place(brand.page.measure, brand.page.room), story)
        front = Section(brand.page, 1, furniture.front(story.relationships), ROMAN)
        parts.append(spacer(_POINT, front.xml(brand)))
    parts += _body(story, furniture)
    return root("document", f"<w:body>{''.join(parts)}</w:body>", "w r a pic wp wps mc w15")


def _body(story: Story, furniture: Furniture) -> list[str]:
    """Return the body; a section that turns the page, or breaks it, starts a new one."""
    brand = story.brand
    parts: list[str] = []
    last: Section | None = None
    for each in sections(story.document.body):
        page = brand.page.turned if each.is_wide else brand.page
        is_continuous = last is not None and page == last.page and not _breaks(each)
        if last is not None:
            parts += _closed(last, brand, is_followed=is_continuous)
        place = Place(
            page.column(each.columns), page.room, page=PageStart(is_top=not is_continuous)
        )
        parts += write_blocks(_inside(each), place, story)
        numbers = GOES_ON if last else DECIMAL
        heads = furniture.body(page, story.relationships)
        last = Section(page, each.columns, heads, numbers, is_continuous)
    if last is None:
        heads = furniture.body(brand.page, story.relationships)
        parts, last = ["<w:p></w:p>"], Section(brand.page, 1, heads, DECIMAL)
    parts[-1] = _ended(parts[-1], story)
    if last.columns > 1:
        parts.append(spacer(_POINT, last.xml(brand)))
        last = _level(last)
        parts.append(spacer(_POINT))
    return [*parts, last.xml(brand)]


def _closed(section: Section, brand: Brand, *, is_followed: bool) -> list[str]:
    """Return the end of ``section``; under columns that text follows stands a blank."""
    end = [spacer(_POINT, section.xml(brand))]
    if section.columns == 1:
        return end
    if is_followed:
        return [*end, spacer(brand.styles[StyleRole.BODY].leading // 2)]
    return [*end, spacer(_POINT, _level(section).xml(brand))]


def _level(section: Section) -> Section:
    """Return a section of nothing: Word makes columns level only before one on the same page."""
    return replace(section, columns=1, numbers=GOES_ON, is_continuous=True)


def _breaks(section: PageSection) -> bool:
    return isinstance(section.blocks[0], PageBreak)


def _inside(section: PageSection) -> Blocks:
    at = next(i for i, block in enumerate(section.blocks) if not isinstance(block, PageBreak))
    return section.blocks[at:]


def _ended(last: str, story: Story) -> str:
    """Return the last paragraph with the end of the body marked round its last run.

    A paragraph of its own could slip onto an empty page, and LibreOffice loses an empty mark.
    """
    start = max(last.rfind("<w:r>"), 0)
    end = last.rfind("</w:r>") + len("</w:r>") if start else last.rfind(_END)
    start = start or end
    return last[:start] + story.bookmarks.wrap(LAST_PAGE, last[start:end]) + last[end:]
