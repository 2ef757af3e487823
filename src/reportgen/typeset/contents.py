"""Contents: entries with leaders, and page numbers that are filled in at the end."""

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.model.brand import FontRole, Style, StyleRole
from reportgen.model.document import Contents, ContentsEntry, ContentsKind
from reportgen.model.length import Length
from reportgen.model.page import GlyphRun, Tag
from reportgen.typeset.fragments import Wording, linked, plain
from reportgen.typeset.headings import gap_after, titled
from reportgen.typeset.line import Line, Segment
from reportgen.typeset.setting import Setting, Surround, flush
from reportgen.typeset.stack import baseline, kept, labelled, set_stack, stack
from reportgen.typeset.strip import NO_AREA, Mark, SlotMark, Story, Strip, Target, Words

_STYLES = (StyleRole.CONTENTS1, StyleRole.CONTENTS2, StyleRole.CONTENTS3)
_KEY = 1
_DOT = "."
_PITCH = 500
"""From dot to dot, in thousandths of the size; the dots of all lines stand in columns."""
_SLOT = "0000"
_FEW = 200
"""So many entries, and leaders end before two digits: a third takes the blank between."""


def contents_strips(block: Contents, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield the title and the entries; each entry is one link as wide as the column."""
    element = setting.tree.open(Tag.CONTENTS, within.element)
    if block.title:
        style = setting.style(StyleRole.CONTENTS_TITLE)
        caption = setting.tree.open(Tag.CAPTION, element)
        title = Wording(plain(block.title, style), {})
        yield from kept(set_stack(title, style, within, setting, caption))
    leaders = _Leaders(within, setting, digits=2 if len(block.entries) <= _FEW else len(_SLOT))
    for entry in block.entries:
        item = setting.tree.open(Tag.CONTENTS_ITEM, element)
        base = _style(block, entry, setting)
        yield from _entry(entry, base, replace(within, element=item), setting, leaders)


class _Leaders:
    """Dots that lead the eye to the page number: the same columns for all levels."""

    def __init__(self, within: Surround, setting: Setting, *, digits: int) -> None:
        style = setting.style(StyleRole.CONTENTS2)
        face = setting.fonts.face(FontRole.BODY)
        size = style.size
        self.right = within.x + within.width
        self.clear = setting.fonts.width("0" * digits, style.font, size) + size * 3 // 4
        self._pitch = size * _PITCH // 1000
        colour, tracking = setting.brand.palette.muted, _PITCH - face.advance(_DOT)
        self._dots = GlyphRun(face.name, size, colour, 0, 0, (), tracking)

    def after(self, start: Length, depth: Length) -> list[Words]:
        """Return the dots from ``start`` on; they say nothing (an artifact)."""
        count = (self.right - self.clear - start - self._pitch) // self._pitch
        if count <= 0:
            return []
        width = count * self._pitch
        dots = replace(self._dots, pieces=(_DOT * count,))
        line = Line((Segment(0, 0, width, (dots,), ""),), width)
        return [Words(line, self.right - self.clear - width, depth, None)]


def _style(block: Contents, entry: ContentsEntry, setting: Setting) -> Style:
    if block.kind is ContentsKind.HEADINGS:
        return setting.style(_STYLES[min(entry.level, len(_STYLES)) - 1])
    return replace(setting.style(StyleRole.CONTENTS2), first_indent=0)


def _entry(
    entry: ContentsEntry, base: Style, within: Surround, setting: Setting, leaders: _Leaders
) -> list[Strip]:
    style = flush(base)
    column = within.indented(base.first_indent * base.size // 1000)
    target = Target(
        (Tag.REFERENCE, Tag.LINK),
        anchor=entry.anchor,
        spoken=f"转到{titled(entry.label, entry.text)}",
    )
    story = Story(within.element, {_KEY: target})
    label = setting.line(linked(entry.label, style, target, _KEY), style)
    beside = column.indented(label.width + gap_after(entry.label, style))
    words = linked(entry.text, style, target, _KEY)
    room = beside.width - leaders.clear - style.size
    lines = setting.lines(words, room, style) or (Line((), 0),)
    strips = stack(lines, story, style, beside)
    depth = baseline(style)
    # One area covers a line from its label to its number.
    is_covered = bool(entry.label) and len(lines) == 1
    marks: tuple[Mark, ...] = (
        Words(lines[-1], beside.x, depth, story, NO_AREA if is_covered else leaders.right),
        *leaders.after(beside.x + lines[-1].width, depth),
        _number(entry.anchor, leaders.right, story, setting, style),
    )
    strips[-1] = replace(strips[-1], marks=marks)
    return labelled(strips, Words(label, column.x, depth, story, leaders.right))


def _number(anchor: str, right: Length, story: Story, setting: Setting, style: Style) -> SlotMark:
    width = setting.fonts.width(_SLOT, style.font, style.size)
    name = setting.slots.page_of(anchor, style, width)
    return SlotMark(name, right - width, baseline(style), story, _KEY)
