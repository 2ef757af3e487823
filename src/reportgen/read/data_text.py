"""Where the rows of a source come from: a text file, a workbook, a table of a database file."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.diag import Code, Sink, nearest
from reportgen.model.bound import bound_query
from reportgen.model.cells import CellsFault, LargeFound, RangeWanted, TableWanted
from reportgen.model.facts import Snapshot
from reportgen.read import yaml_tree as tree
from reportgen.read.check import number_of
from reportgen.read.child import ask
from reportgen.read.declarations import SourceDeclaration
from reportgen.read.files import MAX_DATA, Folder, decode
from reportgen.read.large_files import LARGEST, MANY_BYTES, first_rows, large_parquet
from reportgen.read.reach import Reach
from reportgen.read.remote_rows import Remote, packed, unpacked
from reportgen.read.sheets import SheetText, rows_digest, sheet_rows
from reportgen.read.table_text import Cell, TableText, read_table_text
from reportgen.read.workbooks import WORKBOOKS, Workbooks, report_fault, split_place

DataText: TypeAlias = TableText | SheetText
TEXTS = (".csv", ".tsv", ".txt")
_TABLES = {
    ".parquet": "parquet",
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".duckdb": "duckdb",
}
_DATABASES = (".db", ".sqlite", ".sqlite3", ".duckdb")
_MOST_HEADS = 9
_MAX_DATABASE = 4 * 1024**3
_DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";", "bar": "|"}
_ONLY_FOR: Mapping[str, tuple[str, ...]] = {
    "sheet": WORKBOOKS,
    "range": WORKBOOKS,
    "table": _DATABASES,
    "query": _DATABASES,
    "encoding": TEXTS,
    "delimiter": TEXTS,
}
"""Keys that mean something for some kinds of files only."""


class DataReader(Struct):
    """Reads the rows of sources; what cannot be read is a finding where the source names it."""

    folder: Folder
    workbooks: Workbooks
    reach: Callable[[], Reach]
    sink: Sink
    archived: Mapping[str, bytes] = field(default_factory=dict)
    """What was given elsewhere when an old issue was made, by source."""
    taken: dict[str, bytes] = field(default_factory=dict)
    """What was given elsewhere now, for an archive."""
    marks: dict[str, str] = field(default_factory=dict)
    """What would differ if a database or an address gave something else, by source."""

    def want(self, source: SourceDeclaration) -> None:
        """Remember what ``source`` takes of a workbook."""
        if source.spec.file.lower().endswith(WORKBOOKS):
            span = source.span_of("range", "sheet", "file")
            self.workbooks.want(source.spec.file, _range(source), span)

    def mark(self, source: SourceDeclaration) -> str:
        """Return where the text file or workbook of ``source`` is and what is in it, or nothing."""
        file, name = source.spec.file, source.spec.file.lower()
        if source.is_remote or not name.endswith((*TEXTS, *WORKBOOKS)):
            return ""
        if name.endswith(WORKBOOKS):
            self.folder.locate(file, source.file_span, self.sink, MAX_DATA)
        elif self.folder.size_of(file) < MANY_BYTES:
            self.folder.data(file, source.file_span, self.sink, MAX_DATA)
        else:
            self.folder.locate(file, source.file_span, self.sink, LARGEST)
        digest = self.folder.digest_of(file)
        return f"{self.folder.root}\0{digest}" if digest else ""

    def text(self, source: SourceDeclaration) -> DataText | Snapshot | None:
        """Return the rows of ``source``, the names of its columns first; of many, what is known."""
        return self._remote(source) if source.is_remote else self._local(source)

    def _remote(self, source: SourceDeclaration) -> DataText | None:
        name = source.spec.name
        if name in self.archived:
            found: Remote | None = unpacked(self.archived[name])
        elif source.word("sql") is not None:
            from reportgen.read.databases import read_database  # noqa: PLC0415 - few reports ask one

            found = read_database(source, self.reach(), self.sink)
        else:
            from reportgen.read.http import read_address  # noqa: PLC0415 - as above

            found = read_address(source, self.reach(), self.sink)
        if found is None:
            return None
        self.marks[name] = found.mark
        self.taken[name] = packed(found)
        return found.text

    def _local(self, source: SourceDeclaration) -> DataText | Snapshot | None:
        file = source.spec.file
        ending = f".{file.lower().rpartition('.')[2]}"
        if ending not in (*TEXTS, *WORKBOOKS, *_TABLES):
            known = "、".join((*TEXTS, *WORKBOOKS, *_TABLES))
            close = nearest(ending, (*TEXTS, *WORKBOOKS, *_TABLES)) or "—"
            self.sink.add(
                Code.UNKNOWN_VALUE,
                source.file_span,
                value=file,
                key="file",
                known=known,
                nearest=close,
            )
            return None
        for key, endings in _ONLY_FOR.items():
            if ending not in endings and source.keys and source.keys.get(key) is not None:
                span = source.keys.entries[key].key.span
                self.sink.add(Code.SOURCE_KINDS, span, key=key, kinds="、".join(endings))
        heads = _head_rows(source, self.sink)
        if ending in TEXTS:
            text = self._first_rows(source, heads) or self._text_file(source)
            return _with_heads(text, heads) if text is not None and heads > 1 else text
        if ending in WORKBOOKS:
            return self._sheet(source, heads)
        return self._table(source, _TABLES[ending])

    def _text_file(self, source: SourceDeclaration) -> TableText | None:
        file, keys = source.spec.file, source.keys
        data = self.folder.data(file, source.file_span, self.sink, MAX_DATA)
        if data is None:
            return None
        said = keys.word("encoding") if keys else ""
        shown = self.folder.shown(file)
        text = decode(data, shown, self.sink, encodings=_encodings(said, data))
        if text is None:
            return None
        return read_table_text(text, _delimiter(source))

    def _first_rows(self, source: SourceDeclaration, heads: int) -> TableText | None:
        """Return the first rows of a file of many; others are read whole."""
        file = source.spec.file
        odd = heads > 1 or any(source.word(key) for key in ("encoding", "skip_total"))
        if self.folder.size_of(file) < MANY_BYTES or odd:
            return None
        path = self.folder.locate(file, source.file_span, self.sink, LARGEST)
        if path is None:
            return None
        shown = self.folder.shown(file)
        text = first_rows(path, shown, _delimiter(source), self.sink)
        if text is None:
            return None
        return replace(text, whole=str(path), whole_digest=self.folder.digest_of(file))

    def _sheet(self, source: SourceDeclaration, heads: int) -> SheetText | None:
        file = source.spec.file
        found = self.workbooks.cells(file, _range(source))
        if found is None:
            return None
        is_whole = source.keys is None or source.keys.get("range") is None
        rows = sheet_rows(found, heads, has_titles=is_whole)
        shown = self.folder.shown(file)
        return SheetText(file, shown, found.sheet, rows_digest(rows), rows)

    def _table(self, source: SourceDeclaration, kind: str) -> SheetText | Snapshot | None:
        file, keys = source.spec.file, source.keys
        path = self.folder.locate(file, source.file_span, self.sink, _MAX_DATABASE)
        if path is None:
            return None
        query, table = (keys.word("query"), keys.word("table")) if keys else ("", "")
        unknown = [name for name in bound_query(query).asked if name not in source.row]
        for name in unknown:
            known, close = "、".join(source.row) or "—", nearest(name, source.row) or "—"
            span = source.span_of("query")
            self.sink.add(Code.UNKNOWN_VALUE_NAME, span, name=name, known=known, nearest=close)
        if unknown:
            return None
        wanted = TableWanted(str(path), kind, query, table, dict(source.row))
        found = ask(wanted).found[0]
        if isinstance(found, CellsFault):
            span = source.span_of("query", "table", "file")
            report_fault(found, file, path, span, self.sink)
            return None
        if isinstance(found, LargeFound):
            return large_parquet(found, source, self.folder, path)
        rows = sheet_rows(found, 1)
        is_number = found.is_number
        return SheetText(file, self.folder.shown(file), "", rows_digest(rows), rows, is_number)


def skipped(text: DataText, source: SourceDeclaration) -> list[tuple[Cell, ...]]:
    """Return the rows below the names, without those that ``skip_total`` leaves out."""
    keys = source.keys
    words = (
        {node.text for node in keys.listing("skip_total") if isinstance(node, tree.Scalar)}
        if keys
        else set()
    )
    rows = list(text.rows[1:])
    if not words:
        return rows
    return [row for row in rows if not any(cell.text in words for cell in row)]


def _delimiter(source: SourceDeclaration) -> str:
    word = source.word("delimiter")
    said = _DELIMITERS.get(word.text, "") if word else ""
    return said or ("\t" if source.spec.file.lower().endswith(".tsv") else "")


def _range(source: SourceDeclaration) -> RangeWanted:
    keys = source.keys
    typed = split_place(keys.word("range")) if keys else RangeWanted()
    sheet = keys.word("sheet") if keys else ""
    return RangeWanted(typed.sheet or sheet, typed.place)


def _head_rows(source: SourceDeclaration, sink: Sink) -> int:
    word = source.keys.scalar("header_rows") if source.keys else None
    number = number_of(word)
    if word is None or number is None:
        return 1
    if number == int(number) and 1 <= number <= _MOST_HEADS:
        return int(number)
    expected = f"1 … {_MOST_HEADS}"
    sink.add(Code.WRONG_TYPE, word.span, key="header_rows", expected=expected, found=word.text)
    return 1


def _encodings(said: str, data: bytes) -> tuple[str, ...]:
    """Return what to try besides UTF-8: what the author says, or what the first bytes do."""
    if said:
        return () if said == "utf-8" else (said,)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("gb18030",)


def _with_heads(text: TableText, heads: int) -> TableText:
    """Return ``text`` with its first rows joined into one; a gap in an upper one goes on."""
    uppers, body = text.rows[:heads], text.rows[heads:]
    width = len(uppers[-1])
    names: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(uppers):
        last = ""
        for along in range(width):
            said = row[along].text if along < len(row) else ""
            last = said or (last if number + 1 < heads else "")
            if last and last not in names[along]:
                names[along].append(last)
    joined = tuple(
        Cell("_".join(parts), cell.offset) for parts, cell in zip(names, uppers[-1], strict=True)
    )
    return TableText(text.source, (joined, *body), text.starts)
