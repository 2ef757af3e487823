"""Metric definitions: formulas read, names looked up, cycles found, before anything is computed."""

from collections.abc import Iterator

from reportgen.compute.expression import Expression, FormulaError, names_in, parse_expression
from reportgen.compute.periods import RELATIVE_WORDS
from reportgen.compute.place import part_of
from reportgen.compute.sources import Sources
from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.report import MetricSpec, Report


class Definitions:
    """The metrics of a report; the tree of a faulty expression is missing."""

    def __init__(self, report: Report, sources: Sources, sink: Sink) -> None:
        self.metrics = report.metrics
        self._sources = sources
        self._sink = sink
        self._trees: dict[str, Expression] = {}
        for spec in self.metrics.values():
            self._read(spec)
        self._drop_cycles()

    def tree(self, name: str) -> Expression | None:
        """Return the expression of metric ``name``, unless it has a fault."""
        return self._trees.get(name)

    def find(self, name: str, span: Span) -> MetricSpec | None:
        """Return the metric called ``name``; an unknown one is a finding."""
        found = self.metrics.get(name)
        if found is None:
            self._sink.add(
                Code.UNKNOWN_METRIC,
                span,
                metric=name,
                count=len(self.metrics),
                nearest=nearest(name, self.metrics) or "—",
            )
        return found

    def moving_sources(self, name: str) -> tuple[str, ...]:
        """Return the sources whose rows metric ``name`` takes at whatever period it is asked."""
        return tuple(dict.fromkeys(self._moving(name)))

    def is_bound(self, name: str) -> bool:
        """Tell whether metric ``name`` differs from period to period."""
        return bool(self.moving_sources(name))

    def _moving(self, name: str) -> Iterator[str]:
        spec = self.metrics[name]
        source = self._sources.get(spec.source)
        if spec.sql and source is not None and source.coverage is not None:
            yield spec.source
        tree = self._trees.get(name)
        for used in names_in(tree) if tree else ():
            if not used.period or used.period in RELATIVE_WORDS:
                yield from self._moving(used.name)

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
        found = [
            self.find(n.name, part_of(span, formula, n.start, n.length)) for n in names_in(tree)
        ]
        if all(found):
            self._trees[spec.name] = tree

    def _drop_cycles(self) -> None:
        circles = [circle for name in self._trees if (circle := self._circle(name))]
        for name, *others in circles:
            spec = self.metrics[name]
            self._sink.add(
                Code.METRIC_CYCLE, spec.formula_span, metric=name, chain=" → ".join([name, *others])
            )
        for name, *_ in circles:
            del self._trees[name]

    def _circle(self, name: str) -> list[str]:
        """Return the shortest way from ``name`` back to itself, or nothing."""
        ways = [[name]]
        seen: set[str] = set()
        for way in ways:
            tree = self._trees.get(way[-1])
            for used in names_in(tree) if tree else ():
                if used.name == name:
                    return [*way, name]
                if used.name not in seen:
                    seen.add(used.name)
                    ways.append([*way, used.name])
        return []
