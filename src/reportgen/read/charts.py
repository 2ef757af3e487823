"""Charts: from checked nodes to what compute and resolve take."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Sink
from reportgen.model.chart_options import (
    OPEN,
    AxisRange,
    ChartKind,
    Labels,
    LegendPlace,
)
from reportgen.model.length import Length, mm
from reportgen.model.report import (
    AnnotationSpec,
    BandSpec,
    ChartSpec,
    ChartWishes,
    MadeColumn,
    NamedPlace,
    SeriesSpec,
    TargetSpec,
)
from reportgen.read import yaml_tree as tree
from reportgen.read.chart_rules import COLUMNS, NOT_IN_PANELS, POSITIONS, SERIES_KIND, honours
from reportgen.read.check import number_of
from reportgen.read.declarations import (
    SourceDeclaration,
    Sources,
    label_of,
    markdown,
    named,
)
from reportgen.read.frames import has_one_recipe, made_column, read_frame
from reportgen.read.words import read_format, read_unit

_SHORTEST, _TALLEST = 30, 220
_HORIZONTAL = "horizontal"
_ROLES = ("size", "points", "group", "facet", "volume")
_OPEN_END = {"auto", "自动"}
_TARGET = "目标"
_TWO = 2


def read_charts(
    node: tree.Mapping | None, sources: Sources, sink: Sink, *, are_native: bool = True
) -> dict[str, ChartSpec]:
    """Return the declared charts; ``are_native`` holds for those that do not say so themselves."""
    found = {}
    for key, entry, fields in named(node):
        kind = fields.word("kind")
        if not kind:
            continue  # what is wrong with it was found by the check
        reader = _Reader(
            key, ChartKind("bar" if kind == _HORIZONTAL else kind), entry, fields, sink, are_native
        )
        spec = replace(reader, fields=reader.honoured()).chart(sources)
        if spec is not None:
            found[key] = spec
    return found


class _Reader(Struct, frozen=True):
    """Reads one chart."""

    key: str
    kind: ChartKind
    entry: tree.Entry
    fields: tree.Mapping
    sink: Sink
    are_native: bool
    """Unless it says so itself."""

    def chart(self, sources: Sources) -> ChartSpec | None:
        """Return the chart, or nothing when there is a finding instead."""
        fields, sink, kind = self.fields, self.sink, self.kind
        if not self._has_needed(kind):
            return None
        source = fields.word("from")
        series = tuple(self._series(kind, sources, source))
        if kind is not ChartKind.FIGURE and not self._has_columns(kind, series):
            return None
        return ChartSpec(
            key=self.key,
            kind=kind,
            source=source,
            x=fields.word("x"),
            series=series,
            unit=read_unit(fields, "unit", sink),
            secondary_unit=read_unit(fields, "secondary_unit", sink),
            format=read_format(fields, sink),
            title=markdown(fields, "title", sink),
            cite=markdown(fields, "cite", sink),
            alt=fields.word("alt"),
            span=self.entry.key.span,
            wishes=self._wishes(),
            frame=read_frame(fields, tuple(self._made(sources.get(source))), sink),
            split=fields.word("split"),
        )

    # ---- what a kind needs, and what it does not know -------------------------------------

    def _has_needed(self, kind: ChartKind) -> bool:
        """Tell whether all that ``kind`` cannot do without is there."""
        needed = {"alt": "替代文字"} if kind is ChartKind.FIGURE else {"from": "来源", "x": "x"}
        if kind is not ChartKind.FIGURE:
            needed |= {"y": "y"}
        missing = [name for name in needed if self.fields.get(name) is None]
        for name in missing:
            words = name if needed[name] == name else f"{name} / {needed[name]}"
            place = f"charts.{self.key}"
            self.sink.add(Code.MISSING_KEY, self.fields.span, key=words, place=place)
        return not missing

    def _has_columns(self, kind: ChartKind, series: tuple[SeriesSpec, ...]) -> bool:
        fewest, most, words = COLUMNS[kind]
        count = len(self.fields.listing("y"))
        if fewest <= count <= most:
            return len(series) >= count
        node = self.fields.entries["y"].key
        self.sink.add(
            Code.CHART_COLUMNS, node.span, key=self.key, kind=kind, expected=words, found=count
        )
        return False

    def honoured(self) -> tree.Mapping:
        """Return the keys that this kind of chart honours; the others are findings."""
        entries = self.fields.entries
        has_panels = "facet" in entries and honours(self.kind, "facet")
        kept = {}
        for name, entry in entries.items():
            is_lost = has_panels and name in NOT_IN_PANELS
            lies = name == "facet" and self.fields.word("kind") == _HORIZONTAL
            if not is_lost and not lies and honours(self.kind, name):
                kept[name] = entry
                continue
            shown = "facet" if is_lost else _HORIZONTAL if lies else self.kind
            span, typed = entry.key.span, entry.key.text
            self.sink.add(Code.OPTION_NOT_FOR_KIND, span, option=typed, kind=shown)
        return tree.Mapping(kept, self.fields.span)

    # ---- data -------------------------------------------------------------------------------

    def _series(self, kind: ChartKind, sources: Sources, source: str) -> Iterator[SeriesSpec]:
        declared = sources.get(source)
        positions = POSITIONS.get(kind, ())
        for number, node in enumerate(self.fields.listing("y")):
            role = SERIES_KIND.get(kind, "value")
            if positions:
                role = positions[min(number, len(positions) - 1)]
            own_axis = number + 1 if kind is ChartKind.SPARK else 1  # a scale a row
            if isinstance(node, tree.Mapping):
                if not has_one_recipe(node, self.sink):
                    continue
                column = node.word("column")
                label = node.word("label", label_of(declared, column))
                made = made_column(node, label_of(declared, column))
                if made is not None and not self.fields.word("split"):
                    column, label = made.name, made.label
                if kind is ChartKind.COMBO:
                    role, own_axis = node.word("kind", role), int(node.word("axis", "1"))
                else:
                    self._refuse_in_series(node)
                if column:
                    yield SeriesSpec(column, label, role, own_axis, node.span)
            elif isinstance(node, tree.Scalar):
                label = label_of(declared, node.text)
                yield SeriesSpec(node.text, label, role, own_axis, node.span)

    def _made(self, declared: SourceDeclaration | None) -> Iterator[MadeColumn]:
        """Yield the columns that are to be computed."""
        for node in self.fields.listing("y"):
            if isinstance(node, tree.Mapping):
                made = made_column(node, label_of(declared, node.word("column")))
                if made is None:
                    continue
                yield made
                if self.fields.word("split"):
                    option, kind = made.making, "split / 系列列"
                    self.sink.add(Code.OPTION_NOT_FOR_KIND, made.span, option=option, kind=kind)

    def _refuse_in_series(self, node: tree.Mapping) -> None:
        """Report what only series of a combined chart may say of themselves."""
        for name in ("kind", "axis"):
            entry = node.entries.get(name)
            if entry is not None:
                span, typed = entry.key.span, entry.key.text
                self.sink.add(Code.OPTION_NOT_FOR_KIND, span, option=typed, kind=self.kind)

    # ---- looks ------------------------------------------------------------------------------

    def _wishes(self) -> ChartWishes:
        fields = self.fields
        return ChartWishes(
            is_horizontal=_HORIZONTAL in (fields.word("kind"), fields.word("layout")),
            sort=fields.word("sort").replace("none", ""),
            is_reversed=self._yes("reverse"),
            labels=Labels(fields.word("labels", "auto")),
            legend=LegendPlace(fields.word("legend", "auto")),
            targets=tuple(self._targets()),
            has_mean=self._yes("mean"),
            bands=tuple(self._bands()),
            annotations=tuple(self._annotations()),
            highlight=self._names("highlight"),
            ranges=(self._range("range"), self._range("secondary_range")),
            is_log=fields.word("scale") == "log",
            time=fields.word("x_axis", "auto").replace("auto", ""),
            height=self._height(),
            totals=self._names("totals"),
            has_trend=self._yes("trend"),
            is_native=self._yes("native") if fields.word("native") else self.are_native,
            columns=self._columns(),
            spans={name: entry.key.span for name, entry in fields.entries.items()},
        )

    def _yes(self, name: str) -> bool:
        return self.fields.word(name) == "yes"

    def _columns(self) -> Mapping[str, NamedPlace]:
        found = ((role, self.fields.scalar(role)) for role in _ROLES)
        return {role: NamedPlace(node.text, node.span) for role, node in found if node is not None}

    def _names(self, name: str) -> tuple[NamedPlace, ...]:
        nodes = self.fields.listing(name)
        return tuple(_named_place(node) for node in nodes if isinstance(node, tree.Scalar))

    def _targets(self) -> Iterator[TargetSpec]:
        for node in self.fields.listing("target"):
            if isinstance(node, tree.Mapping):
                value = number_of(node.get("value"))
                label, axis = node.word("label", _TARGET), int(node.word("axis", "1"))
            else:
                value, label, axis = number_of(node), _TARGET, 1
            if value is not None:
                yield TargetSpec(value, label, axis)

    def _bands(self) -> Iterator[BandSpec]:
        for node in self.fields.listing("bands"):
            if isinstance(node, tree.Mapping):
                start, end = node.scalar("from"), node.scalar("to")
                if start is not None and end is not None:
                    label = node.word("label")
                    yield BandSpec(_named_place(start), _named_place(end), label)

    def _annotations(self) -> Iterator[AnnotationSpec]:
        for node in self.fields.listing("annotations"):
            if isinstance(node, tree.Mapping):
                at, series = node.scalar("at"), node.scalar("series")
                if at is not None and node.word("text"):
                    on = _named_place(series) if series else None
                    yield AnnotationSpec(_named_place(at), on, node.word("text"))

    def _range(self, name: str) -> AxisRange:
        node = self.fields.get(name)
        if not isinstance(node, tree.Sequence):
            return OPEN
        words = [item.text if isinstance(item, tree.Scalar) else "" for item in node.items]
        ends: list[Decimal | None] = [
            None if word in _OPEN_END else number_of(item)
            for word, item in zip(words, node.items, strict=True)
        ]
        is_read = all(e is not None or w in _OPEN_END for e, w in zip(ends, words, strict=True))
        if len(ends) == _TWO and is_read:
            low, high = ends
            if low is None or high is None or low < high:
                return AxisRange(low, high)
        self.sink.add(Code.BAD_RANGE, node.span, key=name, found="、".join(words))
        return OPEN

    def _height(self) -> Length | None:
        node = self.fields.scalar("height")
        value = number_of(node)
        if node is None or value is None:
            return None
        if not _SHORTEST <= value <= _TALLEST:
            self.sink.add(Code.BAD_HEIGHT, node.span, found=node.text, low=_SHORTEST, high=_TALLEST)
            return None
        return mm(value)


def _named_place(node: tree.Scalar) -> NamedPlace:
    return NamedPlace(node.text, node.span)
