"""Ink: shades of a colour, and colours that can be read on their ground (WCAG 2.1, 1.4.3)."""

from reportgen.model.brand import WHITE, Colour

_BLACK = Colour(0, 0, 0)
LEGIBLE = 4.5
"""The least contrast of words with their ground."""
_STEPS = 20


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """Return ``colour`` with ``share`` of ``other`` in it."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return Colour(*(round(own + (its - own) * share) for own, its in pairs))


def readable(colour: Colour, ground: Colour = WHITE) -> Colour:
    """Return ``colour``, darker or lighter until words in it can be read on ``ground``."""
    away = max(WHITE, _BLACK, key=ground.contrast)
    shades = (mixed(colour, away, step / _STEPS) for step in range(_STEPS))
    return next((shade for shade in shades if shade.contrast(ground) >= LEGIBLE), away)


def _parts(colour: Colour) -> tuple[int, int, int]:
    return colour.red, colour.green, colour.blue
