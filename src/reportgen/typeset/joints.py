"""Joints: what stands between the units of a paragraph, where it is not as between two Han."""

from math import inf

from reportgen.fonts import Face
from reportgen.model.length import Length
from reportgen.zh.spacing import Joint, joint

_EVEN = 60
"""How far letter spacing opens a joint before a line counts as loose, in thousandths."""
_PLAIN = Joint()


class Joints:
    """Collects joints; each is known by the unit before it. All values are lengths."""

    def __init__(self, size: Length) -> None:
        self._em = size / 1000
        self.even = _EVEN * self._em
        self.gap: dict[int, float] = {}
        self.stretch: dict[int, float] = {}
        self.uneven: dict[int, float] = {}
        self.squeeze: dict[int, float] = {}
        self.rank: dict[int, int] = {}
        self.penalty: dict[int, float] = {}
        self.spaces: list[int] = []
        self.before = ""
        """The last character added: whoever adds units says it."""
        self.typed = ""
        """The space typed since, if any."""
        self._shown: tuple[Face, Length] | None = None
        self._is_after_glue = False

    def meet(self, unit: int, after: str, face: Face, size: Length) -> None:
        """Look up what stands before ``unit``, which starts with ``after``."""
        if self.before and unit:
            found = joint(self.before + self.typed + after)
            if found != _PLAIN:
                self._keep(unit - 1, found, after, (face, size))
        self._shown = face, size
        self.typed = ""
        self._is_after_glue = False

    def glue(self, unit: int) -> None:
        """Never part ``unit``, a mark, from what is before it."""
        self.part(unit, inf)
        self.typed = ""
        self._is_after_glue = True

    def part(self, unit: int, penalty: float) -> None:
        """Let a line end before ``unit`` at this price; no space stands there."""
        if unit:
            self.penalty[unit - 1] = penalty
            self.uneven[unit - 1] = 0.0

    def end(self, count: int) -> None:
        """Let a line end after the last unit."""
        self.penalty[count - 1] = 0.0

    def _keep(self, place: int, found: Joint, after: str, shown: tuple[Face, Length]) -> None:
        if not found.may_break:
            self.penalty[place] = inf
        if not found.is_even:
            self.uneven[place] = 0.0
        if found.keeps_space:
            self.spaces.append(place)
        elif self._is_after_glue:
            # The mark between the two takes the place of their own spacing.
            return
        if found.gap:
            self.gap[place] = found.gap * self._em
            self.stretch[place] = found.stretch * self._em
        if found.squeeze:
            self.squeeze[place] = found.squeeze * self._em
            self.rank[place] = found.rank
        if found.takes_blank:
            self._take_blank(place, found, after, shown)

    def _take_blank(self, place: int, found: Joint, after: str, shown: tuple[Face, Length]) -> None:
        """Cut and squeeze the blank inside marks, as far as their fonts have it."""
        blank_after = blank_before = 0.0
        if self._shown and (found.cut_after or found.squeeze_after):
            face, size = self._shown
            blank_after = face.halving(self.before)[1] * size / 1000
        if found.cut_before or found.squeeze_before:
            face, size = shown
            blank_before = face.halving(after)[0] * size / 1000
        em = self._em
        cut = min(found.cut_after * em, blank_after) + min(found.cut_before * em, blank_before)
        squeeze = min(found.squeeze_after * em, blank_after) + min(
            found.squeeze_before * em, blank_before
        )
        if cut:
            self.gap[place] = -cut
        if squeeze:
            self.squeeze[place] = squeeze
            self.rank[place] = found.rank
