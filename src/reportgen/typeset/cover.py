"""Cover: the brand's shapes and the words of the first page."""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.model.brand import StyleRole
from reportgen.model.document import Cover, Pieces, Run
from reportgen.model.page import Tag
from reportgen.typeset.galley import paragraph
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.strip import Rule, Strip


def cover_strips(cover: Cover, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield the words of ``cover``; its title starts where the brand wants it."""
    page, brand = setting.brand.page, setting.brand
    # The sheet's upper left corner, seen from the frame's.
    shapes = tuple(
        Rule(shape.x - page.inner, shape.y - page.top, shape.width, shape.height, shape.colour)
        for shape in brand.cover_shapes
    )
    used = 0
    first = Strip(0, shapes)
    yield first
    if cover.organisation:
        for strip in _words(cover.organisation, StyleRole.COVER_META, within, setting):
            used += strip.height
            yield replace(strip, before=0, after=0)
    yield Strip(max(0, brand.cover_title_top - page.top - used), ())
    for number, strip in enumerate(_words(cover.title, StyleRole.TITLE, within, setting)):
        yield strip if number else replace(strip, before=0)
    if cover.subtitle:
        yield from _words(cover.subtitle, StyleRole.SUBTITLE, within, setting)
    for line in cover.meta:
        yield from _words(line, StyleRole.COVER_META, within, setting)
    if cover.summary:
        yield from paragraph(cover.summary, StyleRole.SUMMARY, within, setting)


def _words(text: str, role: StyleRole, within: Surround, setting: Setting) -> list[Strip]:
    pieces: Pieces = (Run(text),)
    return paragraph(pieces, role, within, setting, Tag.PARAGRAPH)
