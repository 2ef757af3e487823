"""Fonts in Word: how a role names its faces, and fontTable.xml with their other names."""

from reportgen.model.brand import Brand, FontRole, FontSpec
from reportgen.write_docx.embedded_fonts import EmbeddedFonts
from reportgen.write_docx.markup import escape, root
from reportgen.write_docx.package import Relationships

# A Chinese font answers to a Chinese and an English name; which one works depends on the
# system's language, so the table gives the other as w:altName (ECMA-376 Part 1, 17.8.3.1).
_OTHER_NAMES = {
    "宋体": "SimSun",
    "黑体": "SimHei",
    "楷体": "KaiTi",
    "仿宋": "FangSong",
    "微软雅黑": "Microsoft YaHei",
    "等线": "DengXian",
    "思源宋体": "Noto Serif SC",
    "思源黑体": "Noto Sans SC",
}
_OTHER_NAMES |= {english: chinese for chinese, english in _OTHER_NAMES.items()}
# What Word looks for where a face is missing (ECMA-376 Part 1, 17.8.3.9, 17.8.3.23).
_SERIF = frozenset({"宋体", "仿宋", "楷体", "思源宋体", "Times New Roman", "Georgia", "Cambria"})
_SANS = frozenset({"黑体", "微软雅黑", "等线", "思源黑体", "Arial", "Calibri", "Segoe UI"})
_EVEN = frozenset({"Courier New", "Consolas"})
_SIMPLIFIED_CHINESE = "86"
_LATIN = "00"
_SYMBOLS = "Segoe UI Symbol"
SYMBOL_FACE = (
    f'<w:rFonts w:ascii="{_SYMBOLS}" w:hAnsi="{_SYMBOLS}" w:eastAsia="{_SYMBOLS}"'
    f' w:cs="{_SYMBOLS}"/>'
)
"""For boxes to tick, which text faces lack."""


def face(role: FontRole, brand: Brand) -> str:
    """Return the run properties that set a run in the face of ``role``; code is not proof-read."""
    spec = brand.fonts[role]
    names = (
        f'w:ascii="{escape(spec.word_latin)}" w:hAnsi="{escape(spec.word_latin)}"'
        f' w:eastAsia="{escape(spec.word_east_asian)}"'
    )
    bold = "<w:b/><w:bCs/>" if spec.is_bold else ""
    unread = "<w:noProof/>" if role is FontRole.CODE else ""
    return f"<w:rFonts {names}{_theme(spec, brand)}/>{bold}{unread}"


def _theme(spec: FontSpec, brand: Brand) -> str:
    pair = (spec.word_latin, spec.word_east_asian)
    for latin_face, chinese_face, name in brand.theme_fonts or _own_pairs(brand):
        if pair == (latin_face, chinese_face):
            latin = f' w:asciiTheme="{name}HAnsi" w:hAnsiTheme="{name}HAnsi"'
            return f'{latin} w:eastAsiaTheme="{name}EastAsia"'
    return ""


def _own_pairs(brand: Brand) -> tuple[tuple[str, str, str], ...]:
    body, heading = brand.fonts[FontRole.BODY], brand.fonts[FontRole.HEADING]
    return (
        (body.word_latin, body.word_east_asian, "minor"),
        (heading.word_latin, heading.word_east_asian, "major"),
    )


def font_table(brand: Brand, embedded: EmbeddedFonts, targets: Relationships) -> str:
    """Return fontTable.xml, which points to the fonts in the file by ``targets``."""
    chinese = dict.fromkeys(spec.word_east_asian for spec in brand.fonts.values())
    latin = dict.fromkeys(spec.word_latin for spec in brand.fonts.values())
    charsets = {**dict.fromkeys(latin, _LATIN), **dict.fromkeys(chinese, _SIMPLIFIED_CHINESE)}
    names = dict.fromkeys((*chinese, *latin))
    fonts = [_font(name, charsets[name], embedded.xml(name, targets)) for name in names]
    return root("fonts", "".join(fonts))


def _font(name: str, charset: str, embedded: str) -> str:
    other = _OTHER_NAMES.get(name, "")
    alternative = f'<w:altName w:val="{other}"/>' if other else ""
    known = {name, other}
    is_even = bool(known & _EVEN)
    family = "roman" if known & _SERIF else "swiss" if known & _SANS else "auto"
    return (
        f'<w:font w:name="{escape(name)}">{alternative}<w:charset w:val="{charset}"/>'
        f'<w:family w:val="{"modern" if is_even else family}"/>'
        f'<w:pitch w:val="{"fixed" if is_even else "variable"}"/>{embedded}</w:font>'
    )
