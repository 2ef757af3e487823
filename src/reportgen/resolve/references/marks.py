"""Marks between the elements of an entry, as wide as the author wants them (6.2)."""

from msgspec import Struct

from reportgen.model.report import MarkWidth, ReferenceStandard, ReferenceStyle


class Marks(Struct, frozen=True):
    """What stands between elements; the wide ones bring their own room, the narrow a space."""

    comma: str
    colon: str
    opening: str
    closing: str
    outside: str
    """The space before a bracket that follows words: ``arXiv (2012)``."""
    stop: str = ". "
    end: str = "."
    kind_opening: str = "["
    kind_closing: str = "]"
    between_dates: str = " "

    def bracketed(self, words: str) -> str:
        """Return ``words`` in square brackets."""
        return f"{self.kind_opening}{words}{self.kind_closing}"

    def within(self, words: str) -> str:
        """Return ``words`` in round brackets."""
        return f"{self.opening}{words}{self.closing}"


_WIDE = {"comma": "，", "colon": "：", "opening": "（", "closing": "）", "outside": ""}
_WIDTHS = {
    MarkWidth.MIXED: Marks(**_WIDE),
    MarkWidth.HALF: Marks(", ", ": ", "(", ")", " "),
    MarkWidth.FULL: Marks(
        **_WIDE, stop="．", end="．", kind_opening="［", kind_closing="］", between_dates=""
    ),
}


def marks_of(style: ReferenceStyle) -> Marks:
    """Return the marks of ``style``: unless asked otherwise, those of the standard's examples.

    The edition of 2025 prints wide ones but for ``.``, ``[ ]`` and ``//``; that of 2015, narrow.
    """
    if style.width is not None:
        return _WIDTHS[style.width]
    if style.standard is ReferenceStandard.GB_2015:
        return _WIDTHS[MarkWidth.HALF]
    return _WIDTHS[MarkWidth.MIXED]
