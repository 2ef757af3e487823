"""The axes of a chart: ends, ticks and words as in the picture."""

from msgspec.structs import replace

from reportgen.model.native_chart import GroupKind, Look, NativeAxis, NativeChart, Note, Stroke
from reportgen.write_docx.chart_ink import NO_LINE, Ink, layout
from reportgen.write_docx.chart_series import AXES
from reportgen.write_docx.markup import escape
from reportgen.write_docx.workbook import format_code, plain

_LABEL, _SMALL = 8.5, 8.0
_GRID, _BASE = 0.5, 0.8
_PALE = 0.55
_ABOVE = 0.02
"""What is blank above the words of a title, as a share of the picture."""
_SLANT = -2_700_000
_ANY = -60_000_000
"""As the program likes."""
_NO_TICKS = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
_TICKS = '<c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
_YEAR = 12


def axes_xml(chart: NativeChart, ink: Ink) -> str:
    """Return the axes of ``chart``; slices have none."""
    if not chart.axes:
        return ""
    if chart.groups[0].kind in (GroupKind.POINTS, GroupKind.BUBBLES):
        return _value_axis(chart, 1, ink, ids=AXES[1], place="b") + _value_axis(
            chart, 0, ink, ids=AXES[1][::-1], place="l"
        )
    made = _names(chart, ink, AXES[1]) + _value_axis(
        chart, 0, ink, ids=AXES[1][::-1], place="b" if chart.is_lying else "l"
    )
    if len(chart.axes) > 1:
        made += _names(chart, ink, AXES[2], is_shown=False)
        made += _value_axis(chart, 1, ink, ids=AXES[2][::-1], place="r")
    return made


def _names(chart: NativeChart, ink: Ink, ids: tuple[int, int], *, is_shown: bool = True) -> str:
    """Return the axis of categories, the first at the top where bars lie."""
    names, palette = chart.names, ink.brand.palette
    way, place = ("maxMin", "l") if chart.is_lying else ("minMax", "b")
    is_log = chart.axes[0].is_log
    tag = "dateAx" if names.days else "catAx"
    code = _date_code(chart) if names.days else "General"
    # LibreOffice breaks names that are level by order; where some are left out none need break.
    turn = _SLANT if names.is_slanted else 0 if names.step == 1 else _ANY
    look = ink.text(Look(palette.text, _LABEL), turn)
    line = ink.line(Stroke(palette.muted, _BASE))
    head = (
        f'<c:axId val="{ids[0]}"/><c:scaling><c:orientation val="{way}"/></c:scaling>'
        f'<c:delete val="{int(not is_shown)}"/><c:axPos val="{place}"/>'
        f'<c:numFmt formatCode="{escape(code)}" sourceLinked="0"/>'
        f'{_TICKS if names.days else _NO_TICKS}<c:tickLblPos val="low"/>'
        f"{ink.shape('', line)}{look}"
        f'<c:crossAx val="{ids[1]}"/><c:crosses val="{"min" if is_log else "autoZero"}"/>'
    )
    return f"<c:{tag}>{head}{_days(chart) if names.days else _words(chart)}</c:{tag}>"


def _words(chart: NativeChart) -> str:
    step = chart.names.step
    skip = f'<c:tickLblSkip val="{step}"/>'
    return (
        f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{skip}'
        '<c:noMultiLvlLbl val="1"/>'
    )


def _days(chart: NativeChart) -> str:
    names = chart.names
    unit, step = ("months", names.months) if names.months else ("days", max(1, names.span))
    if names.months and names.months % _YEAR == 0:
        unit, step = "years", names.months // _YEAR
    return (
        '<c:auto val="0"/><c:lblOffset val="60"/><c:baseTimeUnit val="days"/>'
        f'<c:majorUnit val="{step}"/><c:majorTimeUnit val="{unit}"/>'
    )


def _date_code(chart: NativeChart) -> str:
    names = chart.names
    if names.months and names.months % _YEAR == 0:
        return "yyyy"
    return "yyyy-mm" if names.months else 'm"月"d"日"'


def _value_axis(
    chart: NativeChart, number: int, ink: Ink, *, ids: tuple[int, int], place: str
) -> str:
    axis, palette = chart.axes[number], ink.brand.palette
    log = f'<c:logBase val="{plain(axis.step)}"/>' if axis.is_log else ""
    step = "" if axis.is_log else f'<c:majorUnit val="{plain(axis.step)}"/>'
    grid = ""
    if axis.has_grid:
        pale = Stroke(palette.rule.on_white(_PALE), _GRID)
        grid = f"<c:majorGridlines>{ink.shape('', ink.line(pale))}</c:majorGridlines>"
    title = "".join(_title(note, ink) for at, note in chart.units if at == number)
    code = format_code(axis.form, "0")
    is_plane = chart.groups[0].kind in (GroupKind.POINTS, GroupKind.BUBBLES)
    crosses = "max" if chart.is_lying or (number and not is_plane) else "autoZero"
    line = ink.line(Stroke(palette.muted, _BASE)) if place == "b" and is_plane else NO_LINE
    between = "between" if chart.names.has_edge and not is_plane else "midCat"
    if is_plane:
        crosses = "min"
    return (
        f'<c:valAx><c:axId val="{ids[0]}"/><c:scaling>{log}<c:orientation val="minMax"/>'
        f'<c:max val="{plain(axis.high)}"/><c:min val="{plain(axis.low)}"/></c:scaling>'
        f'<c:delete val="{int(not axis.has_numbers and not title)}"/><c:axPos val="{place}"/>'
        f'{grid}{title}<c:numFmt formatCode="{escape(code)}" sourceLinked="0"/>{_NO_TICKS}'
        f'<c:tickLblPos val="{_ticks(chart, axis)}"/>{ink.shape("", line)}'
        f'{ink.text(Look(palette.muted, _SMALL), 0)}<c:crossAx val="{ids[1]}"/>'
        f'<c:crosses val="{crosses}"/><c:crossBetween val="{between}"/>{step}</c:valAx>'
    )


def _ticks(chart: NativeChart, axis: NativeAxis) -> str:
    if not axis.has_numbers:
        return "none"
    return "high" if chart.is_lying else "nextTo"


def _title(note: Note, ink: Ink) -> str:
    """Return the words of an axis where the picture has them."""
    box = replace(note.box, left=max(0.0, note.box.left), top=max(0.0, note.box.top - _ABOVE))
    return (
        '<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p>'
        f"<a:pPr>{ink.run(note.look, 'defRPr')}</a:pPr><a:r>{ink.run(note.look)}"
        f"<a:t>{escape(note.text)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'{layout(box, has_size=False)}<c:overlay val="1"/></c:title>'
    )
