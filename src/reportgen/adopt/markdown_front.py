"""The head of a foreign Markdown file: what its YAML says of the report."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportgen.adopt.markdown_rows import Row
from reportgen.adopt.outline import Kind, Line, Outline
from reportgen.adopt.plain_text import told
from reportgen.model.pattern import pattern

_PAIR = pattern(r"(?P<key>[\w-]+)\s*:(?:\s+(?P<value>.*))?")
_KEYS = {
    **dict.fromkeys(("title", "标题"), "title"),
    **dict.fromkeys(("subtitle", "副标题"), "subtitle"),
    **dict.fromkeys(("abstract", "summary", "摘要"), "summary"),
    **dict.fromkeys(("category", "分类"), "category"),
    **dict.fromkeys(
        ("organisation", "organization", "institute", "机构", "机构名"), "organisation"
    ),
    **dict.fromkeys(("classification", "密级"), "classification"),
}
_DATES = frozenset({"date", "日期", "发布日期", "发布时间"})
_HEAD = "---"
_ENDS = frozenset({_HEAD, "..."})
_FOLDED = frozenset({"|", ">", "|-", ">-", "|+", ">+"})
_TIME = pattern(r"[T ]\d{1,2}:\d{2}.*")


def without_front(rows: Sequence[Row], outline: Outline) -> tuple[list[Row], Outline]:
    """Return the rows behind the head, and ``outline`` with what it says."""
    if not rows or rows[0].text.strip() != _HEAD:
        return list(rows), outline
    end = next((n for n, row in enumerate(rows) if n and row.text.strip() in _ENDS), 0)
    if not end:
        return list(rows), outline
    unused: list[Line] = []
    for key, value, held in _pairs(rows[1:end]):
        field = _KEYS.get(key, "")
        is_used = False
        if key in _DATES:
            outline, is_used = told(outline, "日期", _TIME.sub("", value))
        elif field and value and not getattr(outline, field):
            outline, is_used = replace(outline, **{field: value}), True
        if not is_used:
            unused += [Line(Kind.PARAGRAPH, row.text.strip(), row.line) for row in held]
    return list(rows[end + 1 :]), replace(outline, unused=tuple(unused))


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[str, str, list[Row]]]:
    """Yield key, value and the rows that say them; a value of many lines is one of words."""
    key, value, held = "", "", list[Row]()
    is_words = False
    for row in rows:
        match = None if row.text[:1] in {" ", "\t", "-"} else _PAIR.fullmatch(row.text.strip())
        if match is None:
            held += [row] if row.text.strip() else []
            value = f"{value}{row.text.strip()}" if is_words else ""
            continue
        if held:
            yield key, value, held
        key, value, held = match["key"].lower(), (match["value"] or "").strip(), [row]
        is_words = value in _FOLDED
        value = "" if is_words else _plain(value)
    if held:
        yield key, value, held


def _plain(value: str) -> str:
    """Return a scalar without its quotes and its comment; nothing for a list or a mapping."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return "" if value[:1] in {"[", "{", "&", "*", "!"} else value.partition(" #")[0].strip()
