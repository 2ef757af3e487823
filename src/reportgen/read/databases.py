"""Databases: one SELECT through SQLAlchemy, in a transaction that may only read."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.bound import Bound
from reportgen.read import yaml_tree as tree
from reportgen.read.declarations import SourceDeclaration
from reportgen.read.numbers import is_code, read_number
from reportgen.read.one_select import refused_word
from reportgen.read.reach import Reach
from reportgen.read.remote_rows import MOST_ROWS, Remote, mark_of, remote_text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MILLISECONDS = 60_000
_READ_ONLY = {
    "postgresql": (
        "SET TRANSACTION READ ONLY",
        f"SET LOCAL statement_timeout = {_MILLISECONDS}",
    ),
    "mysql": (
        "SET SESSION TRANSACTION READ ONLY",
        f"SET SESSION max_execution_time = {_MILLISECONDS}",
    ),
    "mariadb": ("SET SESSION TRANSACTION READ ONLY",),
    "oracle": ("SET TRANSACTION READ ONLY",),
    "sqlite": ("PRAGMA query_only = ON",),
}
"""What makes a transaction one that cannot write, by the kind of database."""


def read_database(source: SourceDeclaration, reach: Reach, sink: Sink) -> Remote | None:
    """Return the rows of the query of ``source``; a fault is found where the query stands."""
    keys, name, query = source.keys, source.word("sql"), source.word("query")
    if keys is None or name is None:
        return None
    if query is None:
        sink.add(Code.MISSING_KEY, name.span, key="query / 查询", place="sources")
        return None
    watermark = keys.scalar("watermark")
    answers = _answers(source, [query, watermark] if watermark else [query], reach, sink)
    if answers is None:
        return None
    head, rows = answers[0]
    if len(rows) > MOST_ROWS:
        sink.add(Code.TOO_MANY_ROWS, query.span, file=name.text, size=f"{MOST_ROWS:,}")
        return None
    text = remote_text(source.spec.name, name.text, head, rows)
    return Remote(text, mark_of(answers[1][1]) if watermark else text.digest)


def read_watermark(source: SourceDeclaration, reach: Reach, sink: Sink) -> str | None:
    """Return the mark of ``source`` by its watermark alone; nothing without one."""
    watermark = source.word("watermark")
    answers = _answers(source, [watermark], reach, sink) if watermark else None
    return mark_of(answers[0][1]) if answers else None


def _answers(
    source: SourceDeclaration, queries: Sequence[tree.Scalar], reach: Reach, sink: Sink
) -> "list[_Answer] | None":
    """Return what the database answers to each query, all in one transaction."""
    name = source.word("sql")
    if name is None or sum(_is_one_select(each, sink) for each in queries) < len(queries):
        return None
    address = _address(name, reach, sink)
    if address is None:
        return None
    said = _values(source.keys.mapping("params") if source.keys else None)
    values = {**source.row, **said}
    return _ask(address, [(each.text, values) for each in queries], name, queries[0].span, sink)


def _is_one_select(query: tree.Scalar, sink: Sink) -> bool:
    refused = refused_word(query.text)
    if refused is None:
        return True
    word, start = refused
    place = query.excerpt.part(start, start + len(word)).place
    sink.add(Code.WORD_NOT_IN_QUERY, place, word=word, nearest="—")
    return False


def _address(name: tree.Scalar, reach: Reach, sink: Sink) -> str | None:
    found = reach.databases.get(name.text)
    if found:
        return found
    code = Code.UNKNOWN_DATABASE if found is None else Code.NO_DATABASE_ADDRESS
    close = nearest(name.text, reach.databases) or "—"
    sink.add(code, name.span, name=name.text, path=reach.path, nearest=close)
    return None


def _values(node: tree.Mapping | None) -> dict[str, str | Decimal]:
    """Return what is bound to ``:name``: a plain number as a number, all else as text."""
    found: dict[str, str | Decimal] = {}
    for name, entry in node.entries.items() if node else ():
        if isinstance(entry.value, tree.Scalar):
            word = entry.value
            number = read_number(word.text) if word.is_plain and not is_code(word.text) else None
            found[name] = word.text if number is None else number
    return found


_Answer = tuple[Sequence[str], Sequence[Sequence[object]]]


def _ask(
    address: str,
    queries: Sequence[tuple[str, Mapping[str, Bound | Decimal]]],
    name: tree.Scalar,
    span: Span,
    sink: Sink,
) -> list[_Answer] | None:
    try:
        import sqlalchemy as sa  # noqa: PLC0415 - an extra, for those who ask databases
    except ImportError:
        sink.add(Code.NEEDS_SQLALCHEMY, name.span, name=name.text)
        return None
    engine = None
    try:
        engine = sa.create_engine(address, poolclass=sa.pool.NullPool)
        with engine.connect() as connection:
            for statement in _READ_ONLY.get(engine.dialect.name, ()):
                connection.exec_driver_sql(statement)
            answers = [_answer(connection, query, values) for query, values in queries]
            connection.rollback()
    except (sa.exc.SQLAlchemyError, OSError, ImportError, ValueError) as fault:
        sink.add(Code.DATABASE_FAULT, span, name=name.text, fault=_told(fault, address))
        return None
    else:
        return answers
    finally:
        if engine is not None:
            engine.dispose()


def _answer(connection: "Connection", query: str, values: Mapping[str, Bound | Decimal]) -> _Answer:
    import sqlalchemy as sa  # noqa: PLC0415 - as above

    text = sa.text(query.strip().removesuffix(";"))
    used = {key: value for key, value in values.items() if key in text._bindparams}  # noqa: SLF001 - no public list
    result = connection.execution_options(stream_results=True).execute(text, _bound(used))
    return list(result.keys()), [tuple(row) for row in result.fetchmany(MOST_ROWS + 1)]


def _bound(values: Mapping[str, Bound | Decimal]) -> dict[str, Any]:
    """Return whole numbers as such: drivers know them better."""
    return {
        key: int(value) if isinstance(value, Decimal) and value == int(value) else value
        for key, value in values.items()
    }


def _told(fault: Exception, address: str) -> str:
    """Return the database's own words without anything of its address."""
    original = getattr(fault, "orig", None) or fault
    words = str(original)
    found = re.search(r"'M': '((?:[^'\\]|\\.)*)'", words)  # pg8000 tells a dictionary
    text = found[1] if found else (words.splitlines() or [type(fault).__name__])[0]
    for secret in re.split(r"[:/@?&=]+", address.partition("//")[2]):
        if len(secret) > 2:  # noqa: PLR2004 - a letter is no secret
            text = text.replace(secret, "…")
    return text[:200]
