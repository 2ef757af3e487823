"""HTML in a foreign Markdown file becomes Markdown; what has no place in it is told."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from reportgen.adopt.markdown_rows import Row
from reportgen.model.pattern import pattern

_TAG = pattern(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\s+[\w:@.-]+(?:\s*=\s*"
    r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*/?>"
)
_ATTRIBUTE = pattern(
    r"(?P<name>[\w:.-]+)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))"
)
_CODE = pattern(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_MARKS = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "cite"), "*"),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), "`"),
    "sup": "^",
    "sub": "~",
}
_BLOCKS = frozenset(
    {
        *("div", "p", "center", "section", "article", "header", "footer", "main", "figure"),
        *("figcaption", "ul", "ol", "details", "summary", "blockquote", "dl", "dt", "dd", "pre"),
    }
)
_HIDDEN = frozenset({"script", "style"})
_SMALL = pattern(r"[^\s^~]{1,12}")

Tell = Callable[[int, str], None]


def without_html(rows: list[Row], unused: Tell, remark: Tell) -> list[Row]:
    """Return ``rows`` with Markdown in place of HTML; comments go to ``remark``."""
    rows = _without_comments(rows, remark)
    rows = list(_without_hidden(rows, unused))
    rows = list(_with_tables(rows))
    told: set[str] = set()

    def lose(line: int, name: str) -> None:
        if name not in told:
            told.add(name)
            unused(line, f"HTML 标记 <{name}> 没有带来，里面的字留着")

    return [each for row in rows for each in _plain(row, lose)]


def _plain(row: Row, lose: Tell) -> Iterator[Row]:
    if row.is_code or "<" not in row.text:
        yield row
        return
    codes = [match.span() for match in _CODE.finditer(row.text)]
    links: list[str] = []
    out: list[str] = []
    at = 0
    for tag in _TAG.finditer(row.text):
        if any(start <= tag.start() < end for start, end in codes):
            continue
        out.append(row.text[at : tag.start()])
        at = tag.end()
        out.append(_written(tag["name"].lower(), tag, links, row, lose))
    out.append(row.text[at:])
    made = _scripts("".join(out))
    if made.strip() or not row.text.strip():
        yield from (Row(each.strip() if at else each, row.line) for at, each in _parted(made, row))
    else:
        yield Row("", row.line)


def _parted(made: str, row: Row) -> Iterator[tuple[int, str]]:
    """Yield the lines that one has become."""
    if made == row.text:
        yield 0, made
        return
    yield from enumerate(made.split("\n"))


def _written(name: str, tag: re.Match[str], links: list[str], row: Row, lose: Tell) -> str:
    """Return the Markdown of a tag."""
    is_end, told = bool(tag["end"]), _attributes(tag["rest"])
    match name:
        case "br":
            made = " " if row.text.lstrip().startswith("|") else "\\\n"
        case "hr":
            made = "\n\n---\n\n"
        case "a":
            made = _link(told.get("href", ""), links, is_end=is_end)
        case "img":
            made = f"![{told.get('alt', '')}]({told.get('src', '')})"
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            made = "\n\n" if is_end else f"\n\n{'#' * int(name[1])} "
        case "li":
            made = "" if is_end else "\n- "
        case _ if name in _MARKS:
            made = _MARKS[name]
        case _:
            lose(row.line, name)
            made = "\n\n" if name in _BLOCKS else ""
    return made


def _link(target: str, links: list[str], *, is_end: bool) -> str:
    """Return the mark at an end of a link; ``links`` are those that are open."""
    if is_end:
        return f"]({links.pop()})" if links else ""
    links += [target] if target else []
    return "[" if target else ""


def _attributes(rest: str) -> dict[str, str]:
    return {
        each["name"].lower(): each["a"] or each["b"] or each["c"] or ""
        for each in _ATTRIBUTE.finditer(rest)
    }


def _scripts(text: str) -> str:
    """Take away the marks of raised and lowered words that are not read as such."""
    return _LONG.sub(
        lambda match: match[0] if _SMALL.fullmatch(match["inside"]) else match["inside"], text
    )


_LONG = pattern(r"\^(?P<inside>[^\^\n]*[\s][^\^\n]*)\^")


def _without_comments(rows: list[Row], remark: Tell) -> list[Row]:
    made: list[Row] = []
    inside: list[str] = []
    first = 0
    for row in rows:
        text, kept = row.text, ""
        while text and not row.is_code:
            if first:
                words, end, text = text.partition("-->")
                inside.append(words.strip())
                if end:
                    remark(first, " ".join(filter(None, inside)))
                    inside, first = [], 0
                continue
            before, start, text = text.partition("<!--")
            kept += before
            first = row.line if start else 0
        made.append(row if row.is_code else Row(kept, row.line))
    if first:
        remark(first, " ".join(filter(None, inside)))
    return made


def _without_hidden(rows: list[Row], unused: Tell) -> Iterator[Row]:
    """Yield ``rows`` without scripts and styles, which are no words."""
    name, lines = "", list[str]()
    first = 0
    for row in rows:
        tag = _TAG.match(row.text.strip()) if not row.is_code else None
        if not name and tag and not tag["end"] and tag["name"].lower() in _HIDDEN:
            name, first = tag["name"].lower(), row.line
        if not name:
            yield row
            continue
        lines.append(row.text.strip())
        if f"</{name}>" in row.text.lower():
            unused(first, " ".join(lines))
            name, lines = "", []
        yield Row("", row.line)
    if name:
        unused(first, " ".join(lines))


# ---- tables ----------------------------------------------------------------------------------


class _Cells(HTMLParser):
    """Gathers the cells of one table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_cell = False
        self._span = 1
        self._rows = 1
        self._below: dict[int, int] = {}
        """How many rows the cells of a column still reach down."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            if not self.rows:
                self.rows.append([])
            self._fill()
            self.rows[-1].append("")
            self._is_cell = True
            self._span, self._rows = _count(told.get("colspan")), _count(told.get("rowspan"))
        elif tag == "img" and self._is_cell:
            self.rows[-1][-1] += told.get("alt", "")
        elif tag == "br" and self._is_cell:
            self.rows[-1][-1] += " "
        elif tag in _MARKS and self._is_cell:
            self.rows[-1][-1] += _MARKS[tag]

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self.rows and self.rows[-1]:
            self._is_cell = False
            first = len(self.rows[-1]) - 1
            self.rows[-1] += ["<"] * (self._span - 1)
            if self._rows > 1:
                columns = range(first, first + self._span)
                self._below |= dict.fromkeys(columns, self._rows - 1)
        elif tag == "tr" and self.rows:
            self._fill()
        elif tag in _MARKS and self._is_cell:
            self.rows[-1][-1] += _MARKS[tag]

    def _fill(self) -> None:
        """Put marks where cells of the rows above reach down."""
        while self._below.get(len(self.rows[-1]), 0) > 0:
            self._below[len(self.rows[-1])] -= 1
            self.rows[-1].append("^^")

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.rows[-1][-1] += " ".join(data.split()).replace("|", "\\|")


def _count(told: str | None) -> int:
    return min(max(int(told), 1), 50) if told and told.isdecimal() else 1


def _with_tables(rows: list[Row]) -> Iterator[Row]:
    """Yield ``rows`` with tables of HTML as tables of Markdown."""
    held: list[Row] = []
    for row in rows:
        if not held and (row.is_code or "<table" not in row.text.lower()):
            yield row
            continue
        held.append(row)
        if "</table>" in row.text.lower():
            yield from _table(held)
            held = []
    yield from held


def _table(held: list[Row]) -> Iterator[Row]:
    text = "\n".join(row.text for row in held)
    lower = text.lower()
    start, end = lower.index("<table"), lower.rindex("</table>") + len("</table>")
    cells = _Cells()
    cells.feed(text[start:end])
    made = [row for row in cells.rows if row]
    width = max(map(len, made), default=0)
    line = held[0].line
    heads = next((at for at, row in enumerate(made) if at and "^^" not in row), len(made) - 1)
    is_tall = heads > 1
    yield Row(text[:start], line)
    yield Row("", line)
    if is_tall:
        opening = (":::{表格}", f":表头行: {heads}", "")
        yield from (Row(each, line, is_code=True) for each in opening)
    for number, row in enumerate(made):
        yield Row(f"| {' | '.join([*row, *[''] * (width - len(row))])} |", line)
        if not number:
            yield Row("|" + "---|" * width, line)
    if is_tall:
        yield Row(":::", line, is_code=True)
    yield Row("", line)
    yield Row(text[end:], held[-1].line)
