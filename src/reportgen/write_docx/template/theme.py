"""A template's theme: its colours and fonts, under the names its styles ask for them by."""

from collections.abc import Mapping

from msgspec import Struct

from reportgen.model.colour import Colour
from reportgen.write_docx.template.opening import Template
from reportgen.write_docx.template.trees import A, Tree, W

_USUAL = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
"""Word's own, for a template without a theme."""
WORD_NAMES = {
    "dk1": "text1",
    "lt2": "background2",
    **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
    "dk2": "text2",
    "hlink": "hyperlink",
    "lt1": "background1",
}
_ASKED = {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "tx1": "dk1"}
_LATIN, _CHINESE = "Times New Roman", "宋体"
_SHADES = 255


class Theme(Struct, frozen=True):
    """Colours by slot, and for ``major`` and ``minor`` the Latin and the Chinese face."""

    colours: Mapping[str, Colour]
    fonts: Mapping[str, tuple[str, str]]

    def colour(self, name: str) -> Colour | None:
        """Return the colour that a style asks for as ``text1`` or ``accent1``."""
        slots = {word: slot for slot, word in WORD_NAMES.items()} | _ASKED
        return self.colours.get(slots.get(name, name))

    def face(self, name: str) -> str:
        """Return the face that a style asks for as ``minorEastAsia`` or ``majorHAnsi``."""
        latin, chinese = self.fonts.get("major" if name.startswith("major") else "minor", ("", ""))
        return chinese if name.endswith("EastAsia") else latin


def theme_of(template: Template) -> Theme:
    """Return the theme of ``template``; Word's own where it has none."""
    root = template.tree("theme")
    colours = {slot: Colour.parse(value) for slot, value in _USUAL.items()}
    fonts = {"major": (_LATIN, _CHINESE), "minor": (_LATIN, _CHINESE)}
    if root is None:
        return Theme(colours, fonts)
    scheme = next(root.iter(f"{A}clrScheme"), None)
    for slot in colours if scheme is not None else ():
        found = _colour(scheme.find(f"{A}{slot}")) if scheme is not None else None
        colours[slot] = found or colours[slot]
    for name in fonts:
        face = next(root.iter(f"{A}{name}Font"), None)
        if face is not None:
            fonts[name] = (_face(face, "latin") or _LATIN, _chinese(face) or _CHINESE)
    return Theme(colours, fonts)


def colour_of(node: Tree | None, theme: Theme) -> Colour | None:
    """Return what a w:color says; nothing for automatic."""
    if node is None:
        return None
    base = theme.colour(node.get(f"{W}themeColor", ""))
    if base is not None:
        tint, shade = node.get(f"{W}themeTint"), node.get(f"{W}themeShade")
        if tint:
            return base.on_white(_share(tint))
        return base.over(Colour(0, 0, 0), _share(shade)) if shade else base
    try:
        return Colour.parse(node.get(f"{W}val", ""))
    except ValueError:
        return None


def _share(hexadecimal: str) -> float:
    try:
        return min(_SHADES, int(hexadecimal, 16)) / _SHADES
    except ValueError:
        return 1.0


def _colour(slot: Tree | None) -> Colour | None:
    for each in slot if slot is not None else ():
        try:
            return Colour.parse(str(each.get("lastClr") or each.get("val", "")))
        except ValueError:
            return None
    return None


def _face(font: Tree, name: str) -> str:
    node = font.find(f"{A}{name}")
    return node.get("typeface", "") if node is not None else ""


def _chinese(font: Tree) -> str:
    """Return the face for Chinese: Office leaves a:ea empty and lists faces by script."""
    for each in font.iter(f"{A}font"):
        if each.get("script") == "Hans" and not _face(font, "ea"):
            return each.get("typeface", "")
    return _face(font, "ea")
