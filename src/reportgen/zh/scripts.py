"""Small characters where nothing can be raised or lowered: Unicode's own ² and ₂."""

from reportgen.model.report.inlines import Script

_PLAIN = "0123456789+-()"
_SMALL = {
    Script.SUPER: str.maketrans(_PLAIN + "−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾⁻ⁿ"),
    Script.SUB: str.maketrans(_PLAIN + "−", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎₋"),
}


def small(text: str, script: Script) -> str:
    """Return ``text`` in small characters if Unicode has them all; else a sign before it."""
    if script is Script.NONE:
        return text
    table = _SMALL[script]
    if all(ord(char) in table for char in text):
        return text.translate(table)
    return f"^{text}" if script is Script.SUPER else text
