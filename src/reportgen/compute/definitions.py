"""Metric definitions: formulas read, names looked up, cycles found, before anything is computed."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from reportgen.compute.expression import Expression, FormulaError, names_in, parse_expression
from reportgen.compute.periods import RELATIVE_WORDS
from reportgen.compute.place import part_of
from reportgen.compute.sources import Sources
from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.report import MetricSpec

_DEEPEST = 60
"""So many metrics may stand on one another."""


class Definitions:
    """The metrics of a report; the tree of a faulty expression is missing."""

    def __init__(self, metrics: Mapping[str, MetricSpec], sources: Sources, sink: Sink) -> None:
        self.metrics = metrics
        self._sources = sources
        self._sink = sink
        self._trees: dict[str, Expression] = {}
        self._moving: dict[str, tuple[str, ...]] = {}
        for spec in self.metrics.values():
            self._read(spec)
        order = self._order()
        self._drop_towers(order)
        for name in order:
            self._moving[name] = tuple(dict.fromkeys(self._moving_of(name)))

    def tree(self, name: str) -> Expression | None:
        """Return the expression of metric ``name``, unless it has a fault."""
        return self._trees.get(name)

    def find(self, name: str, span: Span) -> MetricSpec | None:
        """Return the metric called ``name``; an unknown one is a finding."""
        found = self.metrics.get(name)
        if found is None:
            # 收入[云计算] is known to its author as 收入, and inside a repeated block only.
            known = [short for n in self.metrics if (short := n.partition("[")[0]) != name]
            self._sink.add(
                Code.UNKNOWN_METRIC,
                span,
                metric=name,
                count=sum(
                    spec.expr != spec.name and "[" not in spec.name
                    for spec in self.metrics.values()
                ),
                nearest=nearest(name, known) or "—",
            )
        return found

    def moving_sources(self, name: str) -> tuple[str, ...]:
        """Return the sources whose rows metric ``name`` takes at whatever period it is asked."""
        return self._moving[name]

    def is_bound(self, name: str) -> bool:
        """Tell whether metric ``name`` differs from period to period."""
        return bool(self._moving[name])

    def lacks_data(self, name: str) -> bool:
        """Tell whether a source that metric ``name`` stands on was not read: that is found."""
        waiting, seen = [name], {name}
        while waiting:
            spec = self.metrics[waiting.pop()]
            if (spec.sql or spec.text) and self._sources.get(spec.source) is None:
                return True
            tree = self._trees.get(spec.name)
            used = {each.name for each in names_in(tree)} if tree else set()
            waiting.extend(used - seen)
            seen |= used
        return False

    @property
    def lack_data(self) -> bool:
        """Whether any metric stands on a source that was not read."""
        return any(self.lacks_data(name) for name in self.metrics)

    def _moving_of(self, name: str) -> Iterator[str]:
        spec = self.metrics[name]
        source = self._sources.get(spec.source)
        if (spec.sql or spec.text) and source is not None and source.coverage is not None:
            yield spec.source
        tree = self._trees.get(name)
        for used in names_in(tree) if tree else ():
            if not used.period or used.period in RELATIVE_WORDS:
                yield from self._moving[used.name]

    def _read(self, spec: MetricSpec) -> None:
        if not spec.expr:
            return
        formula, span = spec.expr, spec.formula_span
        try:
            tree = parse_expression(formula)
        except FormulaError as fault:
            place = part_of(span, formula, min(fault.start, len(formula) - 1), 1)
            self._sink.add(Code.BAD_EXPRESSION, place, text=formula)
            return
        used = [
            self.find(each.name, part_of(span, formula, each.start, each.length))
            for each in names_in(tree)
        ]
        if all(used):
            self._trees[spec.name] = tree

    def _order(self) -> list[str]:
        """Return the names so that each follows those it uses; circles are found and dropped."""
        while True:
            try:
                return list(TopologicalSorter(self._graph()).static_order())
            except CycleError as fault:
                self._drop_circle(fault.args[1])

    def _graph(self) -> dict[str, list[str]]:
        return {
            name: [used.name for used in names_in(self._trees[name])] if name in self._trees else []
            for name in self.metrics
        }

    def _drop_circle(self, circle: list[str]) -> None:
        """Say the circle once, where the metric that was declared first has its formula."""
        around = circle[:0:-1]  # the sorter names users last; a chain names them first
        declared = list(self.metrics)
        first = min(range(len(around)), key=lambda place: declared.index(around[place]))
        chain = [*around[first:], *around[:first], around[first]]
        span = self.metrics[chain[0]].formula_span
        self._sink.add(Code.METRIC_CYCLE, span, metric=chain[0], chain=" → ".join(chain))
        for name in around:
            del self._trees[name]

    def _drop_towers(self, order: list[str]) -> None:
        """Refuse what stands on more metrics than can be followed."""
        heights: dict[str, int] = {}
        for name in order:
            tree = self._trees.get(name)
            below = [heights[used.name] for used in names_in(tree)] if tree else []
            heights[name] = 1 + max(below, default=0)
            if heights[name] > _DEEPEST:
                spec = self.metrics[name]
                self._sink.add(Code.BAD_EXPRESSION, spec.formula_span, text=spec.expr)
                del self._trees[name]
                heights[name] = 0
