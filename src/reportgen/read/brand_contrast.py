"""Words that can be read: every colour of text against what stands behind it."""

from collections.abc import Iterator

from reportgen.diag import Code, Sink, Span
from reportgen.model.art import Art
from reportgen.model.brand import Brand, StyleRole
from reportgen.model.colour import LEGIBLE, WHITE, Colour
from reportgen.model.length import Length
from reportgen.read.yaml_tree import Mapping

_ON_TINT = (StyleRole.CALLOUT, StyleRole.CALLOUT_TITLE, StyleRole.TABLE_HEAD, StyleRole.CODE)
_ON_COVER = (StyleRole.TITLE, StyleRole.SUBTITLE, StyleRole.COVER_META, StyleRole.SUMMARY)
_FREE = (
    StyleRole.ORGANISATION,
    StyleRole.CLASSIFICATION,
    StyleRole.CONTACT,
    StyleRole.DISCLAIMER,
)
"""These turn white by themselves on a dark ground."""


def check_contrast(brand: Brand, node: Mapping, sink: Sink) -> None:
    """Report words that stand out by less than 4.5 to 1 (WCAG 2.1, 1.4.3)."""
    for name, ink, ground in _pairs(brand):
        ratio = LEGIBLE if ground is None else ink.contrast(ground)
        if ground is not None and ratio < LEGIBLE:
            span = _place_of(name, node)
            sink.add(
                Code.LOW_CONTRAST,
                span,
                what=name,
                ink=f"#{ink.hex}",
                ground=f"#{ground.hex}",
                ratio=f"{ratio:.1f}",
                least=f"{LEGIBLE}",
            )


def _pairs(brand: Brand) -> Iterator[tuple[str, Colour, Colour | None]]:
    """Yield what is written in which colour on which."""
    yield "palette.link", brand.palette.link, WHITE
    for role, style in brand.styles.items():
        if role in _FREE:
            continue
        if role in _ON_COVER:
            yield f"styles.{role}", style.colour, _ground(brand, role)
        else:
            ground = brand.palette.tint if role in _ON_TINT else WHITE
            yield f"styles.{role}", style.colour, ground


def _ground(brand: Brand, role: StyleRole) -> Colour | None:
    """Return the ground of the cover about where ``role`` stands."""
    cover, styles = brand.cover, brand.styles
    top = cover.title_top
    after: Length = 0
    for each in _ON_COVER:
        style = styles[each]
        top += max(after, style.space_before) if each is not StyleRole.TITLE else 0
        if each is StyleRole.COVER_META and cover.meta_top is not None:
            if role is each:
                return _at(cover.art, cover.meta_top + style.leading // 2, brand)
            continue
        if role is each:
            return _at(cover.art, top + style.leading // 2, brand)
        top += style.leading
        after = style.space_after
    return WHITE


def _at(art: Art, y: Length, brand: Brand) -> Colour | None:
    left = brand.page.inner if brand.cover.left is None else brand.cover.left
    return art.ground(left, y)


def _place_of(name: str, node: Mapping) -> Span:
    """Return where the colour called ``name`` is written, as near as can be."""
    part, _, key = name.partition(".")
    outer = node.mapping(part)
    if outer is None:
        return node.span
    inner = outer.mapping(key)
    word = inner.scalar("colour") if inner else outer.scalar(key)
    if word is not None:
        return word.span
    return inner.span if inner else outer.span
