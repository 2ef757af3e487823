"""Shape words: kerning between Latin letters, and glyphs that no code point of their own has.

Some glyphs are reached only by shaping. A private character stands for each of them, so that
all rooms may go on speaking of characters; ``written`` says what the author wrote.
"""

import uharfbuzz as hb

from reportgen.model.typography import Digits

DASH_PAIR = "\ue000"
"""``——`` as one glyph two ems wide; drawn as two U+2014 it may show a gap."""
HAN_DASH = "\ue005"
"""A lone ``—`` between Han characters: an em wide and at their height."""
SOFT_HYPHEN = "\ue006"
"""The hyphen of a parted word: seen, but no part of what was written (ISO 32000-1, 14.8.2.2.3)."""
LATIN_QUOTES = {"‘": "\ue001", "’": "\ue002", "“": "\ue003", "”": "\ue004"}
"""Quotes of Latin width; the fonts' own ‘ ’ “ ” are an em wide."""

DIGIT_FORMS = {
    Digits.TABULAR: ("tnum", {digit: chr(0xE010 + int(digit)) for digit in "0123456789"}),
    Digits.PROPORTIONAL: ("pnum", {digit: chr(0xE020 + int(digit)) for digit in "0123456789"}),
}
"""Digits of one width, and digits each of its own: the font's feature and the characters."""
DIGIT_TABLES = {
    digits: {ord(digit): ord(private) for digit, private in forms.items()}
    for digits, (_, forms) in DIGIT_FORMS.items()
}
"""For ``str.translate``."""
_PLAIN_DIGITS = {
    private: digit for _, digits in DIGIT_FORMS.values() for digit, private in digits.items()
}

_WRITTEN = (
    {DASH_PAIR: "——", HAN_DASH: "—", SOFT_HYPHEN: "\u00ad"}
    | _PLAIN_DIGITS
    | {private: quote for quote, private in LATIN_QUOTES.items()}
)
PRIVATE = frozenset(_WRITTEN)
_WRITTEN_TEXT = {ord(private): text for private, text in _WRITTEN.items()} | {ord(SOFT_HYPHEN): ""}
_NARROW = frozenset(LATIN_QUOTES.values())

# Kerning only: each character keeps the one glyph that its CID names.
_KERNING = {"kern": True, "liga": False, "clig": False, "calt": False, "ccmp": False, "locl": False}


def written(char: str) -> str:
    """Return what the author wrote for ``char``, which may be a private character."""
    return _WRITTEN.get(char, char)


def written_text(shown: str) -> str:
    """Return what the author wrote for a line: without the hyphens that were added."""
    # Characters for private use are not printable.
    return shown if shown.isprintable() else shown.translate(_WRITTEN_TEXT)


def plain_digit(char: str) -> str:
    """Return the digit that ``char`` is a form of; any other character is itself."""
    return _PLAIN_DIGITS.get(char, char)


def glyphs(font: hb.Font, text: str, feature: str = "") -> list[tuple[int, int, int]]:
    """Return glyph, advance and offset to the right of each glyph of Chinese ``text``."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Hani", "zh-hans"
    hb.shape(font, buffer, {feature: True} if feature else {})
    return [
        (info.codepoint, position.x_advance, position.x_offset)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def kerned(font: hb.Font, text: str) -> list[tuple[int, int]]:
    """Return glyph and advance of each glyph of a Latin word."""
    narrow = [(place, place + 1, 1) for place, char in enumerate(text) if char in _NARROW]
    buffer = hb.Buffer()
    buffer.add_str("".join(map(written, text)))
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "en"
    hb.shape(font, buffer, {**_KERNING, "pwid": narrow} if narrow else _KERNING)
    return [
        (info.codepoint, position.x_advance)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def private_glyphs(font: hb.Font) -> dict[str, int]:
    """Return the glyphs of the private characters that this font can show."""
    found = {}
    pair = glyphs(font, "——")
    if len(pair) == 1:
        found[DASH_PAIR] = pair[0][0]
    dash = glyphs(font, "—")
    if len(dash) == 1 and dash[0][0] != font.get_nominal_glyph(ord("—")):
        found[HAN_DASH] = dash[0][0]
    hyphen = font.get_nominal_glyph(ord("-"))
    if hyphen is not None:
        found[SOFT_HYPHEN] = hyphen
    for quote, private in LATIN_QUOTES.items():
        own = font.get_nominal_glyph(ord(quote))
        narrow = glyphs(font, quote, "pwid")
        if own is not None and len(narrow) == 1 and narrow[0][0] != own:
            found[private] = narrow[0][0]
    return found | _digit_forms(font)


def _digit_forms(font: hb.Font) -> dict[str, int]:
    """Return the glyphs of digits that differ from the usual ones; all ten differ, or none does.

    A face has no form that looks as its usual digits do: these are shown then.
    """
    found: dict[str, int] = {}
    for feature, digits in DIGIT_FORMS.values():
        forms = {private: glyphs(font, digit, feature) for digit, private in digits.items()}
        usual = [font.get_nominal_glyph(ord(digit)) for digit in digits]
        shown = [form[0][0] if len(form) == 1 else None for form in forms.values()]
        if None not in shown and not set(usual) & set(shown):
            found |= {private: form[0][0] for private, form in forms.items()}
    return found
