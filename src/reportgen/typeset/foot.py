"""Foot: the notes at the foot of a page, and those that have to go on to the next."""

from collections import deque
from collections.abc import Sequence

from reportgen.model.brand import Palette
from reportgen.model.length import Length, pt
from reportgen.typeset.sheet import Pen, Sheet, rectangle
from reportgen.typeset.strip import Rule, Strip

_ZONE, _OVER_RULE = pt(15), pt(9)
"""From the text to the first note, and to the short rule between them."""
_RULE_HEIGHT = pt(0.5)
_RULE_SHARE = 3
"""The rule takes one part in so many of the measure."""
_FIRST_LINES = 2
"""So many lines of a note stand on the page of its mark."""


class Foot:
    """The note lines of the current page, and the queue for the pages to come."""

    def __init__(self, width: Length, palette: Palette) -> None:
        self._width = width
        self._palette = palette
        self._lines: list[Strip] = []
        self._queue: deque[Strip] = deque()
        self.height: Length = 0

    @property
    def lines(self) -> Sequence[Strip]:
        """What stands on this page."""
        return self._lines

    @property
    def is_empty(self) -> bool:
        """Whether no note stands on this page."""
        return not self._lines

    @property
    def is_waiting(self) -> bool:
        """Whether notes have to go on to the next page."""
        return bool(self._queue)

    def needed(self, notes: Sequence[tuple[Strip, ...]]) -> Length:
        """Return how high the foot must be for ``notes``: all lines, but of the last one two."""
        height = self.height
        if notes and not self._lines:
            height += _ZONE
        for lines in notes[:-1]:
            height += sum(_height(line) for line in lines)
        for lines in notes[-1:]:
            height += sum(_height(line) for line in lines[:_FIRST_LINES])
        return height

    def add(self, lines: Sequence[Strip], room: Length) -> None:
        """Take ``lines`` in; those that make the foot higher than ``room`` wait."""
        self._queue.extend(lines)
        while self._queue:
            height = _height(self._queue[0]) + (0 if self._lines else _ZONE)
            if self.height + height > room:
                break
            self.height += height
            self._lines.append(self._queue.popleft())

    def put(self, sheet: Sheet, pen: Pen, x: Length, bottom: Length) -> None:
        """Put the notes on ``sheet`` above ``bottom`` and begin an empty foot."""
        if self._lines:
            top = bottom + self.height
            width = self._width // _RULE_SHARE
            rule = Rule(0, _OVER_RULE, width, _RULE_HEIGHT, self._palette.muted)
            sheet.add(rectangle(rule, x, top))
            top -= _ZONE
            for line in self._lines:
                pen.put(sheet, line, x, top)
                top -= _height(line)
        self._lines, self.height = [], 0


def _height(line: Strip) -> Length:
    return line.height + line.after
