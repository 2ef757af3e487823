"""Paragraph: fragments into lines, in four steps: collect, prepare, break, justify."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import assert_never

from reportgen.fonts import FontSet
from reportgen.model.brand import Alignment, Style
from reportgen.model.length import Length
from reportgen.typeset.break_lines import break_lines, natural_width_of
from reportgen.typeset.justify import Fit, fit
from reportgen.typeset.line import Fragment, Line
from reportgen.typeset.prepare import Units, prepare
from reportgen.typeset.segments import set_line

_ENDLESS = 10**12


def set_lines(
    fragments: Sequence[Fragment], measure: Length, style: Style, fonts: FontSet
) -> tuple[Line, ...]:
    """Return the lines of a paragraph; no words are ever lost, even if they do not fit."""
    lines: list[Line] = []
    indent = style.first_indent * style.size // 1000
    for stretch in _between_breaks(fragments):
        units = prepare(stretch, fonts, measure, style.size)
        lines += _lines(units, measure, 0 if lines else indent, style.alignment)
    return tuple(lines)


def natural_width(fragments: Sequence[Fragment], fonts: FontSet) -> Length:
    """Return how wide ``fragments`` are on one line."""
    size = max((fragment.size for fragment in fragments), default=0)
    units = prepare(fragments, fonts, _ENDLESS, size)
    if not units.tokens:
        return 0
    return ceil(natural_width_of(units))


def _between_breaks(fragments: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Yield the stretches between the line ends the author asked for."""
    stretch: list[Fragment] = []
    for fragment in fragments:
        stretch.append(fragment)
        if fragment.is_break:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _lines(units: Units, measure: Length, indent: Length, alignment: Alignment) -> Iterator[Line]:
    if not units.tokens:
        yield Line((), 0)
        return
    may_squeeze = alignment is Alignment.JUSTIFY
    for first, final, slack in break_lines(units, measure, indent, may_squeeze=may_squeeze):
        x = float(0 if first else indent)
        fitted = Fit(units.gap[first:final])
        match alignment:
            case Alignment.JUSTIFY:
                if slack < 0 or final < len(units.advance) - 1:
                    fitted = fit(units, first, final, slack)
            case Alignment.START:
                pass
            case Alignment.CENTER:
                x += max(0.0, slack / 2)
            case Alignment.END:
                x += max(0.0, slack)
            case _:
                assert_never(alignment)
        yield set_line(units, first, final, x, fitted)
