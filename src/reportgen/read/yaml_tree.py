"""YAML as a tree that remembers places: scalars stay text, keys are unique, budgets hold."""

from collections.abc import Iterator
from typing import TypeAlias

import yaml
from msgspec import Struct

from reportgen.diag import Code, Fix, Sink, Span
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import over_budget, without_forbidden
from reportgen.read.yaml_faults import Fault, find_fault
from reportgen.read.yaml_scalars import scalar_excerpt, stretch

_MAX_DEPTH = 30
_MAX_NODES = 200_000
_MAX_CHARACTERS = 2_000_000
_MAX_MENDED = 50


class Scalar(Struct, frozen=True):
    """A word or a text, as typed; what it means is for its key to say."""

    text: str
    excerpt: Excerpt
    is_plain: bool
    span: Span


class Sequence(Struct, frozen=True):
    """A list."""

    items: "tuple[Node, ...]"
    span: Span


class Entry(Struct, frozen=True):
    """A key and its value."""

    key: Scalar
    value: "Node"


class Mapping(Struct, frozen=True):
    """Keys and values in the order they were typed."""

    entries: dict[str, Entry]
    span: Span

    def get(self, name: str) -> "Node | None":
        """Return the value of ``name``."""
        entry = self.entries.get(name)
        return entry.value if entry else None

    def scalar(self, name: str) -> Scalar | None:
        """Return the value of ``name`` when it is a scalar."""
        node = self.get(name)
        return node if isinstance(node, Scalar) else None

    def word(self, name: str, default: str = "") -> str:
        """Return the text of ``name``."""
        node = self.scalar(name)
        return default if node is None else node.text

    def listing(self, name: str) -> "tuple[Node, ...]":
        """Return the items of ``name``; a single value counts as a list of one."""
        node = self.get(name)
        if node is None:
            return ()
        return node.items if isinstance(node, Sequence) else (node,)

    def mapping(self, name: str) -> "Mapping | None":
        """Return the value of ``name`` when it is a mapping."""
        node = self.get(name)
        return node if isinstance(node, Mapping) else None


Node: TypeAlias = Scalar | Sequence | Mapping


def load_tree(excerpt: Excerpt, sink: Sink) -> Node | None:
    """Return the tree of ``excerpt``, or nothing when it cannot be read to its end.

    A fault whose mending is sure (a full-width colon, a missing quote) is reported, mended in
    memory, and the reading starts anew, so that one run shows all of them.
    """
    size = sum(len(line.text) + 1 for line in excerpt.lines)
    if size > _MAX_CHARACTERS:
        over_budget(excerpt.place, sink, f"{size:,}", f"{_MAX_CHARACTERS:,}", "YAML")
        return None
    lines = [line.text for line in excerpt.lines]
    mended: dict[int, int] = {}
    for _ in range(_MAX_MENDED):
        try:
            return _Composer(excerpt, lines, mended, sink).compose()
        except yaml.MarkedYAMLError as error:
            fault = find_fault(lines, error)
        except (ValueError, OverflowError):  # PyYAML lets chr() fail on "\\UFFFFFFFF"
            fault = Fault(Code.YAML_SYNTAX, 0, 0, 1, "\\U…")
        _report(fault, excerpt, mended, sink)
        if fault.mended is None:
            return None
        lines[fault.line] = fault.mended
        if fault.shift:
            mended[fault.line] = fault.column
    return None


def _report(fault: Fault, excerpt: Excerpt, mended: dict[int, int], sink: Sink) -> None:
    column = fault.column
    if mended.get(fault.line, column) < column:
        column -= 1
    line = min(fault.line, len(excerpt.lines) - 1)
    span = excerpt.span(line, column, fault.length) if excerpt.lines else excerpt.place
    match fault.code:
        case Code.FULL_WIDTH_COLON:
            fix = Fix(span, ":" + " " * fault.shift)
            sink.add(fault.code, span, fix=fix, text=fault.words)
        case Code.UNQUOTED_CHARACTER:
            sink.add(fault.code, span, character=fault.words)
        case _:
            sink.add(fault.code, span, reason=fault.words)


class _Refused(yaml.MarkedYAMLError):
    """Valid YAML that is not read here; carries the reason as its problem."""


class _Composer:
    """Builds the tree from the parser's events; an alias shares its anchor's node."""

    def __init__(
        self, excerpt: Excerpt, lines: list[str], mended: dict[int, int], sink: Sink
    ) -> None:
        self._excerpt = excerpt
        self._lines = lines
        self._mended = mended
        self._sink = sink
        self._events = _events("\n".join(lines))
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._nodes = 0

    def compose(self) -> Node:
        """Return the tree of the one document."""
        tree: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if tree is not None:
                    raise _refused("一个文件只能有一份文档（one document a file）", event)
                tree = self._node(next(self._events), 0)
        if tree is None:
            return Mapping({}, self._excerpt.place)
        return tree

    def _node(self, event: yaml.Event, depth: int) -> Node:
        before = self._nodes
        self._nodes += 1
        if depth > _MAX_DEPTH:
            raise _refused(f"嵌套超过 {_MAX_DEPTH} 层（nested too deep）", event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if not isinstance(event, yaml.NodeEvent):
            raise _refused("YAML", event)
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _refused(f"标签 {tag}（tag）", event)
        node = self._made(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = node, self._nodes - before
        return node

    def _made(self, event: yaml.NodeEvent, depth: int) -> Node:
        if isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self._node(each, depth + 1) for each in self._until_end())
            return Sequence(items, self._span(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if not isinstance(event, yaml.ScalarEvent):
            raise _refused("YAML", event)
        text, excerpt = scalar_excerpt(event, self._lines, self._placed)
        text = without_forbidden(text, excerpt.place, self._sink)
        return Scalar(text, excerpt, not event.style, excerpt.place)

    def _mapping(self, event: yaml.MappingStartEvent, depth: int) -> Node:
        entries: dict[str, Entry] = {}
        broken = None
        for each in self._until_end():
            key = self._node(each, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                broken = key
            elif key.text in entries:
                first = entries[key.text].key.span
                self._sink.add(Code.DUPLICATE_KEY, key.span, key=key.text, first=first)
            else:
                entries[key.text] = Entry(key, value)
        if broken is not None:
            return self._braces(event)
        return Mapping(entries, self._span(event))

    def _braces(self, event: yaml.Event) -> Node:
        """Report ``{{ … }}`` without quotes, which YAML takes for a mapping in a mapping."""
        place = stretch(event)
        words = self._lines[place.line][place.column :]
        self._sink.add(Code.UNQUOTED_CHARACTER, self._span(event), character=words[:2])
        excerpt = self._placed(place.line, place.column, words)
        return Scalar(words, excerpt, is_plain=False, span=excerpt.place)

    def _alias(self, event: yaml.AliasEvent) -> Node:
        if event.anchor not in self._anchors:
            raise _refused(f"*{event.anchor} 没有对应的 &{event.anchor}（no such anchor）", event)
        node, size = self._anchors[event.anchor]
        self._nodes += size
        if self._nodes > _MAX_NODES:
            raise _refused(f"别名展开超过 {_MAX_NODES} 项（too many aliases）", event)
        return node

    def _until_end(self) -> Iterator[yaml.Event]:
        for event in self._events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield event

    def _placed(self, line: int, column: int, text: str) -> Excerpt:
        """Return ``text``, which stands at ``line``:``column`` (from 0) of what was parsed."""
        shift = 1 if self._mended.get(line, column) < column else 0
        whole = self._excerpt.lines[line] if line < len(self._excerpt.lines) else None
        if whole is None:
            return Excerpt(self._excerpt.source, ())
        piece = type(whole)(whole.number, whole.column + column - shift, text)
        return Excerpt(self._excerpt.source, (piece,))

    def _span(self, event: yaml.Event) -> Span:
        place = stretch(event)
        rest = len(self._lines[place.line]) if place.line < len(self._lines) else 0
        end = place.end_column if place.end_line == place.line else rest
        words = " " * max(1, end - place.column)
        return self._placed(place.line, place.column, words).place


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of ``text``, with PyYAML's own words where it cannot be read.

    libyaml reads ten times faster; it is kinder to tabs, and tells less of a fault.
    """
    if yaml.__with_libyaml__ and "\t" not in text:
        try:
            return iter(list(yaml.parse(text, Loader=yaml.CSafeLoader)))
        except (yaml.YAMLError, ValueError, OverflowError):
            pass
    return yaml.parse(text, Loader=yaml.SafeLoader)


def _refused(reason: str, event: yaml.Event) -> _Refused:
    place = stretch(event)
    mark = yaml.Mark("", 0, place.line, place.column, None, 0)
    return _Refused(problem=reason, problem_mark=mark)
