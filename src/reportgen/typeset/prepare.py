"""Prepare: fragments to parallel arrays of units, the smallest parts a line is made of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from reportgen.fonts import DASH_PAIR, Face, FontSet, written
from reportgen.model.brand import Colour, FontRole
from reportgen.model.length import Length
from reportgen.typeset.joints import Joints
from reportgen.typeset.line import Fragment
from reportgen.zh.classes import TOKEN
from reportgen.zh.spacing import NO_BREAK_SPACE

_URL_BREAK, _WORD_BREAK = 60.0, 400.0
_LONG_WORD = 12
_URL_PART = re.compile(r"[^/\-_.?&=]*[/\-_.?&=]+|[^/\-_.?&=]+")
_URL_MARKS = re.compile(r"[/\-_?&=]")
_BLANKS = str.maketrans("\t\n\r\v\f", "     ")


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


@dataclass(frozen=True, slots=True)
class Token:
    """Units of one look: a Han run has one a character and no pieces, all else is one unit."""

    start: int
    text: str
    """What was written."""
    look: Look
    pieces: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """What a paragraph's lines are made of: a Han character, a mark, a word, part of a long word.

    Arrays have an entry a unit: what it takes, and what stands between it and the next one.
    """

    tokens: list[Token]
    starts: list[int]
    """The first unit of each token."""
    advance: list[float]
    gap: list[float]
    stretch: list[float]
    """What a gap may gain before letters are spaced."""
    even: list[float]
    """What letter spacing may add before a line counts as loose; 0 where it may not."""
    squeeze: list[float]
    rank: Mapping[int, int]
    """The order of squeezing."""
    penalty: list[float]
    """What a line end costs here; infinite where none may be."""
    spaces: frozenset[int]
    """Where a typed space stays."""
    head: list[float]
    """The blank that goes when the unit starts a line."""
    tail: list[float]
    """The blank that goes when the unit ends a line."""
    slop: float
    """More than marks at a line's two ends can lose."""
    lonely: int
    """A last line that starts here or later holds a single character."""


def prepare(fragments: Sequence[Fragment], fonts: FontSet, measure: Length, size: Length) -> Units:
    """Return the units of ``fragments``; ``size`` is that of the paragraph's own characters."""
    builder = _Builder(measure, size)
    for fragment in fragments:
        role, text = fragment.role, fragment.text.translate(_BLANKS)
        for face, part in fonts.runs(text, role):
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
    """Collects units and, through ``Joints``, what stands between them."""

    def __init__(self, measure: Length, size: Length) -> None:
        self._measure = measure
        self._tokens: list[Token] = []
        self._advance: list[float] = []
        self._joints = Joints(size)
        self._head: dict[int, float] = {}
        self._tail: dict[int, float] = {}
        self._lonely = 0

    def add_text(self, text: str, look: Look) -> None:
        """Add the tokens of ``text``."""
        advance, joints = self._advance, self._joints
        width_of = look.face.widths[look.size].__getitem__
        for match in TOKEN.finditer(text):
            kind, token = match.lastgroup, match[0]
            if kind == "han":
                joints.meet(len(advance), token[0], look.face, look.size)
                joints.before = token[-1]
                self._tokens.append(Token(len(advance), token, look, ()))
                advance.extend(map(width_of, token))
                self._lonely = len(advance) - 1
            elif kind == "latin":
                self._add_word(token, look)
            elif kind == "space":
                self._add_space(token, look)
            else:
                self._add_mark(token, look, sum(map(width_of, token)))

    def add_glued(self, text: str, look: Look) -> None:
        """Add ``text`` as one unit that never parts from what is before it."""
        if text := text.strip():
            self._joints.glue(len(self._advance))
            self._add_unit(text, look)

    def _add_word(self, token: str, look: Look) -> None:
        self._joints.meet(len(self._advance), token[0], look.face, look.size)
        self._joints.before = token[-1]
        if len(token) <= _LONG_WORD and self._fits(token, look):
            self._add_unit(token, look)
        else:
            for place, (part, penalty) in enumerate(self._parts(token, look)):
                if place:
                    self._joints.part(len(self._advance), penalty)
                self._add_unit(part, look)
        self._lonely = len(self._advance)

    def _parts(self, token: str, look: Look) -> Iterator[tuple[str, float]]:
        """Cut a long word where an address may break; what is still too wide, anywhere."""
        parts = _URL_PART.findall(token) if _URL_MARKS.search(token) else [token]
        for part in parts:
            if self._fits(part, look):
                yield part, _URL_BREAK
            else:
                yield part[0], _URL_BREAK
                yield from ((char, _WORD_BREAK) for char in part[1:])

    def _fits(self, word: str, look: Look) -> bool:
        return look.face.words[word][1] * look.size <= self._measure * 1000

    def _add_space(self, token: str, look: Look) -> None:
        if look.is_verbatim:
            self._joints.part(len(self._advance), inf)
            self._joints.before = ""
            self._add_unit(token, look)
        else:
            self._joints.typed = NO_BREAK_SPACE if NO_BREAK_SPACE in token else " "

    def _add_mark(self, token: str, look: Look, width: float) -> None:
        unit, first = len(self._advance), token[0]
        self._joints.meet(unit, "⸺" if token in ("——", DASH_PAIR) else first, look.face, look.size)
        self._joints.before = "⸺" if first == DASH_PAIR else token[-1]
        self._tokens.append(Token(unit, "".join(map(written, token)), look, (token,)))
        self._advance.append(width)
        head, tail = look.face.halving(first)
        if head and not tail:
            self._head[unit] = head * look.size / 1000
        elif tail and not head:
            self._tail[unit] = tail * look.size / 1000

    def _add_unit(self, token: str, look: Look) -> None:
        text = token if token.isascii() else "".join(map(written, token))
        pieces, width = look.face.words[token]
        self._tokens.append(Token(len(self._advance), text, look, pieces))
        self._advance.append(width * look.size / 1000)

    def units(self) -> Units:
        """Return all that was added."""
        count, joints = len(self._advance), self._joints
        joints.end(count)
        return Units(
            tokens=self._tokens,
            starts=[token.start for token in self._tokens],
            advance=self._advance,
            gap=_filled(count, 0.0, joints.gap),
            stretch=_filled(count, 0.0, joints.stretch),
            even=_filled(count, joints.even, joints.uneven),
            squeeze=_filled(count, 0.0, joints.squeeze),
            rank=joints.rank,
            penalty=_filled(count, 0.0, joints.penalty),
            spaces=frozenset(joints.spaces),
            head=_filled(count, 0.0, self._head),
            tail=_filled(count, 0.0, self._tail),
            slop=3 * max((token.look.size for token in self._tokens), default=0),
            lonely=max(1, self._lonely),
        )


def _filled(count: int, usual: float, others: Mapping[int, float]) -> list[float]:
    array = [usual] * count
    for place, value in others.items():
        array[place] = value
    return array
