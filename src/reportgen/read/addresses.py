"""Addresses of a delivery: typed, or taken from the row that the report is about."""

from msgspec import Struct

from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.pattern import pattern
from reportgen.model.report import ReportRow
from reportgen.read import yaml_tree as tree
from reportgen.read.rows import said

_ADDRESS = pattern(r"[^@\s<>()\[\],;:\\\"]+@[^@\s<>()\[\],;:\\\"]+\.[^@\s<>()\[\],;:\\\"]+")
_CONTROL = pattern(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_BOUND = pattern(r"\{\{\s*(.*?)\s*\}\}")
_BETWEEN = pattern(r"[;；,，、\n]")


class Addresses(Struct, frozen=True):
    """Who gets a letter: each mailbox once, where it is named first."""

    recipients: tuple[str, ...]
    copies: tuple[str, ...]
    blind: tuple[str, ...]


def read_addresses(node: tree.Mapping, row: ReportRow | None, sink: Sink) -> Addresses:
    """Return whom ``to``, ``cc`` and ``bcc`` of a delivery name; what is no address is found.

    Where there is one report a row, ``to`` must name a column: nobody gets another's file.
    """
    typed = _typed(node, "to")
    if not typed:
        sink.add(Code.MISSING_KEY, node.span, key="to", place="delivery")
    for each in typed if row is not None else ():
        if not _BOUND.search(each.text):
            sink.add(Code.ROWS_NEED_OWN_ADDRESS, each.span, address=_shown(each.text))
    seen: set[str] = set()
    found = [tuple(_addresses(_typed(node, key), row, seen, sink)) for key in ("to", "cc", "bcc")]
    return Addresses(*found)


def read_sender(node: tree.Mapping, sink: Sink) -> str:
    """Return the sender's address; what is none is found."""
    sender = node.scalar("from")
    if sender is None:
        return ""
    if not is_address(sender.text):
        sink.add(Code.BAD_ADDRESS, sender.span, address=_shown(sender.text))
    return sender.text.strip()


def cell_of(text: str, row: ReportRow | None, span: Span, sink: Sink) -> str:
    """Return ``text`` with the columns it names in braces filled in from ``row``."""
    for name in dict.fromkeys(_BOUND.findall(text)):
        if not _knows(name, row):
            known = [column.name for column, _ in row.cells] if row is not None else []
            close = nearest(name, known) or "—"
            sink.add(
                Code.UNKNOWN_COLUMN,
                span,
                column=name,
                source="params",
                known="、".join(known) or "—",
                nearest=close,
            )
    cells = {column.name: said(value) for column, value in row.cells} if row is not None else {}
    return _BOUND.sub(lambda match: cells.get(match[1], ""), text)


def _knows(name: str, row: ReportRow | None) -> bool:
    return row is not None and any(column.name == name for column, _ in row.cells)


def _typed(node: tree.Mapping, key: str) -> list[tree.Scalar]:
    return [each for each in node.listing(key) if isinstance(each, tree.Scalar)]


def _addresses(
    typed: list[tree.Scalar], row: ReportRow | None, seen: set[str], sink: Sink
) -> list[str]:
    found = []
    for scalar in typed:
        for part in _BETWEEN.split(cell_of(scalar.text, row, scalar.span, sink)):
            text = part.strip()
            if not text:
                continue
            if not is_address(text):
                sink.add(Code.BAD_ADDRESS, scalar.span, address=_shown(text))
            elif (bare := _bare(text).casefold()) not in seen:
                seen.add(bare)
                found.append(text)
    return found


def _shown(text: str) -> str:
    return _CONTROL.sub("␍", text)


def _bare(address: str) -> str:
    """Return ``address`` without the name before it."""
    from email.utils import parseaddr  # noqa: PLC0415 - many reports are not mailed

    return parseaddr(address)[1]


def is_address(text: str) -> bool:
    """Tell whether ``text`` is one address, with or without a name, and nothing else."""
    if _CONTROL.search(text) or text.count("@") != 1:
        return False
    address = _bare(text)
    if text.strip() != address and not text.strip().endswith(f"<{address}>"):
        return False  # a group, a comment, a header smuggled in: "Bcc: x@y.cn"
    local, _, domain = address.rpartition("@")
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return local.isascii() and bool(_ADDRESS.fullmatch(address))
