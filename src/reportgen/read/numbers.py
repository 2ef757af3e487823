"""Numbers as people type them: read exactly, or not at all."""

import re
import unicodedata
from decimal import Decimal

from reportgen.model.pattern import pattern

_STRICT = pattern(r"[+-]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,2})?", re.ASCII)
_GROUPED = pattern(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_CODE = pattern(r"0\d+", re.ASCII)


def is_code(text: str) -> bool:
    """Tell whether ``text`` is a code such as ``000001``, whose zeros must stay."""
    return _CODE.fullmatch(text.strip()) is not None


def read_number(text: str) -> Decimal | None:
    """Return the number of ``1915.4``, ``-3`` or ``1,250,000``; a minus sign is a minus."""
    text = text.strip().replace("\u2212", "-")
    if _STRICT.fullmatch(text):
        return Decimal(text)
    return Decimal(text.replace(",", "")) if _GROUPED.fullmatch(text) else None


def read_typed_number(text: str, *, is_percent: bool = False) -> Decimal | None:
    """Return the number of ``（12.5）``, ``−3``, ``１２`` too, as accountants type them.

    A number in brackets is negative; a percent sign may stand where the unit is percent.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if is_percent:
        plain = plain.removesuffix("%").rstrip()
    if plain.startswith("(") and plain.endswith(")"):
        inner = read_number(plain[1:-1])
        return None if inner is None else -inner
    return read_number(plain)
