"""Compute an expression from the quantities it names."""

from collections.abc import Callable
from typing import assert_never

from reportgen.compute import algebra
from reportgen.compute.algebra import Quantity
from reportgen.compute.expression import Expression, Name, Negative, Number, Operation


class ZeroDivisorError(ArithmeticError):
    """The right side of ``operation`` is zero."""

    def __init__(self, operation: Operation) -> None:
        super().__init__(operation.start)
        self.operation = operation


def evaluate(tree: Expression, operand: Callable[[Name], Quantity]) -> Quantity:
    """Return the value of ``tree``; ``operand`` tells that of each name."""
    match tree:
        case Number():
            return Quantity(tree.value, tree.unit)
        case Name():
            return operand(tree)
        case Negative():
            return algebra.negative(evaluate(tree.inner, operand))
        case Operation():
            return _operate(tree, evaluate(tree.left, operand), evaluate(tree.right, operand))
        case _:
            assert_never(tree)


def _operate(operation: Operation, left: Quantity, right: Quantity) -> Quantity:
    match operation.operator:
        case "+":
            return algebra.add(left, right)
        case "-":
            return algebra.add(left, algebra.negative(right))
        case "*":
            return algebra.multiply(left, right)
        case _:
            if not right.value:
                raise ZeroDivisorError(operation)
            return algebra.divide(left, right)
