"""Pieces as Markdown: looks become marks."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec.structs import replace

from reportgen.model.pattern import pattern
from reportgen.word.pieces import Look, Piece, joined

_SMALL = pattern(r"\(?[+\-−–]?(?:[0-9A-Za-zΑ-Ωα-ω.,*′]{1,12}|[一-鿿]{1,6})[+\-−–]?\)?")
_ADDRESS = pattern(r"(?:https?://|mailto:)\S+", 2)
_UNSAFE = pattern(r"[\s<>()]")
_WORD = pattern(r"\w")
_ESCAPED = pattern(r"\\")
_PAUSE = pattern(r"[，、；：·\u3000 ]{1,2}")

Literal: TypeAlias = Callable[[str, bool], str]
"""Types words so that they are read as words, told whether a block begins with them."""


def markdown(
    pieces: Sequence[Piece],
    literal: Literal,
    *,
    is_first: bool = True,
    has_bars: bool = False,
) -> str:
    """Return ``pieces`` as they are typed in Markdown; ``literal`` types words."""
    out: list[str] = []
    for link, linked in groupby(
        joined(_readable(joined(_whole(joined(map(_plainer, pieces)))))),
        key=lambda each: each.look.link,
    ):
        inside: list[str] = []
        for strong, group in groupby(linked, key=lambda each: each.look.is_strong):
            words = "".join(
                _slanted(list(same), literal, slanted, is_first=is_first and not (out or inside))
                for slanted, same in groupby(group, key=lambda each: each.look.is_slanted)
            )
            is_alone = len(pieces) == 1
            inside.append(_marked(words, "**", is_alone=is_alone) if strong else words)
        words = "".join(inside)
        out.append(_linked(words, link) if link else words)
    made = "".join(out)
    return made.replace("|", "\\|") if has_bars else made


def _plainer(piece: Piece) -> Piece:
    """Return a piece without a look that cannot be told of it."""
    if piece.look.script and not _SMALL.fullmatch(piece.text):
        return replace(piece, look=replace(piece.look, script=""))
    if not piece.look.atom and not piece.text.strip():
        return replace(piece, look=Look(link=piece.look.link))
    return piece


def _whole(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield ``pieces`` with the pauses between emphasized words emphasized, too."""
    for at, piece in enumerate(pieces):
        near = [*pieces[at - 1 : at], *pieces[at + 1 : at + 2]] if at else []
        looks = {each.look for each in near}
        is_inside = len(near) == 2 and len(looks) == 1 and _PAUSE.fullmatch(piece.text)  # noqa: PLR2004 - on both sides
        look = next(iter(looks)) if is_inside else piece.look
        is_same = look == replace(piece.look, is_slanted=True)
        yield Piece(piece.text, look) if is_same and not piece.look.atom else piece


def _readable(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield ``pieces`` without looks whose marks would not be read as such: ``**12%**y``."""
    for at, piece in enumerate(pieces):
        before = pieces[at - 1].text[-1:] if at else ""
        after = pieces[at + 1].text[:1] if at + 1 < len(pieces) else ""
        core, look = piece.text.strip(), piece.look
        is_stuck = core and (
            (not core[0].isalnum() and _is_latin(before) and piece.text[0] == core[0])
            or (not core[-1].isalnum() and _is_latin(after) and piece.text[-1] == core[-1])
        )
        if is_stuck and not look.atom and (look.is_strong or look.is_slanted):
            yield Piece(piece.text, replace(look, is_strong=False, is_slanted=False))
        else:
            yield piece


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _slanted(
    pieces: Sequence[Piece],
    literal: Literal,
    is_slanted: bool,  # noqa: FBT001 - a key of a group
    *,
    is_first: bool,
) -> str:
    words = "".join(
        _words(piece, literal, is_first=is_first and not at) for at, piece in enumerate(pieces)
    )
    return _marked(words, "*") if is_slanted else words


def _words(piece: Piece, literal: Literal, *, is_first: bool) -> str:
    look = piece.look
    if look.atom:
        return look.atom
    if look.is_code:
        fence = "``" if "`" in piece.text else "`"
        return f"{fence}{piece.text}{fence}"
    if look.script:
        return f"{look.script}{piece.text}{look.script}"
    lines = piece.text.split("\n")
    return "\\\n".join(
        literal(line.strip() if at else line.rstrip(), is_first or at > 0)
        if len(lines) > 1
        else literal(line, is_first)
        for at, line in enumerate(lines)
    )


def _marked(words: str, mark: str, *, is_alone: bool = False) -> str:
    """Return ``words`` between marks; blanks stay outside, or they would not be read as marks."""
    core = words.strip()
    if not core or not (is_alone or _WORD.search(core)):
        return words
    before, after = words.partition(core)[0], words.rpartition(core)[2]
    return f"{before}{mark}{core}{mark}{after}"


def _linked(words: str, link: str) -> str:
    """Return a link; an address that is typed needs no marks, and one of a kind unknown none."""
    if not _ADDRESS.fullmatch(link):
        return words
    if words.replace("\\", "") == link:
        return f"<{link}>" if _ESCAPED.search(words) else words
    address = f"<{link}>" if _UNSAFE.search(link) else link
    return f"[{words}]({address})"
