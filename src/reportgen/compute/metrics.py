"""Metrics at periods: each computed once, with its unit and where it comes from."""

from collections.abc import Mapping
from decimal import Decimal

from reportgen.compute.algebra import LARGEST, Quantity, UnitsDifferError, leeway
from reportgen.compute.answer import Answer, Missing, Said
from reportgen.compute.definitions import Definitions
from reportgen.compute.derive import ZeroDivisorError, evaluate
from reportgen.compute.expression import Name, Operation
from reportgen.compute.periods import RELATIVE_WORDS, Days, period_of_word
from reportgen.compute.place import part_of
from reportgen.compute.query import Query
from reportgen.compute.texts import Texts
from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.facts import NO_UNIT, Metric, MetricKey, Origin, Unit
from reportgen.model.period import Period
from reportgen.model.report import CellRef, Evidence, Given, MetricSpec, Reference
from reportgen.zh.quantity import default_format, fits, format_words, with_half
from reportgen.zh.units import PERCENT, convert


class _NoOperandError(Exception):
    """An operand of an expression has no value at the period."""

    def __init__(self, answer: Missing | None) -> None:
        super().__init__()
        self.answer = answer


class Metrics:
    """Computes metrics and remembers them; faults are reported where the formula stands."""

    def __init__(
        self,
        definitions: Definitions,
        query: Query,
        references: Mapping[str, Reference],
        sink: Sink,
    ) -> None:
        self._definitions = definitions
        self._query = query
        self._references = references
        self._sink = sink
        self._answers: dict[MetricKey, Answer] = {}

    @property
    def found(self) -> dict[MetricKey, Metric]:
        """All metrics computed so far, by name and by their own period."""
        metrics = [each for each in self._answers.values() if isinstance(each, Metric)]
        return {(metric.name, metric.period): metric for metric in metrics}

    def now(self, name: str, now: Period | None, span: Span) -> Answer:
        """Return metric ``name`` as it is ``now``: at the report's period, or at its own."""
        is_told = now is None and self._definitions.lacks_data(name)
        if is_told or not self._definitions.is_bound(name):
            return self.at(name, None)
        if now is None:
            known = self._query.sources.shown(self._definitions.moving_sources(name))
            self._sink.add(Code.PERIOD_NOT_COVERED, span, period="—", known=known)
            return None
        return self.at(name, now)

    def at(self, name: str, period: Period | None) -> Answer:
        """Return metric ``name`` at ``period``; nothing is the period of what has none."""
        key = (name, period)
        if key not in self._answers:
            self._answers[key] = self._compute(self._definitions.metrics[name], period)
        return self._answers[key]

    @property
    def days(self) -> Days:
        """The days there are data for."""
        return self._query.sources.days

    def _compute(self, spec: MetricSpec, period: Period | None) -> Answer:
        if spec.given is not None and not spec.sql:
            return self._in_row(spec, spec.given, period)
        return self._declared(spec, period)

    def _declared(self, spec: MetricSpec, period: Period | None) -> Answer:
        if spec.value is not None:
            return self._typed(spec, spec.value, period)
        if spec.cell is not None:
            return self._in_cell(spec, spec.cell, period)
        if spec.sql:
            return self._queried(spec, period)
        if spec.expr:
            return self._derived(spec, period)
        if spec.text:
            return self._said(spec, period)
        self._sink.add(Code.NOT_ONE_NUMBER, spec.formula_span, formula="", found="—")
        return None

    def _typed(self, spec: MetricSpec, value: Decimal, period: Period | None) -> Answer:
        own = Period.parse(spec.period) if spec.period else None
        if period not in (None, own):
            return Missing(spec.name, period, "", str(own or "—"))
        if not self._is_vouched_for(spec, spec.evidence):
            return None
        evidence, page, taken = "", "", ""
        if spec.evidence is not None:
            given = spec.evidence
            evidence, page, taken = given.reference, given.page, given.retrieved
        origin = Origin(
            "value", "", "", f"{value:f}", evidence, spec.formula_span, page=page, retrieved=taken
        )
        return self._metric(spec, Quantity(value, spec.unit or NO_UNIT), own, origin)

    def _in_cell(self, spec: MetricSpec, cell: CellRef, period: Period | None) -> Answer:
        """Return the number of a workbook's cell; one without a number was found when read."""
        own = Period.parse(spec.period) if spec.period else None
        if period not in (None, own):
            return Missing(spec.name, period, cell.file, str(own or "—"))
        if cell.value is None:
            return None
        origin = Origin("cell", cell.file, cell.digest, cell.place, "", spec.formula_span)
        unit = PERCENT if cell.is_percent else spec.unit or NO_UNIT
        return self._metric(spec, Quantity(cell.value, unit), own, origin)

    def _in_row(self, spec: MetricSpec, given: Given, period: Period | None) -> Answer:
        """Return what the row at hand says; it says the same at whatever period is asked."""
        if given.value is None or period is not None:
            return Missing(spec.name, period, given.path, "—")
        formula = given.column
        origin = Origin("column", given.path, given.digest, formula, "", spec.formula_span)
        if isinstance(given.value, str):
            return Said(spec.name, spec.label, given.value, None, origin)
        return self._metric(spec, Quantity(given.value, given.unit), None, origin)

    def _queried(self, spec: MetricSpec, period: Period | None) -> Answer:
        answer = self._query.answer(spec, period)
        source = self._query.sources.get(spec.source)
        if not isinstance(answer, Quantity) or source is None:
            return None if isinstance(answer, Quantity) else answer
        snapshot = source.snapshot
        rows = self._query.row_count(spec, period)
        origin = Origin(
            "sql", snapshot.path, snapshot.digest, spec.sql, "", spec.formula_span, rows=rows
        )
        return self._metric(spec, answer, period, origin)

    def _said(self, spec: MetricSpec, period: Period | None) -> Answer:
        sources = self._query.sources
        text = Texts(sources, self._sink).answer(spec, period)
        source = sources.get(spec.source)
        if not isinstance(text, str) or source is None:
            return None if isinstance(text, str) else text
        snapshot, rows = source.snapshot, self._query.row_count(spec, period)
        origin = Origin(
            "text", snapshot.path, snapshot.digest, spec.text, "", spec.formula_span, rows=rows
        )
        return Said(spec.name, spec.label, text, period, origin)

    def _derived(self, spec: MetricSpec, period: Period | None) -> Answer:
        tree = self._definitions.tree(spec.name)
        if tree is None:
            return None
        if period is not None and not self._definitions.is_bound(spec.name):
            if self._definitions.lacks_data(spec.name):
                return None
            return Missing(spec.name, period, "", "—")
        inputs: dict[str, None] = {}

        def operand(name: Name) -> Quantity:
            metric = self._operand(spec, name, period)
            inputs[metric.key] = None
            return Quantity(metric.value, metric.unit)

        try:
            quantity = evaluate(tree, operand)
        except _NoOperandError as fault:
            return fault.answer
        except UnitsDifferError as fault:
            self._differ(spec, fault.left.name, fault.right.name)
        except ZeroDivisorError as fault:
            self._divides_by_zero(spec, fault.operation)
        else:
            origin = Origin("expr", "", "", spec.expr, "", spec.formula_span, inputs=tuple(inputs))
            return self._metric(spec, quantity, period, origin)
        return None

    def _operand(self, spec: MetricSpec, name: Name, period: Period | None) -> Metric:
        asked = period if self._definitions.is_bound(name.name) else None
        if name.period:
            place = part_of(spec.formula_span, spec.expr, name.start, name.length)
            asked = self.period(name.period, period, place)
            if asked is None:
                raise _NoOperandError(None)
        answer = self.at(name.name, asked)
        if isinstance(answer, Said):
            place = part_of(spec.formula_span, spec.expr, name.start, name.length)
            self._sink.add(Code.TEXT_NOT_NUMBER, place, metric=answer.name, text=answer.text)
            raise _NoOperandError(None)
        if not isinstance(answer, Metric):
            raise _NoOperandError(answer)
        return answer

    def period(self, word: str, now: Period | None, span: Span) -> Period | None:
        """Return the period ``word`` means when it is ``now``; a word for none is a finding."""
        if now is None and word in RELATIVE_WORDS:
            if not self._definitions.lack_data:
                self._sink.add(Code.PERIOD_NOT_COVERED, span, period=word, known="—")
            return None
        found = Period.parse(word) if now is None else period_of_word(word, now, self.days)
        if found is None:
            self._sink.add(Code.BAD_PERIOD, span, period=word)
        return found

    def _metric(
        self, spec: MetricSpec, quantity: Quantity, period: Period | None, origin: Origin
    ) -> Metric | None:
        """Return the metric in its declared unit and format, when it can be said so."""
        unit = spec.unit or quantity.unit
        half = spec.half or self._query.sources.half
        how = with_half(spec.format or default_format(unit), half)
        value = convert(quantity.value, quantity.unit, unit)
        if value is None:
            self._differ(spec, quantity.unit.name, unit.name)
        elif not fits(unit, how):
            self._differ(spec, unit.name, format_words(how))
        elif abs(value) >= LARGEST:
            found = f"{value:.3E}"
            place = spec.formula_span
            self._sink.add(Code.NOT_ONE_NUMBER, place, formula=origin.formula, found=found)
        else:
            near = self._leeway(spec, value, unit)
            return Metric(spec.name, spec.label, value, unit, period, how, origin, near)
        return None

    def _leeway(self, spec: MetricSpec, value: Decimal, unit: Unit) -> Decimal:
        """Return how far from ``value`` the tolerance of ``spec`` reaches."""
        given = spec.tolerance
        if given is None:
            return Decimal(0)
        found = leeway(Quantity(value, unit), Quantity(given.value, given.unit))
        if found is None:
            left, right = unit.name or "—", given.unit.name or "—"
            self._sink.add(Code.UNIT_MISMATCH, given.span, name=spec.name, left=left, right=right)
        return found or Decimal(0)

    def _is_vouched_for(self, spec: MetricSpec, evidence: Evidence | None) -> bool:
        if evidence is None:
            self._sink.add(Code.NO_EVIDENCE, spec.span, metric=spec.name)
            return False
        key = evidence.reference
        if key not in self._references:
            self._sink.add(
                Code.UNKNOWN_CITATION,
                evidence.span,
                key=key,
                count=len(self._references),
                nearest=nearest(key, self._references) or "—",
            )
        return key in self._references

    def _divides_by_zero(self, spec: MetricSpec, operation: Operation) -> None:
        start, length = operation.start, operation.length
        place = part_of(spec.formula_span, spec.expr, start, length)
        divisor = spec.expr[start : start + length]
        self._sink.add(Code.DIVISION_BY_ZERO, place, formula=spec.expr, divisor=divisor)

    def _differ(self, spec: MetricSpec, left: str, right: str) -> None:
        self._sink.add(
            Code.UNIT_MISMATCH,
            spec.formula_span,
            name=spec.name,
            left=left or "—",
            right=right or "—",
        )
