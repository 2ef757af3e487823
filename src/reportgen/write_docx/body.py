"""document.xml: cover, front matter and body, each of one section or more."""

from itertools import dropwhile
from typing import NamedTuple

from msgspec.structs import replace

from reportgen.model.brand import Brand, StyleRole
from reportgen.model.document import Blocks, Heading, PageBreak, PageSection
from reportgen.model.length import pt
from reportgen.model.sections import sections
from reportgen.write_docx.blocks import write_blocks
from reportgen.write_docx.chapters import Chapters
from reportgen.write_docx.cover import back_cover_blocks, cover_blocks
from reportgen.write_docx.furniture import LAST_PAGE, Furniture
from reportgen.write_docx.markup import root
from reportgen.write_docx.paragraphs import blank, spacer
from reportgen.write_docx.place import PageStart, Place
from reportgen.write_docx.sections import DECIMAL, GOES_ON, ROMAN, Section
from reportgen.write_docx.story import Story

_END = "</w:p>"
_POINT = pt(1)


NAMESPACES = "w r a pic wp wps m mc w14 w15"


class BodyParts(NamedTuple):
    """What stands in a document, each with its sections; a template gives some of it itself."""

    cover: str
    front: str
    body: str
    back: str

    @property
    def xml(self) -> str:
        """All of it in its order."""
        return "".join(self)


def body_part(parts: BodyParts) -> str:
    """Return document.xml."""
    return root("document", f"<w:body>{parts.xml}</w:body>", NAMESPACES)


def body_parts(story: Story, furniture: Furniture, *, prints_cover: bool) -> BodyParts:
    """Return cover, front matter, body and back cover."""
    document, brand, targets = story.document, story.brand, story.relationships
    cover = front = back = ""
    if prints_cover:
        bare = furniture.bare(targets, is_first=True)
        cover = "".join(cover_blocks(brand.cover, story))
        cover += spacer(_POINT, Section(brand.page, furniture=bare).xml(story))
    if document.front:
        place = Place(brand.page.measure, brand.page.room)
        front = "".join(write_blocks(document.front, place, story))
        section = Section(brand.page, 1, furniture.front(targets), ROMAN)
        front += spacer(_POINT, section.xml(story))
    body = _body(story, furniture)
    if document.back_cover is not None and brand.back_cover is not None:
        last = body.pop()
        body.append(spacer(_POINT, last))
        back = "".join(back_cover_blocks(document.back_cover, brand.back_cover, story))
        back += Section(brand.page, furniture=furniture.bare(targets)).xml(story)
    return BodyParts(cover, front, "".join(body), back)


def _body(story: Story, furniture: Furniture) -> list[str]:
    """Return the body; a section that turns the page, or breaks it, starts a new one."""
    brand = story.brand
    opening = _letterhead(story)
    parts: list[str] = []
    last: Section | None = None
    chapters = Chapters(story.document.body)
    for each in _sections(story, has_opening=bool(opening)):
        page = brand.page.turned if each.is_wide else brand.page
        is_continuous = last is not None and page == last.page and not _breaks(each)
        if last is not None:
            parts += _closed(last, story, is_followed=is_continuous)
        start = PageStart(is_top=not (is_continuous or opening))
        place = Place(page.column(each.columns), page.room, page=start)
        parts += [*opening, *write_blocks(_inside(each), place, story)]
        is_plain = bool(opening) or not (is_continuous or _has_head(each, brand))
        heads = furniture.body(
            page,
            story.relationships,
            chapter=chapters.of(each.blocks),
            has_plain_first=is_plain,
        )
        numbers = GOES_ON if last else DECIMAL
        last = Section(page, each.columns, heads, numbers, is_continuous, is_plain)
        opening = []
    if last is None:
        heads = furniture.body(brand.page, story.relationships)
        parts, last = ["<w:p></w:p>"], Section(brand.page, 1, heads, DECIMAL)
    parts[-1] = _ended(parts[-1], story)
    if last.columns > 1:
        parts.append(spacer(_POINT, last.xml(story)))
        last = _level(last)
        parts.append(spacer(_POINT))
    return [*parts, last.xml(story)]


def _letterhead(story: Story) -> list[str]:
    """Return what stands above the text of a report without a cover."""
    if story.document.has_cover:
        return []
    below = blank(story.brand.styles[StyleRole.BODY].leading)
    return [*cover_blocks(story.brand.letterhead, story), below]


def _sections(story: Story, *, has_opening: bool) -> list[PageSection]:
    """Return the sections of the body; a letterhead stands above text in one column."""
    starts_chapters = story.brand.page.starts_chapters
    found = list(sections(story.document.body, starts_chapters=starts_chapters))
    if has_opening and not (found and not found[0].is_wide and found[0].columns == 1):
        return [PageSection(is_wide=False, columns=1, blocks=()), *found]
    return found


def _has_head(section: PageSection, brand: Brand) -> bool:
    """Tell whether the first page of ``section`` has a head."""
    first = next(iter(_inside(section)), None)
    starts_chapter = isinstance(first, Heading) and first.level == 1
    return brand.heads.on_chapter_pages or not starts_chapter


def _closed(section: Section, story: Story, *, is_followed: bool) -> list[str]:
    """Return the end of ``section``; under columns that text follows stands a blank."""
    end = [spacer(_POINT, section.xml(story))]
    if section.columns == 1:
        return end
    if is_followed:
        return [*end, spacer(story.brand.styles[StyleRole.BODY].leading // 2)]
    return [*end, spacer(_POINT, _level(section).xml(story))]


def _level(section: Section) -> Section:
    """Return a section of nothing: Word makes columns level only before one on the same page."""
    return replace(section, columns=1, numbers=GOES_ON, is_continuous=True, has_first=False)


def _breaks(section: PageSection) -> bool:
    return bool(section.blocks) and isinstance(section.blocks[0], PageBreak)


def _inside(section: PageSection) -> Blocks:
    return tuple(dropwhile(lambda block: isinstance(block, PageBreak), section.blocks))


def _ended(last: str, story: Story) -> str:
    """Return the last paragraph with the end of the body marked round its last run.

    A paragraph of its own could slip onto an empty page, and LibreOffice loses an empty mark.
    """
    start = max(last.rfind("<w:r>"), 0)
    end = last.rfind("</w:r>") + len("</w:r>") if start else last.rfind(_END)
    start = start or end
    return last[:start] + story.bookmarks.wrap(LAST_PAGE, last[start:end]) + last[end:]
