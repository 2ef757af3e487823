"""The data a report has: snapshots by name, with the periods their rows speak of."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from reportgen.compute.periods import Coverage, Days, coverage_of
from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.facts import Half, Snapshot, SnapshotColumn
from reportgen.model.period import Grain
from reportgen.model.report import Report


class DataSource(Struct, frozen=True):
    """A snapshot; ``coverage`` is nothing when its rows have no periods."""

    snapshot: Snapshot
    coverage: Coverage | None
    half: Half = Half.UP
    """How its numbers are rounded when they are shown."""


class Sources:
    """Finds sources and columns by name; what is not there becomes a finding."""

    def __init__(self, report: Report, snapshots: Mapping[str, Snapshot], sink: Sink) -> None:
        self.half = report.half
        self._declared = report.sources
        self._sources = {n: DataSource(s, coverage_of(s), self.half) for n, s in snapshots.items()}
        self._sink = sink

    def get(self, name: str) -> DataSource | None:
        """Return the source called ``name``, if it was read."""
        return self._sources.get(name)

    def find(self, name: str, span: Span) -> DataSource | None:
        """Return the source called ``name``; one that nobody declared is a finding."""
        found = self._sources.get(name)
        declared = self._declared.get(name)
        if found is None and (declared is None or declared.is_unread):
            known = list(dict.fromkeys([*self._declared, *self._sources]))
            self._sink.add(
                Code.UNKNOWN_SOURCE,
                span,
                source=name or "—",
                known="、".join(known) or "—",
                nearest=nearest(name, known) or "—",
            )
        return found

    def with_rows(self, name: str, span: Span) -> DataSource | None:
        """Return the source called ``name`` for a chart, a table or words, which need its rows."""
        found = self.find(name, span)
        if found is not None and found.snapshot.large is not None:
            self._sink.add(Code.ROWS_NEED_A_QUERY, span, source=name)
            return None
        return found

    @cached_property
    def days(self) -> Days:
        """The days that some source has rows for."""
        covered = [each.coverage.periods for each in self._sources.values() if each.coverage]
        days = {p for periods in covered for p in periods if p.grain is Grain.DAY}
        return Days(tuple(sorted(days, key=lambda day: day.end)))

    def shown(self, names: Iterable[str]) -> str:
        """Return the periods that each of the sources has, in words for a finding."""
        found = [self._sources[name] for name in names if name in self._sources]
        return "；".join(f"{each.snapshot.name} {each.coverage}" for each in found) or "—"

    def column(self, source: DataSource, name: str, span: Span) -> SnapshotColumn | None:
        """Return a column of ``source``; an unknown one is a finding."""
        found = source.snapshot.column(name)
        if found is None:
            known = [each.name for each in source.snapshot.columns if "|" not in each.name]
            self._sink.add(
                Code.UNKNOWN_COLUMN,
                span,
                column=name,
                source=source.snapshot.name,
                known="、".join(known),
                nearest=nearest(name, known) or "—",
            )
        return found
