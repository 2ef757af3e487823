"""The workbook beside a report: sheets that declare, sheets of data, one of clients."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.cells import CellsFound, RangeWanted, WorkbookWanted
from reportgen.model.pattern import pattern
from reportgen.read import yaml_tree as tree
from reportgen.read.check import check
from reportgen.read.child import ask
from reportgen.read.entry import Opened
from reportgen.read.excerpt import Excerpt, SourceLine
from reportgen.read.files import MAX_DATA
from reportgen.read.shapes import Names
from reportgen.read.sheet_layouts import CLIENTS, DATA, LAYOUTS, METRICS_SHEET, Layout
from reportgen.read.sheet_tree import Sheet, sheet_tree
from reportgen.read.workbooks import report_cells, report_fault, split_place
from reportgen.zh.units import split_header

_EACH = pattern(r"^[ >\t]*[:：]{3,}\s*[{｛](?:每个|each)[}｝]\s*(\S+)", 8)
_FOUND_BY_NAME = "auto"
_HEADS = "A1:XFD1"
"""Where the names of a sheet's columns stand."""
_NONE = frozenset({"none", "无"})


class Book(Struct, frozen=True):
    """What a workbook declares, by the keys of report.yaml, and its sheets of data."""

    file: str
    shown: str
    declared: Mapping[str, tree.Mapping]
    data: tuple[str, ...]
    clients: str
    """The sheet with one report a row, if there is one."""


def open_book(file: str, span: Span, opened: Opened, sink: Sink) -> Book | None:
    """Return what the workbook ``file`` holds; ``span`` asks for it."""
    wanted = {name: layout for layout in LAYOUTS for name in layout.names}
    answer = _read(file, tuple(RangeWanted(name) for name in wanted), span, opened, sink)
    if answer is None:
        return None
    found, sheets = answer
    reserved = {*wanted, *CLIENTS}
    data = tuple(name for name in sheets if name.strip().casefold() not in reserved)
    default = next((name for name in data if name.casefold() in DATA), "")
    default = default or (data[0] if len(data) == 1 else "")
    declared: dict[str, tree.Mapping] = {}
    for name, layout in wanted.items():
        cells = found.get(name)
        if cells is not None:
            sheet = Sheet(file, opened.folder.shown(file), cells, default)
            made = declaring(sheet, layout, sink)
            declared[layout.key] = joined(declared.get(layout.key), made, sink)
    clients = next((name for name in sheets if name.strip().casefold() in CLIENTS), "")
    return Book(file, opened.folder.shown(file), declared, data, clients)


def metrics_in_sheet(word: tree.Scalar, opened: Opened, sink: Sink) -> tree.Mapping | None:
    """Return the metrics of ``模型.xlsx!指标``; without a sheet, of the one that is called so."""
    file, _, name = word.text.partition("!")
    place = split_place(f"{name.strip() or METRICS_SHEET.names[0]}!")
    answer = _read(file.strip(), (place,), word.span, opened, sink, is_needed=True)
    cells = next(iter(answer[0].values()), None) if answer else None
    if cells is None:
        return None
    sheet = Sheet(file.strip(), opened.folder.shown(file.strip()), cells)
    return declaring(sheet, METRICS_SHEET, sink)


def declaring(sheet: Sheet, layout: Layout, sink: Sink) -> tree.Mapping:
    """Return what ``sheet`` declares, held against the shapes of its keys."""
    made = sheet_tree(sheet, layout, sink)
    checked = check(made, Names(layout.shape), sheet.where, sink)
    return checked if isinstance(checked, tree.Mapping) else made


def joined(first: tree.Mapping | None, second: tree.Mapping | None, sink: Sink) -> tree.Mapping:
    """Return what both declare; a name that is declared twice is a finding."""
    if first is None or second is None:
        return first or second or tree.Mapping({}, Span(Source("", ""), 1, 1))
    for name in first.entries.keys() & second.entries.keys():
        place, other = second.entries[name].key.span, first.entries[name].key.span
        sink.add(Code.DUPLICATE_KEY, place, key=name, first=other)
    return tree.Mapping({**second.entries, **first.entries}, first.span)


def _read(
    file: str,
    ranges: tuple[RangeWanted, ...],
    span: Span,
    opened: Opened,
    sink: Sink,
    *,
    is_needed: bool = False,
) -> tuple[dict[str, CellsFound], tuple[str, ...]] | None:
    """Return the sheets of ``file`` that are there, and the names of all."""
    path = opened.folder.locate(file, span, sink, MAX_DATA)
    if path is None:
        return None
    answer = ask(WorkbookWanted(str(path), ranges))
    if len(answer.found) != len(ranges) or not answer.sheets:
        report_fault(answer.found[0], file, path, span, sink)
        return None
    found = {}
    for wanted, cells in zip(ranges, answer.found, strict=True):
        if isinstance(cells, CellsFound):
            found[wanted.sheet] = cells
            report_cells(cells, file, opened.folder.shown(file), sink)
        elif is_needed or wanted.sheet in answer.sheets:
            report_fault(cells, file, path, span, sink)
    return found, answer.sheets


def asked_book(node: tree.Mapping, opened: Opened) -> tuple[str, Span] | None:
    """Return the workbook that the head names, else the one found beside the text."""
    word = node.scalar("workbook")
    if word is not None:
        return None if word.text in _NONE else (word.text, word.span)
    return (opened.workbook, node.span) if opened.workbook else None


def with_book(node: tree.Mapping, book: Book, opened: Opened, sink: Sink) -> tree.Mapping:
    """Return the keys of the report with what its workbook adds to them."""
    entries = dict(node.entries)
    for key, made in book.declared.items():
        held = entries[key].value if key in entries else None
        if key == "references":
            entries[key] = _entry(key, _with_entries(held, made, book, sink), book)
        elif held is None or isinstance(held, tree.Mapping):
            entries[key] = _entry(key, joined(held, made, sink), book)
    if "period" not in entries:
        entries["period"] = _entry("period", _word("auto", book), book)
    known = tree.Mapping(entries, node.span)
    if book.clients and book.clients in _sources_asked(known, opened):
        book = replace(book, data=(*book.data, book.clients))
    elif book.clients and "params" not in entries:
        file = _entry("file", _word(book.file, book, book.clients), book)
        sheet = _entry("sheet", _word(book.clients, book, book.clients), book)
        value = tree.Mapping({"file": file, "sheet": sheet}, _word("", book, book.clients).span)
        entries["params"] = _entry("params", value, book)
    entries["sources"] = _entry("sources", _sources(known, book, opened), book)
    return tree.Mapping(entries, node.span)


def _with_entries(
    held: tree.Node | None, made: tree.Mapping, book: Book, sink: Sink
) -> tree.Mapping:
    """Return the keys of ``references`` with the sheet's entries among its own."""
    keys = dict(held.entries) if isinstance(held, tree.Mapping) else {}
    own: tree.Node | None = held if isinstance(held, tree.Sequence) else None
    if own is None and "entries" in keys:
        own = keys["entries"].value
    if isinstance(own, tree.Sequence):  # [{key: …}]: by their keys, as the sheet has them
        named = {
            key.text: tree.Entry(key, each)
            for each in own.items
            if isinstance(each, tree.Mapping) and (key := each.scalar("key")) is not None
        }
        own = tree.Mapping(named, own.span)
    whole = joined(own if isinstance(own, tree.Mapping) else None, made, sink)
    keys["entries"] = _entry("entries", whole, book)
    return tree.Mapping(keys, held.span if held is not None else made.span)


def _sources(node: tree.Mapping, book: Book, opened: Opened) -> tree.Mapping:
    """Return the sources with the sheets that something asks for; the others are unread."""
    held = node.mapping("sources")
    entries = dict(held.entries) if held else {}
    titles = _titles(node, opened)
    asked = {each.partition(".")[0] for each in titles} | set(_words(node))
    columns = {each for each in titles if each.partition(".")[0] not in {*book.data, *entries}}
    asked |= set(_having(columns, book, opened)) if columns else set()
    for name in book.data:
        entry = entries.get(name)
        said = entry.value if entry is not None else None
        keys = dict(said.entries) if isinstance(said, tree.Mapping) else {}
        if {"file", "sql", "url", "from"} & set(keys):
            continue
        keys.setdefault("period", _entry("period", _word(_FOUND_BY_NAME, book, name), book))
        keys["file"] = _entry("file", _word(book.file, book, name), book)
        keys.setdefault("sheet", _entry("sheet", _word(name, book, name), book))
        if name not in asked and entry is None:
            keys["unread"] = _entry("unread", _word("yes", book, name), book)
        key = entry.key if entry is not None else _word(name, book, name)
        span = said.span if said is not None else key.span
        entries[name] = tree.Entry(key, tree.Mapping(keys, span))
    for name, entry in entries.items():  # {全部: {sheet: 数据, all_rows: yes}}
        said = entry.value
        if isinstance(said, tree.Mapping) and not {"file", "sql", "url", "from"} & set(
            said.entries
        ):
            file = _entry("file", _word(book.file, book), book)
            period = _entry("period", _word(_FOUND_BY_NAME, book), book)
            entries[name] = tree.Entry(
                entry.key, tree.Mapping({"period": period, **said.entries, "file": file}, said.span)
            )
    return tree.Mapping(entries, held.span if held else node.span)


def _titles(node: tree.Mapping, opened: Opened) -> set[str]:
    """Return what blocks are repeated for, in the text and in the files of its sections."""
    texts = [opened.body.text] if opened.body else []
    for item in node.listing("sections"):
        file = item.scalar("file") if isinstance(item, tree.Mapping) else None
        source = opened.folder.text(file.text, file.span, Sink()) if file else None
        texts += [source.text] if source else []
    return {match[1] for text in texts for match in _EACH.finditer(text)}


def _sources_asked(node: tree.Mapping, opened: Opened) -> set[str]:
    """Return what is named where only a source or its sheet can be."""
    found = _titles(node, opened)
    for key in ("metrics", "charts", "tables", "sources"):
        for entry in (node.mapping(key) or tree.Mapping({}, node.span)).entries.values():
            if isinstance(entry.value, tree.Mapping):
                found |= {n.text for n in entry.value.listing("from") if isinstance(n, tree.Scalar)}
                found |= {entry.value.word("sheet"), entry.value.word("range").partition("!")[0]}
    return found


def _having(columns: set[str], book: Book, opened: Opened) -> Iterator[str]:
    """Yield the sheets of data that have one of ``columns``."""
    ranges = tuple(RangeWanted(name, _HEADS) for name in book.data)
    path = opened.folder.locate(book.file, Span(Source(book.shown, ""), 1, 1), Sink(), MAX_DATA)
    answer = ask(WorkbookWanted(str(path), ranges)).found if path and ranges else ()
    for name, cells in zip(book.data, answer, strict=False):
        rows = cells.rows[:1] if isinstance(cells, CellsFound) else ()
        if columns & {split_header(head)[0] for row in rows for head in row}:
            yield name


def _words(node: tree.Node) -> Iterator[str]:
    """Yield every word and name of the tree."""
    match node:
        case tree.Scalar():
            yield node.text
        case tree.Sequence():
            for item in node.items:
                yield from _words(item)
        case tree.Mapping():
            for entry in node.entries.values():
                yield entry.key.text
                yield from _words(entry.value)


def _word(text: str, book: Book, sheet: str = "") -> tree.Scalar:
    """Return ``text`` as if it were typed at the head of a sheet."""
    source = Source(f"{book.shown}!{sheet}" if sheet else book.shown, "")
    excerpt = Excerpt(source, (SourceLine(1, 1, text),))
    return tree.Scalar(text, excerpt, is_plain=False, span=Span(source, 1, 1))


def _entry(key: str, value: tree.Node, book: Book) -> tree.Entry:
    return tree.Entry(_word(key, book), value)
