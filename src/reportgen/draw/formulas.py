"""The formulas of a report as marks, kept in the cache; matplotlib is asked only for new ones."""

import hashlib

from reportgen.diag import Code, Sink
from reportgen.draw.guest import no_traces
from reportgen.draw.keep import picture_bytes, picture_from_bytes
from reportgen.fonts import FontSet
from reportgen.model.artifact import Cache
from reportgen.model.brand import Brand, FontRole, StyleRole
from reportgen.model.chart import Picture
from reportgen.model.length import points
from reportgen.model.report import Formula, Report
from reportgen.model.walk import written_blocks

_VERSION = 4
_LARGER = 1.1
"""A formula on a line of its own is a little larger than the text."""


def has_formulas(report: Report) -> bool:
    """Tell whether ``report`` has any."""
    return any(isinstance(block, Formula) for block in written_blocks(report.blocks))


def draw_formulas(
    report: Report, brand: Brand, fonts: FontSet, cache: Cache, sink: Sink
) -> dict[str, Picture]:
    """Return the marks of each formula by its TeX; one that cannot be set is a finding."""
    found: dict[str, Picture] = {}
    for block in written_blocks(report.blocks):
        if isinstance(block, Formula) and block.tex not in found:
            picture = _drawn(block, brand, fonts, cache, sink)
            if picture is not None:
                found[block.tex] = picture
    return found


def _drawn(
    block: Formula, brand: Brand, fonts: FontSet, cache: Cache, sink: Sink
) -> Picture | None:
    key = hashlib.sha256(repr(("formula", _VERSION, block.tex, brand.digest)).encode()).digest()
    known = cache.get(key)
    if known is not None:
        return picture_from_bytes(known)
    with no_traces():
        from reportgen.draw.formula import (  # noqa: PLC0415 - brings in matplotlib
            FormulaFaultError,
            picture_of,
        )

    style = brand.styles[StyleRole.BODY]
    face = fonts.face(FontRole.BODY).file.path
    try:
        picture = picture_of(block.tex, face, points(style.size) * _LARGER, style.colour)
    except FormulaFaultError as fault:
        text = block.tex.strip().split("\n")[0][:40]
        sink.add(Code.BAD_FORMULA, block.span, text=text, fault=str(fault))
        return None
    cache.put(key, picture_bytes(picture))
    return picture
