"""Declared tables: rows of a source, or metrics × periods, from checked nodes."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.diag import Code, Sink, Span
from reportgen.model.brand import Hue
from reportgen.model.pattern import pattern
from reportgen.model.report import (
    ColumnSpec,
    Comparison,
    HighlightRule,
    Inlines,
    MetricGroup,
    NumberRef,
    TableSpec,
)
from reportgen.read import yaml_tree as tree
from reportgen.read.check import number_of
from reportgen.read.declarations import SourceDeclaration, markdown
from reportgen.read.inline import read_inlines
from reportgen.read.number_marks import read_expression
from reportgen.read.numbers import read_number
from reportgen.read.words import read_format, read_period, read_unit

_COMPARISON = pattern(
    r"\s*(<=|>=|==|!=|<|>|=|≤|≥|≠|＜|＞|＝|不大于|不小于|不等于|小于|大于|等于)\s*(.+?)\s*"
)
_SIGNS = {
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "==": "=",
    "＜": "<",
    "＞": ">",
    "＝": "=",
    "小于": "<",
    "不大于": "<=",
    "大于": ">",
    "不小于": ">=",
    "等于": "=",
    "不等于": "!=",
}
_MARKS = {"up": "▲", "down": "▼", "none": ""}


def read_tables(
    node: tree.Mapping | None, sources: Mapping[str, SourceDeclaration], sink: Sink
) -> dict[str, TableSpec]:
    """Return the declared tables; one without rows or columns is found and dropped."""
    found = {}
    for key, entry in (node.entries if node else {}).items():
        fields = entry.value
        if isinstance(fields, tree.Mapping):
            spec = _table(key, entry.key.span, fields, sources, sink)
            if spec is not None:
                found[key] = spec
    return found


def _table(
    key: str,
    span: Span,
    fields: tree.Mapping,
    sources: Mapping[str, SourceDeclaration],
    sink: Sink,
) -> TableSpec | None:
    source = fields.word("from")
    columns = tuple(_columns(fields, sources.get(source), sink))
    groups = tuple(_groups(fields, sink))
    if bool(source) == bool(groups):
        sink.add(Code.MISSING_KEY, span, key="from | metrics", place=key)
        return None
    stray = fields.entries.get("periods" if source else "columns")
    if stray is not None:
        expected, typed = "from + columns | metrics + periods", stray.key.text
        sink.add(Code.WRONG_TYPE, stray.key.span, key=key, expected=expected, found=typed)
    if source and not columns:
        sink.add(Code.MISSING_KEY, span, key="columns / 列", place=key)
        return None
    periods = tuple(_periods(fields, sink))
    return TableSpec(
        key=key,
        source=source,
        columns=columns,
        groups=groups,
        periods=periods,
        title=markdown(fields, "title", sink),
        cite=markdown(fields, "cite", sink),
        span=span,
        unit=read_unit(fields, "unit", sink),
        notes=tuple(_notes(fields, sink)),
        widths=_widths(fields, len(columns) or 1 + max(1, len(periods)), sink),
        has_row_heads={"yes": True, "no": False}.get(fields.word("row_heads")),
        highlights=tuple(_highlights(fields, sink)),
    )


def read_period_word(word: tree.Scalar, sink: Sink) -> str:
    """Return a period or a word for one, such as 上期; what it means is for compute to say."""
    if word.text[:1].isdigit():
        return read_period(word, sink)
    return word.text


def _periods(fields: tree.Mapping, sink: Sink) -> Iterator[str]:
    for node in fields.listing("periods"):
        word = read_period_word(node, sink) if isinstance(node, tree.Scalar) else ""
        if word:
            yield word


def _columns(
    fields: tree.Mapping, source: SourceDeclaration | None, sink: Sink
) -> Iterator[ColumnSpec]:
    for node in fields.listing("columns"):
        if isinstance(node, tree.Mapping):
            column = node.word("column")
            label = node.word("label", _label(source, column))
            unit, number_format = read_unit(node, "unit", sink), read_format(node, sink)
            group, rules = node.word("group"), tuple(_highlights(node, sink))
            if column:
                yield ColumnSpec(column, label, unit, number_format, node.span, group, rules)
        elif isinstance(node, tree.Scalar):
            yield ColumnSpec(node.text, _label(source, node.text), None, None, node.span)


def _groups(fields: tree.Mapping, sink: Sink) -> Iterator[MetricGroup]:
    """Yield the metrics as they are listed; neighbours without a title make one group."""
    loose: list[NumberRef] = []
    for node in fields.listing("metrics"):
        if isinstance(node, tree.Scalar):
            loose += _metric(node, sink)
        elif isinstance(node, tree.Mapping):
            if loose:
                yield MetricGroup("", tuple(loose))
                loose = []
            inner = (each for each in node.listing("metrics") if isinstance(each, tree.Scalar))
            refs = tuple(ref for each in inner for ref in _metric(each, sink))
            if refs:
                yield MetricGroup(node.word("group"), refs)
    if loose:
        yield MetricGroup("", tuple(loose))


def _metric(node: tree.Scalar, sink: Sink) -> Iterator[NumberRef]:
    excerpt = node.excerpt

    def at(start: int, length: int) -> Span:
        return excerpt.span(0, start, length)

    found = read_expression(excerpt.text, at, node.span, sink)
    if found is not None:
        yield found


def _notes(fields: tree.Mapping, sink: Sink) -> Iterator[Inlines]:
    for node in fields.listing("notes"):
        if isinstance(node, tree.Scalar):
            note = read_inlines(node.excerpt, sink)
            if note:
                yield note


def _widths(fields: tree.Mapping, columns: int, sink: Sink) -> tuple[Decimal, ...]:
    shares: list[Decimal] = []
    for node in fields.listing("widths"):
        share = number_of(node)
        if share is not None and share > 0:
            shares.append(share)
        elif isinstance(node, tree.Scalar):
            expected = "3, 1, 1"
            sink.add(Code.WRONG_TYPE, node.span, key="widths", expected=expected, found=node.text)
            return ()
    if shares and len(shares) != columns:
        span = fields.entries["widths"].key.span
        sink.add(Code.WIDTHS_DIFFER, span, shares=len(shares), columns=columns)
    return tuple(shares)


def _highlights(fields: tree.Mapping, sink: Sink) -> Iterator[HighlightRule]:
    for node in fields.listing("highlight"):
        when = node.scalar("when") if isinstance(node, tree.Mapping) else None
        if when is None or not isinstance(node, tree.Mapping):
            continue
        match = _COMPARISON.fullmatch(when.text)
        bound = read_number(match[2]) if match else None
        if match is None or bound is None:
            sink.add(Code.BAD_COMPARISON, when.span, text=when.text)
            continue
        sign = Comparison(_SIGNS.get(match[1], match[1]))
        hue, mark = Hue(node.word("colour", "accent")), _MARKS[node.word("mark", "none")]
        yield HighlightRule(sign, bound, hue, mark)


def _label(source: SourceDeclaration | None, column: str) -> str:
    return source.label(column) if source else column
