"""Tables: as many cells as the grid has columns, merges that begin, a paragraph in each cell."""

from collections.abc import Mapping

from msgspec import Struct, field

from reportgen.diag import Code
from reportgen.verify.word.marks import NOTE_KINDS
from reportgen.verify.word.story import End, Start, Story, Watcher
from reportgen.word.markup import VALUE, Attributes

_BLOCKS = ("w:p", "w:tbl", "w:sdt", "w:customXml")
_NOTES = [f"w:{kind}note" for kind in NOTE_KINDS]
_NEEDS_BLOCKS = ("w:hdr", "w:ftr", *_NOTES, "w:comment", "w:txbxContent")


class _Table(Struct):
    columns: int = 0
    rows: int = 0
    at: int = 0
    """How many columns the cells of the row have taken."""
    span: int = 1
    merge: str = ""
    joined: set[int] = field(default_factory=set)
    """The columns where the row above has a merged cell."""
    joins: set[int] = field(default_factory=set)
    name: str = ""
    is_described: bool = False
    has_head: bool = False


class Tables(Watcher):
    """Follows tables, one in another too; and whether what must hold a paragraph holds one."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._tables = [_Table()]
        """Those that are open; the first stands for none."""
        self._last_blocks: list[str] = []

    def starts(self) -> Mapping[str, Start]:
        """Return what tables are made of."""
        return {
            "w:tbl": self._begin,
            "w:gridCol": self._column,
            "w:tr": self._row,
            "w:tblHeader": self._head,
            "w:tblCaption": self._name,
            "w:tblDescription": self._describe,
            "w:gridBefore": self._blank,
            "w:gridAfter": self._blank,
            "w:tc": self._cell,
            "w:gridSpan": self._span,
            "w:vMerge": self._merge,
            **dict.fromkeys(_NEEDS_BLOCKS, self._holder),
        }

    def ends(self) -> Mapping[str, End]:
        """Return where they end."""
        return {
            "w:tbl": self._end,
            "w:tr": self._end_row,
            "w:tc": self._end_cell,
            **{name: self._needs(name) for name in _NEEDS_BLOCKS},
            **{name: self._seen(name) for name in _BLOCKS if name != "w:tbl"},
        }

    def _begin(self, _: Attributes) -> None:
        self._tables.append(_Table())

    def _end(self) -> None:
        table = self._tables.pop()
        if not table.rows:
            self._story.add(Code.DOCX_GRID_WRONG, f"{table.name} 0 × {table.columns}".strip())
        if table.has_head:
            self._story.held["table with a head"].append(table.name)
        elif table.is_described:
            self._story.held["table without a head"].append(table.name)
        self._block("w:tbl")

    def _column(self, _: Attributes) -> None:
        if self._story.path[-3:-1] == ["w:tbl", "w:tblGrid"]:
            self._tables[-1].columns += 1

    def _row(self, _: Attributes) -> None:
        table = self._tables[-1]
        table.rows += 1
        table.at, table.joined, table.joins = 0, table.joins, set()

    def _end_row(self) -> None:
        table = self._tables[-1]
        if table.at != table.columns:
            fault = f"{table.name} {table.rows}: {table.at} ≠ {table.columns}"
            self._story.add(Code.DOCX_GRID_WRONG, fault.strip())

    def _head(self, attributes: Attributes) -> None:
        if attributes.get(VALUE, "1") not in ("0", "false", "off"):
            self._tables[-1].has_head = True

    def _name(self, attributes: Attributes) -> None:
        self._tables[-1].name = attributes.get(VALUE, "")

    def _describe(self, attributes: Attributes) -> None:
        self._tables[-1].is_described = bool(attributes.get(VALUE))

    def _blank(self, attributes: Attributes) -> None:
        self._tables[-1].at += _count(attributes)

    def _cell(self, _: Attributes) -> None:
        self._tables[-1].span, self._tables[-1].merge = 1, ""
        self._last_blocks.append("")

    def _span(self, attributes: Attributes) -> None:
        self._tables[-1].span = _count(attributes)

    def _merge(self, attributes: Attributes) -> None:
        self._tables[-1].merge = attributes.get(VALUE, "continue")

    def _end_cell(self) -> None:
        table = self._tables[-1]
        place = f"{table.name} {table.rows}, {table.at + 1}".strip()
        if self._last_blocks.pop() in ("", "w:tbl"):
            self._story.add(Code.DOCX_NO_PARAGRAPH, f"w:tc {place}")
        if table.merge == "continue" and table.at not in table.joined:
            self._story.add(Code.DOCX_MERGE_WITHOUT_START, place)
        if table.merge:
            table.joins.add(table.at)
        table.at += table.span

    def _holder(self, _: Attributes) -> None:
        self._last_blocks.append("")

    def _needs(self, name: str) -> End:
        def end() -> None:
            if not self._last_blocks.pop():
                self._story.add(Code.DOCX_NO_PARAGRAPH, name)

        return end

    def _seen(self, name: str) -> End:
        return lambda: self._block(name)

    def _block(self, name: str) -> None:
        if self._last_blocks:
            self._last_blocks[-1] = name


def _count(attributes: Attributes) -> int:
    number = attributes.get(VALUE, "")
    return int(number) if number.isdecimal() else 0
