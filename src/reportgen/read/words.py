"""What single words of report.yaml mean: units, formats, periods, dates."""

import datetime as dt
import re
from decimal import Decimal

from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.facts import NO_UNIT, Half, NumberFormat, Unit
from reportgen.model.pattern import pattern
from reportgen.model.period import Period
from reportgen.model.report import Tolerance
from reportgen.read.keys import ID
from reportgen.read.yaml_tree import Mapping, Scalar
from reportgen.zh.quantity import parse_format
from reportgen.zh.units import parse_unit

_AUTO = ("auto", "自动")
_AMOUNT = pattern(r"[±]?\s*(\d+(?:\.\d+)?)\s*(\S*)")
_ISO = pattern(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_unit(node: Mapping, name: str, sink: Sink) -> Unit | None:
    """Return the unit at key ``name`` of ``node``."""
    word = node.scalar(name)
    if word is None:
        return None
    unit = parse_unit(word.text)
    if unit is None:
        sink.add(Code.UNKNOWN_UNIT, word.span, unit=word.text)
    return unit


def read_format(node: Mapping, sink: Sink) -> NumberFormat | None:
    """Return the number format of ``node``."""
    word = node.scalar("format")
    if word is None:
        return None
    found = parse_format(word.text)
    if found is None:
        sink.add(Code.BAD_FORMAT, word.span, format=word.text)
    return found


def read_half(node: Mapping) -> Half | None:
    """Return how ``node`` wants halves rounded, if it says so."""
    word = node.word("round")
    return Half(word.replace("_", "-")) if word else None


def read_tolerance(word: Scalar | None, sink: Sink) -> Tolerance | None:
    """Return the distance that ``0.5%`` or ``0.1亿元`` writes."""
    if word is None:
        return None
    match = _AMOUNT.fullmatch(word.text.strip())
    unit = parse_unit(match[2]) if match and match[2] else NO_UNIT
    if match is None or unit is None:
        sink.add(Code.BAD_TOLERANCE, word.span, text=word.text)
        return None
    return Tolerance(Decimal(match[1]), unit, word.span)


def read_period(word: Scalar | None, sink: Sink, *, may_be_auto: bool = False) -> str:
    """Return the period ``word`` writes; nothing when there is none."""
    if word is None:
        return ""
    if Period.parse(word.text) is not None or (may_be_auto and word.text in _AUTO):
        return "auto" if word.text in _AUTO else word.text
    sink.add(Code.BAD_PERIOD, word.span, period=word.text)
    return ""


def asked_period(word: str, sink: Sink) -> str:
    """Return the period that the caller asks for; nothing when he asks for none."""
    if word and Period.parse(word) is None and word not in _AUTO:
        sink.add(Code.BAD_PERIOD, Span(Source("--period", word), 1, 1, len(word)), period=word)
        return ""
    return "auto" if word in _AUTO else word


def read_id(word: Scalar | None, sink: Sink) -> str:
    """Return the report's stable name, which names files and records."""
    if word is None:
        return ""
    if not re.fullmatch(ID, word.text):
        expected = "字母、数字、. _ -（letters, digits, . _ -）"
        sink.add(Code.WRONG_TYPE, word.span, key="id", expected=expected, found=f"“{word.text}”")
    return word.text


def read_date(word: Scalar | None, today: dt.date, sink: Sink) -> dt.date:
    """Return the date ``word`` writes; today for ``auto`` and without one."""
    if word is None or word.text in {"auto", "自动"}:
        return today
    if is_date(word.text):
        return dt.date.fromisoformat(word.text)
    sink.add(Code.BAD_DATE, word.span, date=word.text)
    return today


def is_date(text: str) -> bool:
    """Tell whether ``text`` is a day like 2025-12-18."""
    try:
        return bool(_ISO.fullmatch(text) and dt.date.fromisoformat(text))
    except ValueError:
        return False
