"""Fill: chains of strips shared among the columns of a page, level at the end of a section."""

from collections.abc import Callable, Sequence

from msgspec import Struct, field

from reportgen.model.length import Length, pt
from reportgen.typeset.bed import Bed
from reportgen.typeset.sheet import Sheet
from reportgen.typeset.strip import NoteCall, Strip
from reportgen.typeset.structure import Tree

Chain = Sequence[Strip]
_STEP = pt(1)
"""How exactly heights are sought."""


class Filling(Struct, frozen=True):
    """What each column takes, how many chains that are, and how high the highest column is."""

    columns: list[tuple[list[Strip], Strip | None]] = field(default_factory=list)
    """The strips of each, and the strip that no longer fits."""
    count: int = 0
    height: Length = 0

    def calls(self) -> list[NoteCall]:
        """Return the notes that the columns call, in reading order."""
        return [call for column, _ in self.columns for strip in column for call in strip.calls]


def fill(
    chains: Sequence[Chain], columns: int, room: Length, fits: Callable[[Filling], bool]
) -> Filling:
    """Return the most that fits in ``columns`` no higher than ``room``.

    When that is everything, the columns are made level: as low as they can be.
    """
    best = filled(chains, columns, room)
    if not fits(best):
        best = _sought(0, room, lambda height: filled(chains, columns, height), fits)
    if best.count < len(chains):
        return best
    low = best.height // (columns + 1)
    level = _lowest(low, best.height, lambda height: filled(chains, columns, height), best)
    return level if fits(level) else best


def _sought(
    low: Length, high: Length, make: Callable[[Length], Filling], fits: Callable[[Filling], bool]
) -> Filling:
    """Return the filling of the greatest height that ``fits``, or an empty one."""
    best = Filling()
    while high - low > _STEP:
        middle = (low + high) // 2
        made = make(middle)
        if fits(made):
            low, best = middle, made
        else:
            high = middle
    return best


def _lowest(low: Length, high: Length, make: Callable[[Length], Filling], best: Filling) -> Filling:
    """Return the filling of the least height that takes as much as ``best``."""
    while high - low > _STEP:
        middle = (low + high) // 2
        made = make(middle)
        if made.count == best.count:
            high, best = middle, made
        else:
            low = middle
    return best


def filled(chains: Sequence[Chain], columns: int, room: Length) -> Filling:
    """Fill ``columns`` one after the other with as many ``chains`` as ``room`` holds."""
    taken: list[tuple[list[Strip], Strip | None]] = []
    at, highest = 0, 0
    for _ in range(columns):
        bed = Bed(Sheet(0, "", Tree()), 0, 0)
        column: list[Strip] = []
        while at < len(chains):
            chain = [*continued(chains[at][0], bed), *chains[at]]
            if chains[at][0].starts_page and at > 0:
                break
            reach = bed.reach(chain)
            if reach > room:
                break
            for strip in chain:
                bed.advance(strip)
            column += chain
            highest = max(highest, reach)
            at += 1
        taken.append((column, chains[at][0] if at < len(chains) else None))
    return Filling(taken, at, highest)


def continued(strip: Strip, bed: Bed) -> tuple[Strip, ...]:
    """Return what stands above ``strip`` when it is the first of its page or column."""
    return strip.continuation.strips if strip.continuation and bed.is_empty else ()
