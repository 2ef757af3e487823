"""Pieces repaired, and as Markdown."""

from collections.abc import Sequence

from reportgen.diag import Source
from reportgen.returned.typed import typed
from reportgen.word.markdown import markdown as as_markdown
from reportgen.word.pieces import Look, Piece, joined
from reportgen.zh.repair import Repair, repairs


def repaired_pieces(pieces: Sequence[Piece]) -> tuple[list[Piece], list[tuple[Repair, str]]]:
    """Return ``pieces`` with their punctuation repaired, and what was repaired in which words."""
    found: list[tuple[Repair, str]] = []
    letters = [(char, piece.look) for piece in pieces for char in piece.text]
    while True:
        text = "".join(char for char, _ in letters)
        now = [each for each in repairs(text) if not _is_touching(letters, each)]
        if not now:
            return joined(Piece(char, look) for char, look in letters), found
        found += [(each, text) for each in now]
        for each in reversed(now):
            look = letters[each.start][1]
            letters[each.start : each.end] = [(char, look) for char in each.mended]


def _is_touching(letters: Sequence[tuple[str, Look]], repair: Repair) -> bool:
    looks = [look for _, look in letters[repair.start : repair.end]]
    return any(look.atom or look.is_code or look.is_citation for look in looks)


def markdown(pieces: Sequence[Piece], *, is_first: bool = True, has_bars: bool = False) -> str:
    """Return ``pieces`` as they are typed in Markdown."""
    return as_markdown(pieces, _literal, is_first=is_first, has_bars=has_bars)


def _literal(words: str, is_first: bool) -> str:  # noqa: FBT001 - as markdown asks it
    return typed(words, Source("a.md", ""), 0, is_first=is_first)
