"""footnotes.xml: citation notes with their typed number, author's notes counted by Word."""

from typing import assert_never

from msgspec.structs import replace

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.model.length import pt, twips
from reportgen.write_docx.blocks import write_blocks
from reportgen.write_docx.inlines import inline_xml, plain_runs
from reportgen.write_docx.markup import root, run, text
from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.paragraphs import Format, paragraph
from reportgen.write_docx.place import PageStart, Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import style_id

_ZONE = pt(12)
"""Height of the blank that holds the rule above the notes."""
_SPACE = run(text(" "))


def notes_part(story: Story) -> Part:
    """Return the notes that the text has called; both separators are always there."""
    own = replace(story, relationships=Relationships())
    notes = (_note(story.document.note(note), number, own) for note, number in story.calls)
    content = _rule("separator", -1) + _rule("continuationSeparator", 0) + "".join(notes)
    data = root("footnotes", content).encode()
    return Part("word/footnotes.xml", "footnotes", data, own.relationships)


def _note(note: doc.Note, number: int, story: Story) -> str:
    match note.kind:
        case doc.NoteKind.CITATION:
            mark = plain_runs(note.label)
        case doc.NoteKind.AUTHOR:
            mark = run("<w:footnoteRef/>")
        case _:
            assert_never(note.kind)
    content = mark + _SPACE + inline_xml(note.content, story)
    words = paragraph(Format(style_id(StyleRole.NOTE)), content)
    place = Place(
        story.brand.page.measure,
        story.brand.page.room,
        role=StyleRole.NOTE,
        page=PageStart(is_top=False),
    )
    more = "".join(write_blocks(note.more, place, story))
    return f'<w:footnote w:id="{number}">{words}{more}</w:footnote>'


def _rule(kind: str, number: int) -> str:
    pitch = f'w:line="{twips(_ZONE)}" w:lineRule="exact"'
    spacing = f'<w:pPr><w:spacing w:before="0" w:after="0" {pitch}/></w:pPr>'
    return (
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{spacing}<w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
    )
