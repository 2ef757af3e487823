"""Watermark: one line across the page, as light and as large as the text can bear."""

import math

from msgspec.structs import replace

from reportgen.model.brand import FontRole, PageGeometry, Style, StyleRole
from reportgen.model.length import Length
from reportgen.model.page import WatermarkItem
from reportgen.typeset.setting import Setting
from reportgen.typeset.strip import glyphs

_SHARE = 700
"""How much of the way across the page the words may take, in thousandths."""
_MIDDLE = 380
"""How far the middle of a character is above the baseline, in thousandths of its size."""


def watermark(words: str, page: PageGeometry, setting: Setting) -> WatermarkItem:
    """Return ``words`` in the middle of ``page``, turned as the brand wants."""
    look = setting.brand.watermark
    style = _style(look.largest, setting)
    width = setting.text(words, style).width
    room = page.reach(look.angle) * _SHARE // 1000
    if width > room:
        style = _style(look.largest * room // width, setting)
    line = setting.text(words, style)
    turn = math.radians(look.angle)
    back, down = line.width / 2, style.size * _MIDDLE / 1000
    x = page.width / 2 - back * math.cos(turn) + down * math.sin(turn)
    y = page.height / 2 - back * math.sin(turn) - down * math.cos(turn)
    return WatermarkItem(glyphs(line, 0), round(x), round(y), look.angle, look.opacity)


def _style(size: Length, setting: Setting) -> Style:
    colour = setting.brand.watermark.colour
    base = setting.style(StyleRole.TITLE)
    return replace(base, font=FontRole.CHART, size=size, colour=colour)
