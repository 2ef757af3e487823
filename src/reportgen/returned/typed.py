"""Typed: words as an author would type them, so that they are read as words and nothing else."""

import re

from reportgen.diag import Source
from reportgen.model.pattern import pattern

_YAML = (".yaml", ".yml")
_MARKS = pattern(r"[\\`*_\[\]<$^~|]|\{(?=[{%@])|@(?=(?:fig|tbl|sec|eq)-)|&(?=#?\w+;)")
_OPENERS = pattern(r"(?P<before>\s*\d{0,9})(?P<mark>[#>+\-:.)=]|```|~~~)")
_AT_QUOTE = "*_ \t"
_MARGIN = "\u3000 \t"


def typed(words: str, source: Source, at: int, *, is_first: bool) -> str:
    """Return ``words`` as they are typed at offset ``at`` of ``source``.

    ``is_first`` says that a block or a value begins with them.
    """
    line = source.text[source.text.rfind("\n", 0, at) + 1 : at]
    has_bars = "|" in line or "|" in source.text[at:].partition("\n")[0]
    escaped = _MARKS.sub(lambda found: _escaped(found, has_bars=has_bars), words)
    escaped = escaped.replace("\t", " ")
    if source.path.lower().endswith(_YAML):
        return _quoted(escaped, line)
    if is_first and not line.strip(_MARGIN):
        escaped = (
            _OPENERS.sub(r"\g<before>\\\g<mark>", escaped, count=1) if _opens(escaped) else escaped
        )
    return escaped


def _opens(words: str) -> bool:
    return _OPENERS.match(words) is not None


def _escaped(found: re.Match[str], *, has_bars: bool) -> str:
    mark = found[0]
    if mark == "|":
        return "\\|" if has_bars else mark
    return f"\\{mark}"


def _quoted(words: str, line: str) -> str:
    """Return ``words`` inside a YAML value that begins in ``line``, in its quotes."""
    value = line.partition(": ")[2] or line.partition("- ")[2] or line
    quote = value.lstrip(_AT_QUOTE)[:1]
    if quote == '"':
        return words.replace("\\", "\\\\").replace('"', '\\"')
    return words.replace("'", "''") if quote == "'" else words
