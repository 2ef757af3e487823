"""Parts of an official letter that hang: its attachments, and the record at the page's foot.

The record is paragraphs between rules, in a frame. All of them have the same borders and indents:
Word draws those around the whole then, and LibreOffice keeps no frame whose paragraphs differ in
them. The rule between two lines is a tab.
"""

from msgspec.structs import replace

from reportgen.model.brand import StyleRole
from reportgen.model.document import Paragraph, Run
from reportgen.model.length import Length, pt, twips
from reportgen.model.looks import RECORD_EDGE
from reportgen.model.stand import ATTACHMENT_AT, COLON, RecordLine, number_width
from reportgen.write_docx.columns import width
from reportgen.write_docx.inlines import inline_xml, plain_runs, printed_words
from reportgen.write_docx.markup import run, value
from reportgen.write_docx.paragraphs import Format, paragraph, spacer, tab_stop
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import style_id
from reportgen.write_docx.theme import border

_EM = "\u3000"
_LEAD = 4
"""Ems before the words that hang: a blank and ``抄送：``."""
_RULE = f"<w:r><w:rPr>{value('sz', 16)}{value('u', 'single')}</w:rPr><w:tab/><w:tab/></w:r>"
_RULE_PITCH = pt(4)
_POINT = pt(1)


def record_line(block: Paragraph, line: RecordLine, place: Place, story: Story) -> str:
    """Return a line of the record, with the rule above it and what its frame hangs on."""
    size = story.brand.styles[StyleRole.RECORD].size
    words = printed_words(block.content)
    behind = len(words) - line.tail
    content = plain_runs(_EM + words[:behind])
    if line.tail:
        # A tab goes to the hanging indent first.
        is_short = width(_EM + words[:behind], size) < _LEAD * size
        tabs = run("<w:tab/>") * (2 if is_short else 1)
        content += tabs + plain_runs(words[behind:] + _EM)
    form = _form(place, size, story)
    above = (
        ""
        if line.is_first
        else paragraph(replace(form, pitch=_RULE_PITCH, keeps_pitch=True), _RULE)
    )
    # A frame hangs on the paragraph behind it.
    return above + paragraph(form, content) + (spacer(_POINT) if line.is_last else "")


def _form(place: Place, size: Length, story: Story) -> Format:
    palette, hang = story.brand.palette, _LEAD * size
    sides = (border(side, RECORD_EDGE, palette.text, palette) for side in ("top", "bottom"))
    return Format(
        style_id(StyleRole.RECORD),
        tabs=tab_stop("right", place.measure),
        before=0,
        after=0,
        left=hang,
        hanging=hang,
        alignment="left",
        frame=(
            f'<w:framePr w:w="{twips(place.measure)}" w:wrap="around" w:vAnchor="margin"'
            ' w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
        ),
        rules=f"<w:pBdr>{''.join(sides)}</w:pBdr>",
    )


def attachment(block: Paragraph, place: Place, story: Story) -> str:
    """Return the name of an attachment behind its number, and ``附件：`` before the first."""
    style = story.brand.styles[StyleRole.BODY]
    first, *others = block.content
    if not isinstance(first, Run):
        raise TypeError("an attachment starts with its number")
    lead, rest = first.text[: block.stand.lead], first.text[block.stand.lead :]
    word, colon, number = lead.rpartition(COLON)
    room = number_width(number) * style.size // 1000
    hang = len(word + colon) * style.size + room
    above = block.stand.lines_above * style.leading
    form = Format(
        style_id(StyleRole.BODY),
        before=above or None,
        left=place.left + ATTACHMENT_AT * style.size + room,
        hanging=hang,
    )
    words = plain_runs(lead) + (run("<w:tab/>") if number else "")
    pieces = (*((replace(first, text=rest),) if rest else ()), *others)
    return paragraph(form, words + inline_xml(pieces, story))
