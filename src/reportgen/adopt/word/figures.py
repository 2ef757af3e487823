"""Figures: pictures and charts of a Word file as files beside the text."""

import json

from reportgen.adopt.word.book import Book
from reportgen.adopt.word.plots import CATEGORY, Plot, plot_of
from reportgen.word.elements import Element, element
from reportgen.word.opened import Opened

_KNOWN = frozenset({"png", "jpg", "jpeg"})
_ENDINGS = {"jpe": "jpg", "jfif": "jpg"}


class Figure:
    """A picture or chart on its way into the text; its caption is given when it is written."""

    def __init__(self, drawing: Element, file: Opened, part: str) -> None:
        self._file = file
        self._part = part or file.package.main
        self._chart = next(drawing.all("c:chart"), None)
        self._picture = next(drawing.all("a:blip", "v:imagedata"), None)
        looks = drawing.all("wp:docPr", "pic:cNvPr", "v:shape")
        said = (each.get("descr") or each.get("alt") for each in looks)
        self.alt = " ".join(next(filter(None, said), "").split())

    @property
    def is_chart(self) -> bool:
        """Whether it has data."""
        return self._chart is not None

    def picture(self, book: Book, number: int) -> str:
        """Put the picture into ``book``; return its file, or nothing where it is not understood."""
        here = self._picture
        id_ = (here.get("r:embed") or here.get("r:id")) if here is not None else ""
        way = self._file.way(id_, self._part)
        if way is None or way.is_external or way.target not in self._file.package.parts:
            book.unclear(number, "这里的图片不在文件里（链接到别处），没有带来")
            return ""
        ending = way.target.rpartition(".")[2].lower()
        ending = _ENDINGS.get(ending, ending)
        name = f"图片-{way.target.rpartition('/')[2].rpartition('.')[0]}.{ending}"
        book.files[name] = self._file.package.parts[way.target]
        if ending not in _KNOWN:
            book.unclear(number, f"图片 {name} 是 {ending.upper()} 格式，请另存为 PNG 再放回这里")
            return ""
        return name

    def chart(self, book: Book, name: str, caption: str, cite: str) -> "Plot | None":
        """Put data and declaration into ``book``; return what is left to be told in the text.

        Nothing is left of a chart of a kind that we draw.
        """
        way = self._file.way(self._chart.get("r:id"), self._part) if self._chart else None
        body = self._file.package.parts.get(way.target) if way else None
        plot = plot_of(element(body)) if body else None
        if plot is None:
            return Plot("", False, [], [], "", "")  # noqa: FBT003 - a chart without data
        if not plot.kind:
            return plot
        file = f"图表-{name}.csv"
        book.files[file] = plot.table().encode()
        book.sources.append(f"  {name}: {{file: {file}}}")
        book.charts += _declared(plot, name, caption or plot.title, self.alt, cite)
        return None


def _declared(plot: Plot, name: str, caption: str, alt: str, cite: str) -> list[str]:
    names = [json.dumps(each, ensure_ascii=False) for each in plot.names]
    if plot.kind == "combo":
        names = [
            f"{{column: {name}, axis: 2}}" if each in plot.aside else name
            for name, each in zip(names, plot.names, strict=True)
        ]
    y = names[0] if len(names) == 1 and plot.kind != "combo" else f"[{', '.join(names)}]"
    lines = [f"  {name}:", f"    kind: {plot.kind}", f"    from: {name}", f"    x: {CATEGORY}"]
    lines.append(f"    y: {y}")
    if plot.is_flat and plot.kind in {"bar", "grouped", "stacked", "percent"}:
        lines.append("    layout: horizontal")
    lines.append(f"    title: {json.dumps(caption or '图表', ensure_ascii=False)}")
    if plot.totals:
        totals = ", ".join(json.dumps(each, ensure_ascii=False) for each in plot.totals)
        lines.append(f"    totals: [{totals}]")
    if plot.unit and not plot.has_units:
        lines.append(f"    unit: {json.dumps(plot.unit, ensure_ascii=False)}")
    if alt:
        lines.append(f"    alt: {json.dumps(alt, ensure_ascii=False)}")
    if cite:
        lines.append(f"    cite: {json.dumps(cite, ensure_ascii=False)}")
    return lines
