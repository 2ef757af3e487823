"""Words round a table: caption and unit above it, notes and source below."""

from collections.abc import Sequence

from msgspec.structs import replace

from reportgen.model.brand import Style, StyleRole
from reportgen.model.document import Caption, NoteMark, Pieces, Table
from reportgen.model.length import Length
from reportgen.model.page import Tag
from reportgen.typeset.figures import captioned
from reportgen.typeset.fragments import Wording
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import baseline, set_stack, stack
from reportgen.typeset.strip import Story, Strip, Words


def caption_above(
    table: Table, prefix: str, element: int | None, within: Surround, setting: Setting
) -> list[Strip]:
    """Return the caption with the unit at the right, beside it where there is room.

    Without an element it is furniture, and shows no marks of notes: they count anew a page.
    """
    style, small = setting.style(StyleRole.CAPTION), setting.style(StyleRole.SOURCE)
    unit = setting.text(table.unit, small)
    x = within.x + within.width - unit.width
    if table.caption is None:
        mark = Words(unit, x, baseline(small), _story(element, None))
        return [Strip(small.leading, (mark,), panels=within.panels)]
    caption = table.caption
    if element is None:
        caption = Caption(caption.label, without_notes(caption.content))
    words = setting.wording(captioned(caption, prefix), style)
    lines = setting.lines(words, within.width, style)
    strips = stack(lines, _story(element, words), style, within)
    if not table.unit or not strips:
        return strips
    end = max((segment.x + segment.width for segment in lines[-1].segments), default=0)
    if end + style.size <= within.width - unit.width:
        mark = Words(unit, x, baseline(style), _story(element, None))
        return [*strips[:-1], replace(strips[-1], marks=(*strips[-1].marks, mark))]
    mark = Words(unit, x, baseline(small), _story(element, None))
    return [*strips, Strip(small.leading, (mark,), panels=within.panels)]


def words_below(table: Table, within: Surround, setting: Setting) -> list[Strip]:
    """Return the notes and the line that says where the numbers come from."""
    style = setting.style(StyleRole.SOURCE)
    parts = [*table.notes, *((table.source,) if table.source else ())]
    strips: list[Strip] = []
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        looks = replace(
            style,
            space_before=0 if number else style.space_before,
            space_after=style.space_after if is_last else 0,
        )
        strips += _set(part, looks, within, setting)
    return strips


def without_notes(pieces: Pieces) -> Pieces:
    """Return ``pieces`` without the marks of notes."""
    return tuple(piece for piece in pieces if not isinstance(piece, NoteMark))


def height_of(strips: Sequence[Strip]) -> Length:
    """Return how high ``strips`` are together."""
    return sum(strip.before + strip.height + strip.after for strip in strips)


def _set(part: Pieces, style: Style, within: Surround, setting: Setting) -> list[Strip]:
    element = setting.tree.open(Tag.PARAGRAPH, within.element)
    return set_stack(setting.wording(part, style), style, within, setting, element)


def _story(element: int | None, words: Wording | None) -> Story | None:
    return None if element is None else Story(element, words.targets if words else {})
