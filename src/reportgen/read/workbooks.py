"""Workbooks: each opened once, by a child, for all the ranges and cells that a report names."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.cells import (
    Cells,
    CellsFault,
    CellsFound,
    FaultKind,
    RangeWanted,
    WorkbookWanted,
)
from reportgen.model.report import CellRef, MetricSpec
from reportgen.read.child import ask
from reportgen.read.files import MAX_DATA, Folder
from reportgen.read.numbers import read_typed_number
from reportgen.read.sheets import place_in_sheet

WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_NO_VALUE = "#N/A"
"""What people type where there is no number: a gap, not a fault."""


class Workbooks(Struct):
    """Collects what is wanted of each workbook, then answers."""

    folder: Folder
    sink: Sink
    _wanted: dict[str, dict[RangeWanted, Span]] = field(default_factory=dict)
    _found: dict[str, Mapping[RangeWanted, CellsFound]] = field(default_factory=dict)

    def want(self, file: str, wanted: RangeWanted, span: Span) -> None:
        """Remember that ``span`` asks for a part of ``file``."""
        self._wanted.setdefault(file, {}).setdefault(wanted, span)

    def cells(self, file: str, wanted: RangeWanted) -> CellsFound | None:
        """Return the cells; what is not there has a finding."""
        if file not in self._found:
            self._found[file] = dict(self._read(file))
        return self._found[file].get(wanted)

    def _read(self, file: str) -> Iterator[tuple[RangeWanted, CellsFound]]:
        places = self._wanted[file]
        ranges = tuple(places)
        first = places[ranges[0]]
        path = self.folder.locate(file, first, self.sink, MAX_DATA)
        if path is None:
            return
        answer = ask(WorkbookWanted(str(path), ranges)).found
        if len(answer) != len(ranges):
            report_fault(answer[0], file, path, first, self.sink)
            return
        for wanted, cells in zip(ranges, answer, strict=True):
            span = places[wanted]
            if not isinstance(cells, CellsFound):
                report_fault(cells, file, path, span, self.sink)
                continue
            report_cells(cells, file, self.folder.shown(file), self.sink)
            yield wanted, cells


def report_cells(cells: CellsFound, file: str, shown: str, sink: Sink) -> None:
    """Find the cells that have no value where a formula or a fault stands."""
    for row, column in cells.uncached:
        place = place_in_sheet(shown, cells.sheet, row, column)
        sink.add(Code.FORMULA_WITHOUT_VALUE, place, file=file)
    for row, column, fault in cells.errors:
        if fault != _NO_VALUE:
            place = place_in_sheet(shown, cells.sheet, row, column)
            sink.add(Code.SPREADSHEET_ERROR, place, fault=fault)


def report_fault(fault: Cells, file: str, path: Path, span: Span, sink: Sink) -> None:
    """Say at ``span`` why there are no cells of ``file``."""
    if not isinstance(fault, CellsFault):
        return
    found = fault.found.replace(str(path), file) or "—"
    known = "、".join(fault.known) or "—"
    close = nearest(fault.found, fault.known) or "—"
    match fault.kind:
        case FaultKind.NO_SHEET:
            sink.add(Code.SHEET_NOT_FOUND, span, file=file, sheet=found, known=known, nearest=close)
        case FaultKind.NO_NAME | FaultKind.BAD_PLACE:
            code = Code.TABLE_NOT_FOUND if is_database(file) else Code.RANGE_NOT_FOUND
            sink.add(code, span, file=file, name=found, known=known, nearest=close)
        case FaultKind.RANGE_TOO_LARGE:
            sink.add(Code.RANGE_TOO_LARGE, span, file=file, size=found)
        case FaultKind.EXPANDS:
            sink.add(Code.FILE_EXPANDS, span, file=file, found=found)
        case FaultKind.NOT_READABLE:
            sink.add(Code.DATA_NOT_READABLE, span, file=file, fault=found)
        case FaultKind.REFUSED:
            sink.add(Code.QUERY_REFUSED, span, fault=found)
        case FaultKind.TOO_MANY_ROWS:
            sink.add(Code.TOO_MANY_ROWS, span, file=file, size=found)
        case FaultKind.LIMIT:
            sink.add(Code.READER_STOPPED, span, file=file)


def is_database(file: str) -> bool:
    """Tell whether ``file`` holds tables by name."""
    return file.lower().endswith((".db", ".sqlite", ".sqlite3", ".duckdb"))


def split_place(text: str) -> RangeWanted:
    """Return the range that ``利润表!A3:H40``, ``'利润 表'!A3`` or a defined name means."""
    sheet, mark, place = text.rpartition("!")
    return RangeWanted(sheet.strip().strip("'") if mark else "", place.strip())


def want_cells(metrics: Mapping[str, MetricSpec], workbooks: Workbooks) -> None:
    """Remember the cells that metrics are made of."""
    for spec in metrics.values():
        if spec.cell is not None:
            workbooks.want(spec.cell.file, split_place(spec.cell.place), spec.cell.span)


def read_cells(
    metrics: Mapping[str, MetricSpec], workbooks: Workbooks, sink: Sink
) -> dict[str, MetricSpec]:
    """Return the metrics with the values of their cells."""
    return {
        name: replace(spec, cell=_filled(spec.cell, workbooks, sink)) if spec.cell else spec
        for name, spec in metrics.items()
    }


def _filled(cell: CellRef, workbooks: Workbooks, sink: Sink) -> CellRef:
    found = workbooks.cells(cell.file, split_place(cell.place))
    if found is None:
        return cell
    texts = [text for row in found.rows for text in row]
    text = texts[0].strip() if len(texts) == 1 else ""
    number = _number(text)
    if number is None:
        if not found.uncached:
            shown = text or ("—" if len(texts) <= 1 else f"{len(texts)} 格（cells）")
            sink.add(Code.CELL_NOT_A_NUMBER, cell.span, cell=cell.place, found=shown)
        return cell
    digest = workbooks.folder.digest_of(cell.file)
    return replace(cell, value=number, is_percent=text.endswith(("%", "％")), digest=digest)


def _number(text: str) -> Decimal | None:
    return read_typed_number(text, is_percent=text.endswith(("%", "％")))
