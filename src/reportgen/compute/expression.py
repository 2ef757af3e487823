"""``营收 / 营收@2022 - 1``: the grammar of a number made from metrics.

sum     = product { ("+" | "-") product }
product = sign { ("*" | "/" | "×" | "÷") sign }
sign    = ["-"] atom
atom    = number [unit] | name ["@" period] | "(" sum ")"
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TypeAlias, assert_never

from msgspec import Struct

from reportgen.model.facts import NO_UNIT, Unit
from reportgen.model.pattern import pattern
from reportgen.zh.units import known_unit

PLAIN = str.maketrans(
    "（）＋－−＊×／÷＠．％＜＞＝！｜０１２３４５６７８９", "()+--**//@.%<>=!|0123456789"
)
"""Full-width marks to those of the grammar, each in its place."""
STOPS = r"\s@()+\-*/,|{}=<>%!≤≥≠±\"'“”"
"""What no name holds."""
_DATED = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9])(?:YTD|累计)?"
_NAME = rf"(?P<name>[^{STOPS}]+) (?:\s*@\s*(?P<period>{_DATED}|[^{STOPS}]+))?"
_TOKEN = pattern(
    rf"""\s*(?:
    (?P<number>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?) (?P<unit>%|[^{STOPS}]*)
  | {_NAME}
  | (?P<mark>[-+*/()])
  )\s*""",
    re.VERBOSE,
)
_WORD = pattern(rf"\s*{_NAME}\s*", re.VERBOSE)
_DEEPEST = 50
_MOST_OPERATIONS = 200
"""More brackets or operations than these no reader can follow either."""


class Number(Struct, frozen=True):
    """A number typed in the formula: 5, 5%, 100亿美元."""

    value: Decimal
    unit: Unit


class Name(Struct, frozen=True):
    """A metric, at the asked period when no ``period`` is given."""

    name: str
    period: str
    start: int
    length: int


class Negative(Struct, frozen=True):
    """``-x``."""

    inner: "Expression"


class Operation(Struct, frozen=True):
    """Two sides and one of ``+ - * /``; ``start`` and ``length`` are those of the right side."""

    operator: str
    left: "Expression"
    right: "Expression"
    start: int
    length: int


Expression: TypeAlias = Number | Name | Negative | Operation


class FormulaError(ValueError):
    """The formula is not one, from character ``start`` on."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


def parse_expression(text: str) -> Expression:
    """Return the tree of ``text``; raise FormulaError at the first character that fits nothing."""
    return FormulaParser(text.rstrip()).whole()


def names_in(tree: Expression) -> Iterator[Name]:
    """Yield the metrics that ``tree`` uses, from left to right."""
    match tree:
        case Name():
            yield tree
        case Negative():
            yield from names_in(tree.inner)
        case Operation():
            yield from names_in(tree.left)
            yield from names_in(tree.right)
        case Number():
            pass
        case _:
            assert_never(tree)


class FormulaParser:
    """Reads tokens from left to right; each rule of the grammar is a method."""

    def __init__(self, text: str) -> None:
        self._typed = text
        self._text = text.translate(PLAIN)
        self._position = 0
        self._depth = 0
        self._operations = 0

    def whole(self) -> Expression:
        """Return the tree of the whole text."""
        tree = self.sum()
        if self._position < len(self._text):
            raise FormulaError(self._position)
        return tree

    def sum(self) -> Expression:
        """Return the tree of the longest sum from here on."""
        tree = self._product()
        while (mark := self._next_of("+-")) is not None:
            tree = self._operation(mark, tree, self._product)
        return tree

    def _product(self) -> Expression:
        tree = self._sign()
        while (mark := self._next_of("*/")) is not None:
            tree = self._operation(mark, tree, self._sign)
        return tree

    def _operation(
        self, mark: str, left: Expression, operand: Callable[[], Expression]
    ) -> Expression:
        start = self._position
        self._operations += 1
        if self._operations > _MOST_OPERATIONS:
            raise FormulaError(start)
        right = operand()
        length = len(self._text[start : self._position].rstrip())
        return Operation(mark, left, right, start, length)

    def _sign(self) -> Expression:
        if self._next_of("-"):
            return Negative(self._atom())
        return self._atom()

    def _atom(self) -> Expression:
        match = _TOKEN.match(self._text, self._position)
        if match is None:
            raise FormulaError(self._position)
        if match["mark"] == "(" and self._depth < _DEEPEST:
            return self._brackets(match.end())
        if match["mark"]:
            raise FormulaError(match.start("mark"))
        unit = _unit(match["unit"]) if match["number"] else None
        if unit is not None:
            self._position = match.end()
            return Number(Decimal(match["number"].replace(",", "")), unit)
        return self.name()

    def name(self) -> Name:
        """Return the name that stands here; it may begin with figures: 2024营收."""
        match = _WORD.match(self._text, self._position)
        if match is None:
            raise FormulaError(self._position)
        self._position = match.end()
        start = match.start("name")
        length = match.end("period" if match["period"] else "name") - start
        return Name(match["name"], match["period"] or "", start, length)

    def _brackets(self, inside: int) -> Expression:
        self._position = inside
        self._depth += 1
        tree = self.sum()
        self._depth -= 1
        if self._next_of(")") is None:
            raise FormulaError(self._position)
        return tree

    def _next_of(self, marks: str) -> str | None:
        match = _TOKEN.match(self._text, self._position)
        if match is None or not match["mark"] or match["mark"] not in marks:
            return None
        self._position = match.end()
        return match["mark"]


def _unit(text: str) -> Unit | None:
    """Return the unit behind a number; nothing when it is the rest of a name."""
    return known_unit(text) if text else NO_UNIT
