"""``营收 > 去年同期 且 占比 > 50%``: the grammar of a condition.

condition = clause { "或" clause }
clause    = test { "且" test }
test      = ["非"] ( "(" condition ")" | "有" name ["@" period] | side comparison side ["±" sum] )
side      = text in quotes | sum [ "|" 同比 or 环比 ]
"""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias, assert_never

from msgspec import Struct

from reportgen.compute.expression import (
    STOPS,
    Expression,
    FormulaError,
    FormulaParser,
    Name,
    names_in,
)
from reportgen.compute.request import Comparison as Change
from reportgen.model.pattern import pattern
from reportgen.model.report import Comparison

_OR, _AND = ("或", "or", "||"), ("且", "并且", "and", "&&")
_NOT, _HAS = ("非", "不是", "not"), ("有", "has")
_CHANGES = {"同比": Change.YOY, "环比": Change.QOQ} | {each.value: each for each in Change}
_COMPARISONS = {each.value: each for each in Comparison} | {
    "==": Comparison.EQUAL,
    "≤": Comparison.AT_MOST,
    "≥": Comparison.AT_LEAST,
    "≠": Comparison.OTHER,
}
_TOKEN = pattern(
    rf"""\s*(?:
    (?P<comparison><=|>=|==|!=|[<>=≤≥≠])
  | (?P<text>"[^"]*"|'[^']*'|“[^”]*”)
  | (?P<bar>\|)(?!\|)
  | (?P<about>±)
  | (?P<word>\|\||&&|[^{STOPS}]+)
  | (?P<mark>[()])
  )\s*""",
    re.VERBOSE,
)
_DEEPEST = 20


class Words(Struct, frozen=True):
    """A text typed in quotes."""

    text: str


class Operand(Struct, frozen=True):
    """A number made from metrics, or its change against another period."""

    tree: Expression
    change: Change | None
    start: int
    length: int


Side: TypeAlias = Words | Operand


class Test(Struct, frozen=True):
    """Two sides held against each other."""

    left: Side
    comparison: Comparison
    right: Side
    within: Expression | None = None
    """How far apart two equals may be: ``= 100% ± 0.5%``."""


class Has(Struct, frozen=True):
    """Whether there are data for a metric."""

    name: Name


class Not(Struct, frozen=True):
    """The contrary."""

    inner: "Condition"


class Any(Struct, frozen=True):
    """At least one."""

    parts: "tuple[Condition, ...]"


class All(Struct, frozen=True):
    """Every one."""

    parts: "tuple[Condition, ...]"


Condition: TypeAlias = Test | Has | Not | Any | All


def parse_condition(text: str) -> Condition:
    """Return the tree of ``text``; raise FormulaError at the first character that fits nothing."""
    return _ConditionParser(text.rstrip()).all()


def names_in_condition(tree: Condition) -> Iterator[Name]:
    """Yield the names that ``tree`` holds, from left to right; words for periods too."""
    match tree:
        case Test():
            sides = (tree.left, tree.right)
            yield from (n for s in sides if isinstance(s, Operand) for n in names_in(s.tree))
            if tree.within is not None:
                yield from names_in(tree.within)
        case Has():
            yield tree.name
        case Not():
            yield from names_in_condition(tree.inner)
        case Any() | All():
            for part in tree.parts:
                yield from names_in_condition(part)
        case _:
            assert_never(tree)


class _ConditionParser(FormulaParser):
    """Reads connectives and comparisons; the sums between them as formulas are read."""

    _level = 0

    def all(self) -> Condition:
        tree = self._condition()
        if self._position < len(self._text):
            raise FormulaError(self._position)
        return tree

    def _condition(self) -> Condition:
        parts = [self._clause()]
        while self._take("word", _OR):
            parts.append(self._clause())
        return Any(tuple(parts)) if len(parts) > 1 else parts[0]

    def _clause(self) -> Condition:
        parts = [self._test()]
        while self._take("word", _AND):
            parts.append(self._test())
        return All(tuple(parts)) if len(parts) > 1 else parts[0]

    def _test(self) -> Condition:
        if self._take("word", _NOT):
            return Not(self._inside(self._test))
        if self._take("word", _HAS):
            return Has(self.name())
        if self._holds_comparison():
            self._take("mark", "(")
            tree = self._inside(self._condition)
            if not self._take("mark", ")"):
                raise FormulaError(self._position)
            return tree
        left = self._side()
        sign = self._take("comparison", tuple(_COMPARISONS))
        if not sign:
            raise FormulaError(min(self._position, max(0, len(self._text) - 1)))
        comparison, right = _COMPARISONS[sign], self._side()
        at = self._position
        if not self._take("about"):
            return Test(left, comparison, right)
        if comparison is not Comparison.EQUAL:
            raise FormulaError(at)
        return Test(left, comparison, right, self.sum())

    def _inside(self, rule: Callable[[], Condition]) -> Condition:
        self._level += 1
        if self._level > _DEEPEST:
            raise FormulaError(self._position)
        tree = rule()
        self._level -= 1
        return tree

    def _holds_comparison(self) -> bool:
        """Tell whether a bracket opens here that holds more than a sum."""
        match = _TOKEN.match(self._text, self._position)
        if match is None or match["mark"] != "(":
            return False
        depth = 0
        for found in re.finditer(r"[()<>=≤≥≠]", self._text[match.start("mark") :]):
            depth += {"(": 1, ")": -1}.get(found[0], 0)
            if depth == 0:
                return False
            if found[0] not in "()":
                return True
        return False

    def _side(self) -> Side:
        start = self._position
        if self._take("text"):
            return Words(self._typed[start : self._position].strip()[1:-1])
        tree = self.sum()
        length = len(self._text[start : self._position].rstrip())
        change = None
        if self._take("bar"):
            at = self._position
            change = _CHANGES.get(self._take("word"))
            if change is None or not isinstance(tree, Name):
                raise FormulaError(at)
        return Operand(tree, change, start, length)

    def _take(self, kind: str, words: tuple[str, ...] | str = ()) -> str:
        """Return the next token and go past it, when it is of ``kind`` and one of ``words``."""
        match = _TOKEN.match(self._text, self._position)
        if match is None or not match[kind] or (words and match[kind] not in words):
            return ""
        self._position = match.end()
        return match[kind]
