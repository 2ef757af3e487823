"""Contents: entries with leaders, and page numbers that are filled in at the end."""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.model.brand import FontRole, Style, StyleRole
from reportgen.model.document import Contents, ContentsEntry
from reportgen.model.length import Length
from reportgen.model.page import GlyphRun, Tag
from reportgen.typeset.fragments import Wording, linked, plain
from reportgen.typeset.headings import gap_after, titled
from reportgen.typeset.line import Line, Segment
from reportgen.typeset.setting import Setting, Surround, flush
from reportgen.typeset.stack import baseline, kept, labelled, set_stack, stack
from reportgen.typeset.strip import Mark, SlotMark, Story, Strip, Target, Words

_STYLES = (StyleRole.CONTENTS1, StyleRole.CONTENTS2, StyleRole.CONTENTS3)
_KEY = 1
_DOT = "."
_PITCH = 500
"""From dot to dot, in thousandths of the size; the dots of all lines stand in columns."""
_CLEAR, _SLOT = "000", "0000"
"""Leaders end before three digits; a fourth takes the blank between."""


def contents_strips(block: Contents, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield the title and the entries; each entry is one link as wide as the column."""
    element = setting.tree.open(Tag.CONTENTS, within.element)
    if block.title:
        style = setting.style(StyleRole.CONTENTS_TITLE)
        caption = setting.tree.open(Tag.CAPTION, element)
        title = Wording(plain(block.title, style), {})
        yield from kept(set_stack(title, style, within, setting, caption))
    for entry in block.entries:
        item = setting.tree.open(Tag.CONTENTS_ITEM, element)
        yield from _entry(entry, replace(within, element=item), setting)


def _entry(entry: ContentsEntry, within: Surround, setting: Setting) -> list[Strip]:
    base = setting.style(_STYLES[min(entry.level, len(_STYLES)) - 1])
    style = replace(flush(base), space_before=base.space_before)
    column = within.indented(base.first_indent * base.size // 1000)
    target = Target(
        (Tag.REFERENCE, Tag.LINK),
        anchor=entry.anchor,
        spoken=f"转到{titled(entry.label, entry.text)}",
    )
    story = Story(within.element, {_KEY: target})
    label = setting.line(linked(entry.label, style, target, _KEY), style)
    hang = label.width + gap_after(entry.label, style) if entry.label else 0
    beside = column.indented(hang)
    clear = setting.fonts.width(_CLEAR, style.font, style.size) + style.size
    words = linked(entry.text or " ", style, target, _KEY)
    lines = setting.lines(words, beside.width - clear, style)
    strips = stack(lines, story, style, beside)
    if not strips:
        return []
    right = within.x + within.width
    marks: tuple[Mark, ...] = (
        Words(lines[-1], beside.x, baseline(style), story, reach=right),
        *_leader(beside.x + lines[-1].width, right, setting, baseline(style)),
        _number(entry.anchor, right, story, setting, style),
    )
    strips[-1] = replace(strips[-1], marks=marks)
    return labelled(strips, Words(label, column.x, baseline(style), story))


def _leader(start: Length, right: Length, setting: Setting, depth: Length) -> list[Words]:
    """Return the dots between ``start`` and the page number; they say nothing (an artifact)."""
    style = setting.style(StyleRole.CONTENTS2)
    size, face = style.size, setting.fonts.face(FontRole.BODY)
    clear = setting.fonts.width(_CLEAR, style.font, size) + size // 2
    pitch = size * _PITCH // 1000
    count = (right - clear - start - size // 2) // pitch
    if count <= 0:
        return []
    x = right - clear - count * pitch
    tracking = _PITCH - face.advance(_DOT)
    colour = setting.brand.palette.muted
    dots = GlyphRun(face.name, size, colour, 0, 0, (_DOT * count,), tracking)
    line = Line((Segment(0, 0, count * pitch, (dots,), ""),), count * pitch)
    return [Words(line, x, depth, None)]


def _number(anchor: str, right: Length, story: Story, setting: Setting, style: Style) -> SlotMark:
    width = setting.fonts.width(_SLOT, style.font, style.size)
    name = setting.slots.page_of(anchor, style, width)
    return SlotMark(name, right - width, baseline(style), story, _KEY)
