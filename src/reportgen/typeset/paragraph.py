"""Paragraph: fragments into lines, in four steps: collect, prepare, break, justify."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import assert_never

from reportgen.fonts import FontSet
from reportgen.model.brand import Alignment, Style
from reportgen.model.length import Length
from reportgen.typeset.break_lines import Broken, break_lines
from reportgen.typeset.justify import AS_IS, fit
from reportgen.typeset.line import Fragment, Line
from reportgen.typeset.prepare import Manner, Units, prepare
from reportgen.typeset.segments import set_line

_KEPT = 1024
"""Paragraphs whose lines are remembered."""
_TOLERANCE = 1.5
"""A word is parted only where a line would have to stretch by more than this."""


def set_lines(
    fragments: Sequence[Fragment], measure: Length, style: Style, fonts: FontSet
) -> tuple[Line, ...]:
    """Return the lines of a paragraph; no words are ever lost, even if they do not fit."""
    indent = style.first_indent * style.size // 1000
    return _remembered(tuple(fragments), measure, indent, style.size, style.alignment, fonts)


@lru_cache(maxsize=_KEPT)
def _remembered(
    fragments: tuple[Fragment, ...],
    measure: Length,
    indent: Length,
    size: Length,
    alignment: Alignment,
    fonts: FontSet,
) -> tuple[Line, ...]:
    """Return the lines; an equal paragraph set before costs nothing."""
    is_justified = alignment is Alignment.JUSTIFY
    hangs = is_justified and fonts.typography.hangs
    manner = Manner(measure, size, fonts.typography, hangs=hangs)
    lines: list[Line] = []
    for stretch in _between_breaks(fragments):
        first_indent = 0 if lines else indent
        units, broken = _broken(stretch, fonts, manner, first_indent, may_squeeze=is_justified)
        lines += _lines(units, broken, first_indent, alignment)
    return tuple(lines)


def forget() -> None:
    """Forget the lines of all paragraphs, to measure what they cost."""
    _remembered.cache_clear()


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


def _broken(
    stretch: Sequence[Fragment],
    fonts: FontSet,
    manner: Manner,
    indent: Length,
    *,
    may_squeeze: bool,
) -> tuple[Units, Broken]:
    """Return the lines of ``stretch``, with parted words if the lines are too loose without."""
    units = prepare(stretch, fonts, manner)
    if not units.tokens:
        return units, Broken([], 0.0)
    broken = break_lines(units, manner.measure, indent, may_squeeze=may_squeeze)
    if broken.loosest <= _TOLERANCE or not (manner.rules.hyphenates and may_squeeze):
        return units, broken
    parted = prepare(stretch, fonts, manner._replace(hyphenates=True))
    better = break_lines(parted, manner.measure, indent, may_squeeze=may_squeeze)
    return (parted, better) if better.cost < broken.cost else (units, broken)


def _lines(units: Units, broken: Broken, indent: Length, alignment: Alignment) -> Iterator[Line]:
    if not broken.lines:
        yield Line((), 0)
        return
    last = len(units.advance) - 1
    for first, final, slack in broken.lines:
        x = float(0 if first else indent)
        fitted = AS_IS
        match alignment:
            case Alignment.JUSTIFY:
                if slack < 0 or final < last:
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
