"""Tables of files with many rows: read where they are, by the locked database alone."""

from collections.abc import Collection, Sequence

from reportgen.compute.sql_text import column_identifier
from reportgen.model.facts import LargeFile, Snapshot

GAPS = ("", "-", "–", "—", "——", "N/A", "n/a", "不适用")
"""Cells that say: there is no number here."""
_NARROW, _WIDE = "DECIMAL(18,", "DECIMAL(38,"
_FULL_WIDTH, _PLAIN = "，（）％−．０１２３４５６７８９", ",()%-.0123456789"


def text_of(value: str) -> str:
    """Return ``value`` as a literal of the database's language."""
    return "'" + value.replace("'", "''") + "'"


def table_statement(
    table: str, snapshot: Snapshot, needed: Collection[int], *, is_lenient: bool
) -> str:
    """Return the statement that makes ``table``: a view of Parquet, a compact copy of a text.

    Of a text only the columns ``needed`` are kept.

    The strict one reads numbers as they are parsed; the lenient one knows gaps, thousands
    separators, percent signs and numbers in brackets.
    """
    large = snapshot.large or LargeFile("", "", "", ())
    if not large.delimiter:
        columns = ", ".join(
            f"{_quoted(each.header)} AS {column_identifier(index)}"
            for index, each in enumerate(snapshot.columns)
        )
        file = f"read_parquet({text_of(large.path)})"
        return f"CREATE VIEW {table} AS SELECT {columns} FROM {file}"  # noqa: S608 - quoted names
    kinds = ["VARCHAR"] * len(large.kinds) if is_lenient else list(large.kinds)
    columns = ", ".join(
        f"{_number(index, kind.replace(_NARROW, _WIDE))} AS {column_identifier(index)}"
        if is_lenient and kind != "VARCHAR"
        else column_identifier(index)
        for index, kind in enumerate(large.kinds)
        if index in needed
    )
    return f"CREATE TABLE {table} AS SELECT {columns} FROM {_csv(large, kinds)}"  # noqa: S608 - our names


def fault_statement(large: LargeFile, index: int) -> str:
    """Return the query for the first row whose cell in column ``index`` is no number."""
    cell, file = column_identifier(index), _csv(large, ["VARCHAR"] * len(large.kinds))
    number = _number(index, "DECIMAL(38, 10)").replace("CAST(", "TRY_CAST(")
    rows = f"SELECT row_number() OVER () AS n, {cell} FROM {file}"  # noqa: S608 - our names
    is_bad = f"{number} IS NULL AND {_is_said(cell)}"
    return f"SELECT n, {cell} FROM ({rows}) WHERE {is_bad} ORDER BY n LIMIT 1"  # noqa: S608 - as above


def _csv(large: LargeFile, kinds: Sequence[str]) -> str:
    columns = ", ".join(
        f"{text_of(column_identifier(index)[1:-1])}: {text_of(kind)}"
        for index, kind in enumerate(kinds)
    )
    return (
        f"read_csv({text_of(large.path)}, auto_detect = false, header = true, "
        f"delim = {text_of(large.delimiter)}, quote = '\"', escape = '\"', columns = {{{columns}}})"
    )


def _number(index: int, kind: str) -> str:
    cell = column_identifier(index)
    plain = f"translate(trim({cell}), '{_FULL_WIDTH}', '{_PLAIN}')"
    bare = f"replace(rtrim({plain}, '%'), ',', '')"
    negative = f"regexp_replace({bare}, '^\\((.*)\\)$', '-\\1')"
    return f"CASE WHEN {_is_said(cell)} THEN CAST({negative} AS {kind}) END"


def _is_said(cell: str) -> str:
    gaps = ", ".join(text_of(each) for each in GAPS)
    return f"coalesce(trim({cell}), '') NOT IN ({gaps})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
