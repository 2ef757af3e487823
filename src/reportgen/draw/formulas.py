"""The formulas of a report as marks, kept in the cache; matplotlib is asked only for new ones."""

import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from reportgen.diag import Code, Sink
from reportgen.draw.guest import no_traces
from reportgen.draw.keep import picture_bytes, picture_from_bytes
from reportgen.fonts import FontSet
from reportgen.model.artifact import Cache
from reportgen.model.brand import Brand, FontRole, StyleRole
from reportgen.model.chart import Picture
from reportgen.model.length import points
from reportgen.model.report import Formula, InlineFormula, Report
from reportgen.model.walk import all_inlines, flat, written_blocks, written_inlines

_VERSION = 5
_LARGER = 1.1
"""A formula on a line of its own is a little larger than the text."""
_INLINE_LARGER = 1.04
"""Its letters are smaller than those of Chinese faces."""


class Drawn(NamedTuple):
    """The formulas of a report as marks, by their TeX: on lines of their own, and inside lines."""

    displayed: dict[str, Picture]
    inline: dict[str, Picture]


def has_formulas(report: Report) -> bool:
    """Tell whether ``report`` has any."""
    return next(_formulas(report), None) is not None


def draw_formulas(report: Report, brand: Brand, fonts: FontSet, cache: Cache, sink: Sink) -> Drawn:
    """Return the marks of each formula; one that cannot be set is a finding."""
    found, tried = Drawn({}, {}), set()
    for formula in _formulas(report):
        kind = type(formula), formula.tex
        if kind in tried:
            continue
        tried.add(kind)
        picture = _drawn(formula, brand, fonts, cache, sink)
        if picture is not None:
            drawn = found.displayed if isinstance(formula, Formula) else found.inline
            drawn[formula.tex] = picture
    return found


def _formulas(report: Report) -> Iterator[Formula | InlineFormula]:
    for block in written_blocks(report.blocks):
        if isinstance(block, Formula):
            yield block
    inlines = all_inlines(report)
    if report.delivery is not None:
        letter = report.delivery
        inlines = chain(inlines, flat(letter.subject), written_inlines(letter.body))
    for inline in inlines:
        if isinstance(inline, InlineFormula):
            yield inline


def _drawn(
    formula: Formula | InlineFormula, brand: Brand, fonts: FontSet, cache: Cache, sink: Sink
) -> Picture | None:
    is_inline, tex = isinstance(formula, InlineFormula), formula.tex
    kind = "inline formula" if is_inline else "formula"
    parts = kind, _VERSION, tex, brand.digest, fonts.digest
    key = hashlib.sha256(repr(parts).encode()).digest()
    known = cache.get(key)
    if known is not None:
        return picture_from_bytes(known)
    with no_traces():
        from reportgen.draw.formula import (  # noqa: PLC0415 - brings in matplotlib
            FormulaFaultError,
            inline_picture_of,
            picture_of,
        )

    style = brand.styles[StyleRole.BODY]
    face, size = fonts.face(FontRole.BODY).file.path, points(style.size)
    try:
        if is_inline:
            picture = inline_picture_of(tex, face, size * _INLINE_LARGER, style.colour)
        else:
            picture = picture_of(tex, face, size * _LARGER, style.colour)
    except FormulaFaultError as fault:
        text = tex.strip().split("\n")[0][:40]
        sink.add(Code.BAD_FORMULA, formula.span, text=text, fault=str(fault))
        return None
    cache.put(key, picture_bytes(picture))
    return picture
