"""Citations as typed, ``[1]`` and ``[1,3-5]``, and the keys they are written with."""

from collections.abc import Collection, Iterator

from reportgen.model.pattern import pattern

CITATION = pattern(r"\[(\d{1,3}(?:\s*[,，、\-–—~～]\s*\d{1,3})*)\]")
_RANGE = pattern(r"(\d+)\s*[-–—~～]\s*(\d+)")


KEY = "ref-"
"""How the keys of imported entries begin."""


def cite(listed: str, known: Collection[str]) -> str:
    """Return the citation of ``1,3-5``, or nothing where an entry is missing."""
    numbers = list(_numbers(listed))
    if not set(known).issuperset(numbers):
        return ""
    return f"[{'; '.join(f'@{KEY}{number}' for number in numbers)}]"


def _numbers(listed: str) -> Iterator[str]:
    for part in listed.replace("，", ",").replace("、", ",").split(","):
        span = _RANGE.fullmatch(part.strip())
        if span and int(span[1]) < int(span[2]):
            yield from map(str, range(int(span[1]), int(span[2]) + 1))
        else:
            yield part.strip()
