"""Bound values: ``:客户`` in a query, which the database is told beside it, never inside it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from msgspec import Struct

from reportgen.model.pattern import pattern

Bound: TypeAlias = str | int | float | None
_TOKEN = pattern(
    r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|::|:(?P<name>[^\W\d]\w*)", 16
)


class BoundQuery(Struct, frozen=True):
    """A query as DuckDB wants it, every word in its place, and the name behind each ``$``."""

    text: str
    names: tuple[tuple[str, str], ...]
    """What stands after ``$``, and the author's name."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The author's names."""
        return tuple(name for _, name in self.names)

    def values(self, row: Mapping[str, Bound]) -> dict[str, Bound]:
        """Return the values of ``row`` by what stands after ``$``."""
        return {short: row[name] for short, name in self.names if name in row}


def bound_query(query: str) -> BoundQuery:
    """Return ``query`` with ``$p0`` for ``:客户``; what is quoted stays as it is."""
    parts: list[str] = []
    names: dict[str, str] = {}
    last = 0
    for match in _TOKEN.finditer(query):
        name = match["name"]
        if name is None:
            continue
        short = names.setdefault(name, name if name.isascii() else f"p{len(names)}")
        parts.append(query[last : match.start()])
        parts.append(f"${short}" + " " * (len(name.encode()) - len(short)))
        last = match.end()
    return BoundQuery("".join([*parts, query[last:]]), tuple((s, n) for n, s in names.items()))


def bindable(value: Decimal | str | None) -> Bound:
    """Return a cell as databases take it; an empty one is NULL."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value
