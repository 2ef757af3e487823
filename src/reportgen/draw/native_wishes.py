"""Charts that the author wants to edit in Word, and that must stay pictures."""

from collections.abc import Iterator

from reportgen.diag import Code, Sink
from reportgen.draw.native_kinds import Reason, option_of
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
    if not asked:
        return
    from reportgen.draw.native import told  # noqa: PLC0415 - few ask

    for chart in _charts(document):
        spec = asked.get(chart.key)
        made = told(chart, brand, fonts) if spec is not None else None
        if spec is not None and isinstance(made, Reason):
            option = option_of(made, chart)
            sink.add(Code.CHART_STAYS_PICTURE, spec.at("native"), key=spec.key, option=option)


def _charts(document: Document) -> Iterator[Chart]:
    for block in printed_blocks((*document.front, *document.body)):
        if isinstance(block, doc.Figure) and isinstance(block.content, Chart):
            yield block.content
