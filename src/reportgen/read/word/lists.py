"""Lists: numbered and bulleted paragraphs of Word as lists of Markdown."""

from reportgen.read.word.lines import Chunk, chunk
from reportgen.word.lists import Counter, Level
from reportgen.word.opened import Opened

_NO_LIST = Level("", "")


class ListWriter:
    """Writes the paragraphs of lists; it remembers which list the one before was in."""

    def __init__(self, file: Opened) -> None:
        self._file = file
        self._counter = Counter(file.levels)
        self._list = ""
        self._marker = "-"
        self._is_bullet = self._is_task = self._is_typed = False
        self.widths: list[int] = []
        """How far the words of each level stand from its margin; nothing outside lists."""

    def level(self, list_: str, depth: int) -> Level | None:
        """Return how a level is numbered, or nothing where it is no list."""
        levels = self._file.levels
        found = levels.get((list_, depth)) or levels.get((list_, 0)) or _NO_LIST
        return None if levels.get((list_, 0), _NO_LIST) == _NO_LIST else found

    @property
    def indent(self) -> str:
        """Where the words of the last item begin."""
        return "" if self._is_typed else " " * sum(self.widths)

    def item(self, place: str, made: str, where: tuple[str, int], level: Level) -> Chunk:
        """Return a paragraph as the next item of its list."""
        list_, depth = where
        number = self._counter.next(list_, depth)
        begins = self._begins(list_, level, depth)
        typed = level.typed(number) if self._is_typed else ""
        if typed:
            self.widths = [*self.widths[:depth], 0]
            return chunk(place, f"{typed}{made}", is_tight=not (depth == 0 and begins))
        counted = f"{number}." if self._marker == "-" else f"{number})"
        bullet = f"{self._marker} " if level.is_bullet else f"{counted} "
        depth = min(depth, len(self.widths))
        indent = sum(self.widths[:depth])
        self.widths = [*self.widths[:depth], len(bullet)]
        lines = made.replace("\n", "\n" + " " * (indent + self.widths[-1]))
        text = f"{' ' * indent}{bullet}{level.task}{lines}"
        return chunk(place, text, is_tight=not (depth == 0 and begins))

    def _begins(self, list_: str, level: Level, depth: int) -> bool:
        """Tell whether the next paragraph begins a list, and take note of what list it is."""
        is_new = not self.widths
        if depth:
            return is_new
        self._is_typed = bool(level.typed(1))
        if level.task and self._is_task and not is_new:
            self._list = list_  # a box that is ticked is a list of its own in Word
        begins = self._list != list_
        is_next = not is_new and self._is_bullet == level.is_bullet
        if is_next and self._list and begins:
            self._marker = "*" if self._marker == "-" else "-"
        self._list, self._is_bullet = list_, level.is_bullet
        self._is_task = bool(level.task)
        return begins or is_new
