"""Brand kits: find one, hold it against the table, and turn it into a Brand."""

import hashlib
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path, PurePosixPath

from reportgen.diag import Code, Sink, Source, Span, nearest
from reportgen.model.brand import (
    Alignment,
    Brand,
    Colour,
    CoverShape,
    FontFile,
    FontRole,
    FontSpec,
    PageGeometry,
    Palette,
    Style,
    StyleRole,
    TableKind,
    TableStyle,
)
from reportgen.model.length import Length, mm, pt
from reportgen.read.brand_keys import BRAND
from reportgen.read.check import check, number_of
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.typography import read_typography
from reportgen.read.yaml_tree import Mapping, Node, Scalar, load_tree

_FILE = "brand.yaml"
_DEFAULT = "default"
_NONE = frozenset({"none", "无"})
_BLACK = Colour(0, 0, 0)
_NUMBERED = re.compile(r"(.+\.(?:ttc|otc|ttf|otf))#(\d{1,3})", re.IGNORECASE)
_MOST_FACES, _MAX_WEIGHT = 255, 1000
_MAX_POINTS, _MAX_MILLIMETRES = Decimal(400), Decimal(2000)
_COLOURS = ("primary", "accent", "text", "muted", "rule", "tint", "link")
_MARKET = ("up", "down")


def templates_folder() -> Path:
    """Return the folder of the kits: packaged, or beside ``src`` in a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "_assets"
    return (packaged if packaged.is_dir() else package.parents[1]) / "templates"


def find_brand(asked: Scalar | None, folder: Folder, sink: Sink) -> tuple[Brand | None, Path]:
    """Return the kit that ``asked`` names, and its folder: one of ours, or in the report's."""
    name = asked.text if asked else _DEFAULT
    ours = templates_folder()
    kits = sorted(path.parent.name for path in ours.glob(f"*/{_FILE}"))
    if name in kits:
        kit = Folder(ours / name, f"templates/{name}", folder.seen)
        source = kit.text(_FILE, Span(Source(kit.shown(_FILE), ""), 1, 1), sink)
        return (read_brand(source, sink) if source else None), ours / name
    span = asked.span if asked else Span(Source(_FILE, ""), 1, 1)
    if folder.root is None or not _is_path(name, folder.root):
        close = nearest(name, kits) or "—"
        known = "、".join(kits)
        sink.add(Code.UNKNOWN_VALUE, span, value=name, key="brand", known=known, nearest=close)
        return None, ours
    file = name if name.endswith((".yaml", ".yml")) else f"{name.rstrip('/')}/{_FILE}"
    found = folder.text(file, span, sink)
    return (read_brand(found, sink) if found else None), (folder.root / file).parent


def _is_path(name: str, root: Path) -> bool:
    return "/" in name or name.endswith((".yaml", ".yml")) or (root / name).is_dir()


def read_brand(source: Source, sink: Sink) -> Brand | None:
    """Return the Brand that ``source`` writes; nothing when a part of it is missing or wrong."""
    return _sound_brand(source.path, source.text) or _read_brand(source, sink)


@lru_cache(maxsize=16)
def _sound_brand(path: str, text: str) -> Brand | None:
    """Return the Brand of ``text`` if nothing is wrong with it: a batch reads each kit once."""
    return _read_brand(Source(path, text), Sink())


def _read_brand(source: Source, sink: Sink) -> Brand | None:
    before = len(sink.errors)
    typed = load_tree(Excerpt.whole(source), sink)
    node = check(typed, BRAND, _FILE, sink) if typed is not None else None
    if not isinstance(node, Mapping) or len(sink.errors) > before:
        return None
    palette_node, page, cover = (
        _part(node, "palette"),
        _part(node, "page"),
        _part(node, "cover"),
    )
    palette = _palette(palette_node, sink)
    styles = _part(node, "styles")
    fonts = _part(node, "fonts")
    brand = Brand(
        name=node.word("name"),
        organisation=node.word("organisation"),
        palette=palette,
        fonts={role: _font(_part(fonts, role.value), sink) for role in FontRole},
        fallbacks=tuple(_font_file(each, sink) for each in node.listing("fallbacks")),
        styles={role: _style(_part(styles, role.value), palette, sink) for role in StyleRole},
        typography=read_typography(_part(node, "typography"), sink),
        page=_page(page, sink),
        table=_table(_part(node, "table"), palette, sink),
        cover_shapes=tuple(_shapes(cover, palette, sink)),
        cover_title_top=_mm(cover, "title_top", sink),
        digest=hashlib.sha256(source.text.encode()).hexdigest(),
    )
    return brand if len(sink.errors) == before else None


def _part(node: Mapping, name: str) -> Mapping:
    return node.mapping(name) or Mapping({}, node.span)


def _words(node: Mapping, name: str) -> Iterable[Scalar]:
    return (each for each in node.listing(name) if isinstance(each, Scalar))


def _palette(node: Mapping, sink: Sink) -> Palette:
    one = {name: _colour(node.scalar(name), None, sink) for name in _COLOURS}
    chart = [_colour(each, None, sink) for each in _words(node, "chart")]
    if not chart:
        sink.add(Code.MISSING_KEY, node.span, key="chart / 图表色", place="palette")
    market = {name: word for name in _MARKET if (word := node.scalar(name)) is not None}
    moves = {name: _colour(word, None, sink) for name, word in market.items()}
    return Palette(**one, chart=tuple(chart), **moves)


def _colour(word: Scalar | None, palette: Palette | None, sink: Sink) -> Colour:
    """Return the colour of ``#1F3A5F``, or of a name of ``palette``."""
    if word is None:
        return _BLACK
    if palette is not None and word.text in _COLOURS:
        named = getattr(palette, word.text)
        return named if isinstance(named, Colour) else _BLACK
    try:
        return Colour.parse(word.text)
    except ValueError:
        known = "#RRGGBB" if palette is None else "、".join(("#RRGGBB", *_COLOURS))
        close = nearest(word.text, _COLOURS) or "—"
        key = "colour"
        sink.add(
            Code.UNKNOWN_VALUE, word.span, value=word.text, key=key, known=known, nearest=close
        )
        return _BLACK


def _font_file(node: Node | None, sink: Sink) -> FontFile:
    """Return the face of ``msyh.ttc#1`` or ``{file: Own.ttf, weight: 350}``.

    Its file never leads out of the kit's folder.
    """
    word = node.scalar("file") if isinstance(node, Mapping) else node
    if not isinstance(word, Scalar):
        return FontFile("")
    index, weight = 0, 0
    if isinstance(node, Mapping):
        index = _whole(node, "index", _MOST_FACES, sink)
        weight = _whole(node, "weight", _MAX_WEIGHT, sink)
    typed = _NUMBERED.fullmatch(word.text)
    name = typed[1] if typed else word.text
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name:
        sink.add(Code.PATH_OUTSIDE, word.span, path=name)
    return FontFile(name, int(typed[2]) if typed else index, weight, word.span)


def _whole(node: Mapping, name: str, most: int, sink: Sink) -> int:
    number = _bounded(node, name, Decimal(most), sink)
    word = node.scalar(name)
    if word is not None and number != int(number):
        sink.add(Code.WRONG_TYPE, word.span, key=name, expected=f"0 … {most}", found=word.text)
    return int(number)


def _font(node: Mapping, sink: Sink) -> FontSpec:
    return FontSpec(
        _font_file(node.get("file"), sink),
        node.word("word_latin"),
        node.word("word_east_asian"),
        node.word("word_bold") == "yes",
    )


def _style(node: Mapping, palette: Palette, sink: Sink) -> Style:
    indent = number_of(node.get("indent")) or Decimal(0)
    return Style(
        font=FontRole(node.word("font", FontRole.BODY.value)),
        size=_pt(node, "size", sink),
        leading=_pt(node, "leading", sink),
        space_before=_pt(node, "before", sink),
        space_after=_pt(node, "after", sink),
        first_indent=round(indent * 1000),
        alignment=Alignment(node.word("alignment", Alignment.JUSTIFY.value)),
        colour=_colour(node.scalar("colour"), palette, sink)
        if node.get("colour")
        else palette.text,
    )


def _table(node: Mapping, palette: Palette, sink: Sink) -> TableStyle:
    usual, head = TableStyle(), node.scalar("head")
    is_bare = head is not None and head.text in _NONE
    return TableStyle(
        kind=TableKind(node.word("style", usual.kind.value)),
        outer=_pt(node, "outer", sink) if node.get("outer") else usual.outer,
        inner=_pt(node, "inner", sink) if node.get("inner") else usual.inner,
        rule=_colour(node.scalar("rule"), palette, sink) if node.get("rule") else None,
        head=_colour(head, palette, sink) if head and not is_bare else None,
        is_head_tinted=not is_bare,
    )


def _page(node: Mapping, sink: Sink) -> PageGeometry:
    names = ("width", "height", "top", "bottom", "inner", "outer", "head_baseline")
    lengths = {name: _mm(node, name, sink) for name in (*names, "folio_baseline")}
    page = PageGeometry(**lengths)
    if page.measure <= 0 or page.height <= page.top + page.bottom:
        expected = "width > inner + outer，height > top + bottom"
        found = f"{node.word('width')} × {node.word('height')}"
        sink.add(Code.WRONG_TYPE, node.span, key="page", expected=expected, found=found)
    return page


def _shapes(node: Mapping, palette: Palette, sink: Sink) -> Iterable[CoverShape]:
    for each in node.listing("shapes"):
        if isinstance(each, Mapping):
            x, y = _mm(each, "x", sink), _mm(each, "y", sink)
            width, height = _mm(each, "width", sink), _mm(each, "height", sink)
            yield CoverShape(x, y, width, height, _colour(each.scalar("colour"), palette, sink))


def _mm(node: Mapping, name: str, sink: Sink) -> Length:
    return mm(_bounded(node, name, _MAX_MILLIMETRES, sink))


def _pt(node: Mapping, name: str, sink: Sink) -> Length:
    return pt(_bounded(node, name, _MAX_POINTS, sink))


def _bounded(node: Mapping, name: str, most: Decimal, sink: Sink) -> Decimal:
    word = node.scalar(name)
    number = number_of(word)
    if word is None or number is None:
        return Decimal(0)
    if not 0 <= number <= most:
        sink.add(Code.WRONG_TYPE, word.span, key=name, expected=f"0 … {most}", found=word.text)
        return Decimal(0)
    return number
