"""The contents: a native field, filled in with the page numbers of our own layout."""

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.write_docx.fields import begin, end, field
from reportgen.write_docx.inlines import plain_runs
from reportgen.write_docx.markup import link, run
from reportgen.write_docx.numbering import spaced
from reportgen.write_docx.paragraphs import Format, paragraph
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import FIGURE_LIST, style_id

_ROLES = (StyleRole.CONTENTS1, StyleRole.CONTENTS2, StyleRole.CONTENTS3)
_IDENTITY = 100000001


def contents_block(contents: doc.Contents, place: Place, story: Story) -> str:
    """Return the contents as a field with its entries; nothing in it waits for an update.

    The list of headings is Word's own building block; figures and tables it finds by their SEQ.
    """
    title = paragraph(
        place.page.opened(Format(style_id(StyleRole.CONTENTS_TITLE))), plain_runs(contents.title)
    )
    is_main = contents.kind is doc.ContentsKind.HEADINGS
    deepest = max((entry.level for entry in contents.entries), default=1)
    what = f'\\o "1-{deepest}" \\h \\z \\u' if is_main else f'\\h \\z \\c "{contents.kind}"'
    opening = begin(f"TOC {what}")
    lines = []
    for number, entry in enumerate(contents.entries):
        is_last = number == len(contents.entries) - 1
        words = _entry(entry, story)
        content = (opening if number == 0 else "") + words + (end() if is_last else "")
        role = _ROLES[min(entry.level, len(_ROLES)) - 1]
        lines.append(paragraph(Format(style_id(role) if is_main else FIGURE_LIST), content))
    if not is_main:
        return "".join([title, *lines])
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{_IDENTITY}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _entry(entry: doc.ContentsEntry, story: Story) -> str:
    bookmark = story.bookmark(entry.anchor)
    page = story.layout.places[entry.anchor].label
    words = plain_runs(spaced(entry.label) + entry.text)
    return link(bookmark, words + run("<w:tab/>") + field(f"PAGEREF {bookmark} \\h", page))
