"""Rows from elsewhere – a database, an address – as text with its places; values become text."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from decimal import Decimal

import msgspec
from msgspec import Struct

from reportgen.read.sheets import SheetText, rows_digest, rows_of_values

MOST_ROWS = 200_000
_FIGURES = 15


class Remote(Struct, frozen=True):
    """What a source elsewhere gave, and a mark that differs when it would give something else."""

    text: SheetText
    mark: str


def remote_text(
    name: str, shown: str, head: Sequence[str], rows: Sequence[Sequence[object]]
) -> SheetText:
    """Return the rows as a snapshot reads them: a column of numbers is one."""
    is_number = tuple(
        any(row[place] is not None for row in rows) and all(_is_number(row[place]) for row in rows)
        for place in range(len(head))
    )
    cells = rows_of_values([list(head), *([as_text(each) for each in row] for row in rows)])
    return SheetText(name, shown, "", rows_digest(cells), cells, is_number)


def packed(remote: Remote) -> bytes:
    """Return ``remote`` as an archive keeps it."""
    return msgspec.json.encode(remote)


def unpacked(data: bytes) -> Remote:
    """Return what ``packed`` made ``data`` of."""
    return msgspec.json.decode(data, type=Remote)


def mark_of(values: Sequence[Sequence[object]]) -> str:
    """Return the digest of a watermark's rows."""
    text = "\n".join("\t".join(as_text(each) for each in row) for row in values)
    return hashlib.sha256(text.encode()).hexdigest()


def _is_number(value: object) -> bool:
    return value is None or (
        isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    )


def as_text(value: object) -> str:  # noqa: PLR0911 - one return a type
    """Return ``value`` as it would be typed."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            text = f"{value:.{_FIGURES}g}"
            return f"{Decimal(text):f}" if "e" in text else text
        case Decimal():
            return f"{value:f}"
        case dt.datetime():
            is_day = not (value.hour or value.minute or value.second)
            return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
        case dt.date():
            return value.isoformat()
        case _:
            return " ".join(str(value).split())
