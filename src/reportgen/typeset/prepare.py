"""Prepare: fragments to units, the smallest parts a line is made of, and what joins them."""

from collections.abc import Sequence
from math import inf
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from reportgen.fonts import Face, FontSet, Remembered
from reportgen.model.brand import Colour, FontRole
from reportgen.model.length import Length
from reportgen.model.typography import Typography
from reportgen.typeset.joints import (
    EVEN,
    GLUED,
    Between,
    JointTable,
    Neighbours,
    across_mark,
    joints_between,
)
from reportgen.typeset.line import Drawn, Fragment
from reportgen.typeset.parting import Parting
from reportgen.typeset.shown import Pieces, Shown, shown_in
from reportgen.zh.classes import TOKEN
from reportgen.zh.kinsoku import ORDINAL
from reportgen.zh.spacing import NO_BREAK_SPACE

_LETTER = "x"
"""A formula begins and ends as this does."""
_LONG_WORD = 12
_HYPHENATED = 6
"""A shorter word is never parted."""


class Look(NamedTuple):
    """How the characters of a span are shown."""

    face: Face
    size: Length
    colour: Colour
    rise: Length
    key: int
    is_verbatim: bool
    """Whether every space counts, as in code."""
    is_dotted: bool = False
    """Whether a dot stands below each Han character."""
    drawn: Drawn | None = None
    """A formula in the place of characters."""


Token: TypeAlias = tuple[int, str, Look, Pieces]
"""The first unit, what was written, how it is shown, and the pieces of a glyph run.

A Han run has a unit a character, and no pieces; all else is one unit.
"""


class Units(NamedTuple):
    """What a paragraph's lines are made of: a Han character, a mark, a word, part of a long word.

    What is not in a table is as usual: nothing, or a joint as between two Han.
    """

    tokens: list[Token]
    starts: list[int]
    """The first unit of each token, and the number of units."""
    advance: list[float]
    """What each unit takes."""
    joints: dict[int, Between]
    """What stands between a unit and the next one."""
    head: dict[int, float]
    """The blank that goes when the unit starts a line."""
    tail: dict[int, float]
    """The blank that goes when the unit ends a line; less than nothing: a hyphen comes."""
    lonely: int
    """A last line that starts here or later holds a single character."""
    em: Length
    """The size of the paragraph's own characters."""

    @property
    def even(self) -> float:
        """What letter spacing may add between two Han before a line counts as loose."""
        return EVEN * self.em / 1000


class Manner(NamedTuple):
    """How one paragraph is prepared."""

    measure: Length
    em: Length
    """The size of its own characters."""
    rules: Typography
    hangs: bool = False
    """Whether marks at line ends may stand in the margin."""
    hyphenates: bool = False
    """Whether words may be parted."""


def prepare(fragments: Sequence[Fragment], fonts: FontSet, manner: Manner) -> Units:
    """Return the units of ``fragments``."""
    builder = _Builder(manner)
    for fragment in fragments:
        role = fragment.role
        if fragment.drawn is not None:
            builder.add_drawn(fragment, fonts.face(role))
            continue
        for face, part in fonts.runs(fragment.text, role):
            look = Look(
                face,
                fragment.size,
                fragment.colour,
                fragment.rise,
                fragment.key,
                role is FontRole.CODE,
                fragment.dotted,
            )
            if fragment.glued:
                builder.add_glued(part, look, is_mark=not fragment.is_script)
            else:
                builder.add_text(part, look)
    return builder.units()


class _Builder:
    """Collects units and what stands between them, where it is not as between two Han."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self._rules = manner.rules
        self._tokens: list[Token] = []
        self._advance: list[float] = []
        self._joints: dict[int, Between] = {}
        self._head: dict[int, float] = {}
        self._tail: dict[int, float] = {}
        self._lonely = 0
        # The last character, how it is shown, the space typed after it, and a mark glued to it.
        self._before = ""
        self._look: Look | None = None
        self._typed = ""
        self._has_mark = False

    def add_text(self, text: str, look: Look) -> None:
        """Add the tokens of ``text``."""
        advance, tokens, joints = self._advance, self._tokens, self._joints
        table = shown_in(look.face, look.size, self._rules)
        width_of = look.face.widths[look.size].__getitem__
        between, own = self._tables(look)
        before, typed, has_mark = self._before, self._typed, self._has_mark
        for han, spaces, other in TOKEN.findall(text):
            if spaces:
                if look.is_verbatim:
                    self._add_space(spaces, look)
                    before = ""
                else:
                    typed = NO_BREAK_SPACE if NO_BREAK_SPACE in spaces else " "
                continue
            unit = len(advance)
            if before:
                found = between[before + typed + (han or other)[0]]
                if found:
                    joints[unit - 1] = across_mark(found) if has_mark else found
            typed, has_mark, between = "", False, own
            if han:
                tokens.append((unit, han, look, ()))
                advance.extend(map(width_of, han))
                before = han[-1]
                self._lonely = len(advance) - 1
                if "第" in han:
                    self._glue_ordinals(han, unit)
                continue
            shown = table[other]
            before = shown.last
            if shown.is_latin and not self._is_whole(other, shown.width):
                self._add_parts(other, table, look)
                continue
            tokens.append((unit, shown.text, look, shown.pieces))
            advance.append(shown.width)
            if shown.is_latin:
                self._lonely = unit + 1
            elif shown.has_blank:
                self._set_blank(unit, shown)
        self._before, self._typed, self._has_mark, self._look = before, typed, has_mark, look

    def _glue_ordinals(self, han: str, unit: int) -> None:
        """Keep ``第四`` and ``第二十一`` whole within a run of Han that starts at ``unit``."""
        glued = Between(penalty=inf, even=EVEN * self._manner.em / 1000)
        for match in ORDINAL.finditer(han):
            self._joints.update(
                (unit + place, glued) for place in range(match.start(), match.end() - 1)
            )

    def _set_blank(self, unit: int, shown: Shown) -> None:
        """Remember the blank of a mark that goes at the edge of a line."""
        if shown.head:
            self._head[unit] = shown.head
        elif blank := shown.margin if self._manner.hangs else shown.tail:
            self._tail[unit] = blank

    def _is_whole(self, word: str, width: float) -> bool:
        long = _HYPHENATED if self._manner.hyphenates else _LONG_WORD
        return len(word) <= long and width <= self._manner.measure

    def _add_parts(self, word: str, table: Remembered[str, Shown], look: Look) -> None:
        """Add a long word as the parts a line may end between."""
        hyphenates = self._manner.hyphenates and not look.is_verbatim
        parting = Parting(table, self._manner.measure, hyphenates=hyphenates)
        for place, (part, between, hyphen) in enumerate(parting.parts(word)):
            if place:
                last = len(self._advance) - 1
                self._joints[last] = between
                if hyphen:
                    self._tail[last] = -hyphen
            self._add_whole(table[part], look)
        self._lonely = len(self._advance)

    def add_glued(self, text: str, look: Look, *, is_mark: bool) -> None:
        """Add ``text`` as one unit that never parts from what is before it.

        What follows a mark stands to the characters before the mark; what follows a superscript
        stands to the superscript.
        """
        if text := text.strip():
            if self._advance:
                self._joints[len(self._advance) - 1] = GLUED
            self._typed, self._has_mark = "", is_mark
            self._add_whole(shown_in(look.face, look.size, self._rules)[text], look)
            if not is_mark:
                self._before, self._look = text[-1], look

    def add_drawn(self, fragment: Fragment, face: Face) -> None:
        """Add a formula as one unit, which stands to its neighbours as a Latin word does."""
        drawn = fragment.drawn
        if drawn is None:
            return
        size = fragment.size
        look = Look(face, size, fragment.colour, 0, fragment.key, is_verbatim=False, drawn=drawn)
        if self._before:
            found = self._tables(look)[0][self._before + self._typed + _LETTER]
            if found:
                unit = len(self._advance) - 1
                self._joints[unit] = across_mark(found) if self._has_mark else found
        self._tokens.append((len(self._advance), drawn.text, look, (" ",)))
        self._advance.append(float(min(drawn.width, self._manner.measure)))
        self._before, self._typed, self._has_mark, self._look = _LETTER, "", False, look
        self._lonely = len(self._advance)

    def _tables(self, look: Look) -> tuple[JointTable, JointTable]:
        """Return the joints before the first character of ``look``, and between all others."""
        face, size, em, before = look.face, look.size, self._manner.em, self._look
        own = joints_between(Neighbours(face, size, face, size, em, self._rules))
        if before is None or (before.face is face and before.size == size):
            return own, own
        mixed = Neighbours(before.face, before.size, face, size, em, self._rules)
        return joints_between(mixed), own

    def _add_whole(self, shown: Shown, look: Look) -> None:
        unit = len(self._advance)
        self._tokens.append((unit, shown.text, look, shown.pieces))
        self._advance.append(shown.width)

    def _add_space(self, spaces: str, look: Look) -> None:
        """Add spaces that count, as in code."""
        if self._advance:
            self._joints[len(self._advance) - 1] = GLUED
        self._add_whole(shown_in(look.face, look.size, self._rules)[spaces], look)

    def units(self) -> Units:
        """Return all that was added."""
        return Units(
            tokens=self._tokens,
            starts=[*map(itemgetter(0), self._tokens), len(self._advance)],
            advance=self._advance,
            joints=self._joints,
            head=self._head,
            tail=self._tail,
            lonely=max(1, self._lonely),
            em=self._manner.em,
        )
