"""Compute an SQL metric: check the words, ask the database, find the unit."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compute.algebra import Quantity, short
from reportgen.compute.answer import Missing
from reportgen.compute.database import Database, SqlFaultError
from reportgen.compute.place import part_of
from reportgen.compute.sources import DataSource, Sources
from reportgen.compute.sql_text import (
    FUNCTIONS,
    CheckedSql,
    RefusedSqlError,
    UnknownColumnError,
    check_sql,
)
from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.facts import NO_UNIT
from reportgen.model.period import Period
from reportgen.model.report import MetricSpec

_FIGURES = 15
"""A double of the database is good for 15 figures; the rest is noise."""

_COUNT = CheckedSql("count(*)", (), frozenset())


class Query(Struct, frozen=True):
    """Asks the database for metrics."""

    sources: Sources
    database: Database
    sink: Sink

    def prepare(self, specs: Iterable[MetricSpec], now: Period | None) -> None:
        """Answer the formulas over the same rows in one pass, before each is asked for."""
        asked: dict[tuple[str, tuple[Period, ...]], list[CheckedSql]] = {}
        for spec in specs:
            source = self.sources.get(spec.source) if spec.sql else None
            if source is None:
                continue
            periods = rows_of(spec, source, now if source.coverage else None)
            try:
                sql = check_sql(spec.sql, source.snapshot)
            except (RefusedSqlError, UnknownColumnError):
                continue  # found where it is asked for
            if not isinstance(periods, Missing):
                count = [] if source.snapshot.large is None else [_COUNT]
                asked.setdefault((spec.source, periods), count).append(sql)
        for (name, periods), formulas in asked.items():
            source = self.sources.get(name)
            if source is not None:
                self.database.prepare(formulas, source.snapshot, source.coverage, periods)

    def answer(self, spec: MetricSpec, period: Period | None) -> Quantity | Missing | None:
        """Return the value of ``spec`` over the rows of ``period``."""
        source = self.sources.find(spec.source, spec.span)
        sql = self._checked(spec.sql, spec.formula_span, source) if source else None
        if source is None or sql is None:
            return None
        asked = rows_of(spec, source, period)
        if isinstance(asked, Missing):
            return asked
        value = self._number(spec, sql, source, asked)
        if isinstance(value, Missing):
            return replace(value, period=period)
        return None if value is None else self._with_unit(spec, sql, value)

    def row_count(self, spec: MetricSpec, period: Period | None) -> int | None:
        """Return how many rows ``spec`` was computed over, where it has a value."""
        source = self.sources.get(spec.source)
        asked = rows_of(spec, source, period) if source else None
        if source is None or asked is None or isinstance(asked, Missing):
            return None
        if source.snapshot.large is None:
            whole = len(source.snapshot.rows)
            return source.coverage.row_count(asked) if source.coverage else whole
        counted = self.database.rows(_COUNT, source.snapshot, source.coverage, asked)[0]
        return counted if isinstance(counted, int) else None

    def one(self, formula: str, span: Span, source: DataSource) -> object:
        """Return the only value of ``formula`` over all rows of ``source``, or nothing."""
        sql = self._checked(formula, span, source)
        if sql is None:
            return None
        try:
            every = source.coverage.periods if source.coverage else ()
            rows = self.database.rows(sql, source.snapshot, source.coverage, every)
        except SqlFaultError as fault:
            self.sink.add(Code.SQL_FAULT, span, formula=formula, fault=fault)
            return None
        if len(rows) == 1 and rows[0] is not None:
            return short(rows[0]) if isinstance(rows[0], Decimal) else rows[0]
        self.sink.add(Code.NOT_A_MOMENT, span, formula=formula, found=_shown(rows))
        return None

    def _checked(self, formula: str, span: Span, source: DataSource) -> CheckedSql | None:
        try:
            return check_sql(formula, source.snapshot)
        except UnknownColumnError as fault:
            place = part_of(span, formula, fault.start, fault.length)
            self.sources.column(source, fault.word, place)
        except RefusedSqlError as fault:
            place = part_of(span, formula, fault.start, len(fault.word))
            close = nearest(fault.word.lower(), sorted(FUNCTIONS)) or "—"
            known = ", ".join(sorted(FUNCTIONS))
            self.sink.add(Code.SQL_REFUSED, place, word=fault.word, known=known, nearest=close)
        return None

    def _has_bad_cells(self, source: DataSource) -> bool:
        """Tell whether cells of ``source`` were refused: what is summed over them is nothing."""
        path = source.snapshot.path
        bad = (each for each in self.sink if each.code is Code.NOT_A_NUMBER)
        return any(each.span.source.path.partition("!")[0].endswith(path) for each in bad)

    def _number(
        self, spec: MetricSpec, sql: CheckedSql, source: DataSource, asked: Sequence[Period]
    ) -> Decimal | Missing | None:
        try:
            rows = self.database.rows(sql, source.snapshot, source.coverage, asked)
        except SqlFaultError as fault:
            self.sink.add(Code.SQL_FAULT, spec.formula_span, formula=spec.sql, fault=fault)
            return None
        value = rows[0] if len(rows) == 1 else None
        if rows == [None] and spec.given is not None:  # a cell of a row, which is empty
            return Missing(spec.name, None, spec.source, "—")
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            if rows == [None] and self._has_bad_cells(source):
                return None
            found = _shown(rows)
            self.sink.add(Code.NOT_ONE_NUMBER, spec.formula_span, formula=spec.sql, found=found)
            return None
        number = Decimal(f"{value:.{_FIGURES}g}") if isinstance(value, float) else Decimal(value)
        if not number.is_finite():
            self.sink.add(
                Code.DIVISION_BY_ZERO, spec.formula_span, formula=spec.sql, divisor=spec.sql
            )
            return None
        return short(number)

    def _with_unit(self, spec: MetricSpec, sql: CheckedSql, value: Decimal) -> Quantity | None:
        """Give ``value`` the unit of its columns; a product or quotient needs a declared one."""
        units = list(dict.fromkeys(use.column.unit for use in sql.uses if use.counts))
        measured = [unit for unit in units if unit != NO_UNIT]
        if sql.operators:
            is_ratio = sql.operators == {"/"} and len(units) == 1 and _is_used_twice(sql)
            if spec.unit is not None or is_ratio or not measured:
                return Quantity(value, spec.unit or NO_UNIT)
        elif len(units) <= 1:
            return Quantity(value, measured[0] if measured else spec.unit or NO_UNIT)
        found = "、".join(unit.name or "—" for unit in units)
        place = spec.formula_span
        self.sink.add(Code.UNIT_MISMATCH, place, name=spec.name, left=found, right="unit: ?")
        return None


def rows_of(
    spec: MetricSpec, source: DataSource, period: Period | None
) -> tuple[Period, ...] | Missing:
    """Return the periods whose rows ``spec`` takes when it is asked for ``period``."""
    coverage = source.coverage
    if coverage is None and period is None:
        return ()
    if coverage is None or period is None:
        return Missing(spec.name, period, spec.source, str(coverage or "—"))
    parts = coverage.parts_of(period)
    if parts:
        return parts
    is_partial = coverage.touches(period)
    return Missing(spec.name, period, spec.source, str(coverage), is_partial=is_partial)


def _is_used_twice(sql: CheckedSql) -> bool:
    return sum(use.counts for use in sql.uses) > 1


def _shown(rows: list[object]) -> str:
    if len(rows) > 1:
        return " … ".join(_cell(row) for row in rows) + " …"
    return _cell(rows[0]) if rows else "—"


def _cell(value: object) -> str:
    if value is None:
        return "NULL"
    return f"'{value}'" if isinstance(value, str) else str(value)
