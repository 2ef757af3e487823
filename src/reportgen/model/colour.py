"""Colour: sRGB, and how well two of them can be told apart."""

from enum import StrEnum

from msgspec import Struct

_DARK = 0.04045
"""Below this, sRGB is linear."""
LEGIBLE = 4.5
"""The least contrast of text (WCAG 2.1, 1.4.3)."""


class Colour(Struct, frozen=True, gc=False):
    """An sRGB colour, 0-255 each."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> "Colour":
        """Return the colour of ``#1F4E79``; raise ValueError for anything else."""
        digits = text.removeprefix("#")
        if len(digits) != 6:  # noqa: PLR2004 - three pairs of hex digits
            raise ValueError(text)
        return cls(*bytes.fromhex(digits))

    @property
    def hex(self) -> str:
        """Six hex digits, upper case, without the hash."""
        return f"{self.red:02X}{self.green:02X}{self.blue:02X}"

    def contrast(self, other: "Colour") -> float:
        """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.1, 1.4.3)."""
        dark, light = sorted((self.luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)

    @property
    def luminance(self) -> float:
        """How light it is, from 0 to 1 (WCAG 2.1, relative luminance)."""
        red, green, blue = (_linear(part / 255) for part in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def on_white(self, share: float) -> "Colour":
        """Return ``share`` of this colour on white paper."""
        return self.over(WHITE, share)

    def over(self, ground: "Colour", opacity: float) -> "Colour":
        """Return what is seen when this colour is painted on ``ground``."""
        pairs = zip(
            (self.red, self.green, self.blue),
            (ground.red, ground.green, ground.blue),
            strict=True,
        )
        return Colour(*(round(ours * opacity + theirs * (1 - opacity)) for ours, theirs in pairs))


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4


WHITE = Colour(255, 255, 255)


class Hue(StrEnum):
    """A colour of the palette that a cell may be marked with."""

    PRIMARY = "primary"
    ACCENT = "accent"
    MUTED = "muted"
    LINK = "link"
    UP = "up"
    DOWN = "down"
