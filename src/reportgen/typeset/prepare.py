"""Prepare: fragments to parallel arrays of units, the smallest parts a line is made of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeAlias

from reportgen.fonts import Face, FontSet
from reportgen.model.brand import Colour, FontRole
from reportgen.model.length import Length
from reportgen.typeset.joints import (
    EVEN,
    GLUED,
    Between,
    JointTable,
    Neighbours,
    across_mark,
    joints_between,
)
from reportgen.typeset.line import Fragment
from reportgen.typeset.shown import Pieces, Shown, shown_in
from reportgen.zh.classes import TOKEN
from reportgen.zh.kinsoku import LATIN_CLOSING
from reportgen.zh.spacing import NO_BREAK_SPACE

_PART_BREAK, _WORD_BREAK = 60.0, 2000.0
_LONG_WORD = 12
_SEAM = re.compile(r"(?<=[.,)\]])(?=[(\[]|https?://|www\.)")
"""Between the parts of a reference that is typed without spaces."""
_ADDRESS = re.compile(r"://|www\.|@")
_ADDRESS_PART = re.compile(r"[^/\-_.?&=]*[/\-_.?&=]+|[^/\-_.?&=]+")
_COMPOUND_PART = re.compile(r".+?[A-Za-z][-_/]+(?=.)|.+")
_FEW_LETTERS = re.compile(r".{4}(?=.{3})|.+")
_LETTER = re.compile(rf".[{re.escape(LATIN_CLOSING)}]*")


@dataclass(frozen=True, slots=True)
class Look:
    """How the characters of a span are shown."""

    face: Face
    size: Length
    colour: Colour
    rise: Length
    key: int
    is_verbatim: bool
    """Whether every space counts, as in code."""


Token: TypeAlias = tuple[int, str, Look, Pieces]
"""The first unit, what was written, how it is shown, and the pieces of a glyph run.

A Han run has a unit a character, and no pieces; all else is one unit.
"""


@dataclass(frozen=True, slots=True)
class Units:
    """What a paragraph's lines are made of: a Han character, a mark, a word, part of a long word.

    Arrays have an entry a unit: what it takes, and what stands between it and the next one.
    """

    tokens: list[Token]
    starts: list[int]
    """The first unit of each token, and the number of units."""
    advance: list[float]
    gap: list[float]
    stretch: list[float]
    """What a gap may gain before letters are spaced."""
    even: list[float]
    """What letter spacing may add before a line counts as loose; 0 where it may not."""
    squeeze: list[float]
    rank: dict[int, int]
    """The order of squeezing."""
    penalty: list[float]
    """What a line end costs here; infinite where none may be."""
    spaces: set[int]
    """Where a typed space stays."""
    head: list[float]
    """The blank that goes when the unit starts a line."""
    tail: list[float]
    """The blank that goes when the unit ends a line."""
    lonely: int
    """A last line that starts here or later holds a single character."""


def prepare(fragments: Sequence[Fragment], fonts: FontSet, measure: Length, size: Length) -> Units:
    """Return the units of ``fragments``; ``size`` is that of the paragraph's own characters."""
    builder = _Builder(measure, size)
    for fragment in fragments:
        role = fragment.role
        for face, part in fonts.runs(fragment.text, role):
            look = Look(
                face,
                fragment.size,
                fragment.colour,
                fragment.rise,
                fragment.key,
                role is FontRole.CODE,
            )
            if fragment.glued:
                builder.add_glued(part, look)
            else:
                builder.add_text(part, look)
    return builder.units()


class _Builder:
    """Collects units and what stands between them, where it is not as between two Han."""

    def __init__(self, measure: Length, size: Length) -> None:
        self._measure = measure
        self._size = size
        self._tokens: list[Token] = []
        self._advance: list[float] = []
        self._between: dict[int, Between] = {}
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
        advance, tokens, between = self._advance, self._tokens, self._between
        table, widest = shown_in(look.face, look.size), self._measure
        width_of = look.face.widths[look.size].__getitem__
        joints, own_joints = self._joints(look)
        before, typed = self._before, self._typed
        for match in TOKEN.finditer(text):
            kind, chars = match.lastgroup, match[0]
            if kind == "space":
                if look.is_verbatim:
                    self._add_space(chars, look)
                    before = ""
                else:
                    typed = NO_BREAK_SPACE if NO_BREAK_SPACE in chars else " "
                continue
            if before:
                found = joints[before + typed + chars[0]]
                if found:
                    between[len(advance) - 1] = across_mark(found) if self._has_mark else found
            self._has_mark = False
            before, typed, joints = chars[-1], "", own_joints
            if kind == "han":
                tokens.append((len(advance), chars, look, ()))
                advance.extend(map(width_of, chars))
                self._lonely = len(advance) - 1
                continue
            shown = table[chars]
            if len(chars) <= _LONG_WORD and shown.width <= widest:
                self._add_whole(shown, look)
            else:
                self._add_parts(chars, look)
            if kind == "latin":
                self._lonely = len(advance)
        self._before, self._typed, self._look = before, typed, look

    def add_glued(self, text: str, look: Look) -> None:
        """Add ``text`` as one unit that never parts from what is before it."""
        if text := text.strip():
            if self._advance:
                self._between[len(self._advance) - 1] = GLUED
            self._typed, self._has_mark = "", True
            self._add_whole(shown_in(look.face, look.size)[text], look)

    def _joints(self, look: Look) -> tuple[JointTable, JointTable]:
        """Return the joints before the first character of ``look``, and between all others."""
        face, size, before = look.face, look.size, self._look
        own = joints_between(Neighbours(face, size, face, size, self._size))
        if before is None or (before.face is face and before.size == size):
            return own, own
        mixed = Neighbours(before.face, before.size, face, size, self._size)
        return joints_between(mixed), own

    def _add_parts(self, word: str, look: Look) -> None:
        for place, (part, penalty) in enumerate(self._parts(word, look)):
            if place:
                self._between[len(self._advance) - 1] = Between(penalty, is_even=False)
            self._add_whole(shown_in(look.face, look.size)[part], look)

    def _add_whole(self, shown: Shown, look: Look) -> None:
        unit = len(self._advance)
        self._tokens.append((unit, shown.text, look, shown.pieces))
        self._advance.append(shown.width)
        if shown.head:
            self._head[unit] = shown.head
        elif shown.tail:
            self._tail[unit] = shown.tail

    def _parts(self, word: str, look: Look) -> Iterator[tuple[str, float]]:
        """Cut a long word: an address after its marks, a compound after its hyphens.

        What is still long in an address may be cut too, and what is wider than the measure is cut
        anywhere, at a high price: nothing may be lost.
        """
        shown = shown_in(look.face, look.size)
        for stretch in _SEAM.split(word):
            is_address = bool(_ADDRESS.search(stretch))
            for part in (_ADDRESS_PART if is_address else _COMPOUND_PART).findall(stretch):
                pieces = [part]
                if shown[part].width > self._measure:
                    pieces = _LETTER.findall(part)
                elif is_address and len(part) > _LONG_WORD:
                    pieces = _FEW_LETTERS.findall(part)
                yield pieces[0], _PART_BREAK
                yield from ((piece, _WORD_BREAK) for piece in pieces[1:])

    def _add_space(self, spaces: str, look: Look) -> None:
        """Add spaces that count, as in code."""
        if self._advance:
            self._between[len(self._advance) - 1] = GLUED
        self._add_whole(shown_in(look.face, look.size)[spaces], look)

    def units(self) -> Units:
        """Return all that was added."""
        count = len(self._advance)
        gap, stretch, squeeze, penalty = ([0.0] * count for _ in range(4))
        even = [EVEN * self._size / 1000] * count
        rank: dict[int, int] = {}
        spaces: set[int] = set()
        for place, found in self._between.items():
            penalty[place], gap[place], stretch[place], squeeze[place] = found[:4]
            rank[place] = found.rank
            if not found.is_even:
                even[place] = 0.0
            if found.is_space:
                spaces.add(place)
        return Units(
            tokens=self._tokens,
            starts=[*map(itemgetter(0), self._tokens), count],
            advance=self._advance,
            gap=gap,
            stretch=stretch,
            even=even,
            squeeze=squeeze,
            rank=rank,
            penalty=penalty,
            spaces=spaces,
            head=_filled(count, self._head),
            tail=_filled(count, self._tail),
            lonely=max(1, self._lonely),
        )


def _filled(count: int, others: Mapping[int, float]) -> list[float]:
    array = [0.0] * count
    for place, value in others.items():
        array[place] = value
    return array
