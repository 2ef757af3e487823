"""Tables of metrics × periods."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from msgspec.structs import replace

from reportgen.compute.answer import Answer, Missing, Said
from reportgen.compute.columns import (
    NO_NUMBER,
)
from reportgen.compute.measures import Measure
from reportgen.compute.request import Request, read_request
from reportgen.compute.table_lines import Line, common_unit, head_of, highlight
from reportgen.compute.wordings import Speaker, said_words, words_of
from reportgen.diag import Code, Sink
from reportgen.model.facts import (
    Origin,
    TableColumn,
    TableFacts,
    Unit,
    Wording,
)
from reportgen.model.period import Period
from reportgen.model.report import (
    MetricGroup,
    NumberRef,
    TableSpec,
)
from reportgen.zh.calendar import period_words
from reportgen.zh.quantity import bare, shown_unit
from reportgen.zh.units import convert


def metric_table(spec: TableSpec, speaker: Speaker, sink: Sink) -> TableFacts | None:
    """Return one metric a row and one period a column.

    A dash stands only where the data know no such period; a row of dashes is a finding.
    """
    words = spec.periods or ("",)
    periods = [speaker.metrics.period(w, speaker.now, spec.span) if w else None for w in words]
    if any(word and not period for word, period in zip(words, periods, strict=True)):
        return None
    rows = [_metric_row(ref, words, speaker, spec.unit, sink) for ref in spec.metrics]
    lines = [row for row in rows if row is not None]
    if len(lines) < len(rows):
        return None
    unit = common_unit(lines, spec.unit)
    heads = [
        period_words(period) if period else _undated_head(lines, speaker.now) for period in periods
    ]
    names = ", ".join(ref.key for ref in spec.metrics)
    return TableFacts(
        columns=(
            TableColumn("指标", is_number=False),
            *(TableColumn(head, is_number=True) for head in heads),
        ),
        rows=tuple((Wording(head_of(line, unit)), *line.cells) for line in lines),
        unit=unit,
        origin=Origin("expr", "", "", names, "", spec.span),
        titles=_titles(spec.groups),
        highlights={
            (row, column): found
            for row, line in enumerate(lines)
            for column, value in enumerate(line.values, 1)
            if (found := highlight(value, spec.highlights))
        },
    )


def _titles(groups: Sequence[MetricGroup]) -> dict[int, str]:
    """Return the title over the first row of each group that has one."""
    starts = accumulate((len(group.metrics) for group in groups), initial=0)
    return {start: group.title for start, group in zip(starts, groups, strict=False) if group.title}


def _metric_row(
    ref: NumberRef, words: tuple[str, ...], speaker: Speaker, wanted: Unit | None, sink: Sink
) -> Line | None:
    request = read_request(ref, sink)
    if speaker.definitions.find(ref.name, ref.span) is None or request is None:
        return None
    if ref.period and words != ("",):
        sink.add(Code.BAD_EXPRESSION, ref.span, text=ref.key)
        return None
    answers = [speaker.answer(ref.name, word or ref.period, ref.span) for word in words]
    if not ref.filters and any(isinstance(each, Said) for each in answers):
        return _worded_line(answers, ref, sink)
    made = [speaker.measure(ref, request, answer) for answer in answers]
    gaps = [each for each in made if isinstance(each, Missing)]
    for gap in gaps:
        if gap.is_partial or len(gaps) == len(made):
            gap.report(sink, ref.span)
    measures = [each if isinstance(each, Measure) else None for each in made]
    said = [each for each in measures if each is not None]
    if None in made or not said:
        return None
    return _measured_line(measures, said, request, wanted)


def _worded_line(answers: list[Answer], ref: NumberRef, sink: Sink) -> Line | None:
    """Return the cells of a text metric; a period without data has a dash."""
    for each in answers:
        if isinstance(each, Missing) and each.is_partial:
            each.report(sink, ref.span)
    if None in answers:
        return None
    label = next(each.label for each in answers if isinstance(each, Said))
    cells = (said_words(each) if isinstance(each, Said) else Wording(NO_NUMBER) for each in answers)
    return Line(label, None, tuple(cells))


def _measured_line(
    measures: list[Measure | None], said: list[Measure], request: Request, wanted: Unit | None
) -> Line:
    """Return the cells in one unit; words where words were asked for."""
    first = said[0]
    if request.form is not None:
        cells = [words_of(m, request.form) if m else Wording(NO_NUMBER) for m in measures]
        return Line(first.label, None, tuple(cells))
    numbers = [convert(m.value, m.unit, first.unit) for m in said if m.value is not None]
    largest = max((abs(n) for n in numbers if n is not None), default=Decimal(0))
    unit = shown_unit(first.unit, first.format, largest)
    if wanted is not None and unit.base and wanted.base == unit.base:
        unit = wanted
    cells = [_measured_cell(m, unit) if m else Wording(NO_NUMBER) for m in measures]
    values = [_value_in(m, unit) if m else None for m in measures]
    return Line(first.label, unit, tuple(cells), tuple(values))


def _measured_cell(made: Measure, unit: Unit) -> Wording:
    said, shown = words_of(made, None), _value_in(made, unit)
    return said if shown is None else replace(said, text=bare(shown, made.format))


def _value_in(made: Measure, unit: Unit) -> Decimal | None:
    return convert(made.value, made.unit, unit) if made.value is not None else None


def _undated_head(lines: list[Line], now: Period | None) -> str:
    """Return the report's period when every number is of it."""
    periods = {cell.period for line in lines for cell in line.cells}
    return period_words(now) if now is not None and periods == {now} else "数值"
