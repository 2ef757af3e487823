"""Charts that the author wants to edit in Word, and that must stay pictures."""

from collections.abc import Iterator

from reportgen.diag import Code, Sink
from reportgen.draw.chart import native_chart
from reportgen.draw.native_kinds import Reason, option_of, why_picture
from reportgen.fonts import FontSet
from reportgen.model import document as doc
from reportgen.model.brand import Brand
from reportgen.model.chart import Chart
from reportgen.model.document import Document
from reportgen.model.report import Report
from reportgen.model.walk import printed_blocks


def check_native(
    report: Report, document: Document, brand: Brand, fonts: FontSet, sink: Sink
) -> None:
    """Find the charts of which more was asked than Word can draw."""
    asked = {f"fig-{spec.key}": spec for spec in report.charts.values() if spec.asks_native}
    for chart in _charts(document) if asked else ():
        spec = asked.get(chart.key)
        if spec is not None and native_chart(chart, brand, fonts) is None:
            option = option_of(why_picture(chart) or Reason.SCALE, chart)
            sink.add(Code.CHART_STAYS_PICTURE, spec.at("native"), key=spec.key, option=option)


def _charts(document: Document) -> Iterator[Chart]:
    for block in printed_blocks((*document.front, *document.body)):
        if isinstance(block, doc.Figure) and isinstance(block.content, Chart):
            yield block.content
