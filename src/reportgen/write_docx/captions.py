"""Captions, units and sources: the lines round a figure or a table."""

import re

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.write_docx.fields import field
from reportgen.write_docx.inlines import inline_xml, plain_runs
from reportgen.write_docx.paragraphs import Format, paragraph
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import style_id

_LABEL = re.compile(r"(\D+)(\d+)")
_GAP = "\u3000"
"""One em between 图1 and its words."""


def caption_words(caption: doc.Caption, anchor: str, story: Story) -> str:
    """Return ``图1　题``: the number is Word's own, and the label is what references repeat."""
    match = _LABEL.fullmatch(caption.label)
    if match:
        label = plain_runs(match[1]) + field(f"SEQ {match[1].strip()} \\* ARABIC", match[2])
    else:
        label = plain_runs(caption.label)
    words = (doc.Run(_GAP), *caption.content) if caption.content else ()
    return story.bookmarks.wrap(story.bookmark(anchor), label) + inline_xml(words, story)


def source_paragraph(source: doc.Pieces, place: Place, story: Story) -> str:
    """Return the line that says where the numbers come from."""
    left = place.left or None
    return paragraph(Format(style_id(StyleRole.SOURCE), left=left), inline_xml(source, story))


def unit_paragraph(unit: str, place: Place) -> str:
    """Return the unit that all numbers of a table share, at its upper right."""
    form = Format(style_id(StyleRole.SOURCE), keep_next=True, alignment="right")
    return paragraph(place.opened(form), plain_runs(unit))
