"""The author's own figures: checked, and turned into marks."""

from collections.abc import Mapping

from reportgen.diag import Code, Sink, Span
from reportgen.fonts import FontSet
from reportgen.model.chart import Picture
from reportgen.model.chart_options import ChartKind
from reportgen.model.report import ChartSpec


def own_figures(
    charts: Mapping[str, ChartSpec],
    given: Mapping[str, object],
    fonts: FontSet,
    place: Span,
    sink: Sink,
) -> dict[str, Picture]:
    """Return the ``given`` figures that ``charts`` declare, as marks; faults are findings."""
    wanted = {key: spec for key, spec in charts.items() if spec.kind is ChartKind.FIGURE}
    for key in given:
        if key not in wanted:
            sink.add(Code.UNUSED_FIGURE, place, key=key)
    found = {}
    for key, spec in wanted.items():
        if key not in given:
            sink.add(Code.FIGURE_NOT_GIVEN, spec.span, key=key)
            continue
        picture = _drawn(spec, given[key], fonts, sink)
        if picture is not None:
            found[key] = picture
    return found


def _drawn(spec: ChartSpec, figure: object, fonts: FontSet, sink: Sink) -> Picture | None:
    from reportgen.draw.figure import (  # noqa: PLC0415 - matplotlib is the caller's already
        FigureFaultError,
        is_figure,
        marks_of,
    )

    if not is_figure(figure):
        sink.add(Code.NOT_A_FIGURE, spec.span, key=spec.key, found=type(figure).__name__)
        return None
    try:
        width, height, marks = marks_of(figure, fonts)
    except FigureFaultError as fault:
        sink.add(Code.FIGURE_NOT_DRAWN, spec.span, key=spec.key, reason=fault)
        return None
    return Picture(width, height, marks, spec.alt)
