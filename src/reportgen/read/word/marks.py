"""Our marks as they are typed in Word, and all other words typed so that they stay words."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportgen.model.pattern import pattern
from reportgen.read.directives import plain_fences
from reportgen.read.marks import formulas_in
from reportgen.read.number_marks import FULL_WIDTH
from reportgen.word.markdown import markdown as as_markdown
from reportgen.word.pieces import ATOM, Piece, cut, joined, text_of

_MARK = pattern(
    r"(?:\{\{|｛｛)[^{}｛｝\n]*(?:\}\}|｝｝)"
    r"|[{｛][@＠][^{}｛｝\n]*[}｝]"
    r"|[{｛][%％][^{}｛｝\n]*[%％][}｝]"
    r"|[\[【]-?[@＠][^\[\]【】\n]*[\]】]"
    r"|(?<![A-Za-z0-9.])@(?:fig|tbl|sec|eq)-[A-Za-z0-9][\w.-]*"
    r"|\{#[\w.-]+\}|\$`[^`\n]+`\$"
)
FENCE = pattern(r"\s*[:：]{3,}")
OPTION = pattern(r"[:：][^\s:：]+[:：](?:\s|\S)*")
WAIVER = pattern(r"[{｛][:：][^{}｛｝]*[}｝]")
_PLAIN = (
    ("{{", FULL_WIDTH),
    ("{@", str.maketrans("｛｝＠｜", "{}@|")),
    ("{%", str.maketrans("｛｝％｜", "{}%|")),
    ("[@", str.maketrans("【】＠；", "[]@;")),
    ("[-@", str.maketrans("【】＠；", "[]@;")),
)
"""What an input method makes of our marks, by how they begin."""
_STRAIGHT = str.maketrans("“”„‟″‘’‚′\u00a0\u2009\u3000", '"""""\'\'\'\'   ')
_FIGURES = str.maketrans("–\u2011", "--")
_ALWAYS = pattern(r"[\\`*\[\]<]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w+;)")
_PAIRED = pattern(r"[$^~]")
_OPENER = pattern(
    r"(?P<before>\s*\d{0,9})(?P<mark>(?:#{1,6}|[-+:.)])(?=\s|$)|>|=+\s*$|-+\s*$|~{3})"
)


def marked(pieces: Sequence[Piece]) -> list[Piece]:
    """Return ``pieces`` with each of our marks in one piece, however many looks it had.

    What Word makes of quotes and blanks while they are typed is undone in them.
    """
    text = text_of(pieces)
    made: list[Piece] = []
    at = 0
    for match in _MARK.finditer(text):
        inside = cut(pieces, match.start(), match.end())
        if ATOM in match[0] or any(each.look.is_code or each.look.atom for each in inside):
            continue
        made += cut(pieces, at, match.start())
        look = replace(inside[0].look, atom=straight(match[0]), script="")
        made.append(Piece(ATOM, look))
        at = match.end()
    return joined([*made, *cut(pieces, at)])


def straight(words: str) -> str:
    """Return a mark with the quotes, blanks and brackets of a keyboard."""
    plain = words.translate(_STRAIGHT)
    for opening, widths in _PLAIN:
        if plain.translate(widths).startswith(opening):
            plain = plain.translate(widths)
            return plain.translate(_FIGURES) if opening in {"{{", "{%"} else plain
    return plain


def fence(words: str) -> str:
    """Return the line that opens or closes a directive as a keyboard types it."""
    return plain_fences(words.translate(_STRAIGHT).strip())


def option(words: str) -> str:
    """Return an option of a directive with the colons of a keyboard."""
    name, _, value = words[1:].replace("：", ":", 1).partition(":")
    return f":{name}:{value}"


def markdown(pieces: Sequence[Piece], *, is_first: bool = True, in_cell: bool = False) -> str:
    """Return ``pieces`` as Markdown; ``in_cell`` keeps bars from parting cells."""
    literal = _literal_in_cell if in_cell else _literal
    return as_markdown(marked(pieces), literal, is_first=is_first)


def _literal(words: str, is_first: bool) -> str:  # noqa: FBT001 - as markdown asks it
    made = _ALWAYS.sub(r"\\\g<0>", words.replace("\t", " "))
    if any(made.count(mark) > 1 for mark in "^~") or any(formulas_in(made)):
        made = _PAIRED.sub(r"\\\g<0>", made)
    return _OPENER.sub(_escaped, made, count=1) if is_first and _OPENER.match(made) else made


def _escaped(match: re.Match[str]) -> str:
    if match["before"].strip() and match["mark"] not in {".", ")"}:
        return match[0]
    return f"{match['before']}\\{match['mark']}"


def _literal_in_cell(words: str, _is_first: bool) -> str:  # noqa: FBT001 - as above
    return _literal(words, is_first=False).replace("|", "\\|")
