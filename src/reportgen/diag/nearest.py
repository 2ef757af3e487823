"""The name an author probably meant: suggested only when it is close."""

from collections.abc import Iterable

_CLOSE = 0.6


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the closest of ``known`` to ``name``, or nothing when none is close."""
    import difflib  # noqa: PLC0415 - a sound report asks for no name

    found = difflib.get_close_matches(name, list(known), 1, _CLOSE)
    return found[0] if found else None
