"""In which order rows follow each other, in groups or not, and how many stay."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compute.columns import DatedRows, in_words
from reportgen.compute.frame import Cells, Frame, put_together
from reportgen.compute.sources import Sources
from reportgen.diag import Code, Sink, nearest
from reportgen.model.facts import Value
from reportgen.model.period import Period
from reportgen.model.report import SortOrder, SortRule, TopRule, Totalling

OTHERS = frozenset({"其他", "其它", "其余", "others", "other", "Others", "Other"})
_DOWN = SortOrder.DESCENDING
_SHOWN = 8
_LOWEST = Decimal("-Infinity")
_Dated = tuple[Period | None, Cells]
_Key = Callable[[_Dated], Decimal | str | tuple[int, ...]]


class Roles(Struct, frozen=True):
    """What the columns of a frame are for."""

    name: int | None
    """Which column names the rows."""
    number: int | None
    """Which column of numbers comes first."""
    group: int | None = None
    wanted: Mapping[int, Totalling] = {}
    """What single columns show where rows are put together."""


def ordered(
    frame: Frame, rules: Sequence[SortRule], roles: Roles, sources: Sources, sink: Sink
) -> Frame | None:
    """Return the rows in order; what has no value comes last, and others after it."""
    dated = list(frame.dated)
    for rule in reversed(rules):
        column = sources.column(frame.source, rule.column, rule.span)
        if column is None:
            return None
        _check_names(frame, rule, frame.columns.index(column), sink)
        dated = sorted_by(dated, frame, rule, frame.columns.index(column))
    if rules and roles.name is not None:
        name = roles.name
        dated.sort(key=lambda each: in_words(each[1][name]) in OTHERS)
    return frame.with_rows(dated)


def sorted_by(dated: DatedRows, frame: Frame, rule: SortRule, place: int) -> DatedRows:
    """Return the rows in the order of one column."""
    snapshot = frame.source.snapshot
    is_period = frame.columns[place] == snapshot.column(snapshot.period_column)
    rank = {name: at for at, (name, _) in enumerate(rule.values)}
    key = _key(frame, rule.order, place, is_period=is_period)
    known = [each for each in dated if each[1][place] is not None]
    known.sort(key=key, reverse=rule.order is _DOWN)
    if rank:
        known.sort(key=lambda each: rank.get(in_words(each[1][place]), len(rank)))
    return [*known, *(each for each in dated if each[1][place] is None)]


def _key(frame: Frame, order: SortOrder, place: int, *, is_period: bool) -> _Key:
    if is_period:
        return lambda each: str(each[0].end) if each[0] else ""
    if frame.columns[place].is_number and order in (SortOrder.ASCENDING, _DOWN):
        return lambda each: _number(each, place)
    from reportgen.zh.collation import ORDERS  # noqa: PLC0415 - for who sorts names

    by = ORDERS["strokes" if order is SortOrder.STROKES else "pinyin"]
    return lambda each: by(in_words(each[1][place]))


def _check_names(frame: Frame, rule: SortRule, place: int, sink: Sink) -> None:
    """Find names that are not in the whole source, whichever rows are shown."""
    rows = frame.source.snapshot.rows
    there = {in_words(row[place]) for row in rows if place < len(row)} | {
        in_words(cell) for cell in frame.cells(place)
    }
    for name, span in rule.values:
        if name not in there:
            known = "、".join(sorted(there)[:_SHOWN])
            close = nearest(name, sorted(there)) or "—"
            sink.add(
                Code.NAME_NOT_IN_DATA,
                span,
                name=name,
                column=rule.column,
                known=known,
                nearest=close,
            )


def grouped(frame: Frame, place: int) -> Frame:
    """Return the rows with those of a group together, groups in the order they come up."""
    first: dict[Value, int] = {}
    for _, row in frame.dated:
        first.setdefault(row[place], len(first))
    dated = sorted(
        frame.dated, key=lambda each: (in_words(each[1][place]) in OTHERS, first[each[1][place]])
    )
    return replace(frame.with_rows(dated), groups=_starts(dated, place))


def _starts(dated: DatedRows, place: int) -> tuple[int, ...]:
    names = [row[place] for _, row in dated]
    return tuple(at for at, name in enumerate(names) if at == 0 or name != names[at - 1])


def with_top(
    frame: Frame, top: TopRule, roles: Roles, sources: Sources, sink: Sink
) -> Frame | None:
    """Return the largest rows of each group, and one for all others, which is its last."""
    by = roles.number
    if top.column:
        column = sources.column(frame.source, top.column, top.span)
        if column is None:
            return None
        by = frame.columns.index(column)
    name = roles.name
    if by is None or name is None or not frame.columns[by].is_number:
        sink.add(Code.COLUMN_OF_WORDS, top.span, column=top.column or "—", found="—")
        return None
    group = roles.group
    keys = [(row[group] if group is not None else None, row[name]) for _, row in frame.dated]
    twice = next((key for key, n in Counter(keys).items() if n > 1), None)
    if twice is not None:
        sink.add(Code.TOP_OF_PERIODS, top.span, name=in_words(twice[1]))
        return None
    dated: DatedRows = []
    rests = set()
    parts = groupby(frame.dated, key=lambda each: each[1][group] if group is not None else None)
    for _, rows in parts:
        kept, rest = _largest(list(rows), top.count, by, name)
        dated += kept
        if rest and top.others:
            rests.add(len(dated))
            dated.append(_rest(frame, rest, top, roles))
    members = frame.dated if top.others else []
    made = replace(frame.with_rows(dated), rests=frozenset(rests), members=members)
    return made if group is None else replace(made, groups=_starts(dated, group))


def _largest(rows: DatedRows, count: int, by: int, name: int) -> tuple[DatedRows, DatedRows]:
    """Return the ``count`` largest, in their order, and the rest, with what is called others."""
    own = [each for each in rows if in_words(each[1][name]) not in OTHERS]
    sized = sorted(own, key=lambda each: _number(each, by), reverse=True)
    kept = {id(each) for each in sized[:count]}
    return (
        [each for each in rows if id(each) in kept],
        [each for each in rows if id(each) not in kept],
    )


def _number(row: _Dated, place: int) -> Decimal:
    """Return the number of a cell; one that lacks is smaller than all."""
    cell = row[1][place]
    return cell if isinstance(cell, Decimal) else _LOWEST


def _rest(frame: Frame, rows: DatedRows, top: TopRule, roles: Roles) -> _Dated:
    cells = put_together(frame, [row for _, row in rows], Totalling.SUM, roles.wanted)
    if roles.name is not None:
        cells[roles.name] = top.others
    periods = {period for period, _ in rows}
    return (periods.pop() if len(periods) == 1 else None), tuple(cells)
