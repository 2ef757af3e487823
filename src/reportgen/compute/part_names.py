"""Names of parts of sources: the rows that one row of another table speaks of."""

_OPENING = "⟦"
"""What no source's name holds."""


def part_name(source: str, row: str) -> str:
    """Return the name of the rows of ``source`` that are about ``row``."""
    return f"{source}{_OPENING}{row}⟧"


def whole_name(source: str) -> str:
    """Return the name of the source that ``source`` is a part of, or itself."""
    return source.partition(_OPENING)[0]
