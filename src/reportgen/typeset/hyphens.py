"""Hyphens: between which letters an English word may be parted."""

from functools import cache, lru_cache

import pyphen

_LEFT, _RIGHT = 2, 3
"""Letters that stay before and after a hyphen at least."""


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=_LEFT, right=_RIGHT)


@lru_cache(maxsize=4096)
def syllable_ends(word: str) -> tuple[int, ...]:
    """Return the places in ``word`` where a hyphen may stand."""
    return tuple(map(int, _patterns().positions(word)))
