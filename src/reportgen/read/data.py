"""Data: the sources with their rows, the row the report is about, and the metrics made of them."""

from collections.abc import Callable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.diag import Sink
from reportgen.model.facts import Snapshot
from reportgen.model.report import Claim, MetricSpec, ReportRow
from reportgen.read import declarations
from reportgen.read import yaml_tree as tree
from reportgen.read.claims import read_claims
from reportgen.read.data_text import DataReader
from reportgen.read.declarations import Sources
from reportgen.read.entry import Opened
from reportgen.read.reach import Reach
from reportgen.read.snapshots import read_snapshots
from reportgen.read.workbooks import Workbooks, read_cells, want_cells


class Given(Struct, frozen=True):
    """Data from outside the report's folder, and the row that is asked for."""

    frames: Mapping[str, object]
    archived: Mapping[str, bytes]
    reach: Callable[[], Reach]
    row: Mapping[str, str] = field(default_factory=dict)


class Data(Struct, frozen=True):
    """What the numbers are made from."""

    sources: Sources
    snapshots: Mapping[str, Snapshot]
    metrics: Mapping[str, MetricSpec]
    claims: tuple[Claim, ...]
    marks: tuple[tuple[str, str], ...]
    remotes: tuple[tuple[str, bytes], ...]
    row: ReportRow | None = None


def read_data(node: tree.Mapping, opened: Opened, given: Given, sink: Sink) -> Data:
    """Return sources and metrics with the rows and cells they name."""
    sources = declarations.read_sources(node.mapping("sources"), given.frames, node.span, sink)
    declared = node.mapping("metrics")
    metrics = declarations.read_metrics(declared, sink)
    workbooks = Workbooks(opened.folder, sink)
    want_cells(metrics, workbooks)
    reader = DataReader(opened.folder, workbooks, given.reach, sink, given.archived)
    row = None
    if given.row or node.get("params") is not None:
        from reportgen.read import rows as reading  # noqa: PLC0415 - most reports have one issue

        alone = replace(reader, workbooks=Workbooks(opened.folder, sink))
        rows = reading.read_rows(node, sources, alone, sink)
        row = reading.chosen_row(rows, given.row, sink)
        if row is not None and rows is not None:
            metrics = reading.row_metrics(row, rows, metrics, sink)
            sources = {name: replace(each, row=row.bound) for name, each in sources.items()}
    snapshots = read_snapshots(sources, reader, given.frames, sink)
    if row is not None:
        from reportgen.read.rows import of_the_row  # noqa: PLC0415 - as above

        specs = {name: each.spec for name, each in sources.items()}
        snapshots = of_the_row(snapshots, specs, row, sink)
    return Data(
        sources,
        snapshots,
        read_cells(metrics, workbooks, sink),
        tuple(read_claims(node, declared, sink)),
        tuple(sorted(reader.marks.items())),
        tuple(sorted(reader.taken.items())),
        row,
    )
