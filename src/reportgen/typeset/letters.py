"""Parts of an official letter that hang: its attachments, and the record at its foot."""

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.model.brand import Alignment, Style, StyleRole
from reportgen.model.document import Paragraph, Run
from reportgen.model.length import Length, pt
from reportgen.model.looks import RECORD_EDGE, RECORD_INNER
from reportgen.model.page import Tag
from reportgen.model.stand import ATTACHMENT_AT, COLON, RecordLine, number_width
from reportgen.typeset.line import Line
from reportgen.typeset.setting import Setting, Surround, flush
from reportgen.typeset.stack import baseline, labelled, set_stack
from reportgen.typeset.strip import Rule, Story, Strip, Words


def attachment_strips(
    block: Paragraph, style: Style, within: Surround, setting: Setting
) -> list[Strip]:
    """Set the name of an attachment beside its number, and ``附件：`` before the first."""
    em = style.size
    first, *others = block.content
    if not isinstance(first, Run):
        raise TypeError("an attachment starts with its number")
    lead, rest = first.text[: block.stand.lead], replace(first, text=first.text[block.stand.lead :])
    word, colon, number = lead.rpartition(COLON)
    hang = ATTACHMENT_AT * em + (number_width(number) * em) // 1000
    element = setting.tree.open(Tag.PARAGRAPH, within.element)
    words = setting.wording((rest, *others), style)
    strips = set_stack(words, flush(style), within.indented(hang), setting, element)
    for text, at in ((number, ATTACHMENT_AT), (word + colon, ATTACHMENT_AT - len(word + colon))):
        if text:
            line = setting.text(text, style)
            mark = Words(line, within.x + at * em, baseline(style), Story(element, {}))
            strips = labelled(strips, mark)
    return strips


def record_strips(
    block: Paragraph, line: RecordLine, within: Surround, setting: Setting
) -> list[Strip]:
    """Set a line of the record; its first strip brings the page to its end."""
    style = replace(setting.style(StyleRole.RECORD), alignment=Alignment.START, first_indent=0)
    style = replace(style, space_before=0, space_after=0)
    words = "".join(each.text for each in block.content if isinstance(each, Run))
    element = setting.tree.open(Tag.PARAGRAPH, within.element)
    behind = len(words) - line.tail
    lead, tail = setting.text(words[: line.lead], style), setting.text(words[behind:], style)
    beside = within.indented((1 + line.lead) * style.size, style.size)
    middle = setting.wording((Run(words[line.lead : behind]),), style)
    strips = set_stack(middle, style, beside, setting, element)
    if line.lead:
        at = Words(lead, within.x + style.size, baseline(style), Story(element, {}))
        strips = labelled(strips, at)
    if line.tail:
        strips += _at_right(strips.pop(), tail, beside, Story(element, {}))
    last = len(strips) - 1
    blank = setting.style(StyleRole.BODY).leading
    made = []
    for number, strip in enumerate(strips):
        starts, ends = line.is_first and number == 0, number == last
        made.append(
            replace(
                strip,
                marks=(*strip.marks, *_rules(line, strip.height, within, setting, (starts, ends))),
                before=blank if starts else 0,
                keeps=not (line.is_last and ends),
                sinks=starts,
            )
        )
    return made


def _at_right(strip: Strip, tail: Line, beside: Surround, story: Story) -> list[Strip]:
    """Return ``strip`` with ``tail`` at its right end, or below where there is no room."""
    (words,) = [mark for mark in strip.marks if isinstance(mark, Words)][-1:]
    mark = Words(tail, beside.x + beside.width - tail.width, words.baseline, story)
    if words.line.width + tail.width <= beside.width:
        return [replace(strip, marks=(*strip.marks, mark))]
    return [strip, replace(strip, marks=(mark,))]


def _rules(
    line: RecordLine, height: Length, within: Surround, setting: Setting, place: tuple[bool, bool]
) -> Iterator[Rule]:
    """Yield the rules above the first strip of all, and below the last of each line."""
    colour, (starts, ends) = setting.brand.palette.text, place
    if starts:
        yield Rule(within.x, 0, within.width, pt(RECORD_EDGE / 8), colour)
    if ends:
        high = pt((RECORD_EDGE if line.is_last else RECORD_INNER) / 8)
        yield Rule(within.x, height - high, within.width, high, colour)
