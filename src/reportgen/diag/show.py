"""Write a finding for a person: what, where, why, how to mend it."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

from reportgen.diag.diagnostic import Diagnostic

Language = Literal["zh", "en"]

_MESSAGES = Path(__file__).parent / "messages"
# A name is suggested only when one is close: without one, the bracket that says it is left out.
NOTHING_NEAR = "—"
_LONGEST_LINE, _LONGEST_VALUE = 400, 600
_SUGGESTION = re.compile(r" ?[（(][^（()）]*\{nearest\}[^（()）]*[)）]")


@cache
def catalogue(language: Language) -> dict[str, dict[str, str]]:
    """Return the messages of all codes in ``language``, one table a code."""
    import tomllib  # noqa: PLC0415 - a sound report needs no words

    found: dict[str, dict[str, str]] = {}
    for part in (_MESSAGES / language).glob("*.toml"):
        found.update(tomllib.loads(part.read_text("utf-8")))
    return found


def columns(text: str) -> int:
    """Return how many terminal cells ``text`` takes; a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def show(diagnostic: Diagnostic, language: Language = "zh") -> str:
    """Return ``diagnostic`` as text, with the source line and a caret under the place."""
    words = catalogue(language)
    message = {part: _filled(diagnostic, part, language) for part in ("what", "why", "mend")}
    span = diagnostic.span
    line = span.source.line(span.line)
    line, start = _window(line, span.column - 1)
    before, marked = line[:start], line[start:][: span.length]
    number = "" if span.source.places else str(span.line)
    gutter = " " * len(number)
    severity = words["severity"][diagnostic.severity.value]
    indent = "".join("\t" if c == "\t" else " " * columns(c) for c in before)
    parts = [f"{span}: {severity} {diagnostic.code}: {message['what']}"]
    if line:
        parts += [
            f"{gutter} |",
            f"{number} | {line}",
            f"{gutter} | {indent}{'^' * max(1, columns(marked))}",
        ]
    parts += [
        f"{gutter} = {words['label']['why']}: {message['why']}",
        f"{gutter} = {words['label']['mend']}: {message['mend']}",
    ]
    return "\n".join(parts)


def _window(line: str, start: int) -> tuple[str, int]:
    """Return the part of a long ``line`` round ``start``, and where ``start`` is in it."""
    if len(line) <= _LONGEST_LINE:
        return line, start
    first = max(0, min(start - _LONGEST_LINE // 4, len(line) - _LONGEST_LINE))
    shown = line[first : first + _LONGEST_LINE]
    ahead = "…" if first else ""
    behind = "…" if first + _LONGEST_LINE < len(line) else ""
    return ahead + shown + behind, start - first + len(ahead)


def as_json(diagnostic: Diagnostic, language: Language = "zh") -> dict[str, object]:
    """Return ``diagnostic`` as plain data for ``--json``."""
    span = diagnostic.span
    return {
        "code": diagnostic.code.value,
        "severity": diagnostic.severity.value,
        "file": span.source.path,
        "line": span.line,
        "column": span.column,
        "length": span.length,
        "place": span.source.place(span.line),
        "what": _filled(diagnostic, "what", language),
        "why": _filled(diagnostic, "why", language),
        "mend": _filled(diagnostic, "mend", language),
        "values": dict(diagnostic.values),
        "fix": _fix(diagnostic),
    }


def _fix(diagnostic: Diagnostic) -> dict[str, object] | None:
    """Return what would mend it, as plain data."""
    fix = diagnostic.fix
    if fix is None or fix.span.source.places:
        return None
    span = fix.span
    return {"line": span.line, "column": span.column, "length": span.length, "text": fix.text}


def _filled(diagnostic: Diagnostic, part: str, language: Language) -> str:
    text = catalogue(language)[diagnostic.code][part]
    if diagnostic.values.get("nearest") == NOTHING_NEAR:
        text = _SUGGESTION.sub("", text)
    return text.format_map({key: _short(value) for key, value in diagnostic.values.items()})


def _short(value: str) -> str:
    """Return ``value`` on one line, its middle left out when nobody would read it all."""
    value = " ".join(value.splitlines())
    if len(value) <= _LONGEST_VALUE:
        return value
    return f"{value[: _LONGEST_VALUE // 2]}…{value[-_LONGEST_VALUE // 4 :]}"
