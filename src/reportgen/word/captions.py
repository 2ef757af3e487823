"""Captions: what stands above and below tables and figures, without the numbers it had."""

from collections.abc import Sequence

from reportgen.model.pattern import pattern
from reportgen.word.keys import CAPTION
from reportgen.word.pieces import Piece, cut, text_of
from reportgen.word.story import Para

SOURCE = pattern(r"(?:资料|数据|图片)?来源[:：]\s*")
NOTE = pattern(r"[注說说]明?\d{0,2}[:：]\s*")
UNIT = pattern(r"单位[:：]\s*(?P<unit>\S.{0,20})")
_NUMBER = pattern(r"(?:式\s*)?[（(][\dA-Z.\-]+[）)]")
_STYLES = frozenset({"caption", "table caption", "image caption", "题注"})
_LONGEST_CAPTION = 120


def caption_of(here: Para) -> list[Piece] | None:
    """Return the words of a caption without its number, or nothing where it is none."""
    text = here.text.lstrip("\t ")
    lead = len(here.text) - len(text)
    is_named = here.style.name in _STYLES or bool(here.read.sequence)
    if len(text) > _LONGEST_CAPTION or here.style.level:
        return None
    match = CAPTION.fullmatch(text)
    if match is None:
        return cut(here.read.pieces, lead) if text and is_named else None
    if not (is_named or match["rest"]):
        return None
    return cut(here.read.pieces, lead + match.start("rest")) if match["rest"] else []


def is_of_table(here: Para) -> bool:
    """Tell whether a caption is that of a table."""
    match = CAPTION.fullmatch(here.text.lstrip("\t "))
    is_named = here.style.name == "table caption"
    return is_named if match is None else match["kind"].lower() in {"表", "table"}


def names_table(here: Para) -> bool:
    """Tell whether a paragraph above a table is its caption, and not that of a figure before."""
    is_figure = CAPTION.fullmatch(here.text.lstrip("\t ")) is not None and not is_of_table(here)
    return caption_of(here) is not None and not is_figure


def numbered_formula(here: Para, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the formula of a paragraph that holds nothing else but its number."""
    if not here.read.has_formula:
        return []
    formulas = [each for each in pieces if each.look.atom.startswith("$`")]
    words = text_of(each for each in pieces if not each.look.atom).strip()
    is_number = _NUMBER.fullmatch(words)
    return formulas if len(formulas) == 1 and is_number else []
