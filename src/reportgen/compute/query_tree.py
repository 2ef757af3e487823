"""The SELECT of a derived source: its parsed tree holds nothing but known tables and functions.

The database's own parser tells what a query is; what is not of the closed lists is refused.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

from reportgen.compute.database import SqlFaultError
from reportgen.compute.sql_text import FUNCTIONS
from reportgen.model.facts import NO_UNIT, Snapshot, Unit

_Tree: TypeAlias = Mapping[str, object]

QUERY_FUNCTIONS: Final = FUNCTIONS | frozenset(
    {
        *("+", "-", "*", "/", "//", "%", "||", "~~", "!~~", "^", "**", "concat", "concat_ws"),
        *("replace", "substr", "substring", "left", "right", "split_part", "strip_accents"),
        *("ltrim", "rtrim", "lpad", "rpad", "position", "instr", "regexp_matches", "like_escape"),
        *("row_number", "rank", "dense_rank", "ntile", "lag", "lead", "first_value", "last_value"),
        *("nth_value", "percent_rank", "cume_dist", "count_star", "string_agg", "arg_max"),
        *("arg_min", "argmax", "argmin", "max_by", "min_by", "product", "bool_and", "bool_or"),
        *("year", "month", "quarter", "day", "week", "date_part", "date_trunc", "strftime"),
        *("strptime", "make_date", "datediff", "date_diff", "try_strptime", "monthname", "if"),
        *("ifnull", "sqrt", "ln", "log", "log10", "exp", "power", "pow", "sign", "mod", "round"),
        *("ceiling", "isnan", "isfinite", "corr", "covar_pop", "covar_samp", "regr_slope"),
        *("var_pop", "var_samp", "variance", "mad", "quantile", "approx_quantile", "sumkahan"),
    }
)
"""What may be called: no file, network, clock, chance or setting is behind any of them."""
_KEEPS_UNIT: Final = frozenset(
    {
        *("sum", "avg", "min", "max", "median", "any_value", "first", "last", "abs", "round"),
        *("coalesce", "greatest", "least", "quantile_cont", "quantile_disc", "lag", "lead"),
        *("first_value", "last_value", "nth_value", "+", "-", "ifnull"),
    }
)
_TABLES: Final = frozenset({"BASE_TABLE", "JOIN", "SUBQUERY", "EMPTY", "CROSS_PRODUCT"})
_NODES: Final = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "CTE_NODE"})
_CLOCKS: Final = frozenset(
    {
        *("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"),
        *("current_user", "session_user", "user", "current_role", "current_catalog"),
        *("current_schema", "current_database"),
    }
)
"""Words that look like columns and are calls."""


class RefusedQueryError(ValueError):
    """A word of the query outside the closed lists, at an offset in bytes."""

    def __init__(self, word: str, start: int = 0, *, is_table: bool = False) -> None:
        super().__init__(word)
        self.word, self.start, self.is_table = word, start, is_table


class CheckedQuery(Struct, frozen=True):
    """A query that can do nothing but compute; ``units`` are those of its columns, in order."""

    needs_order: bool
    """Whether nothing says in which order its groups come."""
    units: tuple[Unit | None, ...] | None
    """Nothing where a star stands for columns; the names tell then."""


def check_query(query: str, tree: str, inputs: Mapping[str, Snapshot]) -> CheckedQuery:
    """Return what is known of ``query``, whose serialized tree this is; raise if it may not run."""
    parsed = json.loads(tree)
    if parsed.get("error"):
        if parsed.get("error_type") == "not implemented":
            raise RefusedQueryError(*_first_word(query))
        raise SqlFaultError(str(parsed.get("error_message", "SQL")))
    statements = parsed["statements"]
    if len(statements) != 1:
        raise RefusedQueryError(";", len(query.partition(";")[0].encode()))
    node = statements[0]["node"]
    known = {*inputs, *_own_tables(node)}
    for each in _all(node):
        _check(each, known)
    return CheckedQuery(_needs_order(node), _units(node, inputs))


def _first_word(query: str) -> tuple[str, int]:
    """Return what makes ``query`` more than a SELECT: its first word, or a second statement."""
    first, mark, rest = query.partition(";")
    if rest.strip():
        return mark, len(first.encode())
    return (query.split() or ["—"])[0], 0


def _check(each: _Tree, known: set[str]) -> None:
    kind = str(each.get("type", ""))
    place = each.get("query_location")
    start = place if isinstance(place, int) else 0
    if "function_name" in each:
        name = str(each["function_name"]).lower()
        if name not in QUERY_FUNCTIONS or each.get("schema") or each.get("catalog"):
            raise RefusedQueryError(name, start)
    names = each.get("column_names")
    if isinstance(names, list) and len(names) == 1 and str(names[0]).lower() in _CLOCKS:
        raise RefusedQueryError(str(names[0]), start)
    if kind == "BASE_TABLE":
        name = str(each.get("table_name", ""))
        if name not in known or each.get("schema_name") or each.get("catalog_name"):
            raise RefusedQueryError(name, start, is_table=True)
    if each.get("sample") is not None:
        raise RefusedQueryError("sample", start)
    is_table = "alias" in each and "class" not in each
    if is_table and kind not in _TABLES:
        call = each.get("function")
        word = str(call.get("function_name") if isinstance(call, Mapping) else kind)
        raise RefusedQueryError(word.lower(), start)
    if "cte_map" in each and kind not in _NODES:
        raise RefusedQueryError(kind.lower().removesuffix("_node"), start)


def _own_tables(node: object) -> Iterator[str]:
    """Yield the names that ``with`` defines."""
    for each in _all(node):
        ctes = each.get("cte_map")
        if isinstance(ctes, Mapping):
            for entry in ctes.get("map", ()):
                yield str(entry["key"])


def _all(node: object) -> Iterator[_Tree]:
    """Yield every object of the tree."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            yield each
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)


def _needs_order(node: _Tree) -> bool:
    modifiers = node.get("modifiers")
    kinds = [str(each["type"]) for each in modifiers] if isinstance(modifiers, list) else []
    if "ORDER_MODIFIER" in kinds:
        return False
    groups = node.get("group_expressions")
    return bool(groups) or node["type"] != "SELECT_NODE" or "DISTINCT_MODIFIER" in kinds


def _units(node: _Tree, inputs: Mapping[str, Snapshot]) -> tuple[Unit | None, ...] | None:
    items = node.get("select_list")
    if not isinstance(items, list) or any(each.get("class") == "STAR" for each in items):
        return None
    return tuple(_unit(each, inputs) for each in items)


def _unit(item: _Tree, inputs: Mapping[str, Snapshot]) -> Unit | None:
    """Return the unit that ``item`` inherits from the columns it is made of, if it does."""
    kind = item.get("class")
    if kind == "COLUMN_REF":
        names = item.get("column_names")
        return unit_of(str(names[-1]), inputs) if isinstance(names, list) else None
    if kind in ("FUNCTION", "WINDOW") and item.get("function_name") in _KEEPS_UNIT:
        parts = _arguments(item)
        if kind == "WINDOW" or item["function_name"] not in ("+", "-"):
            parts = parts[:1]
        units = [_unit(each, inputs) for each in parts]
        return units[0] if units and len(set(units)) == 1 else None
    if kind == "CAST" and isinstance(item.get("child"), Mapping):
        return _unit(item["child"], inputs)  # type: ignore[arg-type] # a Mapping, as just seen
    return None


def _arguments(item: _Tree) -> Sequence[_Tree]:
    found = item.get("arguments", item.get("children"))
    if not isinstance(found, list):
        return ()
    return [each.get("expression", each) for each in found]


def unit_of(name: str, inputs: Mapping[str, Snapshot]) -> Unit | None:
    """Return the unit of the column ``name`` when all inputs that have it agree."""
    found = {column.unit for each in inputs.values() if (column := each.column(name))}
    return found.pop() if len(found) == 1 and found != {NO_UNIT} else None
