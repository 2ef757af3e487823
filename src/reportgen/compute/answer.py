"""What asking for a metric at a period gives: the metric, word that there is none, or nothing."""

from typing import TypeAlias

from msgspec import Struct

from reportgen.diag import Code, Sink, Span
from reportgen.model.facts import Metric, Origin
from reportgen.model.period import Period


class Missing(Struct, frozen=True):
    """There are no data for the period; whether that is a fault is for the asker to say."""

    metric: str
    period: Period | None
    source: str
    known: str
    """The periods there are."""
    is_partial: bool = False
    """Whether there are data for a part of the period: then its total would be a lie."""

    def report(self, sink: Sink, span: Span) -> None:
        """Say at ``span`` that the number printed there does not exist."""
        sink.add(
            Code.NO_VALUE,
            span,
            metric=self.metric,
            period=self.period or "—",
            source=self.source or "—",
            known=self.known,
        )


class Said(Struct, frozen=True):
    """A metric that is words: 微软."""

    name: str
    label: str
    text: str
    period: Period | None
    origin: Origin


Answer: TypeAlias = Metric | Said | Missing | None
"""Nothing: the metric has a fault, which was reported where it stands."""
