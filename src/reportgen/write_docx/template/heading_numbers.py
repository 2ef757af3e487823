"""Heading numbers of a template: how its list counts, and whether ours can be counted by it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from msgspec import Struct

from reportgen.model.document import Heading
from reportgen.model.pattern import pattern
from reportgen.model.report import HeadingLevel, HeadingPattern
from reportgen.write_docx.numbering import CHINESE_FORMAT, HEADINGS, Level, counted
from reportgen.write_docx.template.opening import Template
from reportgen.write_docx.template.schema_order import PARAGRAPH_ORDER
from reportgen.write_docx.template.style_sheet import StyleSheet
from reportgen.write_docx.template.theme import theme_of
from reportgen.write_docx.template.trees import (
    Tree,
    W,
    is_on,
    no_number,
    paragraphs,
    properties,
    put,
    value_of,
)

_LEVELS = 6
_CHINESE = ("chineseCounting", CHINESE_FORMAT, "japaneseCounting", "ideographDigital")
"""What Word counts 一、二、三 with."""
_PLACE = pattern(r"%[1-9]")


class HeadingNumbers(Struct, frozen=True):
    """How a template numbers its headings: the first label of each level that has a number."""

    levels: tuple[Level, ...]
    samples: tuple[str, ...]


def heading_numbers(template: Template, sheet: StyleSheet) -> HeadingNumbers | None:
    """Return how the template numbers its headings, if it does."""
    root = template.tree("numbering")
    levels = [_level(root, sheet, n) for n in range(_LEVELS)] if root is not None else []
    while levels and levels[-1] is None:
        levels.pop()
    found = [each or Level("none", "") for each in levels]
    samples = tuple(_PLACE.sub("1", each.words) for each in found if each.words)
    return HeadingNumbers(tuple(found), samples) if samples else None


def heading_pattern(template: Template) -> HeadingPattern | None:
    """Return how headings are to be numbered where the template says it, in a way we know."""
    numbers = heading_numbers(template, StyleSheet(template, theme_of(template)))
    if numbers is None or not all(map(_is_known, numbers.levels, count(1))):
        return None
    return HeadingPattern(
        tuple(
            HeadingLevel(each.words, each.shape == CHINESE_FORMAT, each.is_legal)
            for each in numbers.levels
        )
    )


def _is_known(level: Level, number: int) -> bool:
    """Tell whether headings of level ``number`` can be counted here as Word counts them."""
    places = [int(place[1:]) for place in _PLACE.findall(level.words)]
    is_counted = level.start == 1 and level.shape in ("decimal", CHINESE_FORMAT)
    return not level.words or (is_counted and bool(places) and max(places) <= number)


def own_headings(document: Tree, sheet: StyleSheet) -> Iterator[Tree]:
    """Yield the headings that the template itself has: they would count before ours."""
    known = {sheet.id_of("paragraph", _name(sheet, depth)) for depth in range(_LEVELS)}
    for paragraph in paragraphs(document):
        style = value_of(paragraph.find(f"{W}pPr"), "pStyle")
        if style is not None and style in known:
            yield paragraph


def uncounted(headings: Iterable[Tree]) -> None:
    """Take ``headings`` out of any list."""
    for paragraph in headings:
        put(properties(paragraph), no_number(), PARAGRAPH_ORDER)


def _name(sheet: StyleSheet, depth: int) -> str:
    role = next((role for role, level in HEADINGS.items() if level == depth), None)
    return sheet.name(role) if role else f"heading {depth + 1}"


def _level(root: Tree, sheet: StyleSheet, depth: int) -> Level | None:
    """Return the level of a list that numbers the headings of a level; only its own will do."""
    name = _name(sheet, depth)
    number = sheet.look(name).number if sheet.has(name) else None
    if number is None or number[1] != depth:
        return None
    shape = next((n for n in root.iter(f"{W}num") if n.get(f"{W}numId") == number[0]), None)
    abstract = value_of(shape, "abstractNumId")
    for each in root.iter(f"{W}abstractNum"):
        if each.get(f"{W}abstractNumId") == abstract:
            return next(
                (_read(lvl) for lvl in each.iter(f"{W}lvl") if lvl.get(f"{W}ilvl") == str(depth)),
                None,
            )
    return None


def _read(level: Tree) -> Level:
    shape = value_of(level, "numFmt") or "decimal"
    shape = CHINESE_FORMAT if shape in _CHINESE else shape
    start = value_of(level, "start") or "1"
    number = int(start) if start.isdecimal() else 1
    return Level(shape, value_of(level, "lvlText") or "", number, is_legal=is_on(level, "isLgl"))


def keeps_numbers(template: Template, sheet: StyleSheet, headings: Sequence[Heading]) -> bool:
    """Tell whether the template's own list can number the headings: nothing else counts in it."""
    numbers = heading_numbers(template, sheet)
    if numbers is None or not prints_alike(numbers, headings):
        return False
    return next(own_headings(template.document, sheet), None) is None


def prints_alike(numbers: HeadingNumbers, headings: Sequence[Heading]) -> bool:
    """Tell whether the template's own numbers are those that the headings print."""
    labelled = [each for each in headings if each.label and not each.is_appendix]
    alike = set(counted(labelled, numbers.levels))
    return all(each.start == 1 for each in numbers.levels) and all(
        each.anchor in alike for each in labelled
    )
