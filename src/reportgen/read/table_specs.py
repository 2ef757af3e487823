"""Declared tables: rows of a source, or metrics × periods, from checked nodes."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Sink, Span
from reportgen.model.brand import Hue
from reportgen.model.pattern import pattern
from reportgen.model.report import (
    ColumnSpec,
    Comparison,
    HighlightRule,
    Inlines,
    MadeColumn,
    MetricGroup,
    NumberRef,
    PivotRow,
    PivotSpec,
    TableSpec,
    Totalling,
    TotalRow,
)
from reportgen.read import yaml_tree as tree
from reportgen.read.check import number_of
from reportgen.read.declarations import SourceDeclaration, markdown
from reportgen.read.frame_keys import TABLE_ROWS
from reportgen.read.frames import (
    SIGN,
    comparison_of,
    has_one_recipe,
    made_column,
    read_frame,
    unquoted,
)
from reportgen.read.inline import read_inlines
from reportgen.read.number_marks import read_expression
from reportgen.read.numbers import read_number
from reportgen.read.words import read_format, read_period, read_unit

_COMPARISON = pattern(rf"\s*(?:([^<>=!≤≥≠＜＞＝]+?)\s*)??({SIGN})\s*(.+?)\s*")
_MARKS = {"up": "▲", "down": "▼", "none": ""}
_NOTHING = Decimal(0)
_TREND = (
    HighlightRule(Comparison.MORE, _NOTHING, Hue.UP, "▲"),
    HighlightRule(Comparison.LESS, _NOTHING, Hue.DOWN, "▼"),
)
_TOTAL_LABELS = {
    Totalling.SUM: "合计",
    Totalling.AVERAGE: "平均",
    Totalling.MEDIAN: "中位数",
    Totalling.MAX: "最大",
    Totalling.MIN: "最小",
}
_OF_ROWS = (*(key.name for key in TABLE_ROWS), "pivot")


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
    pivot = fields.mapping("pivot")
    declared = sources.get(source)
    nodes = fields.listing("columns") if pivot is None else pivot.listing("values")
    columns = _Columns(declared, sink).read(nodes)
    groups = tuple(_groups(fields, sink))
    if bool(source) == bool(groups):
        sink.add(Code.MISSING_KEY, span, key="from | metrics", place=key)
        return None
    highlights = tuple(_highlights(fields, sink))
    _refuse_strays(fields, highlights, key, sink)
    if source and not columns.specs:
        sink.add(Code.MISSING_KEY, span, key="columns / 列", place=key)
        return None
    periods = tuple(_periods(fields, sink))
    shown = sum(not each.is_hidden for each in columns.specs) or 1 + max(1, len(periods))
    shown = 0 if pivot else shown
    grouping = fields.mapping("group_by")
    return TableSpec(
        key=key,
        source=source,
        columns=columns.specs,
        groups=groups,
        periods=periods,
        title=markdown(fields, "title", sink),
        cite=markdown(fields, "cite", sink),
        span=span,
        unit=read_unit(fields, "unit", sink),
        notes=tuple(_notes(fields, sink)),
        widths=_widths(fields, shown, sink) or (() if pivot else columns.widths),
        has_row_heads={"yes": True, "no": False}.get(fields.word("row_heads")),
        highlights=highlights,
        frame=read_frame(fields, columns.made, sink),
        totals=tuple(_totals(fields)),
        subtotal=grouping.word("subtotal") if grouping else "",
        has_group_heads=grouping is not None and grouping.word("heads") == "yes",
        pivot=_pivot(pivot, declared) if pivot else None,
    )


def _refuse_strays(
    fields: tree.Mapping, highlights: Sequence[HighlightRule], key: str, sink: Sink
) -> None:
    """Report what this kind of table cannot do."""
    source, entries = fields.word("from"), fields.entries
    stray = entries.get("periods" if source else "columns")
    if stray is not None:
        expected, typed = "from + columns | metrics + periods", stray.key.text
        sink.add(Code.WRONG_TYPE, stray.key.span, key=key, expected=expected, found=typed)
    lost = [(name, "metrics / 指标") for name in _OF_ROWS if not source]
    if "pivot" in entries:
        lost.append(("columns", "pivot / 透视"))
    for name, kind in lost:
        if name in entries:
            span, typed = entries[name].key.span, entries[name].key.text
            sink.add(Code.OPTION_NOT_FOR_TABLE, span, option=typed, kind=kind)
    for rule in highlights:
        if rule.column and rule.span is not None and not source:
            sink.add(
                Code.OPTION_NOT_FOR_TABLE, rule.span, option=rule.column, kind="metrics / 指标"
            )


def _pivot(fields: tree.Mapping, source: SourceDeclaration | None) -> PivotSpec:
    column = fields.scalar("columns")
    return PivotSpec(
        rows=tuple(
            PivotRow(node.text, _label(source, node.text), node.span)
            for node in fields.listing("rows")
            if isinstance(node, tree.Scalar)
        ),
        column=column.text if column else "",
        how=Totalling(fields.word("how", Totalling.SUM)),
        total=fields.word("total"),
        span=column.span if column else fields.span,
    )


def _totals(fields: tree.Mapping) -> Iterator[TotalRow]:
    for node in fields.listing("totals"):
        if isinstance(node, tree.Scalar):
            how = Totalling(node.text)
            yield TotalRow(how, _TOTAL_LABELS[how])
        elif isinstance(node, tree.Mapping):
            how = Totalling(node.word("how", Totalling.SUM))
            yield TotalRow(how, node.word("label", _TOTAL_LABELS[how]))


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


class _Columns(Struct, frozen=True):
    """Reads the columns of a table, or the values of its pivot."""

    source: SourceDeclaration | None
    sink: Sink
    specs: tuple[ColumnSpec, ...] = ()
    made: tuple[MadeColumn, ...] = ()
    widths: tuple[Decimal, ...] = ()

    def read(self, nodes: Sequence[tree.Node]) -> "_Columns":
        """Return the columns, those that are to be made, and how wide they are to be."""
        specs, made, widths = [], [], []
        for node in nodes:
            if isinstance(node, tree.Mapping):
                if not has_one_recipe(node, self.sink):
                    continue
                recipe = made_column(node, _label(self.source, node.word("column")))
                if recipe is not None:
                    made.append(recipe)
                specs.append(self._spec(node, recipe))
                if not specs[-1].is_hidden:
                    widths.append(number_of(node.get("width")))
            elif isinstance(node, tree.Scalar):
                specs.append(
                    ColumnSpec(node.text, _label(self.source, node.text), None, None, node.span)
                )
                widths.append(None)
        known = [width for width in widths if width is not None and width > 0]
        shares = tuple(width or Decimal(1) for width in widths) if known else ()
        return replace(self, specs=tuple(specs), made=tuple(made), widths=shares)

    def _spec(self, node: tree.Mapping, made: MadeColumn | None) -> ColumnSpec:
        column = made.name if made else node.word("column")
        label = made.label if made else node.word("label", _label(self.source, column))
        rules = tuple(_highlights(node, self.sink))
        if node.word("trend") == "yes":
            rules = (*rules, *_TREND)
        total = node.word("total")
        named = None if made else node.scalar("column")
        return ColumnSpec(
            column,
            label,
            read_unit(node, "unit", self.sink),
            read_format(node, self.sink),
            named.span if named else node.span,
            node.word("group"),
            rules,
            node.word("hidden") == "yes",
            Totalling(total) if total else None,
        )


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
    """Return the shares; no ``columns`` means that only the data know how many there are."""
    shares: list[Decimal] = []
    for node in fields.listing("widths"):
        share = number_of(node)
        if share is not None and share > 0:
            shares.append(share)
        elif isinstance(node, tree.Scalar):
            expected = "3, 1, 1"
            sink.add(Code.WRONG_TYPE, node.span, key="widths", expected=expected, found=node.text)
            return ()
    if shares and columns and len(shares) != columns:
        span = fields.entries["widths"].key.span
        sink.add(Code.WIDTHS_DIFFER, span, shares=len(shares), columns=columns)
    return tuple(shares)


def _highlights(fields: tree.Mapping, sink: Sink) -> Iterator[HighlightRule]:
    for node in fields.listing("highlight"):
        when = node.scalar("when") if isinstance(node, tree.Mapping) else None
        if when is None or not isinstance(node, tree.Mapping):
            continue
        match = _COMPARISON.fullmatch(when.text)
        bound = read_number(match[3]) if match else None
        words = unquoted(match[3]) if match and bound is None else ""
        sign = comparison_of(match[2]) if match else Comparison.EQUAL
        column = (match[1] or "").strip() if match else ""
        is_of_words = bool(words and column) and sign in (Comparison.EQUAL, Comparison.OTHER)
        if match is None or (bound is None and not is_of_words):
            sink.add(Code.BAD_COMPARISON, when.span, text=when.text)
            continue
        hue, mark = Hue(node.word("colour", "accent")), _MARKS[node.word("mark", "none")]
        yield HighlightRule(sign, bound or _NOTHING, hue, mark, column, words, when.span)


def _label(source: SourceDeclaration | None, column: str) -> str:
    return source.label(column) if source else column
