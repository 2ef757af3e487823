"""Parting: where a long word or an address may be cut, and at what price."""

import re
from collections.abc import Iterator, Mapping

from reportgen.fonts import SOFT_HYPHEN
from reportgen.model.length import Length
from reportgen.model.pattern import pattern
from reportgen.typeset.joints import Between
from reportgen.typeset.shown import Shown
from reportgen.zh.kinsoku import LATIN_CLOSING, LATIN_OPENING

_PART_BREAK, _HYPHEN_BREAK, _LETTER_BREAK = 60.0, 400.0, 2000.0
_SEAM = pattern(r"(?<=[.,)\]])(?=[(\[]|https?://|www\.)|(?<=\]//)(?=.)")
"""Between the parts of a reference that is typed without spaces, as behind ``[M]//``."""
_ADDRESS = pattern(r"://|www\.|@")
_ADDRESS_PART = pattern(r"-*[^/\-_.?&=#%~+:;,]*[/_.?&=#%~+:;,]+|-*[^/\-_.?&=#%~+:;,]+|-+")
"""A hyphen starts a line: at its end it would be taken for that of a parted word, and lost."""
_COMPOUND_PART = pattern(r".+?[A-Za-z](?<!\[[A-Z])(?<!\[[A-Z]{2})[-_/]+(?=.)|.+")
"""``[J/OL]`` stays whole."""
_LETTER = pattern(rf"[{re.escape(LATIN_OPENING)}]*-*.[{re.escape(LATIN_CLOSING)}–\-/]*")
_LETTERS = pattern(r"[A-Za-z]{6,}")
_LONG = 12
_WIDE_PART = 4


class Parting:
    """Parts words for lines of one measure."""

    def __init__(self, table: Mapping[str, Shown], measure: Length, *, hyphenates: bool) -> None:
        self._table = table
        self._measure = measure
        self._hyphenates = hyphenates

    def parts(self, word: str) -> Iterator[tuple[str, Between, float]]:
        """Yield the parts of ``word``: the joint before each, and how wide its hyphen is.

        An address is parted after its marks but before its hyphens, a compound after its hyphens,
        a word between its syllables. What has no such place and is wider than the measure, in an
        address than a quarter of it, is cut anywhere, at a high price: nothing may be lost.
        """
        hyphen = self._table[SOFT_HYPHEN].width
        for stretch in _SEAM.split(word):
            is_address = bool(_ADDRESS.search(stretch))
            if not is_address and len(stretch) <= _LONG and not self._is_wide(stretch):
                yield from self._syllables(stretch, _PART_BREAK, hyphen)
                continue
            for part in (_ADDRESS_PART if is_address else _COMPOUND_PART).findall(stretch):
                if self._is_wide(part) or (is_address and self._is_long(part)):
                    first, *rest = _LETTER.findall(part)
                    yield first, Between(_PART_BREAK), 0.0
                    yield from ((piece, Between(_LETTER_BREAK), 0.0) for piece in rest)
                elif is_address:
                    yield part, Between(_PART_BREAK), 0.0
                else:
                    yield from self._syllables(part, _PART_BREAK, hyphen)

    def _is_wide(self, part: str) -> bool:
        return self._table[part].width > self._measure

    def _is_long(self, part: str) -> bool:
        """Tell whether a part of an address would leave a hole."""
        return len(part) > _LONG and self._table[part].width * _WIDE_PART > self._measure

    def _syllables(
        self, word: str, price: float, hyphen: float
    ) -> Iterator[tuple[str, Between, float]]:
        """Yield the syllables of ``word``; the joint before the first one costs ``price``."""
        places = _places(word) if self._hyphenates else []
        starts = [0, *places]
        for start, end in zip(starts, [*places, len(word)], strict=True):
            if start:
                yield word[start:end], Between(_HYPHEN_BREAK, is_hyphen=True), hyphen
            else:
                yield word[:end], Between(price), 0.0


def _places(word: str) -> list[int]:
    """Return where the English words of ``word`` may be hyphenated; names may not."""
    words = [match for match in _LETTERS.finditer(word) if match[0].islower()]
    if not words:
        return []
    from reportgen.typeset.hyphens import syllable_ends  # noqa: PLC0415 - its tables are large

    return [match.start() + place for match in words for place in syllable_ends(match[0])]
