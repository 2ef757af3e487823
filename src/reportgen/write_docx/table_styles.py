"""Table styles: the brand's table under one name, and its words in smaller sizes."""

from reportgen.model.brand import (
    CELL_ABOVE,
    CELL_SIDE,
    SMALLER,
    Brand,
    Colour,
    StyleRole,
    TableKind,
)
from reportgen.model.length import Length, half_points, pt, twips
from reportgen.write_docx.markup import value
from reportgen.write_docx.theme import border, shading

TABLE = "ReportTable"
NORMAL_TABLE = "TableNormal"
HAIR, HAIR_RULE = 4, pt(0.5)
"""A thin rule, in eighths of a point and as a length."""
_NAMES = {
    TableKind.THREE_LINE: "三线表",
    TableKind.GRID: "网格表",
    TableKind.BANDED: "隔行表",
}
_WORDS = {
    StyleRole.TABLE_HEAD: ("TableHead", "表头"),
    StyleRole.TABLE_CELL: ("TableCell", "表格文字"),
}


def table_styles(brand: Brand) -> str:
    """Return the style of tables, and those of words that are set smaller."""
    return _table(brand) + "".join(
        _smaller(role, scale, brand) for role in _WORDS for scale in SMALLER
    )


def words_style(role: StyleRole, scale: int) -> str:
    """Return the id of the style of words in a table set in ``scale`` thousandths."""
    identifier, _ = _WORDS[role]
    return f"{identifier}{scale}" if scale in SMALLER else identifier


def eighths(thickness: Length) -> int:
    """Return the thickness of a rule as Word counts it."""
    return max(2, thickness * 8 // 1000)


def rule_colour(brand: Brand) -> Colour:
    """Return the colour of the rules above, below and under the head."""
    return brand.table.rule or brand.palette.primary


def head_shading(brand: Brand) -> str:
    """Return what stands behind a head."""
    style, palette = brand.table, brand.palette
    return shading(style.head or palette.tint, palette) if style.is_head_tinted else ""


def head_rule(brand: Brand) -> str:
    """Return the rule under a head."""
    return border("bottom", eighths(brand.table.inner), rule_colour(brand), brand.palette)


def _table(brand: Brand) -> str:
    style, palette = brand.table, brand.palette
    thick, colour = eighths(style.outer), rule_colour(brand)
    top, bottom = (border(side, thick, colour, palette) for side in ("top", "bottom"))
    left = right = inside = ""
    below = CELL_ABOVE
    if style.kind is TableKind.GRID:
        left, right, *inner = (
            border(side, HAIR, palette.rule, palette)
            for side in ("left", "right", "insideH", "insideV")
        )
        inside = "".join(inner)
        # Word makes a row higher by the rule between it and the next.
        below -= HAIR_RULE
    blanks = {"top": CELL_ABOVE, "left": CELL_SIDE, "bottom": below, "right": CELL_SIDE}
    margins = "".join(
        f'<w:{side} w:w="{twips(blank)}" w:type="dxa"/>' for side, blank in blanks.items()
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}">'
        f"{value('name', _NAMES[style.kind])}"
        f"{value('basedOn', NORMAL_TABLE)}{value('uiPriority', 1)}<w:qFormat/>"
        "<w:tblPr><w:tblBorders>"
        f"{top}{left}{bottom}{right}{inside}"
        f"</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        f"<w:tcBorders>{head_rule(brand)}</w:tcBorders>{head_shading(brand)}</w:tcPr>"
        "</w:tblStylePr></w:style>"
    )


def _smaller(role: StyleRole, scale: int, brand: Brand) -> str:
    identifier, name = _WORDS[role]
    style = brand.styles[role]
    size, leading = half_points(style.size * scale // 1000), twips(style.leading * scale // 1000)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}{scale}">'
        f"{value('name', f'{name} {scale // 10}%')}{value('basedOn', identifier)}"
        f"{value('uiPriority', 99)}<w:pPr>"
        f'<w:spacing w:line="{leading}" w:lineRule="exact"/></w:pPr>'
        f"<w:rPr>{value('sz', size)}{value('szCs', size)}</w:rPr></w:style>"
    )
