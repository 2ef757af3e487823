"""What is written on a chart beside its data: text boxes and thin lines laid over it."""

from reportgen.model.native_chart import Leader, NativeChart, Note
from reportgen.write_docx.chart_ink import Ink
from reportgen.write_docx.markup import DECLARATION, escape

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"


def notes_xml(chart: NativeChart, ink: Ink) -> str:
    """Return the shapes that lie over ``chart``, or nothing."""
    shapes = [_line(leader, number, ink) for number, leader in enumerate(chart.leaders, 2)]
    first = len(shapes) + 2
    shapes += [_box(note, number, ink) for number, note in enumerate(chart.notes, first)]
    if not shapes:
        return ""
    return (
        f'{DECLARATION}<c:userShapes xmlns:c="{_CHART}" xmlns:a="{_DRAWING}"'
        f' xmlns:cdr="{_SHAPES}">{"".join(shapes)}</c:userShapes>'
    )


def _anchor(start: tuple[float, float], end: tuple[float, float], shape: str) -> str:
    ends = "".join(
        f"<cdr:{name}><cdr:x>{_share(x)}</cdr:x><cdr:y>{_share(y)}</cdr:y></cdr:{name}>"
        for name, (x, y) in (("from", start), ("to", end))
    )
    return f"<cdr:relSizeAnchor>{ends}{shape}</cdr:relSizeAnchor>"


def _share(number: float) -> str:
    return f"{min(1.0, max(0.0, number)):.4f}"


_NOWHERE = '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'


def _box(note: Note, number: int, ink: Ink) -> str:
    """Return a text box that is as wide as its words, in the middle of their place."""
    box = note.box
    shape = (
        f'<cdr:sp macro="" textlink=""><cdr:nvSpPr><cdr:cNvPr id="{number}" name="文本 {number}"/>'
        f'<cdr:cNvSpPr txBox="1"/></cdr:nvSpPr><cdr:spPr><a:xfrm>{_NOWHERE}</a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        '</cdr:spPr><cdr:txBody><a:bodyPr vertOverflow="overflow" horzOverflow="overflow"'
        ' wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/><a:p>'
        f'<a:pPr algn="ctr"/><a:r>{ink.run(note.look)}<a:t>{escape(note.text)}</a:t></a:r></a:p>'
        "</cdr:txBody></cdr:sp>"
    )
    return _anchor((box.left, box.top), (box.left + box.width, box.top + box.height), shape)


def _line(leader: Leader, number: int, ink: Ink) -> str:
    start = min(leader.x, leader.to_x), min(leader.y, leader.to_y)
    end = max(leader.x, leader.to_x), max(leader.y, leader.to_y)
    is_falling = (leader.to_x - leader.x) * (leader.to_y - leader.y) >= 0
    flip = "" if is_falling else ' flipV="1"'
    shape = (
        f'<cdr:cxnSp macro=""><cdr:nvCxnSpPr><cdr:cNvPr id="{number}" name="引线 {number}"/>'
        f"<cdr:cNvCxnSpPr/></cdr:nvCxnSpPr><cdr:spPr><a:xfrm{flip}>{_NOWHERE}</a:xfrm>"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{ink.line(leader.stroke)}'
        "</cdr:spPr></cdr:cxnSp>"
    )
    return _anchor(start, end, shape)
