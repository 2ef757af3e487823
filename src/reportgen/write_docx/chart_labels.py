"""The labels at the points of a chart: every part that may be shown is said to be, or not."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from reportgen.model.native_chart import (
    Column,
    GroupKind,
    LabelPlace,
    NativeLabel,
    NativeSeries,
    PieceKind,
    Stroke,
)
from reportgen.write_docx.chart_ink import NO_FILL, NO_LINE, Ink, moved
from reportgen.write_docx.markup import escape
from reportgen.write_docx.workbook import SHEET, format_code, letter

_NEWER = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
_LABEL_EXTENSION = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
_SERIES_EXTENSION = "{02D57815-91ED-43cb-92C2-25804820EDAC}"
_PLACES = {
    LabelPlace.ABOVE: "t",
    LabelPlace.BELOW: "b",
    LabelPlace.LEFT: "l",
    LabelPlace.RIGHT: "r",
    LabelPlace.CENTRE: "ctr",
    LabelPlace.OUTSIDE: "outEnd",
    LabelPlace.INSIDE: "inEnd",
    LabelPlace.FOOT: "inBase",
}
_FIELDS = {
    PieceKind.CATEGORY: "CATEGORYNAME",
    PieceKind.VALUE: "VALUE",
    PieceKind.CELL: "CELLRANGE",
}
_NONE = (
    '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_NO_LEADERS = (
    f'<c:extLst><c:ext uri="{_LABEL_EXTENSION}" {_NEWER}><c15:showLeaderLines val="0"/>'
    "</c:ext></c:extLst>"
)
_PALE, _LEADER = 0.7, 0.5
_LEADERS = {GroupKind.PIE, GroupKind.DONUT}
_ANYWHERE = {GroupKind.DONUT, GroupKind.AREAS}
"""Word has no places for the labels of these."""


def labels_xml(series: NativeSeries, kind: GroupKind, ink: Ink) -> str:
    """Return the labels of ``series``: one look for all where all have it."""
    if not series.labels:
        return f"<c:dLbls>{_NONE}</c:dLbls>"
    usual = _usual(series)
    own = [label for label in series.labels if usual is None or not _is_like(label, usual)]
    parts = "".join(_label(label, kind, ink) for label in own)
    if usual is None:
        return f"<c:dLbls>{parts}{_rest(kind, series, ink)}</c:dLbls>"
    return f"<c:dLbls>{parts}{_how(usual, kind, ink)}{_NO_LEADERS}</c:dLbls>"


def _usual(series: NativeSeries) -> NativeLabel | None:
    """Return what most labels are like, if every value has one."""
    known = {place for place, value in enumerate(series.values) if value is not None}
    if known - {label.place for label in series.labels} or series.labels[0].pieces:
        return None
    counted = Counter(replace(label, place=0, shift=(0.0, 0.0)) for label in series.labels)
    return counted.most_common(1)[0][0]


def _is_like(label: NativeLabel, usual: NativeLabel) -> bool:
    return replace(label, place=0) == usual


def _label(label: NativeLabel, kind: GroupKind, ink: Ink) -> str:
    words = _pieces(label, ink) if label.pieces else ""
    newer = ""
    if any(piece.kind is PieceKind.CELL for piece in label.pieces):
        newer = (
            f'<c:extLst><c:ext uri="{_LABEL_EXTENSION}" {_NEWER}>'
            '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst>'
        )
    said = f"{moved(label.shift)}{words}{_how(label, kind, ink)}{newer}"
    return f'<c:dLbl><c:idx val="{label.place}"/>{said}</c:dLbl>'


def _how(label: NativeLabel, kind: GroupKind, ink: Ink) -> str:
    """Return the format, look and place of a label, and what it shows."""
    code = escape(format_code(label.form))
    place = "" if kind in _ANYWHERE else f'<c:dLblPos val="{_PLACES[label.where]}"/>'
    kinds = {piece.kind for piece in label.pieces}
    has_value = PieceKind.VALUE in kinds if kinds else label.has_value
    has_category = PieceKind.CATEGORY in kinds
    both = label.has_name and label.has_value
    shows = (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(has_value)}"/>'
        f'<c:showCatName val="{int(has_category)}"/><c:showSerName val="{int(label.has_name)}"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    separator = "<c:separator> </c:separator>" if both or len(kinds) > 1 else ""
    return (
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/>{ink.shape(NO_FILL, NO_LINE)}'
        f"{ink.text(label.look, wrap='none')}{place}{shows}{separator}"
    )


def _rest(kind: GroupKind, series: NativeSeries, ink: Ink) -> str:
    """Return that the other points have no labels; slices have lines to theirs."""
    if kind not in _LEADERS:
        return _NONE + _NO_LEADERS
    look = ink.shape(NO_FILL, NO_LINE) + ink.text(series.labels[0].look)
    palette = ink.brand.palette
    line = ink.shape("", ink.line(Stroke(palette.muted.on_white(_PALE), _LEADER)))
    if kind is GroupKind.PIE:
        leaders = f'<c:showLeaderLines val="1"/><c:leaderLines>{line}</c:leaderLines>'
        return f"{look}{_NONE}{leaders}"
    newer = (
        f'<c:extLst><c:ext uri="{_LABEL_EXTENSION}" {_NEWER}><c15:showLeaderLines val="1"/>'
        "</c:ext></c:extLst>"
    )
    return f'{look}{_NONE}<c:showLeaderLines val="1"/>{newer}'


def _pieces(label: NativeLabel, ink: Ink) -> str:
    """Return the pieces as fields: they follow the sheet when it is edited."""
    rows: list[list[str]] = [[]]
    for number, piece in enumerate(label.pieces):
        if piece.is_new_line:
            rows.append([])
        elif number:
            rows[-1].append(f"<a:r>{ink.run(piece.look)}<a:t>\u00a0</a:t></a:r>")
        name = f"{{{label.place + 1:08X}-0000-4000-8000-{number + 1:012X}}}"
        rows[-1].append(
            f'<a:fld id="{name}" type="{_FIELDS[piece.kind]}">{ink.run(piece.look)}<a:pPr>'
            f"{ink.run(piece.look, 'defRPr')}</a:pPr><a:t>{escape(piece.text)}</a:t></a:fld>"
        )
    head = f"<a:pPr>{ink.run(label.look, 'defRPr')}</a:pPr>"
    lines = "".join(f"<a:p>{head}{''.join(row)}</a:p>" for row in rows)
    return f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>{lines}</c:rich></c:tx>'


def cell_range(series: NativeSeries, sheet: Sequence[Column]) -> str:
    """Return the cells that labels repeat."""
    if series.cells is None or not any(label.pieces for label in series.labels):
        return ""
    first, last = series.rows or (0, len(sheet[0].cells) - 1)
    cells = sheet[series.cells].cells[first : last + 1]
    name = letter(series.cells)
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(str(cell))}</c:v></c:pt>'
        for place, cell in enumerate(cells)
        if cell is not None
    )
    return (
        f'<c:extLst><c:ext uri="{_SERIES_EXTENSION}" {_NEWER}><c15:datalabelsRange>'
        f"<c15:f>{SHEET}!${name}${first + 2}:${name}${last + 2}</c15:f><c15:dlblRangeCache>"
        f'<c:ptCount val="{len(cells)}"/>{points}</c15:dlblRangeCache></c15:datalabelsRange>'
        "</c:ext></c:extLst>"
    )
