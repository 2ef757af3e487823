"""Text metrics: ``argmax(客户, 占比)``, ``列举(客户, 占比, 3)``, or a column of remarks.

text   = word "(" column { "," column } [ "," count ] ")" | column
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from reportgen.compute.answer import Missing
from reportgen.compute.place import part_of
from reportgen.compute.query import rows_of
from reportgen.compute.sources import DataSource, Sources
from reportgen.diag import Code, Sink, nearest
from reportgen.model.facts import SnapshotColumn, Value
from reportgen.model.pattern import pattern
from reportgen.model.period import Period
from reportgen.model.report import MetricSpec

_CALL = pattern(r"\s*(?P<word>[^\s(),]+)\s*(?:\(\s*(?P<inside>[^()]*?)\s*\)\s*)?")
_PLAIN = str.maketrans("（），", "(),")
_JOINT = "、"
_NOBODY = pattern(r"其[他它].*|合计|总计|小计|[Oo]thers?|[Tt]otal")
"""Rows that stand for no one: 前两大客户 are never 微软 and 其他."""
_DIGITS = pattern(r"[1-9][0-9]?", re.ASCII)


class TextKind(Enum):
    """What a text metric picks; the value is its names."""

    LARGEST = ("argmax", "最大")
    SMALLEST = ("argmin", "最小")
    LISTING = ("列举", "list")
    REMARK = ()


_KINDS = {name: kind for kind in TextKind for name in kind.value}


class TextFormula(Struct, frozen=True):
    """A text metric as parsed: the names, what they are ordered by, and how many are taken."""

    kind: TextKind
    label: SnapshotColumn
    by: SnapshotColumn | None = None
    count: int = 0


class Texts(Struct, frozen=True):
    """Picks words from the rows of a source."""

    sources: Sources
    sink: Sink

    def answer(self, spec: MetricSpec, period: Period | None) -> str | Missing | None:
        """Return the words of ``spec`` over the rows of ``period``."""
        source = self.sources.with_rows(spec.source, spec.span)
        formula = self._formula(spec, source) if source else None
        if source is None or formula is None:
            return None
        asked = rows_of(spec, source, period)
        if isinstance(asked, Missing):
            return asked
        rows = _rows(source, asked)
        words = self._words(formula, source, rows)
        if not words:
            found = "—" if not rows else f"{len(rows)} 行（rows）"
            self.sink.add(Code.NOT_ONE_TEXT, spec.formula_span, formula=spec.text, found=found)
        return words or None

    def _formula(self, spec: MetricSpec, source: DataSource) -> TextFormula | None:
        match = _CALL.fullmatch(spec.text.translate(_PLAIN))
        if match is None:
            self._refuse(spec, 0, spec.text)
            return None
        if match["inside"] is None:
            column = self._column(spec, source, match["word"], match.start("word"))
            return TextFormula(TextKind.REMARK, column) if column else None
        kind = _KINDS.get(match["word"])
        if kind is None:
            self._refuse(spec, match.start("word"), match["word"])
            return None
        return self._call(kind, spec, source, match)

    def _call(
        self, kind: TextKind, spec: MetricSpec, source: DataSource, match: re.Match[str]
    ) -> TextFormula | None:
        words, at = [], match.start("inside")
        for typed in match["inside"].split(","):
            words.append((typed.strip(), at + len(typed) - len(typed.lstrip())))
            at += len(typed) + 1
        count = 0
        if kind is TextKind.LISTING and _DIGITS.fullmatch(words[-1][0]):
            count = int(words.pop()[0])
        most = 2
        if not 1 <= len(words) <= most or (kind is not TextKind.LISTING and len(words) < most):
            self._refuse(spec, match.start("inside"), match["inside"])
            return None
        columns = [self._column(spec, source, word, start) for word, start in words]
        label, by = columns[0], columns[1] if len(columns) == most else None
        if label is None or None in columns:
            return None
        if by is not None and not by.is_number:
            self._refuse(spec, words[1][1], words[1][0])
            return None
        return TextFormula(kind, label, by, count)

    def _column(
        self, spec: MetricSpec, source: DataSource, name: str, start: int
    ) -> SnapshotColumn | None:
        place = part_of(spec.formula_span, spec.text, start, len(name))
        return self.sources.column(source, name, place)

    def _refuse(self, spec: MetricSpec, start: int, word: str) -> None:
        place = part_of(spec.formula_span, spec.text, start, len(word))
        known = "、".join(_KINDS)
        close = nearest(word, _KINDS) or "—"
        self.sink.add(Code.BAD_TEXT, place, text=spec.text, known=known, nearest=close)

    def _words(
        self, formula: TextFormula, source: DataSource, rows: Sequence[tuple[Value, ...]]
    ) -> str:
        names = [_in_words(row[_index(source, formula.label)]) for row in rows]
        if formula.kind is TextKind.REMARK:
            said = list(dict.fromkeys(name for name in names if name))
            return said[0] if len(said) == 1 else ""
        if formula.by is None:
            listed = list(dict.fromkeys(name for name in names if name))
            return _JOINT.join(listed[: formula.count or None])
        totals = _totals(names, [row[_index(source, formula.by)] for row in rows])
        if formula.kind is TextKind.LISTING:
            ordered = sorted(totals, key=lambda name: -totals[name])
            return _JOINT.join(ordered[: formula.count or None])
        pick = max if formula.kind is TextKind.LARGEST else min
        best = pick(totals.values(), default=None)
        return _JOINT.join(name for name, total in totals.items() if total == best)


def _rows(source: DataSource, asked: Sequence[Period]) -> list[tuple[Value, ...]]:
    rows = source.snapshot.rows
    if source.coverage is None:
        return list(rows)
    wanted = set(asked)
    return [row for row, p in zip(rows, source.coverage.rows, strict=True) if p in wanted]


def _totals(names: Sequence[str], values: Sequence[Value]) -> dict[str, Decimal]:
    """Return the sum of each name, in the order of the data; the quarters of a year add up."""
    totals: dict[str, Decimal] = {}
    for name, value in zip(names, values, strict=True):
        if name and isinstance(value, Decimal) and not _NOBODY.fullmatch(name):
            totals[name] = totals.get(name, Decimal(0)) + value
    return totals


def _index(source: DataSource, column: SnapshotColumn) -> int:
    return source.snapshot.columns.index(column)


def _in_words(cell: Value) -> str:
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else cell.strip()
