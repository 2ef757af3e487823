"""A title that takes two lines, parted by its sense or in equal parts, as on a cover of ours."""

from reportgen.model.length import Length, twips
from reportgen.write_docx.columns import width
from reportgen.write_docx.template.placeholders import TITLE, fill, is_alone
from reportgen.write_docx.template.schema_order import PARAGRAPH_ORDER
from reportgen.write_docx.template.style_sheet import StyleSheet
from reportgen.write_docx.template.trees import Tree, W, made, properties, put, value_of
from reportgen.zh.titles import halves

_HALF = 500


def fill_titles(body: Tree, title: str, sheet: StyleSheet, measure: Length) -> None:
    """Fill in the title where it has lines of its own, and more than one of them.

    It is no heading: in Chinese Word its style is of the first level, and the contents would
    list it when they are updated.
    """
    for paragraph in list(body):
        if not is_alone(paragraph, TITLE):
            continue
        put(properties(paragraph), made("outlineLvl", val=9), PARAGRAPH_ORDER)
        size = _size(paragraph, sheet)
        whole = width(title, size)
        if whole <= measure:
            continue
        parted = _parted(title, size, measure)
        fill(paragraph, {TITLE: parted or title})
        own = value_of(paragraph.find(f"{W}pPr"), "jc") or sheet.look_of(paragraph).alignment
        if not parted and own == "center":
            lines = -(-whole // measure)
            spare = twips(max(0, measure - whole // lines - size) // 2)
            put(properties(paragraph), made("ind", left=spare, right=spare), PARAGRAPH_ORDER)


def _size(paragraph: Tree, sheet: StyleSheet) -> Length:
    """Return the size of its first letters: their own, or that of the style."""
    own = value_of(paragraph.find(f"{W}r/{W}rPr"), "sz")
    return int(own) * _HALF if own and own.isdecimal() else sheet.look_of(paragraph).size


def _parted(title: str, size: Length, measure: Length) -> str:
    """Return the title with its line end, or nothing if its sense has no place for one."""
    longest = {max(width(half, size) for half in each): each for each in halves(title)}
    if longest and min(longest) <= measure:
        return "\n".join(longest[min(longest)])
    return ""
