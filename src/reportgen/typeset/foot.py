"""Foot: the notes at the foot of a page, and those that have to go on to the next."""

from collections import deque
from collections.abc import Sequence

from reportgen.model.brand import Palette
from reportgen.model.length import Length, pt
from reportgen.model.looks import NOTE_ZONE
from reportgen.typeset.sheet import Pen, Sheet, rectangle
from reportgen.typeset.strip import Rule, Strip

_RULE_HEIGHT = pt(0.5)
_OVER_RULE = (NOTE_ZONE - _RULE_HEIGHT) // 2
"""From the text to the short rule above the notes."""
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
        height, above = self.height, self._last
        if notes and above is None:
            height += NOTE_ZONE
        for lines in (*notes[:-1], *(lines[:_FIRST_LINES] for lines in notes[-1:])):
            for line in lines:
                height += _advance(line, above)
                above = line
        return height

    def add(self, lines: Sequence[Strip], room: Length) -> None:
        """Take ``lines`` in; those that make the foot higher than ``room`` wait."""
        self._queue.extend(lines)
        while self._queue:
            height = _advance(self._queue[0], self._last) + (0 if self._lines else NOTE_ZONE)
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
            top -= NOTE_ZONE
            above = None
            for line in self._lines:
                top -= _advance(line, above) - line.height
                pen.put(sheet, line, x, top)
                top -= line.height
                above = line
        self._lines, self.height = [], 0

    @property
    def _last(self) -> Strip | None:
        return self._lines[-1] if self._lines else None


def _advance(line: Strip, above: Strip | None) -> Length:
    """Return the room of ``line`` and of the blank above it, the larger one of two."""
    return max(line.before, above.after if above else 0) + line.height
