"""What must be drawn before a report is read on: formulas, own figures, marks on pictures."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from reportgen.diag import Sink
from reportgen.draw.formulas import draw_formulas, has_formulas
from reportgen.draw.own import own_figures
from reportgen.draw.stamp import has_machine_made, stamp_pictures
from reportgen.fonts import open_fonts
from reportgen.model.artifact import Cache
from reportgen.model.brand import Brand
from reportgen.model.chart_options import ChartKind
from reportgen.model.report import Report


def draw_prepared(
    report: Report,
    brand: Brand,
    folder: Path | None,
    given: Mapping[str, object],
    cache: Cache,
    sink: Sink,
) -> Report:
    """Return ``report`` with formulas and figures as marks; AI-made pictures say so.

    ``folder`` is the brand's, ``given`` the author's own figures by their names.
    """
    is_own = bool(given) or any(c.kind is ChartKind.FIGURE for c in report.charts.values())
    has_math, has_made = has_formulas(report), has_machine_made(report)
    if not (is_own or has_math or has_made):
        return report
    fonts = open_fonts(brand, folder)
    if has_math:
        drawn = draw_formulas(report, brand, fonts, cache, sink)
        report = replace(report, formulas=drawn.displayed, inline_formulas=drawn.inline)
    if has_made:
        report = stamp_pictures(report, fonts, sink)
    if is_own:
        figures = own_figures(report.charts, given, fonts, report.span, sink)
        report = replace(report, figures=figures)
    return report
