"""The manifest of a document: what it says, and where each number of it comes from."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
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
)
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.model.walk import printed_blocks
from reportgen.trace.texts import places_of, texts_of
from reportgen.zh.calendar import period_words

BOOKMARK = "_rgm_"
_ON_COVER = (TextKind.TITLE, TextKind.SUBTITLE, TextKind.WATERMARK)


class Ground(Struct, frozen=True):
    """What a document was resolved from."""

    report: Report
    facts: Facts


def manifest_of(document: doc.Document, ground: Ground) -> Manifest:
    """Return what ``document`` says, before any file is made of it."""
    facts = ground.facts
    metrics = tuple(_metrics(facts))
    texts = tuple(_with_titles(tuple(texts_of(document)), document.numbers, facts.period))
    return Manifest(
        version=MANIFEST_VERSION,
        report=document.id,
        title=document.cover.title,
        period=str(facts.period or ""),
        date=document.date.isoformat(),
        built_at="",
        files=(),
        sources=tuple(_sources(ground)),
        metrics=metrics,
        numbers=tuple(_numbers(document.numbers, texts, _Files(metrics))),
        places=tuple(places_of(document)),
        texts=texts,
        charts=tuple(_charts(document, facts)),
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


class _Files:
    """Finds the files behind a number, through the metrics that an expression is made of."""

    def __init__(self, metrics: Sequence[MetricRecord]) -> None:
        self._metrics = {_key(each): each.origin for each in metrics}
        self._known: dict[str, dict[FileUse, None]] = {}

    def behind(self, origin: OriginRecord) -> dict[FileUse, None]:
        """Return the files, each once."""
        found: dict[FileUse, None] = {}
        if not origin.inputs and origin.source:
            found[FileUse(origin.source, origin.sha256)] = None
        for name in origin.inputs:
            if name not in self._known:
                self._known[name] = {}  # a circle has been refused; this only keeps it finite
                inner = self._metrics.get(name)
                self._known[name] = self.behind(inner) if inner is not None else {}
            found |= self._known[name]
        return found


def _numbers(
    numbers: Sequence[doc.PlacedNumber], texts: Sequence[TextRecord], files: _Files
) -> Iterator[NumberRecord]:
    at = {number: place for place, text in enumerate(texts) for number in text.numbers}
    for number, each in enumerate(numbers):
        origin = _origin(each.origin)
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
            origin=origin,
            files=tuple(files.behind(origin)),
        )


def _metrics(facts: Facts) -> Iterator[MetricRecord]:
    for metric in sorted(facts.metrics.values(), key=lambda each: each.key):
        yield MetricRecord(
            name=metric.name,
            label=metric.label,
            period=str(metric.period or ""),
            value=metric.value,
            unit=metric.unit.name,
            origin=_origin(metric.origin),
        )


def _key(metric: MetricRecord) -> str:
    return f"{metric.name}@{metric.period}" if metric.period else metric.name


def _origin(origin: Origin) -> OriginRecord:
    return OriginRecord(
        kind=origin.kind,
        source=origin.source,
        sha256=origin.digest,
        formula=origin.formula,
        rows=origin.rows,
        inputs=origin.inputs,
        evidence=origin.evidence,
        page=origin.page,
        retrieved=origin.retrieved,
    )


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
        )


def _row_count(snapshot: Snapshot) -> int | None:
    return len(snapshot.rows) if snapshot.large is None else None


def _charts(document: doc.Document, facts: Facts) -> Iterator[ChartRecord]:
    for block in printed_blocks(document.body):
        if isinstance(block, doc.Figure) and isinstance(block.content, Chart):
            yield _chart(block.anchor, block.content, _chart_origins(facts))


def _chart_origins(facts: Facts) -> Mapping[str, OriginRecord]:
    return {f"fig-{key}": _origin(chart.origin) for key, chart in facts.charts.items()}


def _chart(anchor: str, chart: Chart, origins: Mapping[str, OriginRecord]) -> ChartRecord:
    series = (
        SeriesRecord(each.label, each.unit.name, each.kind, each.values, each.panel)
        for each in chart.series
    )
    return ChartRecord(
        anchor, chart.kind.value, chart.categories, tuple(series), origins.get(anchor)
    )
