"""Captions, units and sources: the lines round a figure or a table."""

from reportgen.model import document as doc
from reportgen.model.brand import Alignment, StyleRole
from reportgen.model.length import Length
from reportgen.model.pattern import pattern
from reportgen.write_docx.columns import width
from reportgen.write_docx.fields import field
from reportgen.write_docx.inlines import inline_xml, plain_runs, printed_words
from reportgen.write_docx.markup import run
from reportgen.write_docx.paragraphs import Format, paragraph, tab_stop
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import UNIT, style_id

_LABEL = pattern(r"([^A-Z\d]+)([A-Z]*)(\d+)")
_GAP = "\u3000"
"""One em between 图1 and its words."""
_TAB = run("<w:tab/>")


def caption_words(caption: doc.Caption, anchor: str, story: Story) -> str:
    """Return ``图1　题``: the number is Word's own, and the label is what references repeat."""
    match = _LABEL.fullmatch(caption.label)
    if match:
        kind, letter, number = match[1].strip(), match[2], int(match[3])
        # One sequence, which the list of figures asks for; an appendix starts it anew.
        restart = "" if number == story.counts.get(kind, 0) + 1 else rf" \r {number}"
        story.counts[kind] = number
        code = rf"SEQ {kind} \* ARABIC{restart}"
        label = plain_runs(match[1] + letter) + field(code, match[3])
    else:
        label = plain_runs(caption.label)
    words = (doc.Run(_GAP), *caption.content) if caption.content else ()
    return story.bookmarks.wrap(story.bookmark(anchor), label) + inline_xml(words, story)


def _has_room(table: doc.Table, caption: doc.Caption, place: Place, story: Story) -> bool:
    """Tell whether a centred caption and the unit can share a line."""
    size = story.size(StyleRole.CAPTION)
    words = width(caption.label + _GAP + printed_words(caption.content), size)
    unit = width(table.unit, story.size(StyleRole.SOURCE))
    is_centred = story.brand.styles[StyleRole.CAPTION].alignment is Alignment.CENTER
    return is_centred and (place.measure + words) // 2 + size <= place.measure - unit


def table_caption(table: doc.Table, place: Place, story: Story, blank: Length) -> list[str]:
    """Return the caption with the unit at the right end of its line, if there is room."""
    before = max(blank, story.brand.styles[StyleRole.CAPTION].space_before)
    form = Format(style_id(StyleRole.CAPTION), keep_next=True, before=before).indented(place.left)
    unit = plain_runs(table.unit, style=UNIT) if table.unit else ""
    if table.caption is None:
        return [paragraph(place.page.opened(form.aligned("right")), unit)]
    words = caption_words(table.caption, table.anchor, story)
    if not unit:
        return [paragraph(place.page.opened(form), words)]
    if _has_room(table, table.caption, place, story):
        middle, end = place.left + place.measure // 2, place.left + place.measure
        form = form.tabbed(tab_stop("center", middle), tab_stop("right", end))
        return [paragraph(place.page.opened(form), _TAB + words + _TAB + unit)]
    under = Format(style_id(StyleRole.CAPTION), keep_next=True, before=0).aligned("right")
    return [paragraph(place.page.opened(form), words), paragraph(under, unit)]


def least_after(role: StyleRole, story: Story) -> Length | None:
    """Return the blank under the last line of a figure or a table, where its style has less."""
    least = story.brand.styles[StyleRole.BODY].leading // 2
    return least if story.brand.styles[role].space_after < least else None


def words_under(table: doc.Table, place: Place, story: Story) -> list[str]:
    """Return the notes and the source of a table, close to one another."""
    parts = [*table.notes, *((table.source,) if table.source else ())]
    last = len(parts) - 1
    below = least_after(StyleRole.SOURCE, story)
    forms = (
        Format(
            style_id(StyleRole.SOURCE),
            keep_next=number < last,
            before=None if number == 0 else 0,
            after=below if number == last else 0,
        )
        for number in range(len(parts))
    )
    return [
        paragraph(form.indented(place.left), inline_xml(part, story))
        for form, part in zip(forms, parts, strict=True)
    ]


def source_paragraph(
    source: doc.Pieces, place: Place, story: Story, after: Length | None = None
) -> str:
    """Return the line that says where the numbers come from."""
    form = Format(style_id(StyleRole.SOURCE), after=after).indented(place.left)
    return paragraph(form, inline_xml(source, story))
