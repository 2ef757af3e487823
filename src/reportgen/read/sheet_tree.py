"""A sheet that declares: its rows as the tree that YAML would give, each cell with its place."""

import re
import unicodedata
from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from reportgen.diag import Code, Sink, Source, Span, nearest
from reportgen.model.cells import CellsFound
from reportgen.model.pattern import pattern
from reportgen.read import yaml_tree as tree
from reportgen.read.excerpt import Excerpt, SourceLine
from reportgen.read.shapes import (
    Choice,
    Either,
    Fields,
    Key,
    Listing,
    Markdown,
    Names,
    Number,
    Word,
)
from reportgen.read.sheet_layouts import METRICS_SHEET, REMARKS, Layout, plain_head
from reportgen.read.sheets import column_letters
from reportgen.zh.units import split_header

_MOST_TITLES = 10
"""So many lines may stand above the names of the columns."""
_NOT_IN_NAMES = pattern(r"[\s|@(){},+*/×÷=<>\-−%\[\]]")
"""What would be read as a part of a formula."""
_CALL = pattern(r"([^\W\d]\w*)\s*[(（]")
_TEXT_CALLS = frozenset({"argmax", "argmin", "最大", "最小", "列举", "list"})
_MADE_BY = frozenset({"sql", "expr", "text", "value", "cell"})
_SPLIT, _SPLIT_CHECKS = pattern(r"[、，,；;]"), pattern(r"[；;]")


class _CellSource(Source):
    """One cell: its line, whichever is asked for, stands as far right as its column."""

    def line(self, number: int) -> str:  # noqa: ARG002 - there is one
        return self.text


class Sheet(Struct, frozen=True):
    """The cells of a sheet, and how it is called."""

    file: str
    shown: str
    found: CellsFound
    default_source: str = ""
    """The source that is meant where a row names none."""

    @property
    def where(self) -> str:
        """The sheet as people say it."""
        return f"{self.shown}!{self.found.sheet}"

    def cell(self, row: int, column: int) -> tree.Scalar:
        """Return a cell by its numbers from 0."""
        text = self.found.rows[row][column].strip()
        line, at = self.found.row + row, self.found.column + column
        path = f"{self.where}!{column_letters(at)}{line}"
        source = _CellSource(path, " " * (at - 1) + text)
        excerpt = Excerpt(source, (SourceLine(line, at, text),))
        return tree.Scalar(text, excerpt, is_plain=False, span=excerpt.place)


class _Head(Struct, frozen=True):
    """The line with the names of the columns."""

    row: int
    name: int
    """The column with the name of each row."""
    keys: dict[int, str]
    shapes: dict[str, Key | None]
    """Of each of the keys, how its value looks."""


def sheet_tree(sheet: Sheet, layout: Layout, sink: Sink) -> tree.Mapping:
    """Return what ``sheet`` declares, by name; nothing when its columns have no names."""
    head = _head(sheet, layout, sink)
    place = Span(Source(sheet.where, ""), sheet.found.row, sheet.found.column)
    entries: dict[str, tree.Entry] = {}
    for row in range(head.row + 1, len(sheet.found.rows)) if head else ():
        if head is None or not any(cell.strip() for cell in sheet.found.rows[row]):
            continue
        reader = _RowReader(sheet, layout, head, row, sink)
        name = reader.name()
        if name is None:
            continue
        if name.text in entries:
            first = entries[name.text].key.span
            sink.add(Code.DUPLICATE_KEY, name.span, key=name.text, first=first)
            continue
        fields = reader.fields(name)
        if reader.has_a_formula(fields, name):
            entries[name.text] = tree.Entry(name, fields)
    return tree.Mapping(entries, place)


def _head(sheet: Sheet, layout: Layout, sink: Sink) -> _Head | None:
    """Return the line that names the columns; titles may stand above it."""
    rows = sheet.found.rows
    for row in range(min(_MOST_TITLES, len(rows))):
        plain = [plain_head(cell) for cell in rows[row]]
        name = next((plain.index(each) for each in layout.heads if each in plain), None)
        if name is not None and sum(map(bool, plain)) > 1:
            keys = dict(_keys(sheet, layout, row, name, sink))
            return _Head(row, name, keys, {key: layout.named(key) for key in keys.values()})
    if any(cell.strip() for row in rows for cell in row):
        place = Span(Source(sheet.where, ""), sheet.found.row, sheet.found.column)
        heads = "、".join(each for each in layout.heads if not each.isascii())
        sink.add(Code.SHEET_WITHOUT_NAMES, place, sheet=sheet.found.sheet, heads=heads)
    return None


def _keys(
    sheet: Sheet, layout: Layout, row: int, name: int, sink: Sink
) -> Iterator[tuple[int, str]]:
    """Yield the key of each column; one that means nothing is found once."""
    found = []
    for column, text in enumerate(sheet.found.rows[row]):
        if column == name or not text.strip() or plain_head(text) in REMARKS:
            continue
        key = layout.meaning(text)
        if key is not None:
            found.append((column, key))
        elif text.strip() in layout.shape.not_yet:
            sink.add(Code.NOT_YET, sheet.cell(row, column).span, what=text.strip())
        else:
            known = [each.chinese for each in layout.shape.keys]
            every = [*known, *layout.aliases, *(each.name for each in layout.shape.keys)]
            sink.add(
                Code.UNKNOWN_KEY,
                sheet.cell(row, column).span,
                key=text.strip(),
                place=sheet.where,
                known="、".join(known),
                nearest=nearest(plain_head(text), every) or "—",
            )
    has_x = any(key == "x" for _, key in found)
    for column, key in found:
        yield column, "x" if key == "x_axis" and not has_x else key


class _RowReader(Struct, frozen=True):
    """Reads one row below the names of the columns."""

    sheet: Sheet
    layout: Layout
    head: _Head
    row: int
    sink: Sink

    def name(self) -> tree.Scalar | None:
        """Return the name of the row, without the unit behind it; none is a finding."""
        typed = self.sheet.cell(self.row, self.head.name)
        if not typed.text:
            at = next(n for n, cell in enumerate(self.sheet.found.rows[self.row]) if cell.strip())
            span = self.sheet.cell(self.row, at).span
            head = self.sheet.found.rows[self.head.row][self.head.name]
            self.sink.add(Code.ROW_WITHOUT_NAME, span, head=head)
            return None
        name = split_header(typed.text)[0] if self._is_metric else typed.text
        stray = _NOT_IN_NAMES.search(unicodedata.normalize("NFKC", name))
        if stray and self._is_metric:
            shown = "空格" if stray[0].isspace() else stray[0]
            self.sink.add(Code.NAME_NOT_USABLE, typed.span, name=name, character=shown)
            return None
        return tree.Scalar(name, typed.excerpt, is_plain=False, span=typed.span)

    def fields(self, name: tree.Scalar) -> tree.Mapping:
        """Return what the row says, by key."""
        entries: dict[str, tree.Entry] = {}
        for column, key in self.head.keys.items():
            cell = self.sheet.cell(self.row, column)
            if not cell.text:
                continue
            for path, value in self._values(key, cell):
                outer, _, inner = path.partition(".")
                held = entries[outer].value if outer in entries else None
                kept = held.entries if isinstance(held, tree.Mapping) else {}
                said = tree.Mapping({**kept, inner: tree.Entry(cell, value)}, cell.span)
                entries[outer] = tree.Entry(_called(cell, outer), said if inner else value)
        if self._is_metric:
            unit = split_header(self.sheet.cell(self.row, self.head.name).text)[1].name
            if unit and "unit" not in entries:
                entries["unit"] = tree.Entry(_called(name, "unit"), _called(name, unit))
        if "from" not in entries and self._needs_source(entries):
            source = self.sheet.default_source
            entries["from"] = tree.Entry(_called(name, "from"), _called(name, source))
        return tree.Mapping(entries, name.span)

    def has_a_formula(self, fields: tree.Mapping, name: tree.Scalar) -> bool:
        """Tell whether a metric says how it is made; a cell with a fault is found already."""
        if not self._is_metric or _MADE_BY & set(fields.entries):
            return True
        line = self.sheet.found.row + self.row
        if all(row != line for row, *_ in (*self.sheet.found.errors, *self.sheet.found.uncached)):
            key = "公式 | 值 | 单元格（sql, expr, text, value, cell）"
            self.sink.add(Code.MISSING_KEY, name.span, key=key, place=name.text)
        return False

    @property
    def _is_metric(self) -> bool:
        return self.layout is METRICS_SHEET

    def _needs_source(self, entries: dict[str, tree.Entry]) -> bool:
        if not self.sheet.default_source:
            return False
        keys = {"metrics": {"sql", "text"}, "charts": {"x", "y"}, "tables": {"columns"}}
        return bool(keys.get(self.layout.key, set()) & set(entries))

    def _values(self, key: str, cell: tree.Scalar) -> Iterator[tuple[str, tree.Node]]:
        """Yield what a cell says, by key: a formula says itself of which kind it is."""
        if key == "formula":
            yield _kind_of_formula(cell.text), _without_sign(cell)
        elif key == "cell":
            yield key, self._in_this_file(cell)
        elif key == "value" and cell.text.endswith(("%", "％")):
            yield "unit", _called(cell, "%")
            yield key, _cut(cell, 0, len(cell.text) - 1)
        else:
            yield key, self._node(key, cell)

    def _node(self, key: str, cell: tree.Scalar) -> tree.Node:
        """Return a cell as its key wants it: a list, a mapping as YAML writes it, or words."""
        named = self.head.shapes.get(key)
        if named is None:
            return cell
        match named.shape:
            case Word() | Markdown() | Number() | Choice():
                return cell
            case Listing() | Names() | Fields() | Either() if cell.text[0] in "[{":
                return tree.load_tree(cell.excerpt, self.sink) or cell
            case Listing():
                marks = _SPLIT_CHECKS if key in ("checks", "notes", "bands") else _SPLIT
                return tree.Sequence(tuple(_parts(cell, marks)), cell.span)
            case Names() | Fields() | Either():
                return cell
            case _:
                assert_never(named.shape)

    def _in_this_file(self, cell: tree.Scalar) -> tree.Scalar:
        """Return ``汇总!B7`` as a place of the workbook at hand."""
        file, mark, _ = cell.text.partition("!")
        if mark and file.lower().endswith((".xlsx", ".xlsm", ".xls")):
            return cell
        return _called(cell, f"{self.sheet.file}!{cell.text}")


def _kind_of_formula(text: str) -> str:
    """Return which key a formula is for: one that calls nothing is made from other metrics."""
    call = _CALL.search(text)
    if call is None:
        return "expr"
    return "text" if call[1].lower() in _TEXT_CALLS else "sql"


def _without_sign(cell: tree.Scalar) -> tree.Scalar:
    """Return a formula without the sign that a spreadsheet's have before them."""
    return _cut(cell, 1, len(cell.text)) if cell.text[0] in "=＝" else cell


def _called(cell: tree.Scalar, text: str) -> tree.Scalar:
    """Return ``text``, which stands for what is typed in ``cell``."""
    return tree.Scalar(text, cell.excerpt, is_plain=False, span=cell.span)


def _cut(cell: tree.Scalar, start: int, end: int) -> tree.Scalar:
    excerpt = cell.excerpt.cut(0, start, end)
    return tree.Scalar(cell.text[start:end], excerpt, is_plain=False, span=excerpt.place)


def _parts(cell: tree.Scalar, marks: re.Pattern[str]) -> Iterator[tree.Scalar]:
    start = 0
    for end in [*(match.start() for match in marks.finditer(cell.text)), len(cell.text)]:
        words = cell.text[start:end]
        if words.strip():
            first = start + len(words) - len(words.lstrip())
            yield _cut(cell, first, first + len(words.strip()))
        start = end + 1
