"""Charts with their values, and the words for those who cannot see them."""

from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.chart import Chart, ChartSeries
from reportgen.model.facts import ChartFacts, SeriesFacts
from reportgen.model.length import mm
from reportgen.resolve.inlines import Inlines
from reportgen.zh.quantity import bare

_WIDTH, _HEIGHT = mm(152), mm(74)
_KINDS = {
    "bar": "柱形图",
    "grouped": "分组柱形图",
    "line": "折线图",
    "combo": "柱线组合图",
    "donut": "环形图",
}
_MOST_POINTS = 40


def chart_of(spec: src.ChartSpec, facts: ChartFacts, title: str, key: str) -> Chart:
    """Return the chart that ``spec`` declares, with the values of ``facts``."""
    series = tuple(
        ChartSeries(each.label, each.values, each.unit, each.kind, each.axis)
        for each in facts.series
    )
    alt = spec.alt or alt_text(spec.kind, title, facts)
    return Chart(key, spec.kind, facts.categories, series, facts.format, alt, _WIDTH, _HEIGHT)


def alt_text(kind: str, title: str, facts: ChartFacts) -> str:
    """Return ``柱形图：题。营业收入：2022年0.16亿美元，2023年…`` from the data themselves."""
    parts = [f"{_KINDS[kind]}：{title}"]
    parts += [_series_words(each, facts) for each in facts.series]
    return "。".join(parts) + "。"


def _series_words(series: SeriesFacts, facts: ChartFacts) -> str:
    points = list(zip(facts.categories, series.values, strict=True))
    if len(points) > _MOST_POINTS:
        points = [points[0], points[-1]]
    said = [
        f"{name}" + ("无数据" if value is None else bare(value, facts.format) + series.unit.name)
        for name, value in points
    ]
    return f"{series.label}：" + "，".join(said)


def source_line(cite: src.Inlines, inlines: Inlines) -> doc.Pieces:
    """Return ``资料来源：…``: the author's words, or the cited publishers with their mark."""
    if not cite:
        return ()
    lead = doc.Run("资料来源：")
    pieces = inlines.pieces(cite)
    if any(isinstance(piece, doc.Run) and piece.text.strip() for piece in pieces):
        return (lead, *pieces)
    names: list[doc.Piece] = [lead]
    for ref in cite:
        if isinstance(ref, src.CiteRef):
            known = [inlines.report.references.get(key.key) for key in ref.keys]
            publishers = [r.fields.get("publisher", "") for r in known if r is not None]
            names.append(doc.Run("，".join(dict.fromkeys(filter(None, publishers)))))
    return (*names, *pieces)
