"""Repetition: asked of every report, and there in few; what writes it out is loaded for these."""

from collections.abc import Mapping

from reportgen.diag import Sink
from reportgen.model import report as rep
from reportgen.model.facts import Snapshot
from reportgen.model.walk import written_blocks


def repeated(
    report: rep.Report, snapshots: Mapping[str, Snapshot], sink: Sink
) -> tuple[rep.Report, Mapping[str, Snapshot]]:
    """Return ``report`` without repetitions, and the data with the parts that its rows speak of."""
    if not any(isinstance(block, rep.Each) for block in written_blocks(report.blocks)):
        return report, snapshots
    from reportgen.compute.repeat import written_out  # noqa: PLC0415 - as above

    return written_out(report, snapshots, sink)
