"""Han: which characters are; a pattern of so many takes longer to compile than a report to read."""

from itertools import islice

from reportgen.model.pattern import pattern


def is_han(char: str) -> bool:
    """Tell whether ``char`` is one Han character (nothing is none)."""
    return "\u3400" <= char <= "\u9fff" or char in _OTHERS or "\uf900" <= char <= "\ufaff"


_OTHERS = frozenset("\u3005\u3006\u3007")


def has_han(text: str) -> bool:
    """Tell whether a Han character is in ``text``."""
    return not text.isascii() and any(map(is_han, text))


def is_chinese(text: str) -> bool:
    """Tell whether ``text`` is written in Chinese: it has as many Han as foreign words."""
    if text.isascii():
        return False
    words = max(1, len(_WORD.findall(text)))
    return sum(islice(filter(None, map(is_han, text)), words)) == words


_WORD = pattern("[A-Za-z]{2,}")


def run_before(text: str, end: int, longest: int) -> int:
    """Return where the Han begin that end at ``end``, as far as ``longest`` characters back."""
    start = end
    while start > 0 and end - start < longest and is_han(text[start - 1]):
        start -= 1
    return start


def run_after(text: str, start: int, longest: int) -> int:
    """Return where the Han end that begin at ``start``, as far as ``longest`` characters on."""
    end = start
    while end < len(text) and end - start < longest and is_han(text[end]):
        end += 1
    return end
