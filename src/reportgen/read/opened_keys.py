"""The keys of an opened report: held against their table, with what its workbook adds."""

from reportgen.diag import Sink
from reportgen.read import yaml_tree as tree
from reportgen.read.check import check
from reportgen.read.entry import Opened
from reportgen.read.excerpt import Excerpt
from reportgen.read.keys import METRICS, REPORT
from reportgen.read.workbooks import WORKBOOKS
from reportgen.read.yaml_tree import load_tree


def checked_keys(opened: Opened | None, sink: Sink) -> tree.Mapping | None:
    """Return the keys of the report, as far as they are as they should be."""
    typed = load_tree(opened.keys, sink) if opened is not None else None
    found = check(typed, REPORT, "", sink) if typed is not None else None
    return found if isinstance(found, tree.Mapping) else None


def whole_keys(node: tree.Mapping, opened: Opened, sink: Sink) -> tree.Mapping:
    """Return the keys with what a file of metrics and the workbook beside the text declare."""
    file = node.scalar("metrics")
    if file is not None:
        metrics = _metrics(file, opened, sink)
        rest = {key: each for key, each in node.entries.items() if key != "metrics"}
        if metrics is not None:
            rest["metrics"] = tree.Entry(node.entries["metrics"].key, metrics)
        node = tree.Mapping(rest, node.span)
    if opened.workbook or node.scalar("workbook") is not None:
        from reportgen.read.book import (  # noqa: PLC0415 - many reports have none
            asked_book,
            open_book,
            with_book,
        )

        asked = asked_book(node, opened)
        book = open_book(*asked, opened, sink) if asked else None
        return with_book(node, book, opened, sink) if book else node
    return node


def _metrics(file: tree.Scalar, opened: Opened, sink: Sink) -> tree.Mapping | None:
    """Return the metrics that stand in a file of their own: in YAML, or in a sheet."""
    if file.text.partition("!")[0].strip().lower().endswith(WORKBOOKS):
        from reportgen.read.book import metrics_in_sheet  # noqa: PLC0415 - as above

        return metrics_in_sheet(file, opened, sink)
    source = opened.folder.text(file.text, file.span, sink)
    typed = load_tree(Excerpt.whole(source), sink) if source else None
    found = check(typed, METRICS, file.text, sink) if typed is not None else None
    return found if isinstance(found, tree.Mapping) else None
