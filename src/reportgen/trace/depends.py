"""What a thing of an issue is made of, and what is made of it."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from reportgen.model.dependence import Dependence, Need, ThingKind, Use
from reportgen.model.difference import Place
from reportgen.model.manifest import (
    Manifest,
    MetricRecord,
    NumberRecord,
    OriginRecord,
    PlaceRecord,
    SourceRecord,
    TextKind,
    TextRecord,
    WordsRecord,
)
from reportgen.model.pattern import pattern
from reportgen.model.period import Period
from reportgen.trace.difference import LIST_OF_SOURCES
from reportgen.trace.effects import printed

_Told: TypeAlias = MetricRecord | WordsRecord
_NAME = pattern(r"[^\W\d]\w*")
_MOST_WORDS = 24
_KINDS = {"fig-": ThingKind.CHART, "tbl-": ThingKind.TABLE, "table-": ThingKind.TABLE}


class Graph:
    """The dependences of one issue."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._told: tuple[_Told, ...] = (*manifest.metrics, *manifest.words)
        self._metrics = {_key(each): each for each in self._told}
        self._places = {each.anchor: each for each in manifest.places}

    # ---- what is meant -----------------------------------------------------------------------

    def names(self) -> Iterator[str]:
        """Yield what can be asked for, for who asked for something else."""
        for metric in self._told:
            yield from (metric.name, _label(metric), _key(metric))
        for place in self._manifest.places:
            yield from (place.label, place.anchor)
        for source in self._manifest.sources:
            yield from (source.name, source.path)

    def found(self, word: str) -> tuple[Dependence, ...]:
        """Return what ``word`` means: a label, a metric, a source, a line, a printed number."""
        asked = (self._placed, self._measured, self._sourced, self._written, self._printed)
        return next((found for each in asked if (found := tuple(each(word)))), ())

    def _placed(self, word: str) -> Iterator[Dependence]:
        for place in self._manifest.places:
            whole = f"{place.label} {place.words}".strip()
            key = place.anchor.partition("-")[2]
            if word and word in {place.label, place.anchor, place.words, whole, key}:
                yield self._place(place)

    def _measured(self, word: str) -> Iterator[Dependence]:
        name, _, asked = word.partition("@")
        period = str(Period.parse(asked) or asked)
        found = [each for each in self._told if name in {each.name, _label(each)}]
        now = [each for each in found if each.period == self._manifest.period]
        wanted = [each for each in found if each.period == period] if asked else now or found
        yield from map(self._metric, wanted)

    def _sourced(self, word: str) -> Iterator[Dependence]:
        for source in self._manifest.sources:
            if word == source.name or (word == source.path and not source.query):
                yield self._source(source)

    def _written(self, word: str) -> Iterator[Dependence]:
        for text in self._manifest.texts:
            if text.written and word == text.written:
                yield Dependence(
                    ThingKind.TEXT,
                    _short(text.text),
                    place=self._where(text),
                    written=text.written,
                    needs=tuple(self._of_texts([text])),
                )

    def _printed(self, word: str) -> Iterator[Dependence]:
        for number in self._manifest.numbers:
            if number.text == word:
                yield Dependence(
                    ThingKind.NUMBER,
                    word,
                    value=f"{number.value}{number.unit}",
                    place=self._at(number),
                    written=number.written,
                    needs=tuple(self._of_numbers([number])),
                )

    # ---- things ------------------------------------------------------------------------------

    def _metric(self, metric: _Told) -> Dependence:
        need = self._need(_key(metric), set())
        return Dependence(
            ThingKind.METRIC,
            _key(metric),
            value=_value(metric, self._manifest),
            written=self._origin(metric.origin).written,
            needs=(need,),
            uses=tuple(self._uses(metric)),
        )

    def _place(self, place: PlaceRecord) -> Dependence:
        kind = next((k for start, k in _KINDS.items() if place.anchor.startswith(start)), None)
        texts = [each for each in self._manifest.texts if each.place == place.anchor]
        needs = list(self._of_names(place.needs))
        needs += (
            self._leaf(self._origin(chart.origin))
            for chart in self._manifest.charts
            if chart.anchor == place.anchor and chart.origin is not None
        )
        needs += self._of_texts(texts)
        return Dependence(
            kind or ThingKind.SECTION,
            f"{place.label} {place.words}".strip(),
            place=Place(TextKind.HEADING, place.label, place.words, page=place.page),
            written=place.written,
            needs=_once(needs),
        )

    def _source(self, source: SourceRecord) -> Dependence:
        needs = (
            Need("source", each.path, each.name)
            for each in self._manifest.sources
            if each.name in source.inputs
        )
        return Dependence(
            ThingKind.SOURCE,
            source.name,
            value=", ".join(source.columns),
            written=source.path,
            needs=tuple(needs),
            uses=tuple(self._uses_of(source)),
        )

    # ---- what it is made of ------------------------------------------------------------------

    def _need(self, key: str, above: set[str]) -> Need:
        metric = self._metrics.get(key)
        if metric is None or key in above:
            return Need("metric", key)
        origin = self._origin(metric.origin)
        inputs = (self._need(each, {*above, key}) for each in origin.inputs)
        needs = tuple(inputs) if origin.inputs else (self._leaf(origin, metric.period),)
        words = origin.formula if origin.inputs else ""
        value = _value(metric, self._manifest)
        return Need("metric", key, words, value, origin.written, needs=needs)

    def _leaf(self, origin: OriginRecord, period: str = "") -> Need:
        name = f"{origin.source}@{period}" if period and origin.source else origin.source
        name = name or origin.evidence
        if origin.inputs:
            needs = tuple(self._need(each, set()) for each in origin.inputs)
            return Need(origin.kind, name, origin.formula, written=origin.written, needs=needs)
        made = self._made_source(origin)
        if made is not None:
            below = Need("source", origin.source, made.query)
            words = origin.formula
            return Need(origin.kind, made.name, words, written=origin.written, needs=(below,))
        words, rows = origin.formula, origin.rows
        return Need(origin.kind, name, words, written=origin.written, rows=rows)

    def _of_texts(self, texts: Iterable[TextRecord]) -> Iterator[Need]:
        texts = list(texts)
        numbers = [self._manifest.numbers[each] for text in texts for each in text.numbers]
        yield from self._of_numbers(numbers)
        said = {number.metric.partition("|")[0] for number in numbers}
        names = (name for text in texts for name in text.needs if name not in said)
        yield from self._of_names(names)

    def _of_numbers(self, numbers: Iterable[NumberRecord]) -> tuple[Need, ...]:
        found = []
        for number in numbers:
            key = f"{number.metric}@{number.period}" if number.period else number.metric
            if key in self._metrics:
                found.append(self._need(key, set()))
            else:
                found.append(self._leaf(self._origin(number.origin)))
        return _once(found)

    def _of_names(self, names: Iterable[str]) -> Iterator[Need]:
        for name in dict.fromkeys(names):
            periods = [each for each in self._told if each.name == name]
            now = [each for each in periods if each.period == self._manifest.period]
            yield from (self._need(_key(each), set()) for each in now or periods)
            if not periods:
                yield Need("metric", name)

    # ---- what is made of it ------------------------------------------------------------------

    def _uses(self, metric: _Told) -> Iterator[Use]:
        key = _key(metric)
        for other in self._manifest.metrics:
            origin = self._origin(other.origin)
            if key in origin.inputs:
                yield Use(ThingKind.METRIC, _key(other), written=origin.written)
        told = set()
        for number in self._manifest.numbers:
            if number.place.startswith(LIST_OF_SOURCES):
                continue  # it repeats what the text says
            is_own = (number.metric, number.period) == (metric.name, metric.period)
            if is_own or key in self._origin(number.origin).inputs:
                told.add(number.at)
                yield Use(ThingKind.NUMBER, number.text, self._at(number), number.written)
        for at, text in enumerate(self._manifest.texts):
            said = {self._manifest.numbers[n].metric.partition("|")[0] for n in text.numbers}
            if at not in told and metric.name in text.needs and metric.name not in said:
                yield Use(ThingKind.TEXT, _short(text.text), self._where(text), text.written)

    def _uses_of(self, source: SourceRecord) -> Iterator[Use]:
        """Yield the metrics, charts and tables that are made of ``source``."""
        for metric in self._told:
            origin = self._origin(metric.origin)
            if self._is_from(origin, source):
                yield Use(ThingKind.METRIC, _key(metric), written=origin.written)
        anchors: dict[str, ThingKind] = {}
        for chart in self._manifest.charts:
            if chart.origin is not None and self._is_from(self._origin(chart.origin), source):
                anchors[chart.anchor] = ThingKind.CHART
        for number in self._manifest.numbers:
            kind = _KINDS.get(f"{number.place.partition('-')[0]}-")
            if kind is not None and self._is_from(self._origin(number.origin), source):
                anchors.setdefault(number.place, kind)
        for anchor, kind in anchors.items():
            place = self._places.get(anchor)
            if place is not None:
                where = Place(TextKind.HEADING, place.label, place.words, page=place.page)
                yield Use(kind, place.words, where, place.written)

    def _is_from(self, origin: OriginRecord, source: SourceRecord) -> bool:
        if source.query:
            return self._made_source(origin) == source
        return source.path in {origin.source, *(each.path for each in origin.files)}

    def _made_source(self, origin: OriginRecord) -> SourceRecord | None:
        """Return the source made by a query that ``origin`` speaks of: it goes by its file, too."""
        named = set(_NAME.findall(origin.formula))
        sources = [each for each in self._manifest.sources if each.path == origin.source]
        plain = {_plain(head) for each in sources if not each.query for head in each.columns}
        for each in sources:
            if each.query and named & {_plain(head) for head in each.columns} - plain:
                return each
        return None

    def _origin(self, number: int) -> OriginRecord:
        return self._manifest.origins[number]

    def _at(self, number: NumberRecord) -> Place:
        if number.at is not None:
            return self._where(self._manifest.texts[number.at])
        return Place(TextKind.TITLE, "", "")

    def _where(self, text: TextRecord) -> Place:
        found = self._places.get(text.place)
        if found is None:
            return Place(text.kind, "", "", written=text.written)
        written = text.written or found.written
        return Place(text.kind, found.label, found.words, "", found.page, written)


def _key(metric: _Told) -> str:
    return f"{metric.name}@{metric.period}" if metric.period else metric.name


def _plain(head: str) -> str:
    """Return the head of a column without its unit."""
    whole = head.partition("（")[0] if head.endswith("）") else head.rpartition("_")[0]
    return whole or head


def _label(metric: _Told) -> str:
    return metric.label if isinstance(metric, MetricRecord) else metric.name


def _value(metric: _Told, manifest: Manifest) -> str:
    if isinstance(metric, WordsRecord):
        return metric.text
    said = printed(metric, manifest)
    plain = f"{metric.value.normalize():f}"
    whole = plain if len(plain) <= _MOST_WORDS else f"{metric.value:.6g}"
    value = f"{whole}{metric.unit}"
    return f"{said}（{value}）" if said and said != value else value


def _short(words: str) -> str:
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"


def _once(needs: Iterable[Need]) -> tuple[Need, ...]:
    return tuple(dict.fromkeys(needs))
