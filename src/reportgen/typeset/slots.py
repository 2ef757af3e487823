"""Slots: places on the page for what is known only when the last page is set."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from reportgen.fonts import FontSet
from reportgen.model.brand import Style
from reportgen.model.length import Length
from reportgen.model.page import GlyphRun, Place, Slot
from reportgen.model.pattern import pattern
from reportgen.typeset.line import Line, Segment
from reportgen.typeset.strip import glyphs

TOTAL = "\0"
"""Stands in a text for the number of pages of the body."""
_LAST_WORDS = pattern(r"[^0-9]*$")
_HELD = "0"
SetText = Callable[[str, Style], Line]


class _Number(Struct, frozen=True):
    """A page number that ends at the right edge of its slot."""

    anchor: str
    style: Style
    width: Length


class _Words(Struct, frozen=True):
    """Words of the text in which zeros hold the place of the page number of ``anchor``."""

    anchor: str
    segment: Segment


class Slots:
    """Remembers what was left open, and fills it in; ``places`` grow as pages are set."""

    def __init__(self, fonts: FontSet, expected: Callable[[], int]) -> None:
        self.places: dict[str, Place] = {}
        self._fonts = fonts
        self._expected = expected
        self._zeros = ""
        self._open: dict[str, _Number | _Words] = {}
        self._totals: dict[tuple[str, Style], str] = {}

    def total(self, text: str, style: Style) -> str:
        """Leave room for ``text``, which holds the total; return the slot's name."""
        return self._totals.setdefault((text, style), f"total-{len(self._totals) + 1}")

    def page_of(self, anchor: str, style: Style, width: Length) -> str:
        """Leave room for the page number of ``anchor``; return the slot's name."""
        return self._keep(_Number(anchor, style, width))

    def held(self, anchor: str) -> tuple[str, bool]:
        """Return the page number of ``anchor``, or zeros as wide as it will be; tell which."""
        place = self.places.get(anchor)
        if place:
            return place.label, True
        return self.zeros, False

    @property
    def zeros(self) -> str:
        """As many as the number of pages is expected to have figures."""
        self._zeros = self._zeros or _HELD * len(str(self._expected()))
        return self._zeros

    def words_with_page(self, anchor: str, segment: Segment) -> str:
        """Leave room for ``segment``, in which zeros stand for a page; return the slot's name."""
        return self._keep(_Words(anchor, segment))

    def _keep(self, left_open: "_Number | _Words") -> str:
        name = f"page-{len(self._open) + 1}"
        self._open[name] = left_open
        return name

    def filled(self, body_pages: int, set_text: SetText) -> dict[str, Slot]:
        """Return what each slot shows."""
        slots = {}
        for (text, style), name in self._totals.items():
            line = set_text(text.replace(TOTAL, str(body_pages)), style)
            slots[name] = _slot(line, 0, line.width, style)
        for name, left_open in self._open.items():
            place = self.places.get(left_open.anchor)
            label = place.label if place else ""
            match left_open:
                case _Number(style=style, width=width):
                    line = set_text(label, style)
                    slots[name] = _slot(line, width - line.width, width, style)
                case _Words(segment=segment):
                    slots[name] = self._said(segment, label)
        return slots

    def _said(self, segment: Segment, label: str) -> Slot:
        """Return ``segment`` with ``label`` in the middle of the room that zeros have held."""
        runs = tuple(
            self._numbered(replace(run, x=run.x - segment.x), label) for run in segment.runs
        )
        size = max(run.size for run in runs)
        return Slot(segment.width + size, 2 * size, runs)

    def _numbered(self, run: GlyphRun, label: str) -> GlyphRun:
        pieces: list[str | int] = []
        digit = self._fonts.by_name(run.face).advance(_HELD) + run.tracking
        blank = round((len(self._zeros) - len(label)) * digit / 2)
        for piece in run.pieces:
            before, zeros, after = (
                piece.partition(self._zeros) if isinstance(piece, str) else ("", "", "")
            )
            pieces += [before, blank, label, blank, after] if zeros else [piece]
        return replace(run, pieces=tuple(pieces))


def cut_before_total(text: str) -> tuple[str, str]:
    """Return what is known of ``text``, and the rest, which holds the total.

    The cut falls where no blank between scripts is lost: between two letters of the words before
    the total.
    """
    before, mark, after = text.partition(TOTAL)
    if not mark:
        return text, ""
    words = _LAST_WORDS.search(before)
    start = words.start() if words else len(before)
    at = min(len(before), start + 1) if len(before) - start > 1 else start
    at = start if start == 0 else at
    return before[:at], before[at:] + mark + after


def _slot(line: Line, x: Length, width: Length, style: Style) -> Slot:
    return Slot(width, style.leading, glyphs(line, x))
