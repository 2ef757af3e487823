"""The manifest of a document: what it says, and where each number of it comes from."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.model import document as doc
from reportgen.model.chart import Chart
from reportgen.model.facts import Facts, Origin, Snapshot
from reportgen.model.manifest import (
    MANIFEST_VERSION,
    BoundSpan,
    ChartRecord,
    FileUse,
    Manifest,
    MetricRecord,
    NumberRecord,
    OriginRecord,
    SeriesRecord,
    SourceRecord,
    TextKind,
    TextRecord,
    WordsRecord,
)
from reportgen.model.origins import Origins
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.model.walk import printed_blocks
from reportgen.trace.texts import places_of, texts_of
from reportgen.trace.written import Written
from reportgen.zh.calendar import period_words

BOOKMARK = "_rgm_"
_ON_COVER = (TextKind.TITLE, TextKind.SUBTITLE, TextKind.WATERMARK)


class Ground(Struct, frozen=True):
    """What a document was resolved from, and how its words came to be."""

    report: Report
    facts: Facts
    origins: Origins = field(default_factory=Origins)


def manifest_of(document: doc.Document, ground: Ground) -> Manifest:
    """Return what ``document`` says, before any file is made of it."""
    facts = ground.facts
    written = Written(ground.origins, ground.report)
    origins = _Origins(facts, written)
    told = tuple(texts_of(document, written))
    texts = tuple(_with_titles(told, document.numbers, facts.period))
    metrics = tuple(_metrics(facts, origins))
    numbers = tuple(_numbers(document.numbers, texts, origins))
    charts = tuple(_charts(document, facts, origins))
    words = tuple(_words(facts, origins))
    return Manifest(
        version=MANIFEST_VERSION,
        report=document.id,
        title=document.cover.title,
        period=str(facts.period or ""),
        date=document.date.isoformat(),
        built_at="",
        files=(),
        sources=tuple(_sources(ground)),
        origins=tuple(origins.records),
        metrics=metrics,
        numbers=numbers,
        places=tuple(places_of(document, written)),
        texts=texts,
        charts=charts,
        words=words,
    )


def _with_titles(
    texts: Sequence[TextRecord], numbers: Sequence[doc.PlacedNumber], period: Period | None
) -> Iterator[TextRecord]:
    """Yield ``texts``; a title bears no marks: what the data say in it is found by its words."""
    placed = {number for text in texts for number in text.numbers}
    loose = [number for number in range(len(numbers)) if number not in placed]
    periods = [period, period.previous(), period.year_ago()] if period else []
    names = [period_words(each) for each in periods]
    for text in texts:
        if text.kind not in _ON_COVER:
            yield text
            continue
        found, at = [], 0
        while loose and (start := text.text.find(numbers[loose[0]].text, at)) >= 0:
            at = start + len(numbers[loose[0]].text)
            found.append(BoundSpan(loose.pop(0), start, at))
        for name in names:
            start = text.text.find(name)
            if start >= 0:
                found.append(BoundSpan(None, start, start + len(name)))
        yield replace(text, bound=tuple(sorted(found, key=lambda each: each.start)))


class _Origins:
    """Keeps each origin once: all numbers of a column share theirs."""

    def __init__(self, facts: Facts, written: Written) -> None:
        self.written = written
        self._metrics = {metric.key: metric.origin for metric in facts.metrics.values()}
        self._places: dict[tuple[object, ...], int] = {}
        self._behind: dict[str, dict[FileUse, None]] = {}
        self.records: list[OriginRecord] = []

    def place(self, origin: Origin) -> int:
        """Return where ``origin`` is kept."""
        what = origin.kind, origin.source, origin.digest, origin.formula, origin.rows
        key = (*what, origin.inputs, origin.evidence, origin.page, origin.retrieved)
        if key not in self._places:
            self._places[key] = len(self.records)
            self.records.append(self._record(origin))
        return self._places[key]

    def _record(self, origin: Origin) -> OriginRecord:
        return OriginRecord(
            kind=origin.kind,
            source=origin.source,
            sha256=origin.digest,
            formula=origin.formula,
            rows=origin.rows,
            inputs=origin.inputs,
            files=tuple(self._files(origin)) if origin.inputs else (),
            evidence=origin.evidence,
            page=origin.page,
            retrieved=origin.retrieved,
            written=self.written.shown(origin.span),
        )

    def _files(self, origin: Origin) -> dict[FileUse, None]:
        """Return the files behind ``origin``, each once."""
        found: dict[FileUse, None] = {}
        if not origin.inputs and origin.source:
            found[FileUse(origin.source, origin.digest)] = None
        for name in origin.inputs:
            if name not in self._behind:
                self._behind[name] = {}  # a circle has been refused; this only keeps it finite
                inner = self._metrics.get(name)
                self._behind[name] = self._files(inner) if inner is not None else {}
            found |= self._behind[name]
        return found


def _numbers(
    numbers: Sequence[doc.PlacedNumber], texts: Sequence[TextRecord], origins: _Origins
) -> Iterator[NumberRecord]:
    at = {number: place for place, text in enumerate(texts) for number in text.numbers}
    for number, each in enumerate(numbers):
        place = at.get(number)
        is_named = each.origin.kind != "column" and place is not None
        has_run = is_named and texts[place or 0].kind not in _ON_COVER
        yield NumberRecord(
            number=number,
            bookmark=f"{BOOKMARK}{number}" if has_run else "",
            metric=each.metric,
            value=each.value,
            unit=each.unit.name,
            text=each.text,
            rounding=each.rounding,
            period=str(each.period or ""),
            place=each.place,
            at=place,
            origin=origins.place(each.origin),
            written=origins.written.number(number),
        )


def _metrics(facts: Facts, origins: _Origins) -> Iterator[MetricRecord]:
    for metric in sorted(facts.metrics.values(), key=lambda each: each.key):
        yield MetricRecord(
            name=metric.name,
            label=metric.label,
            period=str(metric.period or ""),
            value=metric.value,
            unit=metric.unit.name,
            origin=origins.place(metric.origin),
        )


def _words(facts: Facts, origins: _Origins) -> Iterator[WordsRecord]:
    """Yield the metrics that are words, as far as they are printed."""
    told = set()
    for _, said in sorted(facts.wordings.items()):
        key = said.metric, str(said.period or "")
        if said.metric and said.value is None and said.origin is not None and key not in told:
            told.add(key)
            yield WordsRecord(*key, said.text, origins.place(said.origin))


def _sources(ground: Ground) -> Iterator[SourceRecord]:
    specs = ground.report.sources
    for name, snapshot in sorted(ground.facts.snapshots.items()):
        spec = specs.get(name)
        yield SourceRecord(
            name=name,
            path=snapshot.path,
            sha256=snapshot.digest,
            rows=_row_count(snapshot),
            columns=tuple(column.header for column in snapshot.columns),
            query=spec.query if spec else "",
            inputs=spec.inputs if spec else (),
            period_column=snapshot.period_column,
        )


def _row_count(snapshot: Snapshot) -> int | None:
    return len(snapshot.rows) if snapshot.large is None else None


def _charts(document: doc.Document, facts: Facts, origins: _Origins) -> Iterator[ChartRecord]:
    known = {f"fig-{key}": chart.origin for key, chart in facts.charts.items()}
    for block in printed_blocks(document.body):
        if isinstance(block, doc.Figure) and isinstance(block.content, Chart):
            origin = known.get(block.anchor)
            place = origins.place(origin) if origin is not None else None
            yield _chart(block.anchor, block.content, place)


def _chart(anchor: str, chart: Chart, origin: int | None) -> ChartRecord:
    series = (
        SeriesRecord(each.label, each.unit.name, each.kind, each.values, each.panel)
        for each in chart.series
    )
    return ChartRecord(anchor, chart.kind.value, chart.categories, tuple(series), origin)
