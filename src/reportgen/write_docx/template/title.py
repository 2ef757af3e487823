"""Titles in a template that take two lines, parted as on a cover of ours."""

from collections.abc import Mapping

from reportgen.model.length import Length, twips
from reportgen.write_docx.template.dress import ALIGNMENTS
from reportgen.write_docx.template.placeholders import SUBTITLE, TITLE, fill, is_alone
from reportgen.write_docx.template.schema_order import PARAGRAPH_ORDER
from reportgen.write_docx.template.style_sheet import StyleSheet
from reportgen.write_docx.template.trees import Tree, W, made, properties, put, value_of
from reportgen.write_docx.titles import insets, is_long, parted

_HALF = 500


def fill_titles(body: Tree, values: Mapping[str, str], sheet: StyleSheet, measure: Length) -> None:
    """Fill in title and subtitle where they have lines of their own, and more than one of them.

    The title is no heading: in Chinese Word its style is of the first level, and the contents
    would list it when they are updated.
    """
    for paragraph in list(body):
        for name in (TITLE, SUBTITLE):
            if is_alone(paragraph, name):
                if name == TITLE:
                    put(properties(paragraph), made("outlineLvl", val=9), PARAGRAPH_ORDER)
                _fill(paragraph, (name, values[name]), sheet, measure)


def _fill(paragraph: Tree, field: tuple[str, str], sheet: StyleSheet, measure: Length) -> None:
    name, title = field
    size = _size(paragraph, sheet)
    if not is_long(title, size, measure):
        return
    lines = parted(title, size, measure)
    fill(paragraph, {name: "\n".join(lines) or title})
    if not lines:
        own = value_of(paragraph.find(f"{W}pPr"), "jc") or sheet.look_of(paragraph).alignment
        left, right = insets(title, size, measure, ALIGNMENTS.get(own or "left"))
        sides = made("ind", left=twips(left), right=twips(right))
        put(properties(paragraph), sides, PARAGRAPH_ORDER)


def _size(paragraph: Tree, sheet: StyleSheet) -> Length:
    """Return the size of its first letters: their own, or that of the style."""
    own = value_of(paragraph.find(f"{W}r/{W}rPr"), "sz")
    return int(own) * _HALF if own and own.isdecimal() else sheet.look_of(paragraph).size
