"""Hold a tree against its shape: wrong nodes are found and dropped, keys get their ASCII names."""

from decimal import Decimal
from typing import assert_never

from reportgen.diag import Code, Fix, Sink, Span, nearest
from reportgen.model.pattern import pattern
from reportgen.read.numbers import read_number
from reportgen.read.shapes import (
    Choice,
    Either,
    Fields,
    Key,
    Listing,
    Markdown,
    Names,
    Number,
    Shape,
    Word,
)
from reportgen.read.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_TEXT, _NUMBER = "文字（text）", "数字（number）"
_LIST, _MAPPING = "列表（list）", "一组键和值（mapping）"
_FILE_HINT = "；文件写成 {file: 正文.md}（a file: {file: …}）"
_BRACED = pattern(r"\{[^{}:,]*\}")
_COMMENTED = pattern(r":?\s*#[0-9A-Fa-f]{3}")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def check(node: Node, shape: Shape, place: str, sink: Sink) -> Node | None:  # noqa: PLR0911 - one return a shape
    """Return ``node`` as ``shape`` wants it, or nothing; ``place`` is its key, for messages."""
    match shape:
        case Word() | Markdown():
            return node if _is_text(node) else _wrong(node, _TEXT, place, sink)
        case Number():
            return node if number_of(node) is not None else _wrong(node, _NUMBER, place, sink)
        case Choice():
            return _choice(node, shape, place, sink)
        case Listing():
            return _listing(node, shape, place, sink)
        case Names():
            return _names(node, shape, place, sink)
        case Fields():
            return _fields(node, shape, place, sink)
        case Either():
            return _either(node, shape, place, sink)
        case _:
            assert_never(shape)


def number_of(node: Node | None) -> Decimal | None:
    """Return the number that ``node`` writes, if it does."""
    return read_number(node.text) if isinstance(node, Scalar) else None


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) and not (node.is_plain and node.text in _NULLS)


def _choice(node: Node, shape: Choice, place: str, sink: Sink) -> Node | None:
    if not isinstance(node, Scalar) or not _is_text(node):
        return _wrong(node, _TEXT, place, sink)
    for option in shape.options:
        if node.text in (option.name, option.chinese):
            return Scalar(option.name, node.excerpt, node.is_plain, node.span)
    if node.text in shape.not_yet:
        sink.add(Code.NOT_YET, node.span, what=f"{place}: {node.text}")
        return None
    known = [option.name for option in shape.options]
    chinese = [option.chinese or option.name for option in shape.options]
    both = known + chinese
    close = nearest(node.text, both) or "—"
    sink.add(
        Code.UNKNOWN_VALUE,
        node.span,
        value=node.text,
        key=place,
        known="、".join(known if node.text.isascii() else chinese)
        + _FILE_HINT * node.text.endswith(".md"),
        nearest=close,
    )
    return None


def _listing(node: Node, shape: Listing, place: str, sink: Sink) -> Node | None:
    items: tuple[Node, ...]
    if isinstance(node, Sequence):
        items = node.items
    elif shape.may_be_single and _fits(node, shape.item):
        items = (node,)
    else:
        return _wrong(node, _LIST, place, sink)
    checked = (check(item, shape.item, place, sink) for item in items)
    return Sequence(tuple(item for item in checked if item is not None), node.span)


def _names(node: Node, shape: Names, place: str, sink: Sink) -> Node | None:
    if _is_nothing(node):
        return Mapping({}, node.span)
    if not isinstance(node, Mapping):
        return _wrong(node, _MAPPING, place, sink)
    entries = {}
    for name, entry in node.entries.items():
        value = check(entry.value, shape.item, f"{place}.{name}", sink)
        if value is not None:
            entries[name] = Entry(entry.key, value)
    return Mapping(entries, node.span)


def _fields(node: Node, shape: Fields, place: str, sink: Sink) -> Node | None:
    if not isinstance(node, Mapping):
        return _wrong(node, _MAPPING, place, sink)
    entries: dict[str, Entry] = {}
    seen: dict[str, Entry] = {}
    for typed, entry in node.entries.items():
        key = _key(typed, shape)
        if key is None:
            _unknown(entry.key, shape, place, sink)
        elif key.name in seen:
            first = seen[key.name].key.span
            sink.add(Code.DUPLICATE_KEY, entry.key.span, key=typed, first=first)
        else:
            seen[key.name] = entry
            inner = f"{place}.{key.name}" if place else key.name
            value = check(entry.value, key.shape, inner, sink)
            if value is not None:
                entries[key.name] = Entry(entry.key, value)
    for key in shape.keys:
        if key.required and key.name not in seen:
            name = f"{key.name} / {key.chinese}"
            sink.add(Code.MISSING_KEY, node.span, key=name, place=place or _file(node.span))
    return Mapping(entries, node.span)


def _key(typed: str, shape: Fields) -> Key | None:
    return next((key for key in shape.keys if typed in (key.name, key.chinese)), None)


def _unknown(typed: Scalar, shape: Fields, place: str, sink: Sink) -> None:
    if typed.text in shape.not_yet:
        sink.add(Code.NOT_YET, typed.span, what=typed.text)
        return
    word, colon, _ = typed.text.partition("：")
    if colon and _key(word.strip(), shape) is not None:  # ``notes：{citations: list}``
        span = typed.excerpt.span(0, len(word), 1)
        sink.add(Code.FULL_WIDTH_COLON, span, fix=Fix(span, ": "), text=word)
        return
    known = [key.name for key in shape.keys]
    names = known + [key.chinese for key in shape.keys]
    sink.add(
        Code.UNKNOWN_KEY,
        typed.span,
        key=typed.text,
        place=place or _file(typed.span),
        known="、".join(known),
        nearest=nearest(typed.text, names) or "—",
    )


def _either(node: Node, shape: Either, place: str, sink: Sink) -> Node | None:
    expected = _kind(shape)
    if _MAPPING not in expected or _colon(node) is None:
        for option in shape.options:
            if _fits(node, option):
                return check(node, option, place, sink)
    return _wrong(node, expected, place, sink)


def _fits(node: Node, shape: Shape) -> bool:
    match shape:
        case Word() | Markdown() | Number() | Choice():
            return isinstance(node, Scalar)
        case Listing():
            return isinstance(node, Sequence) or (shape.may_be_single and _fits(node, shape.item))
        case Names() | Fields():
            return isinstance(node, Mapping)
        case Either():
            return any(_fits(node, option) for option in shape.options)
        case _:
            assert_never(shape)


def _kind(shape: Shape) -> str:
    match shape:
        case Word() | Markdown() | Choice():
            return _TEXT
        case Number():
            return _NUMBER
        case Listing():
            return _LIST
        case Names() | Fields():
            return _MAPPING
        case Either():
            return " / ".join(dict.fromkeys(map(_kind, shape.options)))
        case _:
            assert_never(shape)


def _wrong(node: Node, expected: str, place: str, sink: Sink) -> Node | None:
    """Say that ``node`` is of another kind; ``键：值`` where keys are wanted has its own words."""
    colon = _colon(node)
    if colon is not None and isinstance(node, Scalar) and _MAPPING in expected:
        span = node.excerpt.span(0, colon, 1)
        text = node.excerpt.lines[0].text[:colon]
        sink.add(Code.FULL_WIDTH_COLON, span, fix=Fix(span, ": "), text=text)
        return None
    found = "空（nothing）" if _is_nothing(node) else _found(node)
    hint = _unquoted(node)
    sink.add(Code.WRONG_TYPE, node.span, key=place, expected=expected, found=found + hint)
    return None


def _unquoted(node: Node) -> str:
    """Say that quotes are missing, where YAML took a colour for a comment or words for keys."""
    rest = node.span.source.line(node.span.line)[node.span.column - 1 :]
    if _is_nothing(node) and _COMMENTED.match(rest):
        return "，以 # 开头的颜色要放进引号（quote a colour）"
    if isinstance(node, Mapping) and _BRACED.match(rest):
        return "，以 { 开头的文字要放进引号（quote words that start with a brace）"
    return ""


def _colon(node: Node) -> int | None:
    """Return where a plain scalar has ``：`` after a first word, as in ``file：正文.md``."""
    if not isinstance(node, Scalar) or not node.is_plain or not node.excerpt.lines:
        return None
    word, colon, _ = node.excerpt.lines[0].text.partition("：")
    return len(word) if colon and word.strip() and " " not in word else None


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_plain and node.text in _NULLS


def _found(node: Node) -> str:
    match node:
        case Scalar():
            return _TEXT
        case Sequence():
            return _LIST
        case Mapping():
            return _MAPPING
        case _:
            assert_never(node)


def _file(span: Span) -> str:
    """Return where the keys stand, as its author calls it: the head of a text is no report.yaml."""
    name = span.source.path.rpartition("/")[2]
    return name if name.endswith((".md", ".markdown")) else "report.yaml"
