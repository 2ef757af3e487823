"""A column made by a formula from the other columns of its row: 毛利 / 收入."""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.compute.algebra import EXACT, Quantity
from reportgen.compute.derive import ZeroDivisorError, evaluate
from reportgen.compute.expression import FormulaError, Name, names_in, parse_expression
from reportgen.compute.frame import Frame, Recipe
from reportgen.compute.place import part_of
from reportgen.compute.sources import Sources
from reportgen.diag import Code, Sink
from reportgen.model.facts import NO_UNIT, SnapshotColumn, Unit, Value
from reportgen.model.report import MadeColumn


class _GapError(ArithmeticError):
    """A cell that the formula needs is empty."""


def with_formula(frame: Frame, made: MadeColumn, sources: Sources, sink: Sink) -> Frame | None:
    """Return ``frame`` with what the formula makes of each row; raise UnitsDifferError."""
    try:
        tree = parse_expression(made.formula)
    except FormulaError:
        sink.add(Code.NOT_A_ROW_FORMULA, made.span, text=made.formula)
        return None
    places: dict[str, int] = {}
    for name in names_in(tree):
        span = part_of(made.span, made.formula, name.start, name.length)
        column = sources.column(frame.source, name.name, span)
        if column is None:
            return None
        if name.period or not column.is_number:
            sink.add(Code.NOT_A_ROW_FORMULA, span, text=made.formula)
            return None
        places[name.name] = frame.columns.index(column)
    columns = frame.columns

    def compute(row: Sequence[Value]) -> Quantity | None:
        def operand(name: Name) -> Quantity:
            place = places[name.name]
            cell = row[place]
            if not isinstance(cell, Decimal):
                raise _GapError
            return Quantity(cell, columns[place].unit)

        try:
            return evaluate(tree, operand)
        except (_GapError, ZeroDivisorError):
            return None

    found = [compute(row) for _, row in frame.dated]
    unit = next((each.unit for each in found if each is not None), NO_UNIT)
    cells = [None if each is None else _in(each, unit) for each in found]

    def again(row: Sequence[Value]) -> Value:
        made_again = compute(row)
        return None if made_again is None else _in(made_again, unit)

    shown = SnapshotColumn(made.name, made.label, unit, True)  # noqa: FBT003 - a fact
    return frame.with_column(shown, cells, Recipe(formula=again))


def _in(quantity: Quantity, unit: Unit) -> Decimal:
    if quantity.unit.factor == unit.factor:
        return quantity.value
    return EXACT.divide(EXACT.multiply(quantity.value, quantity.unit.factor), unit.factor)
