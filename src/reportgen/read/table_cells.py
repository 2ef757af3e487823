"""Where the cells of a Markdown table row were typed."""

from itertools import pairwise

from reportgen.model.pattern import pattern
from reportgen.read.excerpt import Excerpt
from reportgen.read.marks import plain_marks

_BAR = pattern(r"(?<!\\)\|")
_CONTAINERS = pattern(r"(?:\s|>)*(?:(?:[-*+]|\d+[.)])\s+)*")


def row_cells(excerpt: Excerpt, number: int, contents: list[str]) -> list[Excerpt]:
    """Return the cells of line ``number``, whose ``contents`` the parser has seen."""
    ranges = _seen(excerpt, number, contents)[: len(contents)]
    cells = [excerpt.cut(number, first, last) for first, last in ranges]
    end = len(excerpt.lines[number].text)
    return cells + [excerpt.cut(number, end, end)] * (len(contents) - len(cells))


def spare_cell(excerpt: Excerpt, number: int, contents: list[str]) -> Excerpt | None:
    """Return the first cell with words that line ``number`` has beyond the last column."""
    spare = _seen(excerpt, number, contents)[len(contents) :]
    cells = (excerpt.cut(number, first, last) for first, last in spare if last > first)
    return next(cells, None)


def _seen(excerpt: Excerpt, number: int, contents: list[str]) -> list[tuple[int, int]]:
    """Return the ranges of the cells of line ``number``; none when the parser saw others."""
    typed = plain_marks(excerpt.lines[number].text)
    containers = _CONTAINERS.match(typed)
    starts = [len(typed) - len(typed.lstrip(" \t>")), containers.end() if containers else 0]
    for start in starts:
        ranges = _ranges(typed, start)
        seen = [typed[first:last].replace("\\|", "|") for first, last in ranges]
        wanted = contents[: len(seen)]
        if seen == wanted or (seen and seen[: len(contents)] == contents):
            return ranges
    return []


def _ranges(typed: str, start: int) -> list[tuple[int, int]]:
    """Return where each cell's words begin and end, its spaces left out."""
    bars = [match.start() for match in _BAR.finditer(typed, start)]
    edges = [start - 1, *bars, len(typed.rstrip())]
    ranges = []
    for before, after in pairwise(edges):
        words = typed[before + 1 : after]
        first = before + 1 + len(words) - len(words.lstrip())
        ranges.append((first, max(first, before + 1 + len(words.rstrip()))))
    if ranges and typed[start : start + 1] == "|":
        ranges = ranges[1:]
    if ranges and typed.rstrip().endswith("|") and not typed.rstrip().endswith("\\|"):
        ranges = ranges[:-1]
    return ranges
