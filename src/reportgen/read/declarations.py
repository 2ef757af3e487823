"""Sources, metrics and tables: from checked nodes to what compute and resolve take."""

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from reportgen.diag import Code, Sink, Span
from reportgen.model.bound import Bound
from reportgen.model.facts import Unit
from reportgen.model.pattern import pattern
from reportgen.model.report import (
    CellRef,
    Evidence,
    Inlines,
    MetricSpec,
    SourceSpec,
)
from reportgen.read import yaml_tree as tree
from reportgen.read.check import number_of
from reportgen.read.inline import read_inlines
from reportgen.read.source_kinds import check_kind
from reportgen.read.words import (
    is_date,
    read_format,
    read_half,
    read_period,
    read_tolerance,
    read_unit,
)

_SECONDS_OF = {
    **dict.fromkeys(("m", "min", "分钟", "分"), 60),
    **dict.fromkeys(("h", "小时", "时"), 3600),
    **dict.fromkeys(("d", "天", "日"), 86400),
}
_EVERY = pattern(rf"(\d{{1,4}})\s*({'|'.join(_SECONDS_OF)})")
_SHORTEST, _LONGEST = 60, 7 * 86400
_FORMULAS = ("sql", "expr", "value", "text", "cell")
_ONE_OF = " | ".join(_FORMULAS)


class SourceDeclaration(Struct, frozen=True):
    """A source with what its ``columns`` say: a mapping of unit and label by column."""

    spec: SourceSpec
    file_span: Span
    columns: Mapping[str, tree.Entry] = field(default_factory=dict)
    keys: tree.Mapping | None = None
    """All that is declared; nothing for a source that only a frame brings."""
    row: Mapping[str, Bound] = field(default_factory=dict)
    """What ``:name`` in its query stands for where nothing else is said."""

    def word(self, name: str) -> tree.Scalar | None:
        """Return the value of the key ``name``, if it was typed."""
        return self.keys.scalar(name) if self.keys else None

    @property
    def is_remote(self) -> bool:
        """Whether its rows come from a database or an address."""
        return self.word("sql") is not None or self.word("url") is not None

    def span_of(self, *names: str) -> Span:
        """Return where the first of the keys ``names`` that is there has its value."""
        for name in names:
            word = self.keys.scalar(name) if self.keys else None
            if word is not None:
                return word.span
        return self.file_span

    def label(self, column: str) -> str:
        """Return the name shown for ``column``."""
        entry = self.columns.get(column)
        words = entry.value if entry else None
        return words.word("label", column) if isinstance(words, tree.Mapping) else column


Sources = Mapping[str, SourceDeclaration]


def read_sources(
    node: tree.Mapping | None, frames: Mapping[str, object], place: Span, sink: Sink
) -> dict[str, SourceDeclaration]:
    """Return the declared sources, and those that only a frame brings."""
    found = {}
    for name, entry, fields in named(node):
        if fields.get("unread") is None:
            check_kind(fields, sink)
        query = fields.scalar("query")
        spec = SourceSpec(
            name,
            fields.word("file"),
            fields.word("period"),
            entry.key.span,
            inputs=_inputs(fields, sink),
            query=query.text if query else "",
            query_span=query.span if query else None,
            units=tuple(_units(fields.mapping("columns"), sink)) if query else (),
            has_all_rows=fields.word("all_rows") == "yes",
            poll_seconds=_poll_seconds(fields.scalar("every"), sink),
            is_unread=fields.word("unread") == "yes",
        )
        file = fields.scalar("file")
        columns = fields.mapping("columns")
        place_of_file = file.span if file else entry.key.span
        found[name] = SourceDeclaration(
            spec, place_of_file, columns.entries if columns else {}, fields
        )
    for name in frames:
        found.setdefault(name, SourceDeclaration(SourceSpec(name, "", "", place), place))
    return found


def _poll_seconds(word: tree.Scalar | None, sink: Sink) -> int:
    """Return how often a source elsewhere is asked, as 10m or 2小时 says; 0: not said."""
    if word is None:
        return 0
    match = _EVERY.fullmatch(word.text.strip())
    seconds = int(match[1]) * _SECONDS_OF[match[2]] if match else 0
    if not _SHORTEST <= seconds <= _LONGEST:
        sink.add(Code.BAD_INTERVAL, word.span, text=word.text)
    return seconds


def _inputs(fields: tree.Mapping, sink: Sink) -> tuple[str, ...]:
    """Return the sources that this one is made from; they need a query, and no file."""
    names = tuple(node.text for node in fields.listing("from") if isinstance(node, tree.Scalar))
    if not names:
        return ()
    if fields.scalar("query") is None:
        place = fields.entries["from"].key.span
        sink.add(Code.MISSING_KEY, place, key="query / 查询", place="sources")
        return ()
    return names


def _units(columns: tree.Mapping | None, sink: Sink) -> Iterator[tuple[str, Unit]]:
    for name, _, words in named(columns):
        unit = read_unit(words, "unit", sink)
        if unit is not None:
            yield name, unit


def read_metrics(node: tree.Mapping | None, sink: Sink) -> dict[str, MetricSpec]:
    """Return the declared metrics; one without a single formula is found and dropped."""
    found = {}
    for name, entry, fields in named(node):
        span = entry.key.span
        formulas = [key for key in _FORMULAS if fields.scalar(key) is not None]
        if len(formulas) != 1:
            typed = "、".join(formulas)
            if typed:
                expected = _ONE_OF
                sink.add(Code.WRONG_TYPE, span, key=name, expected=expected, found=typed)
            else:
                sink.add(Code.MISSING_KEY, span, key=_ONE_OF, place=name)
            continue
        if formulas[0] in ("sql", "text") and fields.scalar("from") is None:
            sink.add(Code.MISSING_KEY, span, key="from / 来源", place=name)
            continue
        formula = fields.scalar(formulas[0])
        found[name] = MetricSpec(
            name=name,
            label=fields.word("label", name),
            source=fields.word("from"),
            sql=fields.word("sql"),
            expr=fields.word("expr"),
            value=number_of(fields.get("value")),
            unit=read_unit(fields, "unit", sink),
            period=read_period(fields.scalar("period"), sink),
            format=read_format(fields, sink),
            evidence=_evidence(fields.mapping("evidence"), sink),
            span=span,
            formula_span=formula.span if formula else span,
            text=fields.word("text"),
            cell=_cell(fields.scalar("cell")),
            definition=fields.word("definition"),
            half=read_half(fields),
            tolerance=read_tolerance(fields.scalar("tolerance"), sink),
        )
    return found


def _evidence(node: tree.Mapping | None, sink: Sink) -> Evidence | None:
    ref = node.scalar("ref") if node else None
    if node is None or ref is None or not ref.text:
        return None
    taken = node.scalar("retrieved")
    if taken is not None and not is_date(taken.text):
        sink.add(Code.BAD_DATE, taken.span, date=taken.text)
    return Evidence(ref.text, ref.span, node.word("page"), taken.text if taken else "")


def _cell(word: tree.Scalar | None) -> CellRef | None:
    """Return the cell that ``模型.xlsx!汇总!B7`` means."""
    if word is None:
        return None
    file, _, place = word.text.partition("!")
    return CellRef(file.strip(), place.strip(), word.span)


def markdown(node: tree.Mapping, name: str, sink: Sink) -> Inlines:
    """Return the Markdown at key ``name``."""
    words = node.scalar(name)
    return () if words is None else read_inlines(words.excerpt, sink)


def label_of(source: SourceDeclaration | None, column: str) -> str:
    """Return the name shown for ``column``."""
    return source.label(column) if source else column


def named(
    node: tree.Mapping | None,
) -> Iterator[tuple[str, tree.Entry, tree.Mapping]]:
    """Yield the author's names with their entries and their keys."""
    for name, entry in node.entries.items() if node else ():
        if isinstance(entry.value, tree.Mapping):
            yield name, entry, entry.value
