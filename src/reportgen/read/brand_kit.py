"""A checked kit as a Brand: colours, fonts, styles and the sheet."""

from decimal import Decimal
from typing import Any

from reportgen.diag import Code, Sink
from reportgen.model.brand import (
    Alignment,
    Brand,
    FontRole,
    FontSpec,
    PageGeometry,
    Palette,
    Style,
    StyleRole,
    TableKind,
    TableStyle,
)
from reportgen.model.length import mm
from reportgen.read.brand_fonts import font_file
from reportgen.read.brand_furniture import FurnitureReader
from reportgen.read.brand_keys import LIKE
from reportgen.read.brand_values import (
    COLOURS,
    colour,
    millimetres,
    part,
    points,
    scalars,
    type_size,
)
from reportgen.read.check import number_of
from reportgen.read.template import asked_template, draws_charts
from reportgen.read.typography import read_typography
from reportgen.read.words import read_half
from reportgen.read.yaml_tree import Mapping

_NONE = frozenset({"none", "无"})
_MARKET = ("up", "down")
_COLUMN_GAP = mm(Decimal("7.4"))
_LEAST, _LEAST_COLUMN, _MOST_COLUMNS = mm(50), mm(10), 3
"""What can be set at all: the smaller side of the text, and a column."""


def brand_of(node: Mapping, digest: str, sink: Sink) -> Brand:
    """Return the Brand of a kit that has all its keys; its pictures are not read yet."""
    palette = _palette(part(node, "palette"), sink)
    styles, fonts = part(node, "styles"), part(node, "fonts")
    page = _page(part(node, "page"), sink)
    furniture = FurnitureReader(node, palette, page, sink)
    return Brand(
        name=node.word("name"),
        organisation=node.word("organisation"),
        palette=palette,
        fonts={role: _font(part(fonts, role.value), sink) for role in FontRole},
        fallbacks=tuple(font_file(each, sink) for each in node.listing("fallbacks")),
        styles={role: _style(_written(styles, role), palette, sink) for role in StyleRole},
        typography=read_typography(part(node, "typography"), sink),
        page=page,
        table=_table(part(node, "table"), palette, sink),
        cover=furniture.cover("cover"),
        letterhead=furniture.cover("letterhead"),
        back_cover=furniture.back_cover(),
        heads=furniture.heads(),
        watermark=furniture.watermark(),
        digest=digest,
        template=asked_template(node.mapping("docx"), sink),
        draws_charts=draws_charts(node.mapping("docx"), default=True),
        half=read_half(node),
    )


def _palette(node: Mapping, sink: Sink) -> Palette:
    one: dict[str, Any] = {name: colour(node.scalar(name), None, sink) for name in COLOURS}
    bare = Palette(**one, chart=())
    chart = tuple(colour(each, bare, sink) for each in scalars(node, "chart"))
    if not chart:
        sink.add(Code.MISSING_KEY, node.span, key="chart / 图表色", place="palette")
    market = {name: word for name in _MARKET if (word := node.scalar(name)) is not None}
    moves: dict[str, Any] = {name: colour(word, bare, sink) for name, word in market.items()}
    return Palette(**one, chart=chart, **moves)


def _font(node: Mapping, sink: Sink) -> FontSpec:
    return FontSpec(
        font_file(node.get("file"), sink),
        node.word("word_latin"),
        node.word("word_east_asian"),
        node.word("word_bold") == "yes",
        tuple(font_file(each, sink) for each in node.listing("fallbacks")),
    )


def _written(styles: Mapping, role: StyleRole) -> Mapping:
    """Return how ``role`` looks, or what it looks like where the kit does not say."""
    written = styles.mapping(role.value)
    if written is None and role in LIKE:
        return part(styles, LIKE[role].value)
    return written or part(styles, role.value)


def _style(node: Mapping, palette: Palette, sink: Sink) -> Style:
    indent = number_of(node.get("indent")) or Decimal(0)
    return Style(
        font=FontRole(node.word("font", FontRole.BODY.value)),
        size=type_size(node, "size", sink),
        leading=type_size(node, "leading", sink),
        space_before=points(node, "before", sink),
        space_after=points(node, "after", sink),
        first_indent=round(indent * 1000),
        alignment=Alignment(node.word("alignment", Alignment.JUSTIFY.value)),
        colour=colour(node.scalar("colour"), palette, sink) if node.get("colour") else palette.text,
    )


def _table(node: Mapping, palette: Palette, sink: Sink) -> TableStyle:
    usual, head = TableStyle(), node.scalar("head")
    is_bare = head is not None and head.text in _NONE
    return TableStyle(
        kind=TableKind(node.word("style", usual.kind.value)),
        outer=points(node, "outer", sink) if node.get("outer") else usual.outer,
        inner=points(node, "inner", sink) if node.get("inner") else usual.inner,
        rule=colour(node.scalar("rule"), palette, sink) if node.get("rule") else None,
        head=colour(head, palette, sink) if head and not is_bare else None,
        is_head_tinted=not is_bare,
    )


def _page(node: Mapping, sink: Sink) -> PageGeometry:
    names = ("width", "height", "top", "bottom", "inner", "outer", "head_baseline")
    lengths = {name: millimetres(node, name, sink) for name in (*names, "folio_baseline")}
    gap = millimetres(node, "column_gap", sink) or _COLUMN_GAP
    starts_chapters = node.word("chapters") == "new_page"
    page = PageGeometry(**lengths, column_gap=gap, starts_chapters=starts_chapters)
    if page.measure < _LEAST or page.height - page.top - page.bottom < _LEAST:
        expected = (
            "版心至少 50 毫米见方（at least 50 mm of text）："
            "width - inner - outer，height - top - bottom"
        )
        found = f"{node.word('width')} × {node.word('height')}"
        sink.add(Code.WRONG_TYPE, node.span, key="page", expected=expected, found=found)
    elif page.column(_MOST_COLUMNS) < _LEAST_COLUMN:
        place, found = node.scalar("column_gap"), node.word("column_gap")
        expected = "分成三栏每栏至少 10 毫米（at least 10 mm a column of three）"
        span = place.span if place else node.span
        sink.add(Code.WRONG_TYPE, span, key="column_gap", expected=expected, found=found)
    return page
