"""PDF syntax: how the file spells numbers, strings and references (ISO 32000-1, 7.3)."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from reportgen.model.brand import Colour
from reportgen.model.length import Length

_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


def hundredths(length: Length) -> int:
    """Return ``length`` in hundredths of a point: finer than any device shows."""
    return (length + 5) // 10


@lru_cache(maxsize=1 << 16)
def spelled(value: int) -> str:
    """Return ``value`` hundredths as the shortest decimal."""
    if value % 100 == 0:
        return str(value // 100)
    sign, value = ("-", -value) if value < 0 else ("", value)
    return f"{sign}{value // 100}.{value % 100:02d}".rstrip("0")


def number(length: Length) -> str:
    """Return ``length`` in points."""
    return spelled(hundredths(length))


def decimal(value: float) -> str:
    """Return ``value`` to the hundredth."""
    return spelled(round(value * 100))


def factor(value: float) -> str:
    """Return ``value`` to five places: scales, turns, tracking."""
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=256)
def colour(of: Colour) -> str:
    """Return the three components of ``of``, 0-1, as a colour operator takes them."""
    return " ".join(factor(round(part / 255, 3)) for part in (of.red, of.green, of.blue))


def reference(to: int) -> str:
    """Return an indirect reference to object number ``to``."""
    return f"{to} 0 R"


def literal(text: str) -> str:
    """Return printable ASCII ``text`` as a literal string."""
    return f"({text.translate(_ESCAPES)})"


def dictionary(entries: Mapping[str, str]) -> str:
    """Return a dictionary whose values are spelled already (7.3.7)."""
    return f"<<{''.join(f'/{key} {value}' for key, value in entries.items())}>>"


def is_plain(text: str) -> bool:
    """Tell whether ``text`` is written as it is."""
    return text.isascii() and text.isprintable()


def text_string(text: str) -> str:
    """Return ``text`` as a text string: ASCII as it is, else UTF-16 as hex digits (7.9.2.2)."""
    if is_plain(text):
        return literal(text)
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def byte_string(data: bytes) -> str:
    """Return ``data`` as a byte string: names of destinations and notes."""
    if data.isascii() and data.decode().isprintable():
        return literal(data.decode())
    return f"<{data.hex()}>"


def date_string(day: dt.date) -> str:
    """Return the start of ``day`` in China as a date (7.9.4)."""
    return f"(D:{day:%Y%m%d}000000+08'00')"
