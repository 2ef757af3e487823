"""Repeat: ``:::{每个} 业务线`` written out, its blocks once for each row of the table."""

from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.compute.database import Database
from reportgen.compute.definitions import Definitions
from reportgen.compute.large_sources import needed_columns, with_large_sources
from reportgen.compute.made_sources import with_made_sources
from reportgen.compute.report_period import report_period
from reportgen.compute.rewrite import Changes
from reportgen.compute.row_scope import Made, Row, Scope
from reportgen.compute.rows import Tables
from reportgen.compute.sources import Sources
from reportgen.compute.walk import number_refs
from reportgen.diag import Code, Sink, nearest
from reportgen.model import report as rep
from reportgen.model.facts import Snapshot
from reportgen.model.period import Period
from reportgen.model.walk import blocks_in, written_blocks

_MOST_ROWS = 300
_MOST_PRINTED = 1000
"""So many times all repeated blocks of a report are printed, those inside others too."""
_DEEPEST = 2
_NO_ROWS = "（本期没有数据）"
_Snapshots = Mapping[str, Snapshot]


def written_out(
    report: rep.Report, snapshots: _Snapshots, sink: Sink
) -> tuple[rep.Report, _Snapshots]:
    """Return ``report`` without repetitions, and the data with the parts that its rows speak of."""
    with _Opened(report, snapshots) as (known, now):
        tables = Tables(known, tuple(report.sources), now, sink)
        repeater = _Repeater(report, known, tables, sink)
        blocks = repeater.blocks(report.blocks)
        written = _with_made(replace(report, blocks=blocks, found_period=now), repeater)
    pointing = _Pointing(repeater.instances, sink)
    return pointing.report(written), {**known, **repeater.made.snapshots}


class _Opened(Struct):
    """The data as they are before anything is repeated; faults are found where they are used."""

    report: rep.Report
    snapshots: _Snapshots
    _database: Database | None = None

    def __enter__(self) -> tuple[_Snapshots, Period | None]:
        unheard, known = Sink(), self.snapshots
        if any(spec.inputs for spec in self.report.sources.values()):
            files = [each.large.path for each in known.values() if each.large is not None]
            database = Database(tuple(files), needed_columns(self.report, known))
            self._database = database
            read = with_large_sources(known, database, unheard) if files else known
            made = with_made_sources(self.report, read, database, unheard)
            known = {**made, **known}
        sources = Sources(self.report, known, unheard)
        definitions = Definitions(self.report.metrics, sources, unheard)
        refs = number_refs(self.report)
        return known, report_period(self.report, refs, definitions, sources, unheard)

    def __exit__(self, *_: object) -> None:
        if self._database is not None:
            self._database.close()


class _Repeater(Struct):
    """Writes repetitions out; remembers by which keys each copy can be pointed at."""

    report: rep.Report
    snapshots: _Snapshots
    tables: Tables
    sink: Sink
    made: Made = field(default_factory=Made)
    instances: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the key that was typed, the key of each copy by the row's name."""
    _printed: int = 0

    def blocks(self, blocks: rep.Blocks) -> rep.Blocks:
        """Return ``blocks`` with all repetitions written out."""
        same = Changes(
            lambda ref: ref, lambda ref: ref, lambda ref: ref, lambda each: each, self._outermost
        )
        return same.blocks(blocks)

    def _outermost(self, block: rep.Block) -> rep.Blocks:
        return tuple(self._each(block, (), {})) if isinstance(block, rep.Each) else (block,)

    def _each(
        self, block: rep.Each, outer: tuple[Row, ...], pointers: Mapping[str, str]
    ) -> Iterator[rep.Block]:
        """Yield the blocks of ``block``, once for each of its rows."""
        if len(outer) == _DEEPEST:
            self.sink.add(Code.REPEAT_TOO_DEEP, block.span)
            return
        rows = self.tables.rows(block, outer)
        if rows is None:
            return
        self._printed += len(rows)
        if len(rows) > _MOST_ROWS or self._printed > _MOST_PRINTED:
            most = _MOST_ROWS if len(rows) > _MOST_ROWS else _MOST_PRINTED
            found = len(rows) if len(rows) > _MOST_ROWS else self._printed
            self.sink.add(
                Code.REPEATS_TOO_OFTEN, block.span, name=block.source, found=found, most=most
            )
            return
        if not rows:
            yield from self._empty(block, outer)
        copies = (self._copy(block, (*outer, row), pointers) for row in rows)
        yield from _joined(chain.from_iterable(copies), block)

    def _empty(self, block: rep.Each, outer: tuple[Row, ...]) -> Iterator[rep.Block]:
        if block.empty is not None:
            scope = self._scope(block, outer)
            yield rep.Paragraph(scope.changes.inlines(block.empty), block.span)
            return
        inside = "·".join(row.label for row in outer) or "—"
        self.sink.add(Code.REPEAT_EMPTY, block.span, name=block.source, row=inside)
        yield rep.Paragraph((rep.Text(_NO_ROWS, block.span),), block.span)

    def _scope(self, block: rep.Each, rows: tuple[Row, ...]) -> Scope:
        return Scope(self.report, self.snapshots, rows, self.made, self.sink, block.span)

    def _copy(
        self, block: rep.Each, rows: tuple[Row, ...], outer: Mapping[str, str]
    ) -> Iterator[rep.Block]:
        scope = self._scope(block, rows)
        label = "·".join(row.label for row in rows)
        own = {key: f"{key}-{scope.suffix}" for key in _keys(block.blocks)}
        for key, new in own.items():
            self.instances.setdefault(key, {})[label] = new
        pointers = {**outer, **own}

        def pointer(ref: rep.CrossRef) -> rep.CrossRef:
            return replace(ref, key=pointers.get(ref.key, ref.key))

        def named(inner: rep.Block) -> rep.Blocks:
            if isinstance(inner, rep.Each):
                return tuple(self._each(inner, rows, pointers))
            return tuple(_with_key(inner, scope))

        changes = replace(scope.changes, pointer=pointer, block=named)
        yield from changes.blocks(block.blocks)


def _joined(copies: Iterator[rep.Block], block: rep.Each) -> Iterator[rep.Block]:
    """Yield ``copies``; where a list alone is repeated they are one list of all items."""
    made = list(copies)
    first = made[0] if made and len(block.blocks) == 1 else None
    match first:
        case rep.ListBlock():
            lists = [each for each in made if isinstance(each, rep.ListBlock)]
            items = tuple(item for each in lists for item in each.items)
            ticks = tuple(tick for each in lists for tick in each.ticks)
            yield replace(first, items=items, ticks=ticks)
        case rep.DefinitionList():
            terms = [each for each in made if isinstance(each, rep.DefinitionList)]
            yield replace(first, items=tuple(item for each in terms for item in each.items))
        case rep.KpiCards():
            groups = [each for each in made if isinstance(each, rep.KpiCards)]
            yield replace(first, cards=tuple(card for each in groups for card in each.cards))
        case _:
            yield from made


def _with_key(block: rep.Block, scope: Scope) -> Iterator[rep.Block]:
    """Yield ``block`` with a key of its own; nothing where the row has nothing to show."""
    match block:
        case rep.ChartRef():
            chart = scope.chart(block)
            yield from (chart,) if chart is not None else ()
        case rep.TableRef():
            table = scope.table(block)
            yield from (table,) if table is not None else ()
        case rep.Heading() | rep.ImageBlock() | rep.Formula() if block.key:
            yield replace(block, key=f"{block.key}-{scope.suffix}")
        case rep.PipeTable() if block.frame.key:
            frame = replace(block.frame, key=f"{block.frame.key}-{scope.suffix}")
            yield replace(block, frame=frame)
        case _:
            yield block


def _keys(blocks: rep.Blocks) -> Iterator[str]:
    """Yield what can be pointed at in ``blocks``, without repetitions inside them."""
    for block in blocks:
        match block:
            case rep.Each():
                continue
            case rep.Heading() if block.key:
                yield block.key
            case rep.ChartRef():
                yield f"fig-{block.key}"
            case rep.ImageBlock() if block.key:
                yield f"fig-{block.key}"
            case rep.TableRef():
                yield f"tbl-{block.key}"
            case rep.PipeTable() if block.frame.key:
                yield f"tbl-{block.frame.key}"
            case rep.Formula() if block.key:
                yield f"eq-{block.key}"
            case _:
                pass
        for inside in blocks_in(block):
            yield from _keys(inside)


def _with_made(report: rep.Report, repeater: _Repeater) -> rep.Report:
    """Return ``report`` with what its copies show; what only they show is no longer asked for."""
    made, walked = repeater.made, list(written_blocks(report.blocks))
    charts = {each.key for each in walked if isinstance(each, rep.ChartRef)}
    tables = {each.key for each in walked if isinstance(each, rep.TableRef)}
    charts_gone, tables_gone = set(made.copied.values()) - charts, made.tables_used - tables
    figures = {
        new: report.figures[key] for new, key in made.copied.items() if key in report.figures
    }
    return replace(
        report,
        metrics={**report.metrics, **made.metrics},
        charts={k: v for k, v in report.charts.items() if k not in charts_gone} | made.charts,
        tables={k: v for k, v in report.tables.items() if k not in tables_gone} | made.tables,
        notes={k: v for k, v in report.notes.items() if k not in made.notes_used} | made.notes,
        figures={**report.figures, **figures},
    )


class _Pointing(Struct, frozen=True):
    """Leads pointers from outside to the copy they name: ``{@fig-revenue[云计算]}``."""

    instances: Mapping[str, Mapping[str, str]]
    sink: Sink

    def report(self, report: rep.Report) -> rep.Report:
        """Return ``report`` with all its pointers."""
        changes = Changes(
            lambda ref: ref, self._pointer, lambda ref: ref, lambda each: each, lambda b: (b,)
        )
        words = changes.inlines
        return replace(
            report,
            summary=words(report.summary),
            blocks=changes.blocks(report.blocks),
            notes={
                label: replace(note, content=words(note.content), more=changes.blocks(note.more))
                for label, note in report.notes.items()
            },
        )

    def _pointer(self, ref: rep.CrossRef) -> rep.CrossRef:
        key, bracket, rest = ref.key.partition("[")
        copies = self.instances.get(key.strip())
        if copies is None:
            return ref
        row = rest.rpartition("]")[0].strip()
        ends = [new for label, new in copies.items() if label == row or label.endswith(f"·{row}")]
        if bracket and len(ends) == 1:
            return replace(ref, key=ends[0])
        known = "、".join(f"{{@{key}[{label}]}}" for label in copies)
        close = nearest(row, copies) if row else next(iter(copies))
        self.sink.add(
            Code.REPEATED_TARGET, ref.span, key=ref.key, known=known, nearest=close or "—"
        )
        return replace(ref, key=next(iter(copies.values())))  # one fault, one finding
