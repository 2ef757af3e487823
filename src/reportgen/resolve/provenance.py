"""数据来源与口径: every metric that is printed, how it is computed, and the files behind it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import Facts, Origin
from reportgen.model.report import Align
from reportgen.model.walk import printed_blocks
from reportgen.resolve.inlines import InlineResolver
from reportgen.resolve.method_words import method_words, metric_words
from reportgen.resolve.references import source_name
from reportgen.resolve.source_rows import Key, SourceRows
from reportgen.zh.calendar import date_words, period_words

ANCHOR = "sec-provenance"
_TITLE = "数据来源与口径"
_METRICS = "注：数值与正文所印相同。"
_FILES = "注：校验码是文件SHA-256值的前16位。"
_NOTHING = "—"
_HASH = 16
_LAST = 4
"""The column of numbers."""
_METRIC_WIDTHS = (20, 24, 22, 19, 15)
_FILE_WIDTHS = (15, 22, 27, 27, 9)


def provenance(
    report: src.Report, facts: Facts, printed: doc.Blocks, inlines: InlineResolver
) -> doc.Blocks:
    """Return the list of sources of all that ``printed`` and the cover say; nothing without any."""
    rows, inlines.sources = inlines.sources, None
    if rows is None:
        return ()
    maker = _Maker(report, facts, inlines, rows)
    metrics = tuple(maker.metrics())
    files = tuple(maker.files(printed))
    if not metrics and not files:
        return ()
    blocks: list[doc.Block] = [doc.Heading(1, "", (doc.Run(_TITLE),), ANCHOR)]
    if metrics:
        heads = ("指标", "口径", "来源", "期间", "数值")
        blocks.append(_table(heads, metrics, "metrics", _METRIC_WIDTHS, _METRICS))
    if files:
        heads = ("数据", "文件", "用于", "校验码", "行数")
        blocks.append(_table(heads, files, "files", _FILE_WIDTHS, _FILES))
    return tuple(blocks)


class _Use(Struct):
    """Where a source or a file is used."""

    rows: int | None
    path: str
    digest: str
    places: dict[str, None]


class _Maker(Struct, frozen=True):
    """Makes the rows of one report."""

    report: src.Report
    facts: Facts
    inlines: InlineResolver
    rows: SourceRows

    def metrics(self) -> Iterator[doc.Row]:
        """Yield a row for each metric at each period; what they share is one cell."""
        for keys in self.rows.by_metric().values():
            made = [self._cells(key) for key in keys]
            shared = [all(row[at] == made[0][at] for row in made) for at in range(len(made[0]))]
            for number, (key, cells) in enumerate(zip(keys, made, strict=True)):
                kept = tuple(
                    _cell(content, rows=len(made) if shared[at] else 1, at=at)
                    for at, content in enumerate(cells)
                    if number == 0 or not shared[at]
                )
                yield doc.Row(kept, anchor=self.rows.anchors[key])

    def _cells(self, key: Key) -> tuple[doc.Pieces, ...]:
        said = self.rows.said[key]
        number, metrics = said[0], self.report.metrics
        period = period_words(number.period) if number.period else _NOTHING
        values: list[doc.Piece] = []
        for each in said:
            values += [doc.LineBreak()] if values else []
            values.append(self.inlines.placed(each, f"{ANCHOR}-metrics"))
        return (
            (doc.Run(metric_words(number, metrics)),),
            (method_words(number, metrics),),
            tuple(self._source(number.origin)),
            (doc.Run(period, is_bound=number.period is not None),),
            tuple(values),
        )

    def _source(self, origin: Origin) -> Iterator[doc.Piece]:
        """Yield the files behind a number, and the works that vouch for typed ones."""
        behind = self._behind(origin)
        files = dict.fromkeys(each.source for each in behind if each.source)
        words = "、".join(files)
        cited = {each.evidence: each for each in behind if each.evidence}
        if words or not cited:
            yield doc.Run(words or _NOTHING)
        for number, each in enumerate(cited.values()):
            if words or number:
                yield doc.Run("、")
            yield from self._work(each, is_own=not origin.inputs)

    def _work(self, origin: Origin, *, is_own: bool) -> Iterator[doc.Piece]:
        """Yield the work that vouches for a typed number, with the page, and the day in its row."""
        reference = self.report.references[origin.evidence]
        page = origin.page if not origin.page.isdigit() else f"第{origin.page}页"
        yield doc.Run(source_name(reference) or reference.key)
        key = src.CiteKey(reference.key, page, origin.span)
        yield from self.inlines.citations.marks(src.CiteRef((key,), origin.span))
        if origin.retrieved and is_own:
            taken = dt.date.fromisoformat(origin.retrieved)
            yield doc.Run(f"，{date_words(taken)}取得")

    def _behind(self, origin: Origin) -> list[Origin]:
        """Return ``origin``, or those of all metrics it is made of."""
        if not origin.inputs:
            return [origin]
        known = {metric.key: metric.origin for metric in self.facts.metrics.values()}
        inner = (known[name] for name in origin.inputs if name in known)
        return [each for made in inner for each in self._behind(made)]

    # ---- files -------------------------------------------------------------------------------

    def files(self, printed: doc.Blocks) -> Iterator[doc.Row]:
        """Yield a row for each source that is used, and where.

        In a report for one row of a table, how many rows there are is the others' business.
        """
        is_one_of_many = self.report.row is not None
        for name, use in self._uses(printed).items():
            rows = _NOTHING if use.rows is None or is_one_of_many else f"{use.rows:,}"
            places = "、".join(use.places)
            digest = "" if is_one_of_many else use.digest[:_HASH]
            code = doc.Run(digest or _NOTHING, code=bool(digest), is_bound=True)
            words = [doc.Run(each) for each in (name, use.path, places)]
            cells = enumerate((*words, code, doc.Run(rows, is_bound=True)))
            yield doc.Row(tuple(_cell((each,), at=at) for at, each in cells))

    def _uses(self, printed: doc.Blocks) -> dict[str, _Use]:
        found: dict[str, _Use] = {}
        for keys in self.rows.by_metric().values():
            self._use(self.rows.said[keys[0]][0].origin, "指标", found)
        for block in printed_blocks(printed):
            match block:
                case doc.Figure(anchor=anchor) if anchor.startswith("fig-"):
                    chart = self.facts.charts.get(anchor.removeprefix("fig-"))
                    if chart is not None:
                        self._use(chart.origin, block.caption.label, found)
                case doc.Table(anchor=anchor, caption=doc.Caption() as caption):
                    table = self.facts.tables.get(anchor.removeprefix("tbl-"))
                    if table is not None:
                        self._use(table.origin, caption.label, found)
                case _:
                    pass
        return found

    def _use(self, origin: Origin, place: str, found: dict[str, _Use]) -> None:
        for each in self._behind(origin):
            if each.source:
                self._use_file(each, place, found)

    def _use_file(self, origin: Origin, place: str, found: dict[str, _Use]) -> None:
        for name, snapshot in self.facts.snapshots.items():
            if (snapshot.path, snapshot.digest) == (origin.source, origin.digest):
                rows = len(snapshot.rows) if snapshot.large is None else None
                use = found.setdefault(name, _Use(rows, snapshot.path, snapshot.digest, {}))
                use.places[place] = None
                return
        cells = found.setdefault(origin.source, _Use(None, origin.source, origin.digest, {}))
        cells.places[place] = None


def _cell(content: doc.Pieces, *, rows: int = 1, at: int) -> doc.Cell:
    align = Align.END if at == _LAST else Align.START
    return doc.Cell(content, align, rows=rows, is_head=at == 0)


def _table(
    heads: Sequence[str], rows: tuple[doc.Row, ...], name: str, widths: Sequence[int], note: str
) -> doc.Table:
    cells = tuple(_cell((doc.Run(head),), at=at) for at, head in enumerate(heads))
    head = doc.Row(tuple(doc.Cell(each.content, each.align) for each in cells))
    shares = tuple(Decimal(width) / 100 for width in widths)
    notes = ((doc.Run(note),),)
    return doc.Table(None, "", (head,), rows, (), f"{ANCHOR}-{name}", notes, shares)
