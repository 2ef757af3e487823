"""Rows: the lines of a foreign Markdown file with their numbers, and what in them is no prose."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.zh.repair import PLACEHOLDERS, Repair, repairs

_FENCE = pattern(r" {0,3}(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)")
_OPAQUE = pattern(
    r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<formula>\$`[^`]*`\$|\$\$[^$]+\$\$|\$(?=\S)[^$\n]*?\S\$(?![0-9A-Za-z]))"
    r"|(?P<target>(?<=\])\((?:[^()\s\"]|\([^()\s]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\))"
    r"|(?P<angle><[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>|</?[A-Za-z][^<>]*>)"
    r"|(?P<note>^\s{0,3}\[\^[^\]\s]+\]:|\[\^[^\]\s]+\]|^\s{0,3}\[[^\]]+\]:\s)"
    r"|(?P<cited>\[-?@[^\]]+\]|(?<=\])\[[^\]]*\])"
    r"|(?P<attributes>\{[#.@{%:][^{}]*\}+)"
    r"|(?P<fence>^\s*:::+.*|^\s*[:：](?=\s))"
    r"|(?P<ruler>^[|:\s-]+$)"
    r"|(?P<stars>\*+|__+|~~|==)"
)
_MARK = pattern(r"\*+|__+|~~|==|`+|^\s*(?:#{1,6}|>|[-+*]|\d{1,3}[.)])\s+|!?\[|\]\([^)]*\)|\|")


class Row(Struct, frozen=True, gc=False):
    """A line: ``line`` is its number in the file, from 1."""

    text: str
    line: int
    is_code: bool = False


def rows_of(text: str) -> list[Row]:
    """Return the lines of ``text``; those of code and of formulas are marked."""
    rows: list[Row] = []
    closing, is_formula = "", False
    for number, line in enumerate(text.splitlines(), 1):
        fence = _FENCE.match(line)
        stripped = line.strip()
        if closing:
            rows.append(Row(line, number, is_code=True))
            is_end = stripped.startswith(closing) and not stripped.strip(closing[0])
            closing = "" if is_end else closing
        elif fence and not is_formula and not (fence["info"].count("`")):
            closing = fence["mark"]
            rows.append(Row(line, number, is_code=True))
        else:
            is_ruler = stripped.startswith("$$") and stripped.count("$$") == 1
            is_end = is_formula and stripped.endswith("$$")
            rows.append(Row(line, number, is_code=is_formula or stripped.startswith("$$")))
            is_formula = is_ruler if not is_formula else not is_end
    return rows


def mended(row: Row) -> tuple[Row, list[tuple[int, Repair, str]]]:
    """Return ``row`` with its punctuation repaired, and what was repaired; its marks stay."""
    found: list[tuple[int, Repair, str]] = []
    text = row.text
    while True:
        now = repairs(_masked(text))
        if not now:
            return Row(text, row.line), found
        found += [(row.line, each, text) for each in now]
        for each in reversed(now):
            text = text[: each.start] + each.mended + text[each.end :]


def _masked(text: str) -> str:
    """Return ``text`` as long as it is, with placeholders for what is no prose."""
    return _OPAQUE.sub(lambda match: PLACEHOLDERS[1] * len(match[0]), text)


def prose(text: str) -> str:
    """Return the words of a line without its marks."""
    kept = _OPAQUE.sub(lambda match: match[0] if match["stars"] or match["target"] else "", text)
    return _MARK.sub("", kept).strip()


def lines_of(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows that hold prose."""
    return (row for row in rows if not row.is_code and row.text.strip())
