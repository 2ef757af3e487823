"""Options of ``:::{表格}``: the words round a table, each with its place."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from reportgen.diag import Code, Sink, nearest
from reportgen.model.pattern import pattern
from reportgen.model.report import Inlines, TableFrame
from reportgen.read.directives import Fence
from reportgen.read.excerpt import Excerpt
from reportgen.read.inline import read_inlines
from reportgen.read.numbers import read_number

_NAMES = {
    "标题": "title",
    "名称": "name",
    "单位": "unit",
    "注": "note",
    "来源": "source",
    "表头行": "head_rows",
    "列宽": "widths",
    "行头": "row_heads",
    "横页": "landscape",
}
_OPTIONS = _NAMES | {name: name for name in _NAMES.values()}
_OF_DATA = frozenset({"name", "unit", "head_rows"})
"""What a declared table has of its own."""
_YES, _NO = frozenset({"是", "yes"}), frozenset({"否", "no"})
_SHARES = pattern(r"[,，、\s]+")
_KEY = pattern(r"(?:tbl-)?([\w.-]+)")


class Options(Struct, frozen=True):
    """What a fence says of its table."""

    frame: TableFrame
    head_rows: int
    is_wide: bool
    """Whether it stands on a wide page of its own."""
    words: dict[str, Excerpt]
    """The values as typed, by ASCII name."""


def read_options(fence: Fence, excerpt: Excerpt, line: int, sink: Sink) -> Options:
    """Return the options of the fence that opens at ``line`` of ``excerpt``."""
    reader = _Reader(excerpt, sink)
    words: dict[str, Excerpt] = {}
    notes = []
    for name, value in reader.values(fence, line):
        if name == "note":
            notes.append(read_inlines(value, sink))
        elif name in words:
            first = words[name].place
            sink.add(Code.DUPLICATE_KEY, value.place, key=name, first=first)
        else:
            words[name] = value
    frame = TableFrame(
        caption=reader.inlines(words.get("title")),
        key=reader.key(words.get("name")),
        unit=words["unit"].text if "unit" in words else "",
        notes=tuple(note for note in notes if note),
        source=reader.inlines(words.get("source")),
        widths=reader.widths(words.get("widths")),
        has_row_heads=reader.is_yes(words.get("row_heads"), "row_heads"),
    )
    if frame.key and not frame.caption:
        place = words["name"].place
        sink.add(Code.MISSING_KEY, place, key="标题 / title", place=f":::{{{fence.name}}}")
    is_wide = bool(reader.is_yes(words.get("landscape"), "landscape"))
    return Options(frame, reader.count(words.get("head_rows")), is_wide, words)


class _Reader:
    """Reads the values of one fence; what cannot be read is found."""

    def __init__(self, excerpt: Excerpt, sink: Sink) -> None:
        self._excerpt = excerpt
        self._sink = sink

    def values(self, fence: Fence, line: int) -> Iterator[tuple[str, Excerpt]]:
        """Yield the known options that have a value, by ASCII name."""
        known = [
            name for name, plain in _OPTIONS.items() if not fence.title or plain not in _OF_DATA
        ]
        for offset, name, value in fence.options:
            row = line + offset
            typed = self._excerpt.lines[row].text
            if name not in known:
                span = self._excerpt.span(row, typed.find(name), len(name))
                close = nearest(name, known) or "—"
                shown = "、".join(each for each in known if not each.isascii())
                where = f":::{{{fence.name}}}"
                self._sink.add(
                    Code.UNKNOWN_KEY, span, key=name, place=where, known=shown, nearest=close
                )
            elif value:
                end = len(typed.rstrip())
                yield _OPTIONS[name], self._excerpt.cut(row, end - len(value), end)

    def inlines(self, value: Excerpt | None) -> Inlines:
        """Return a value as Markdown."""
        return read_inlines(value, self._sink) if value else ()

    def key(self, value: Excerpt | None) -> str:
        """Return the name of a table without ``tbl-``."""
        match = _KEY.fullmatch(value.text) if value else None
        if value is not None and match is None:
            self._wrong(value, "name", "字母、数字、点、连字符（letters, digits, . -）")
        return match[1] if match else ""

    def widths(self, value: Excerpt | None) -> tuple[Decimal, ...]:
        """Return the shares of the columns."""
        if value is None:
            return ()
        words = [word for word in _SHARES.split(value.text) if word]
        shares = [share for word in words if (share := read_number(word)) and share > 0]
        if len(shares) < len(words) or not shares:
            self._wrong(value, "widths", "3, 1, 1")
            return ()
        return tuple(shares)

    def count(self, value: Excerpt | None) -> int:
        """Return how many rows are the head: one unless the author says otherwise."""
        if value is None:
            return 1
        if not value.text.isdecimal() or int(value.text) < 1:
            self._wrong(value, "head_rows", "1, 2, 3 …")
            return 1
        return int(value.text)

    def is_yes(self, value: Excerpt | None, name: str) -> bool | None:
        """Return yes or no, or nothing when the author did not say."""
        if value is None:
            return None
        if value.text not in _YES | _NO:
            self._wrong(value, name, "是 / 否（yes / no）")
        return value.text in _YES

    def _wrong(self, value: Excerpt, key: str, expected: str) -> None:
        found = value.text
        self._sink.add(Code.WRONG_TYPE, value.place, key=key, expected=expected, found=found)
