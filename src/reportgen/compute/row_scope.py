"""The names inside a row: its columns, and metrics, charts and tables that keep to its rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.compute.conditions import names_in_condition, parse_condition
from reportgen.compute.expression import STOPS, FormulaError, Name, names_in, parse_expression
from reportgen.compute.part_names import part_name
from reportgen.compute.rewrite import Changes
from reportgen.diag import Code, Sink, Span
from reportgen.model import report as rep
from reportgen.model.facts import NO_UNIT, Snapshot, SnapshotColumn, Value
from reportgen.model.pattern import pattern

_STOP = pattern(f"[{STOPS}]+")


class Row(Struct, frozen=True):
    """One row of a table: its cells by column, and what tells it from the others."""

    source: str
    snapshot: Snapshot
    cells: Mapping[str, tuple[SnapshotColumn, Value]]
    keys: tuple[tuple[str, Value], ...]
    number: int
    """From 1."""

    @property
    def label(self) -> str:
        """What the row is called: 云计算."""
        return "·".join(said(value) for _, value in self.keys)


class Made(Struct):
    """What repeating makes besides blocks, by name."""

    metrics: dict[str, rep.MetricSpec] = field(default_factory=dict)
    charts: dict[str, rep.ChartSpec] = field(default_factory=dict)
    tables: dict[str, rep.TableSpec] = field(default_factory=dict)
    notes: dict[str, rep.NoteText] = field(default_factory=dict)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    copied: dict[str, str] = field(default_factory=dict)
    """Of each copy of a chart, the key that was declared."""
    tables_used: set[str] = field(default_factory=set)
    notes_used: set[str] = field(default_factory=set)
    tags: dict[str, tuple[int, ...]] = field(default_factory=dict)


class Scope(Struct, frozen=True):
    """What names mean inside ``rows``, the outermost first."""

    report: rep.Report
    snapshots: Mapping[str, Snapshot]
    rows: tuple[Row, ...]
    made: Made
    sink: Sink
    place: Span
    """Where the repetition stands."""

    @property
    def suffix(self) -> str:
        """What makes keys different from row to row: ``2`` or ``2-1``."""
        return "-".join(str(row.number) for row in self.rows)

    @property
    def changes(self) -> Changes:
        """How words change: pointers and blocks are for the caller to see to."""
        return Changes(self.number, lambda ref: ref, self.note, self.condition, lambda b: (b,))

    def number(self, ref: rep.NumberRef) -> rep.NumberRef:
        """Return ``ref`` with the row's own names."""
        is_formula = ref.formula_span is not None
        return replace(ref, name=self.formula(ref.name) if is_formula else self.name(ref.name))

    def condition(self, written: rep.Condition) -> rep.Condition:
        """Return ``written`` with the row's own names; one that cannot be read is found later."""
        try:
            names = names_in_condition(parse_condition(written.text))
        except FormulaError:
            return written
        return replace(written, text=self._renamed(written.text, names))

    def formula(self, text: str) -> str:
        """Return ``text`` with the row's own names."""
        try:
            return self._renamed(text, names_in(parse_expression(text)))
        except FormulaError:
            return text

    def note(self, ref: rep.NoteRef) -> rep.NoteRef:
        """Return ``ref``; a note that speaks of the row becomes one of its own."""
        note = self.report.notes.get(ref.label)
        if note is None:
            return ref
        label = f"{ref.label}-{self.suffix}"
        content, more = self.changes.inlines(note.content), self.changes.blocks(note.more)
        if (content, more) == (note.content, note.more):
            return ref
        self.made.notes_used.add(ref.label)
        self.made.notes[label] = rep.NoteText(label, content, note.span, more)
        return replace(ref, label=label)

    def name(self, word: str) -> str:
        """Return the name by which ``word`` is known outside: the row's cell, its metric."""
        for depth in range(len(self.rows), 0, -1):
            found = self.rows[depth - 1].cells.get(word)
            if found is not None:
                return self._cell(self.rows[:depth], *found)
        if word not in self.report.metrics and all(row.number == 1 for row in self.rows):
            self._make_cells()
        return self._metric(word, ())

    def _make_cells(self) -> None:
        """Make known what an unknown name may have meant: the columns of the rows."""
        for depth in range(1, len(self.rows) + 1):
            for column, value in dict(self.rows[depth - 1].cells).values():
                self._cell(self.rows[:depth], column, value)

    # ---- numbers ---------------------------------------------------------------------------

    def _renamed(self, text: str, names: Iterable[Name]) -> str:
        """Return ``text`` with each of ``names`` as it is known outside."""
        for each in sorted(names, key=lambda name: -name.start):
            end = each.start + len(each.name)
            text = text[: each.start] + self.name(each.name) + text[end:]
        return text

    def _cell(self, rows: tuple[Row, ...], column: SnapshotColumn, value: Value) -> str:
        """Return the name of a row's cell; one of a dated table can be asked for other periods."""
        row, name = rows[-1], f"{column.name}[{self._tag(rows)}]"
        if name in self.made.metrics:
            return name
        snapshot = row.snapshot
        span = self.place
        spec = rep.MetricSpec(name, column.name, "", "", "", None, None, "", None, None, span, span)
        unit = column.unit if column.is_number else NO_UNIT
        cell = rep.Given(value, unit, snapshot.path, snapshot.digest, column.header)
        spec = replace(spec, given=cell)
        is_dated = bool(snapshot.period_column) and column.is_number
        part = self._part(row.source, rows) if is_dated else row.source
        if part != row.source:
            quoted = column.name.replace('"', '""')
            spec = replace(spec, source=part, sql=f'sum("{quoted}")')
        self.made.metrics[name] = spec
        return name

    def _metric(self, word: str, above: tuple[str, ...]) -> str:
        """Return the name of metric ``word`` over the row's own rows, itself where that is all."""
        spec = self.report.metrics.get(word)
        if spec is None or word in above:
            return word
        name = f"{word}[{self._tag(self.rows)}]"
        if name not in self.made.metrics:
            source = self.source(spec.source) if spec.sql or spec.text else spec.source
            expr = self._narrowed(spec.expr, (*above, word)) if spec.expr else ""
            if (source, expr) == (spec.source, spec.expr):
                return word
            self.made.metrics[name] = replace(spec, name=name, source=source, expr=expr)
        return name

    def _narrowed(self, formula: str, above: tuple[str, ...]) -> str:
        """Return ``formula`` over metrics of the row's own rows."""
        try:
            names = list(names_in(parse_expression(formula)))
        except FormulaError:
            return formula
        for each in sorted(names, key=lambda used: -used.start):
            end = each.start + len(each.name)
            formula = formula[: each.start] + self._metric(each.name, above) + formula[end:]
        return formula

    def _tag(self, rows: tuple[Row, ...]) -> str:
        """Return what names of ``rows`` end in; two rows that are called alike get numbers."""
        tag = "·".join(_STOP.sub("_", row.label) for row in rows)
        numbers = tuple(row.number for row in rows)
        while self.made.tags.setdefault(tag, numbers) != numbers:
            tag += "_"
        return tag

    # ---- rows ------------------------------------------------------------------------------

    def source(self, name: str) -> str:
        """Return the source with the rows of ``name`` that belong to the row at hand."""
        return self._part(name, self.rows)

    def is_narrowed(self, name: str) -> bool:
        """Tell whether the rows at hand have rows of their own in the source ``name``."""
        snapshot, spec = self.snapshots.get(name), self.report.sources.get(name)
        if snapshot is None or (spec is not None and spec.has_all_rows):
            return True
        return any(snapshot.column(key) for row in self.rows for key, _ in row.keys)

    def _part(self, name: str, rows: tuple[Row, ...]) -> str:
        snapshot, spec = self.snapshots.get(name), self.report.sources.get(name)
        if snapshot is None or (spec is not None and spec.has_all_rows):
            return name
        wanted = dict(key for row in rows for key in row.keys if snapshot.column(key[0]))
        if not wanted:
            return name
        if snapshot.large is not None:
            self.sink.add(Code.ROWS_NEED_A_QUERY, self.place, source=name)
            return name
        part = part_name(name, self._tag(rows))
        if part not in self.made.snapshots:
            kept = tuple(rows_with(snapshot, wanted))
            self.made.snapshots[part] = replace(snapshot, name=part, rows=kept)
        return part

    # ---- charts and tables -----------------------------------------------------------------

    def chart(self, ref: rep.ChartRef) -> rep.ChartRef | None:
        """Return the chart of the row; nothing where the row has nothing to draw."""
        spec = self.report.charts.get(ref.key)
        if spec is None:
            return ref
        key = f"{ref.key}-{self.suffix}"
        self.made.copied[key] = ref.key
        part = self._with_rows(spec.source, ref.span, f"fig-{ref.key}")
        if part is None:
            return None
        words = self.changes.inlines
        self.made.charts[key] = replace(
            spec, key=key, source=part, title=words(spec.title), cite=words(spec.cite)
        )
        return replace(ref, key=key)

    def table(self, ref: rep.TableRef) -> rep.TableRef | None:
        """Return the table of the row; nothing where the row has nothing to list."""
        spec = self.report.tables.get(ref.key)
        if spec is None:
            return ref
        self.made.tables_used.add(ref.key)
        part = self._with_rows(spec.source, ref.span, f"tbl-{ref.key}") if spec.source else ""
        if part is None:
            return None
        key = f"{ref.key}-{self.suffix}"
        words = self.changes.inlines
        groups = (
            replace(group, metrics=tuple(map(self.number, group.metrics))) for group in spec.groups
        )
        self.made.tables[key] = replace(
            spec,
            key=key,
            source=part,
            groups=tuple(groups),
            title=words(spec.title),
            cite=words(spec.cite),
            notes=tuple(map(words, spec.notes)),
        )
        return replace(ref, key=key)

    def _with_rows(self, source: str, span: Span, what: str) -> str | None:
        """Return the part of ``source`` to show; none at all, or all of it, is a finding."""
        part = self.source(source)
        snapshot = self.made.snapshots.get(part)
        if snapshot is not None and not snapshot.rows:
            row = self._tag(self.rows)
            self.sink.add(Code.ROW_WITHOUT_DATA, span, key=what, source=source, row=row)
            return None
        if snapshot is None and not self.is_narrowed(source):
            columns = "、".join(dict.fromkeys(key for row in self.rows for key, _ in row.keys))
            self.sink.add(Code.SAME_FOR_ALL_ROWS, span, key=what, source=source, columns=columns)
        return part


def rows_with(
    snapshot: Snapshot, wanted: Mapping[str, Value] | Sequence[tuple[str, Value]]
) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of ``snapshot`` whose cells are as ``wanted``, by column."""
    places = [
        (snapshot.columns.index(column), said(value))
        for name, value in dict(wanted).items()
        if (column := snapshot.column(name)) is not None
    ]
    for row in snapshot.rows:
        if all(said(row[place]) == text for place, text in places):
            yield row


def said(value: Value) -> str:
    """Return a cell as a name: 2024 of a column of numbers is that of a column of words."""
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value.strip()
