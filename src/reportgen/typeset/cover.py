"""Cover: the brand's shapes and the words of the first page."""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.model.brand import Style, StyleRole
from reportgen.model.document import Cover, Run
from reportgen.typeset.galley import paragraph
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.strip import Rule, Strip


def cover_strips(cover: Cover, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield the shapes and the words of ``cover``; its title starts where the brand wants it."""
    brand, page = setting.brand, setting.brand.page
    # Shapes count from the sheet's upper left corner, marks from the frame's.
    shapes = tuple(
        Rule(shape.x - page.inner, shape.y - page.top, shape.width, shape.height, shape.colour)
        for shape in brand.cover_shapes
    )
    yield Strip(0, shapes)
    meta = setting.style(StyleRole.COVER_META)
    above = _organisation(cover, replace(meta, colour=brand.organisation_colour), within, setting)
    yield from above
    used = sum(strip.height for strip in above)
    yield Strip(max(0, brand.cover_title_top - page.top - used), ())
    title = replace(setting.style(StyleRole.TITLE), space_before=0)
    yield from paragraph((Run(cover.title),), title, within, setting)
    if cover.subtitle:
        subtitle = setting.style(StyleRole.SUBTITLE)
        yield from paragraph((Run(cover.subtitle),), subtitle, within, setting)
    for line in cover.meta:
        yield from paragraph((Run(line),), meta, within, setting)
    if cover.summary:
        yield from paragraph(cover.summary, setting.style(StyleRole.SUMMARY), within, setting)


def _organisation(cover: Cover, style: Style, within: Surround, setting: Setting) -> list[Strip]:
    """Return the organisation's name, at the top of the frame."""
    if not cover.organisation:
        return []
    solid = replace(style, space_before=0, space_after=0)
    return paragraph((Run(cover.organisation),), solid, within, setting)
