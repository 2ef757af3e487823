"""Look through a sheet's XML before anything is reserved for it: how far it reaches, and its marks.

A workbook of five kilobytes may hold one cell at A1 and one at XFD1048576; who reserves the
rectangle between them is dead.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from reportgen.limited.places import Area, column_number
from reportgen.model.pattern import pattern

_CELL = pattern(
    rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)",
    re.DOTALL,
)
_PLACE = pattern(rb'\br="([A-Z]{1,3})(\d+)"')
_STYLE = pattern(rb'\bs="(\d+)"')
_FORMULA = pattern(rb"<(?:\w+:)?f\b")
_VALUE = pattern(rb"<(?:\w+:)?v\b[^>]*?>[^<]")
_TEXT = pattern(rb'\bt="str"')
_ERROR = pattern(rb'\bt="e"')
_ERROR_VALUE = pattern(rb"<(?:\w+:)?v\b[^>]*?>(#[A-Z0-9/!?]{2,12})")


class Scanned(Struct, frozen=True):
    """The rectangle of all cells, formulas without a value, cells of a telling style or fault."""

    area: Area | None
    uncached: tuple[tuple[int, int], ...]
    styled: Mapping[tuple[int, int], str]
    errors: tuple[tuple[int, int, str], ...] = ()
    """Row, column and words of what went wrong in a spreadsheet: ``#DIV/0!``."""


def scan_sheet(text: bytes, styles: Mapping[int, str]) -> Scanned:
    """Return what the XML of a sheet says of its cells, without building any."""
    rows: list[int] = []
    columns: dict[bytes, int] = {}
    uncached: list[tuple[int, int]] = []
    styled: dict[tuple[int, int], str] = {}
    errors: list[tuple[int, int, str]] = []
    for match in _CELL.finditer(text):
        head, inside = match[1], match[2]
        place = _PLACE.search(head)
        if place is None:
            continue
        letters, row = place[1], int(place[2])
        column = columns.get(letters)
        if column is None:
            column = columns[letters] = column_number(letters.decode())
        if not rows or row != rows[-1]:
            rows.append(row)
        style = _STYLE.search(head)
        if style and int(style[1]) in styles:
            styled[row, column] = styles[int(style[1])]
        if inside and _ERROR.search(head):
            fault = _ERROR_VALUE.search(inside)
            errors.append((row, column, fault[1].decode() if fault else "#"))
            continue
        if (
            inside
            and _FORMULA.search(inside)
            and not _VALUE.search(inside)
            and not _TEXT.search(head)
        ):
            uncached.append((row, column))
    if not rows:
        return Scanned(None, (), {})
    numbers = columns.values()
    area = Area(min(rows), min(numbers), max(rows), max(numbers))
    return Scanned(area, tuple(uncached), styled, tuple(errors))
