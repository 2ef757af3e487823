"""footnotes.xml: notes with their typed number, and those that Word counts."""

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.model.length import Length, twips
from reportgen.model.looks import NOTE_ZONE
from reportgen.write_docx.blocks import write_blocks
from reportgen.write_docx.columns import width
from reportgen.write_docx.inlines import inline_xml, plain_runs
from reportgen.write_docx.markup import root, run
from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.paragraphs import Format, paragraph
from reportgen.write_docx.place import PageStart, Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import style_id

_TAB = run("<w:tab/>")
_MARK = "①"
_PREFIXES = "w r a pic wp m mc w14"


def written_notes(own: Story) -> dict[int, str]:
    """Return the notes that the text has called, by their numbers; ``own`` has their targets."""
    called = [(own.document.note(note), number) for note, number in own.calls]
    size = own.size(StyleRole.NOTE)
    widest = max((width(_label(note), size) for note, _ in called), default=0)
    return {number: _note(note, number, widest + size // 2, own) for note, number in called}


def notes_part(notes: str, relationships: Relationships) -> Part:
    """Return footnotes.xml; both separators are always there."""
    content = _rule("separator", -1) + _rule("continuationSeparator", 0) + notes
    data = root("footnotes", content, _PREFIXES).encode()
    return Part("word/footnotes.xml", "footnotes", data, relationships)


def _label(note: doc.Note) -> str:
    return note.label or _MARK


def _note(note: doc.Note, number: int, hang: Length, story: Story) -> str:
    """Return a note; its words hang behind the widest mark."""
    # LibreOffice leaves a tab out behind a mark that is typed: the blank is for it.
    mark = plain_runs(f"{note.label} ") if note.label else run("<w:footnoteRef/>")
    content = mark + _TAB + inline_xml(note.content, story)
    form = Format(style_id(StyleRole.NOTE), left=hang, hanging=hang)
    words = paragraph(form, content)
    place = Place(
        story.brand.page.measure - hang,
        story.brand.page.room,
        left=hang,
        role=StyleRole.NOTE,
        page=PageStart(is_top=False),
    )
    more = "".join(write_blocks(note.more, place, story))
    return f'<w:footnote w:id="{number}">{words}{more}</w:footnote>'


def _rule(kind: str, number: int) -> str:
    pitch = f'w:line="{twips(NOTE_ZONE)}" w:lineRule="exact"'
    spacing = f'<w:pPr><w:spacing w:before="0" w:after="0" {pitch}/></w:pPr>'
    return (
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{spacing}<w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
    )
