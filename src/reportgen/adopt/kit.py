"""A kit in words: what a brand has otherwise than the kit that it extends, as a brand.yaml."""

import json
from collections.abc import Iterator

from msgspec import Struct

from reportgen.model.brand import Brand, Style, StyleRole
from reportgen.model.colour import Colour
from reportgen.model.length import Length, points

_COLOURS = ("primary", "accent", "text", "muted", "rule", "tint", "link")
_SIDES = ("width", "height", "top", "bottom", "inner", "outer")
_MM = 25.4 / 72
_SAME_MM = 0.3
"""Word counts in twips, we in thousandths of a point: A4 is A4."""


class Kit(Struct, frozen=True):
    """What goes into a new kit."""

    name: str
    base: Brand
    looks: Brand
    """The base in its new dress."""
    origin: str
    """The file it comes from."""
    logo: str = ""
    template: str = ""
    """The file our Word file is to be made in."""


def kit_words(kit: Kit) -> str:
    """Return the ``brand.yaml`` of ``kit``: only what is not as in its base."""
    return "\n".join(_lines(kit)) + "\n"


def _lines(kit: Kit) -> Iterator[str]:
    base, looks = kit.base, kit.looks
    yield f"# 取自 {kit.origin}：颜色、字体、字号、纸张和标志。没写的与 {base.name} 相同。"
    yield "# 看样子：reportgen brand show 这个文件夹"
    yield f"name: {_quoted(kit.name)}"
    yield f"extends: {base.name}"
    if kit.logo:
        yield f"logo: {{file: {kit.logo}, height: 14}}"
    if kit.template:
        yield "# Word 文件就做在这个模板里：页眉、页脚、样式照它。"
        yield f"docx: {{template: {_quoted(kit.template)}}}"
    else:
        yield "# 模板里有一段 {{正文}} 的，写 docx: {template: 文件名}，Word 文件就做在它里面。"
    yield ""
    yield "palette:"
    for name in _COLOURS:
        yield f"  {name}: {_hex(getattr(looks.palette, name))}"
    yield f"  chart: [{', '.join(map(_hex, looks.palette.chart))}]"
    page = [
        f"  {side}: {_mm(getattr(looks.page, side))}"
        for side in _SIDES
        if abs(getattr(looks.page, side) - getattr(base.page, side)) * _MM > _SAME_MM * 1000
    ]
    if page:
        yield from ("", "page:", *page)
    yield from _fonts(kit)
    styles = [  # a record stands in official letters alone, and kits need not write its style
        f"  {role.value}: {{{changed}}}"
        for role, style in looks.styles.items()
        if role is not StyleRole.RECORD and (changed := _changed(base.styles[role], style))
    ]
    if styles:
        yield from ("", "styles:", *styles)


def _fonts(kit: Kit) -> Iterator[str]:
    """Yield Word's names of the faces; the PDF's are files, and stay ours."""
    lines = []
    for role, spec in kit.looks.fonts.items():
        old = kit.base.fonts[role]
        names = (
            ("word_latin", spec.word_latin, old.word_latin),
            ("word_east_asian", spec.word_east_asian, old.word_east_asian),
        )
        changed = ", ".join(f"{key}: {_quoted(new)}" for key, new, was in names if new != was)
        if changed:
            lines.append(f"  {role.value}: {{{changed}}}")
    if lines:
        yield ""
        yield "# Word 里的字体名称；PDF 用自带的思源字体，有授权的字体文件写 file。"
        yield from ("fonts:", *lines)


def _changed(old: Style, new: Style) -> str:
    lengths = (
        ("size", old.size, new.size),
        ("leading", old.leading, new.leading),
        ("before", old.space_before, new.space_before),
        ("after", old.space_after, new.space_after),
    )
    words = [f"{key}: {_plain(points(now))}" for key, was, now in lengths if was != now]
    if old.first_indent != new.first_indent:
        words.append(f"indent: {_plain(new.first_indent / 1000)}")
    if old.alignment is not new.alignment:
        words.append(f"alignment: {new.alignment.value}")
    return ", ".join(words)


def _hex(colour: Colour) -> str:
    return f'"#{colour.hex}"'


def _mm(length: Length) -> str:
    return _plain(round(points(length) * _MM, 1))


def _plain(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
