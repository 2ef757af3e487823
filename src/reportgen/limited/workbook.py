"""Workbooks: the cells of sheets, ranges and names as text, exactly as many as are asked for."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from reportgen.limited.package import Names, NotPlainError, Package
from reportgen.limited.places import Area, read_area
from reportgen.limited.scan import Scanned, scan_sheet
from reportgen.model.cells import (
    Cells,
    CellsAnswer,
    CellsFault,
    CellsFound,
    FaultKind,
    RangeWanted,
    WorkbookWanted,
)
from reportgen.model.pattern import pattern

_MOST_CELLS = 3_000_000
_MOST_ASKED = 1_000_000
_MOST_UNCACHED = 1000
_NAMED = pattern(r"(?:'((?:[^']|'')+)'|([^!']+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)")
_FIGURES = 15
"""A spreadsheet counts in doubles and shows 15 figures of them; the rest is noise."""


def read_workbook(wanted: WorkbookWanted) -> CellsAnswer:
    """Return the cells of each range and the names of all sheets, or the one fault of the file."""
    package = None
    try:
        if zipfile.is_zipfile(wanted.path):
            package = Package(wanted.path)
        names = package.names() if package else Names()
        sheets = _Sheets(wanted.path, package, names)
        return CellsAnswer(tuple(sheets.read(each) for each in wanted.ranges), sheets.names)
    except NotPlainError as fault:
        kind = FaultKind.EXPANDS if fault.expands else FaultKind.NOT_READABLE
        return CellsAnswer((CellsFault(kind, str(fault)),))
    except (CalamineError, zipfile.BadZipFile, ExpatError, OSError, ValueError) as fault:
        return CellsAnswer((CellsFault(FaultKind.NOT_READABLE, str(fault)[:200]),))


class _Sheets:
    """The sheets of one workbook, each read once."""

    def __init__(self, path: str, package: Package | None, names: Names) -> None:
        self._package = package
        self._names = names
        self._path = path
        self._book: CalamineWorkbook | None = None
        self._styles = package.styles() if package else {}
        self._scanned: dict[str, Scanned] = {}
        self._read: dict[str, _Sheet] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all sheets."""
        if self._package is not None:
            return tuple(self._names.sheets)
        return tuple(self._opened().sheet_names)

    def _opened(self) -> CalamineWorkbook:
        if self._book is None:
            self._book = CalamineWorkbook.from_path(self._path)
        return self._book

    def read(self, wanted: RangeWanted) -> Cells:
        """Return the cells that ``wanted`` means."""
        sheet, area = wanted.sheet, read_area(wanted.place) if wanted.place else None
        if wanted.place and area is None:
            named = self._named(wanted.place)
            if named is None:
                return CellsFault(FaultKind.NO_NAME, wanted.place, tuple(self._names.defined))
            sheet, area = named
        known = self.names
        sheet = sheet or (known[0] if known else "")
        if sheet not in known:
            return CellsFault(FaultKind.NO_SHEET, sheet, known)
        return self._cells(sheet, area)

    def _named(self, name: str) -> tuple[str, Area] | None:
        meaning = self._names.defined.get(name, "")
        match = _NAMED.fullmatch(meaning.lstrip("="))
        area = read_area(match[3]) if match else None
        if match is None or area is None:
            return None
        return (match[1] or match[2]).replace("''", "'"), area

    def _cells(self, sheet: str, area: Area | None) -> Cells:
        scanned = self._scan(sheet)
        if scanned is not None:
            used = scanned.area
            if used is None:
                return CellsFound(sheet, 1, 1, ())
            if _size(used) > _MOST_CELLS:
                return CellsFault(FaultKind.RANGE_TOO_LARGE, _shown(used))
        if sheet not in self._read:
            self._read[sheet] = _Sheet(self._opened().get_sheet_by_name(sheet))
        found = self._read[sheet]
        area = _common(area or found.area, found.area)
        if area is not None and _size(area) > _MOST_ASKED:
            return CellsFault(FaultKind.RANGE_TOO_LARGE, _shown(area))
        if area is None:
            return CellsFound(sheet, 1, 1, ())
        uncached = scanned.uncached if scanned else ()
        return CellsFound(
            sheet=sheet,
            row=area.top,
            column=area.left,
            rows=tuple(found.rows(area, scanned)),
            uncached=tuple(each for each in uncached if area.holds(*each))[:_MOST_UNCACHED],
            merged=found.merged(area),
            errors=tuple(e for e in scanned.errors if area.holds(*e[:2]))[:_MOST_UNCACHED]
            if scanned
            else (),
        )

    def _scan(self, sheet: str) -> Scanned | None:
        if self._package is None:
            return None
        if sheet not in self._scanned:
            part = self._package.part(self._names.sheets[sheet])
            self._scanned[sheet] = scan_sheet(part, self._styles)
        return self._scanned[sheet]


class _Sheet:
    """The values of a sheet, and where they start."""

    def __init__(self, sheet: CalamineSheet) -> None:
        top, left = sheet.start or (0, 0)
        self._values = sheet.to_python()
        width = max((len(row) for row in self._values), default=0)
        self.area: Area | None = None
        if self._values and width:
            self.area = Area(top + 1, left + 1, top + len(self._values), left + width)
        self._merged = tuple(sheet.merged_cell_ranges or ())

    def rows(self, area: Area, scanned: Scanned | None) -> Iterator[tuple[str, ...]]:
        """Yield the rows of ``area`` as text."""
        styled = scanned.styled if scanned else {}
        first = self.area or area
        for row in range(area.top, area.bottom + 1):
            values = self._values[row - first.top]
            yield tuple(
                _as_text(values[column - first.left], styled.get((row, column), ""))
                for column in range(area.left, area.right + 1)
            )

    def merged(self, area: Area) -> tuple[tuple[int, int, int, int], ...]:
        """Return the merged rectangles that start in ``area``."""
        found = []
        for (top, left), (bottom, right) in self._merged:
            if area.holds(top + 1, left + 1):
                found.append((top + 1, left + 1, bottom + 1, right + 1))
        return tuple(found)


def _as_text(value: object, style: str) -> str:  # noqa: PLR0911 - one return a type
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            if style == "percent":
                return f"{_plain(value * 100)}%"
            return _plain(value)
        case dt.datetime():
            if style:
                return f"{value:%Y-%m}" if style == "month" else f"{value:%Y}"
            is_day = not (value.hour or value.minute or value.second)
            return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
        case dt.date():
            if style:
                return f"{value:%Y-%m}" if style == "month" else f"{value:%Y}"
            return value.isoformat()
        case None:
            return ""
        case _:
            return " ".join(str(value).split())


def _plain(value: float) -> str:
    """Return 15 figures without an exponent and without zeros at the end."""
    text = f"{value:.{_FIGURES}g}"
    if "e" not in text:
        return text
    from decimal import Decimal  # noqa: PLC0415 - very large and very small numbers only

    return f"{Decimal(text):f}"


def _common(asked: Area | None, used: Area | None) -> Area | None:
    if asked is None or used is None:
        return None
    area = Area(
        max(asked.top, used.top),
        max(asked.left, used.left),
        min(asked.bottom, used.bottom),
        min(asked.right, used.right),
    )
    return area if area.top <= area.bottom and area.left <= area.right else None


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


def _shown(area: Area) -> str:
    return f"{area.bottom - area.top + 1:,} × {area.right - area.left + 1:,}"
