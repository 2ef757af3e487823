"""The SQL an author may write: one expression over columns, from a closed list of words.

What the database gets is put together anew from checked tokens, never the author's text.
"""

import re
from typing import Final

from msgspec import Struct

from reportgen.model.facts import Snapshot, SnapshotColumn
from reportgen.model.pattern import pattern

FUNCTIONS: Final = frozenset(
    {
        *("sum", "avg", "min", "max", "count", "median", "mode", "any_value", "first", "last"),
        *("abs", "round", "floor", "ceil", "trunc", "greatest", "least", "coalesce", "nullif"),
        *("length", "lower", "upper", "trim", "contains", "starts_with", "ends_with"),
        *("stddev", "stddev_pop", "stddev_samp", "quantile_cont", "quantile_disc"),
    }
)
"""What may be called; nothing here reads a file, the network, the clock or the environment."""
_KEYWORDS: Final = frozenset(
    {
        *("filter", "where", "and", "or", "not", "in", "is", "null", "between", "like", "true"),
        *("false", "case", "when", "then", "else", "end", "distinct", "order", "by", "asc", "desc"),
    }
)
_BEFORE_BRACKET: Final = frozenset(
    {"filter", "and", "or", "not", "in", "between", "when", "then", "else", "where", "case", "by"}
)
_STATEMENTS: Final = frozenset(
    {
        *("select", "from", "join", "with", "union", "except", "intersect", "values", "table"),
        *("copy", "attach", "detach", "use", "install", "load", "pragma", "set", "reset", "call"),
        *("create", "drop", "alter", "insert", "update", "delete", "merge", "truncate", "vacuum"),
        *("export", "import", "describe", "show", "explain", "execute", "prepare", "begin"),
        *("commit", "rollback", "checkpoint", "over", "window", "limit", "offset", "cast"),
    }
)
_UNMEASURED: Final = frozenset({"count", "length", "filter"})
"""Brackets in which a column's unit does not pass to the result."""
_PLAIN = str.maketrans("（），＝＞＜×÷；", "(),=><*/;")
_TOKEN = pattern(
    r"""\s*(?:
    (?P<string>'(?:[^']|'')*')
  | (?P<quoted>"(?:[^"]|"")+")
  | (?P<comment>--|/\*)
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?![^\W_]))
  | (?P<word>[^\W\d]\w*)
  | (?P<mark><=|>=|<>|!=|[-+*/(),=<>])
  | (?P<strange>\S)
  )""",
    re.VERBOSE,
)


class Use(Struct, frozen=True):
    """A column used, at a place of the formula; ``counts`` when its unit passes to the result."""

    column: SnapshotColumn
    start: int
    counts: bool


class CheckedSql(Struct, frozen=True):
    """An expression that can do nothing but compute, as the database is asked it."""

    text: str
    uses: tuple[Use, ...]
    operators: frozenset[str]


class UnknownColumnError(ValueError):
    """A word that is neither a column nor part of the language."""

    def __init__(self, word: str, start: int, length: int) -> None:
        super().__init__(word)
        self.word, self.start, self.length = word, start, length


class RefusedSqlError(ValueError):
    """A word or mark outside the closed list."""

    def __init__(self, word: str, start: int) -> None:
        super().__init__(word)
        self.word, self.start = word, start


def check_sql(formula: str, snapshot: Snapshot) -> CheckedSql:
    """Return ``formula`` as checked tokens; raise at the first word that is not allowed."""
    return _Checker(formula, snapshot).run()


def column_identifier(index: int) -> str:
    """Return the database's own name of column ``index``: no author's word reaches it."""
    return f'"c{index}"'


class _Checker:
    """Goes through the tokens once, remembering which brackets it is in."""

    def __init__(self, formula: str, snapshot: Snapshot) -> None:
        self._formula = formula
        self._snapshot = snapshot
        self._before = ""
        self._brackets: list[str] = []
        self._uses: list[Use] = []
        self._operators: set[str] = set()

    def run(self) -> CheckedSql:
        parts: list[str] = []
        tokens = list(_TOKEN.finditer(_plain_marks(self._formula).rstrip()))
        for number, token in enumerate(tokens, start=1):
            calls = number < len(tokens) and tokens[number]["mark"] == "("
            self._before = self._token(token, calls=calls)
            parts.append(self._before)
        return CheckedSql(" ".join(parts), tuple(self._uses), frozenset(self._operators))

    def _token(self, match: re.Match[str], *, calls: bool) -> str:
        kind = str(match.lastgroup)
        text, start = match[kind], match.start(kind)
        if kind in {"comment", "strange"}:
            raise RefusedSqlError(text, start)
        if kind == "mark":
            self._mark(text, start)
        if kind == "word":
            return self._word(text, start, calls=calls)
        if kind == "quoted":
            return self._column(text[1:-1].replace('""', '"'), start, len(text))
        return text

    def _mark(self, mark: str, start: int) -> None:
        if mark == "(":
            self._brackets.append(self._before)
        elif mark == ")":
            if not self._brackets:
                raise RefusedSqlError(mark, start)
            self._brackets.pop()
        elif mark in {"*", "/"} and self._before != "(":
            self._operators.add(mark)

    def _word(self, word: str, start: int, *, calls: bool) -> str:
        plain = word.lower()
        if calls and plain in FUNCTIONS | _BEFORE_BRACKET:
            return plain
        if calls or plain in _STATEMENTS:
            raise RefusedSqlError(word, start)
        if self._snapshot.column(word) is None and plain in _KEYWORDS:
            return plain
        return self._column(word, start, len(word))

    def _column(self, name: str, start: int, length: int) -> str:
        column = self._snapshot.column(name)
        if column is None:
            raise UnknownColumnError(name, start, length)
        counts = column.is_number and not _UNMEASURED.intersection(self._brackets)
        self._uses.append(Use(column, start, counts))
        return column_identifier(self._snapshot.columns.index(column))


def _plain_marks(formula: str) -> str:
    """Return ``formula`` with full-width marks made plain, but not those inside quotes."""
    parts = re.split(r"""('(?:[^']|'')*'|"(?:[^"]|"")+")""", formula)
    return "".join(p if i % 2 else p.translate(_PLAIN) for i, p in enumerate(parts))
