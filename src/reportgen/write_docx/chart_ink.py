"""Colours, lines and words inside a chart, in DrawingML."""

from collections.abc import Hashable

from msgspec import Struct, field

from reportgen.model.brand import Brand, FontRole
from reportgen.model.colour import Colour
from reportgen.model.native_chart import Look, Rectangle, Stroke
from reportgen.write_docx.markup import escape
from reportgen.write_docx.theme import scheme_name

NO_FILL = "<a:noFill/>"
NO_LINE = "<a:ln><a:noFill/></a:ln>"
_EMU = 12_700
_WHOLE = 100_000


class Ink(Struct, frozen=True):
    """The brand's colours and faces, and how far the picture is scaled."""

    brand: Brand
    scale: float
    _known: dict[Hashable, str] = field(default_factory=dict)
    """What was asked for before: a chart has few looks and many labels."""

    def fill(self, colour: Colour | None, opacity: float = 1.0) -> str:
        """Return a fill: by the theme's name where the theme has the colour."""
        return (
            NO_FILL
            if colour is None
            else f"<a:solidFill>{self._colour(colour, opacity)}</a:solidFill>"
        )

    def _colour(self, colour: Colour, opacity: float = 1.0) -> str:
        if colour not in self._known:
            self._known[colour] = scheme_name(colour, self.brand.palette)
        known = self._known[colour]
        kind, value = ("schemeClr", known) if known else ("srgbClr", colour.hex)
        if opacity >= 1:
            return f'<a:{kind} val="{value}"/>'
        return f'<a:{kind} val="{value}"><a:alpha val="{round(opacity * _WHOLE)}"/></a:{kind}>'

    def line(self, stroke: Stroke | None, *, cap: str = "flat") -> str:
        """Return a line, or that there is none."""
        if stroke is None:
            return NO_LINE
        dash = f'<a:prstDash val="{stroke.dash}"/>' if stroke.dash else ""
        width = round(stroke.width * self.scale * _EMU)
        return f'<a:ln w="{width}" cap="{cap}">{self.fill(stroke.colour)}{dash}<a:round/></a:ln>'

    def shape(self, fill: str, line: str) -> str:
        """Return the properties of a shape."""
        return f"<c:spPr>{fill}{line}</c:spPr>"

    # ---- words --------------------------------------------------------------------------------

    def run(self, look: Look, name: str = "rPr") -> str:
        """Return the properties of words."""
        asked = look, name
        if asked not in self._known:
            self._known[asked] = self._run(look, name)
        return self._known[asked]

    def _run(self, look: Look, name: str) -> str:
        role = FontRole.CHART_STRONG if look.is_strong else FontRole.CHART
        spec = self.brand.fonts[role]
        size = max(100, round(look.size * self.scale * 100))
        language = ' lang="zh-CN"' if name == "rPr" else ""
        return (
            f'<a:{name}{language} sz="{size}" b="{int(spec.is_bold)}">{self.fill(look.colour)}'
            f'<a:latin typeface="{escape(spec.word_latin)}"/>'
            f'<a:ea typeface="{escape(spec.word_east_asian)}"/></a:{name}>'
        )

    def text(self, look: Look, turn: int | None = None, *, wrap: str = "") -> str:
        """Return how words look that a chart writes itself."""
        turned = "" if turn is None else f' rot="{turn}" vert="horz"'
        wrapped = f' wrap="{wrap}"' if wrap else ""
        return (
            f"<c:txPr><a:bodyPr{turned}{wrapped}/><a:lstStyle/><a:p><a:pPr>"
            f'{self.run(look, "defRPr")}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        )


def layout(box: Rectangle, *, target: str = "", has_size: bool = True) -> str:
    """Return where something stands, in shares of the chart."""
    inner = f'<c:layoutTarget val="{target}"/>' if target else ""
    sides = [("x", box.left), ("y", box.top)]
    if has_size:
        sides += [("w", box.width), ("h", box.height)]
    values = "".join(f'<c:{name} val="{_number(side)}"/>' for name, side in sides)
    return (
        f'<c:layout><c:manualLayout>{inner}<c:xMode val="edge"/><c:yMode val="edge"/>{values}'
        "</c:manualLayout></c:layout>"
    )


def moved(shift: tuple[float, float]) -> str:
    """Return how far a label is moved from where it would stand."""
    if shift == (0.0, 0.0):
        return ""
    x, y = map(_number, shift)
    return f'<c:layout><c:manualLayout><c:x val="{x}"/><c:y val="{y}"/></c:manualLayout></c:layout>'


def _number(share: float) -> str:
    return f"{share:.4f}".rstrip("0").rstrip(".") or "0"
