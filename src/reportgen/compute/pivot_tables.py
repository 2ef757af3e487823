"""Tables that cross names with names: their columns are what the data say."""

from msgspec.structs import replace

from reportgen.compute.columns import show_numbers
from reportgen.compute.frame import Frame
from reportgen.compute.pivot import pivoted
from reportgen.compute.shaping import Shaper, without_rows
from reportgen.compute.sources import Sources
from reportgen.diag import Code, Sink
from reportgen.model.report import ColumnSpec, MadeColumn, Making, TableSpec


def pivot_table(
    spec: TableSpec, frame: Frame, shaper: Shaper, sources: Sources, sink: Sink
) -> tuple[TableSpec, Frame] | None:
    """Return the table with the columns of its pivot, and the pivot's rows."""
    pivot = spec.pivot
    narrowed = shaper.narrowed(frame, spec.frame)
    if pivot is None or narrowed is None:
        return None
    if frame.dated and not narrowed.dated:
        sink.add(Code.NO_ROWS_LEFT, spec.span, key=spec.key, rows=len(frame.dated))
        return None
    made = {each.name: each for each in spec.frame.made}
    own = [each for each in spec.columns if each.column not in made]
    later = [each for each in spec.columns if each.column in made]
    if later and pivot.column:
        option = made[later[0].column].making
        sink.add(
            Code.OPTION_NOT_FOR_TABLE, later[0].span, option=option, kind="pivot.columns / 透视.列"
        )
        return None
    values = [*own, *_hidden_bases(own, made)]
    found = pivoted(narrowed, pivot, values, spec.frame.sorts, sources, sink)
    if found is None:
        return None
    frame_spec = replace(without_rows(spec.frame), sorts=found.sorts)
    columns = [_written_alike(each, values, found.frame, spec) for each in found.columns]
    return replace(spec, columns=(*columns, *later), frame=frame_spec), found.frame


def _written_alike(
    column: ColumnSpec, values: list[ColumnSpec], frame: Frame, spec: TableSpec
) -> ColumnSpec:
    """Return ``column`` with as many digits as those of its measure beside it."""
    value = next((v for v in values if v.column == column.column.partition("|")[0]), None)
    if value is None or value.format or value.unit or spec.unit:
        return column
    places = [
        place
        for place, each in enumerate(frame.columns)
        if each.is_number and each.name.partition("|")[0] == value.column
    ]
    cells = [row[place] for _, row in frame.dated for place in places]
    shown = show_numbers(cells, frame.columns[places[0]].unit, None, None) if places else None
    return replace(column, format=shown.format) if shown is not None else column


def _hidden_bases(own: list[ColumnSpec], made: dict[str, MadeColumn]) -> list[ColumnSpec]:
    """Return the columns that others are made from and that are not shown themselves."""
    known = {each.column for each in own}
    return [
        ColumnSpec(each.formula, each.formula, None, None, each.span, is_hidden=True)
        for each in made.values()
        if each.making is not Making.FORMULA and each.formula not in known
    ]
