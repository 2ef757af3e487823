"""Where the characters of a YAML scalar stand: plain, quoted, literal and folded."""

from collections.abc import Callable
from itertools import chain

import yaml
from msgspec import Struct

from reportgen.read.excerpt import Excerpt, join_lines


class Stretch(Struct, frozen=True):
    """Where an event begins and ends: lines and columns from 0."""

    line: int
    column: int
    end_line: int
    end_column: int


def stretch(event: yaml.Event) -> Stretch:
    """Return the place of ``event``."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # only events that were not parsed from a text
        return Stretch(0, 0, 0, 0)
    return Stretch(start.line, start.column, end.line, end.column)


Placed = Callable[[int, int, str], Excerpt]
"""Tells the excerpt of a text at a line and column (from 0)."""


def scalar_excerpt(
    event: yaml.ScalarEvent, lines: list[str], placed: Placed
) -> tuple[str, Excerpt]:
    """Return the value of a scalar and the excerpt it was typed as.

    Lines folded by YAML are joined by the rule of Chinese text: no space beside a Han character.
    Where escapes change the characters the excerpt has the value's lines, at the scalar's start.
    """
    value = str(event.value)
    if event.style == "|":
        pieces = _block(event, lines, value)
    elif event.style == ">":
        pieces = _folded(event, lines, value)
    else:
        pieces = _flow(event, lines, value)
    if pieces is None:
        place = stretch(event)
        pieces = [(place.line, place.column, line) for line in value.split("\n")]
        return value, _joined(pieces, placed)
    excerpt = _joined(pieces, placed)
    if event.style == "|" or len(pieces) == 1:
        return value, excerpt
    return join_lines(line.text for line in excerpt.lines), excerpt


Piece = tuple[int, int, str]


def _joined(pieces: list[Piece], placed: Placed) -> Excerpt:
    excerpts = [placed(*piece) for piece in pieces]
    return Excerpt(excerpts[0].source, tuple(chain.from_iterable(e.lines for e in excerpts)))


def _flow(event: yaml.ScalarEvent, lines: list[str], value: str) -> list[Piece] | None:
    place = stretch(event)
    quote = 1 if event.style else 0
    first, last = place.line, place.end_line
    if last >= len(lines):
        return None
    if first == last:
        column = place.column + quote
        raw = lines[first][column : place.end_column - quote]
        return [(first, column, raw)] if raw == value else None
    pieces = []
    for number in range(first, last + 1):
        raw = lines[number][: place.end_column - quote] if number == last else lines[number]
        column = place.column + quote if number == first else len(raw) - len(raw.lstrip())
        pieces.append((number, column, raw[column:].rstrip()))
    return pieces if " ".join(text for _, _, text in pieces) == value else None


def _block(event: yaml.ScalarEvent, lines: list[str], value: str) -> list[Piece] | None:
    first = stretch(event).line + 1
    typed = value.rstrip("\n").split("\n")
    pieces = []
    for number, text in enumerate(typed, first):
        raw = lines[number] if number < len(lines) else ""
        column = len(raw) - len(text)
        if column < 0 or raw[column:] != text:
            return None
        pieces.append((number, column, text))
    return pieces


def _folded(event: yaml.ScalarEvent, lines: list[str], value: str) -> list[Piece] | None:
    place = stretch(event)
    pieces = []
    for number in range(place.line + 1, min(place.end_line + 1, len(lines))):
        raw = lines[number].rstrip()
        column = len(raw) - len(raw.lstrip())
        if raw:
            pieces.append((number, column, raw[column:]))
    joined = ""
    for count, (_, _, text) in enumerate(pieces, 1):
        joined = f"{joined} {text}" if joined else text
        if joined == value.rstrip("\n"):
            return pieces[:count]
    return None
