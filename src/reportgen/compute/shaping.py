"""From a source to the frame that a table or a chart shows, a step a line."""

from msgspec.structs import replace

from reportgen.compute.columns import rows_until
from reportgen.compute.frame import Frame, frame_of
from reportgen.compute.made_columns import FROM_HISTORY, Maker
from reportgen.compute.row_order import Roles, grouped, ordered, with_top
from reportgen.compute.row_tests import passing, within
from reportgen.compute.sources import DataSource, Sources
from reportgen.diag import Code, Sink, Span
from reportgen.model.period import Period
from reportgen.model.report import FrameSpec, MadeColumn, Making, SortOrder, SortRule, Totalling


class Shaper:
    """Makes the frames of a report; what cannot be made is a finding."""

    def __init__(self, sources: Sources, now: Period | None, sink: Sink) -> None:
        self._sources = sources
        self._now = now
        self._sink = sink
        self._maker = Maker(sources, sink)

    def start(self, source: DataSource) -> Frame:
        """Return the rows of ``source`` up to the report's period."""
        return frame_of(source, rows_until(source, self._now))

    def narrowed(self, frame: Frame, spec: FrameSpec) -> Frame | None:
        """Return the rows that pass the tests of ``spec`` and lie in its window."""
        if spec.tests:
            tested = passing(frame, spec.tests, self._sources, self._now, self._sink)
            if tested is None:
                return None
            frame = tested
        if spec.window is not None and frame.dated:
            return within(frame, spec.window, self._now, self._sink)
        return frame

    def shaped(
        self,
        frame: Frame,
        spec: FrameSpec,
        names: tuple[str, ...],
        wanted: dict[str, Totalling],
        key: tuple[str, Span],
    ) -> Frame | None:
        """Return what ``spec`` asks for; ``names`` are the columns shown, in their order.

        ``key`` is what the table or chart is called, and where.
        """
        if spec.is_plain:
            return frame
        made = self._with(frame, [m for m in spec.made if m.making in FROM_HISTORY])
        rows = len(frame.dated)
        made = self.narrowed(made, spec) if made else None
        if made is None:
            return None
        if rows and not made.dated:
            self._sink.add(Code.NO_ROWS_LEFT, key[1], key=key[0], rows=rows)
            return None
        made = self._with(made, [m for m in spec.made if m.making in (Making.SHARE, Making.RANK)])
        return self._arranged(made, spec, names, wanted) if made else None

    def _arranged(
        self,
        frame: Frame,
        spec: FrameSpec,
        names: tuple[str, ...],
        wanted: dict[str, Totalling],
    ) -> Frame | None:
        group = None
        if spec.group_by:
            span = spec.spans["group_by"]
            column = self._sources.column(frame.source, spec.group_by, span)
            if column is None:
                return None
            group = frame.columns.index(column)
        roles = _roles(frame, names, wanted, group)
        rules = spec.sorts or _by_size(frame, spec, roles)
        made = ordered(frame, rules, roles, self._sources, self._sink)
        if made is not None and group is not None:
            made = grouped(made, group)
        if made is not None and spec.top is not None:
            made = with_top(made, spec.top, roles, self._sources, self._sink)
        running = [m for m in spec.made if m.making is Making.RUNNING]
        return self._with(made, running) if made else None

    def _with(self, frame: Frame, made: list[MadeColumn]) -> Frame | None:
        found: Frame | None = frame
        for each in made:
            known = found.place(each.name) if found else None
            if found is not None and known is None:
                found = self._maker.add(found, each)
        return found


def _by_size(frame: Frame, spec: FrameSpec, roles: Roles) -> tuple[SortRule, ...]:
    """Return the order that asking for the largest implies."""
    if spec.top is None:
        return ()
    column = spec.top.column or (
        frame.columns[roles.number].name if roles.number is not None else ""
    )
    return (SortRule(column, SortOrder.DESCENDING, spec.top.span),) if column else ()


def _roles(
    frame: Frame, names: tuple[str, ...], wanted: dict[str, Totalling], group: int | None
) -> Roles:
    snapshot = frame.source.snapshot
    period = snapshot.column(snapshot.period_column)
    shown = [place for name in names if (place := frame.place(name)) is not None]
    words = [p for p in shown if not frame.columns[p].is_number and p != group]
    own = [p for p in words if frame.columns[p] != period] or words
    numbers = [p for p in shown if frame.columns[p].is_number]
    return Roles(
        name=own[0] if own else None,
        number=numbers[0] if numbers else None,
        group=group,
        wanted={p: how for name, how in wanted.items() if (p := frame.place(name)) is not None},
    )


def without_rows(spec: FrameSpec) -> FrameSpec:
    """Return ``spec`` without what was done to its rows before they were put together."""
    return replace(spec, tests=(), window=None)
