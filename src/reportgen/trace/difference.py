"""What differs between two issues: their texts paired first, then the numbers in them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import groupby

from msgspec import Struct

from reportgen.compare import Item, paired, steps, tokens
from reportgen.model.difference import (
    Change,
    Difference,
    NumberChange,
    Place,
    PointChange,
    Printed,
    RowChange,
    Side,
    Stretch,
    TextChange,
)
from reportgen.model.manifest import (
    ChartRecord,
    Manifest,
    NumberRecord,
    PlaceRecord,
    SeriesRecord,
    TextKind,
    TextRecord,
)
from reportgen.trace.change_words import by_words, metric_label, point_words

_NOWHERE = PlaceRecord("", "", "")
LIST_OF_SOURCES = "sec-provenance-"
"""What the anchors of the list of sources start with."""


class _Pair(Struct, frozen=True):
    """A text of each issue that are one; nothing where there is no counterpart."""

    old: TextRecord | None
    new: TextRecord | None
    row: str = ""


class _Sides(Struct, frozen=True):
    """Both issues, with their places by anchor."""

    old: Manifest
    new: Manifest

    def place(self, text: TextRecord, *, is_new: bool, row: str = "") -> Place:
        """Return where ``text`` stands, in the words of its issue."""
        manifest = self.new if is_new else self.old
        found = next((each for each in manifest.places if each.anchor == text.place), _NOWHERE)
        written = text.written or found.written
        return Place(text.kind, found.label, found.words, row, found.page, written)


def difference(old: Manifest, new: Manifest) -> Difference:
    """Return what ``new`` says that ``old`` did not, and the other way round."""
    sides = _Sides(old, new)
    pairs, rows = _paired(sides)
    return Difference(
        old=_side(old),
        new=_side(new),
        numbers=tuple(_numbers(pairs, sides)),
        texts=tuple(_texts(pairs, sides)),
        rows=tuple(rows),
        points=tuple(_points(sides)),
    )


def _side(manifest: Manifest) -> Side:
    return Side(manifest.title, manifest.period, manifest.date, manifest.built_at)


# ---- texts -----------------------------------------------------------------------------------


def _paired(sides: _Sides) -> tuple[list[_Pair], list[RowChange]]:
    """Return the pairs of texts and of cells, in the order of the new issue, and odd rows."""
    old, new = (
        [each for each in manifest.texts if each.kind is not TextKind.CELL]
        for manifest in (sides.old, sides.new)
    )
    pairs = [
        _Pair(old[a] if a is not None else None, new[b] if b is not None else None)
        for a, b in paired(
            [_item(each, sides.old) for each in old], [_item(each, sides.new) for each in new]
        )
    ]
    rows: list[RowChange] = []
    tables = _tables(sides.old), _tables(sides.new)
    for anchor in dict.fromkeys((*tables[1], *tables[0])):
        cells, odd = _table(tables[0].get(anchor, []), tables[1].get(anchor, []), sides)
        pairs += cells
        rows += odd
    return pairs, rows


def _item(text: TextRecord, manifest: Manifest) -> Item:
    """Return what ``text`` is paired by: its words, whatever the data say in them."""
    words = "".join(_skeleton(text, manifest))
    return Item(text.kind.value, f"{text.kind}:{words}", words)


def _tables(manifest: Manifest) -> dict[str, list[list[TextRecord]]]:
    """Return the rows of cells of each table, by its anchor."""
    cells = [each for each in manifest.texts if each.kind is TextKind.CELL]
    found: dict[str, list[list[TextRecord]]] = {}
    for (anchor, _), row in groupby(cells, key=lambda each: (each.place, each.row)):
        found.setdefault(anchor, []).append(list(row))
    return found


def _table(
    old: list[list[TextRecord]], new: list[list[TextRecord]], sides: _Sides
) -> tuple[list[_Pair], list[RowChange]]:
    pairs: list[_Pair] = []
    odd: list[RowChange] = []
    items = [[_row_item(row) for row in rows] for rows in (old, new)]
    for a, b in paired(*items):
        was, now = old[a] if a is not None else [], new[b] if b is not None else []
        if was and now:
            known = {each.column: each for each in was}
            name = now[0].text if now[0].column == 1 else ""
            pairs += [_Pair(known.pop(each.column, None), each, name) for each in now]
            pairs += [_Pair(each, None, name) for each in known.values()]
        else:
            row = now or was
            if _is_list_of_sources(row[0]):
                continue
            change = Change.CAME if now else Change.GONE
            words = tuple(each.text for each in row)
            odd.append(RowChange(change, sides.place(row[0], is_new=bool(now)), words))
    return pairs, odd


def _row_item(row: Sequence[TextRecord]) -> Item:
    words = "\t".join(each.text for each in row)
    return Item("row", words, words, row[0].text if row[0].column == 1 else "")


def _texts(pairs: Sequence[_Pair], sides: _Sides) -> Iterator[TextChange]:
    for pair in pairs:
        old, new = pair.old, pair.new
        text = new or old
        if text is None or (old and new and old.text == new.text):
            continue
        if text.kind is TextKind.CELL and text.numbers:
            continue  # a number, and listed as one
        if _is_list_of_sources(text) and old and new and _is_same(old, new, sides):
            continue  # it repeats what the text says
        place = sides.place(text, is_new=new is not None, row=pair.row)
        if old is None or new is None:
            change = Change.CAME if new else Change.GONE
            whole = Stretch(old.text if old else "", new.text if new else "")
            yield TextChange(change, place, (whole,), only_data=False)
            continue
        is_same = _is_same(old, new, sides)
        parts = tuple(_parts(old.text, new.text))
        yield TextChange(Change.CHANGED, place, parts, only_data=is_same)


def _is_same(old: TextRecord, new: TextRecord, sides: _Sides) -> bool:
    return _skeleton(old, sides.old) == _skeleton(new, sides.new)


def _is_list_of_sources(text: TextRecord) -> bool:
    return text.place.startswith(LIST_OF_SOURCES)


def _skeleton(text: TextRecord, manifest: Manifest) -> list[str]:
    """Return the words of ``text`` with a mark in place of all that the data say."""
    found, at = [], 0
    for span in text.bound:
        name = "" if span.number is None else manifest.numbers[span.number].metric
        found += [text.text[at : span.start], f"\0{name}"]
        at = span.end
    return [*found, text.text[at:]]


def _parts(old: str, new: str) -> Iterator[Stretch]:
    """Yield both texts, parted where they differ; a single character between is no seam."""
    was, now = tokens(old), tokens(new)
    made: list[Stretch] = []
    for step in steps(was, now):
        gone, came = "".join(was[step.old : step.old_end]), "".join(now[step.new : step.new_end])
        is_joined = len(made) > 1 and not step.is_same and _is_seam(made[-1])
        if is_joined and not made[-2].is_same:
            middle, first = made.pop(), made.pop()
            gone, came = first.old + middle.old + gone, first.new + middle.new + came
        made.append(Stretch(gone, came))
    yield from made


def _is_seam(part: Stretch) -> bool:
    return part.is_same and len(part.old) == 1 and part.old.isalnum()


# ---- numbers ---------------------------------------------------------------------------------


def _numbers(pairs: Sequence[_Pair], sides: _Sides) -> Iterator[NumberChange]:
    for pair in pairs:
        was = _in_text(pair.old, sides.old)
        now = _in_text(pair.new, sides.new)
        text = pair.new or pair.old
        if text is None or _is_list_of_sources(text):
            continue
        place = sides.place(text, is_new=pair.new is not None, row=pair.row)
        worded = dict(_worded(pair, sides))
        for number, words in worded.items():
            yield _in_words(number, words, place, sides)
        told = {(each.number, is_new) for each, is_new in worded}
        was = [each for each in was if (each.number, False) not in told]
        now = [each for each in now if (each.number, True) not in told]
        for step in steps([each.metric for each in was], [each.metric for each in now]):
            old, new = was[step.old : step.old_end], now[step.new : step.new_end]
            if step.is_same:
                for a, b in zip(old, new, strict=True):
                    if (a.text, a.value, a.unit) != (b.text, b.value, b.unit):
                        yield _number(a, b, place, sides)
            else:
                yield from (_number(each, None, place, sides) for each in old)
                yield from (_number(None, each, place, sides) for each in new)


def _worded(pair: _Pair, sides: _Sides) -> Iterator[tuple[tuple[NumberRecord, bool], str]]:
    """Yield the numbers in whose place the other issue has words: 增长3% became 持平.

    Each comes with whether it is of the new issue.
    """
    old, new = pair.old, pair.new
    if old is None or new is None or len(old.bound) != len(new.bound):
        return
    for was, now in zip(old.bound, new.bound, strict=True):
        if was.number is not None and now.number is None:
            yield (sides.old.numbers[was.number], False), new.text[now.start : now.end]
        elif was.number is None and now.number is not None:
            yield (sides.new.numbers[now.number], True), old.text[was.start : was.end]


def _in_words(
    number: tuple[NumberRecord, bool], words: str, place: Place, sides: _Sides
) -> NumberChange:
    record, is_new = number
    said = Printed(words, None, "", "")
    printed = _printed(record)
    return NumberChange(
        change=Change.CHANGED,
        place=place,
        metric=record.metric,
        label=metric_label(record, sides.new if is_new else sides.old),
        old=said if is_new else printed,
        new=printed if is_new else said,
        by="",
        is_revised=False,
    )


def _in_text(text: TextRecord | None, manifest: Manifest) -> list[NumberRecord]:
    return [manifest.numbers[number] for number in text.numbers] if text else []


def _number(
    old: NumberRecord | None, new: NumberRecord | None, place: Place, sides: _Sides
) -> NumberChange:
    number = new or old
    if number is None:
        raise ValueError("a number stands in one of the issues at least")
    change = Change.CHANGED if old and new else Change.CAME if new else Change.GONE
    return NumberChange(
        change=change,
        place=place,
        metric=number.metric,
        label=metric_label(number, sides.new if new else sides.old),
        old=_printed(old),
        new=_printed(new),
        by=by_words(_measured(old), _measured(new)) if old and new else "",
        is_revised=bool(old and new and old.period and old.period == new.period),
    )


def _measured(number: NumberRecord) -> tuple[Decimal, str]:
    """Return value and unit; a ratio that is printed as a share is one, in a cell too."""
    share = number.value * 100
    if not number.unit and (number.text.endswith("%") or _is_said(share, number.text)):
        return share, "%"
    return number.value, number.unit


def _is_said(value: Decimal, text: str) -> bool:
    """Tell whether the figures of ``text`` are ``value``, rounded."""
    figures = text.replace(",", "").replace("−", "-")
    try:
        said = Decimal(figures)
    except InvalidOperation:
        return False
    exponent = said.as_tuple().exponent
    return isinstance(exponent, int) and abs(value - said) <= Decimal((0, (5,), exponent - 1))


def _printed(number: NumberRecord | None) -> Printed | None:
    if number is None:
        return None
    return Printed(number.text, number.value, number.unit, number.period)


# ---- charts ----------------------------------------------------------------------------------


def _points(sides: _Sides) -> Iterator[PointChange]:
    charts = tuple({each.anchor: each for each in m.charts} for m in (sides.old, sides.new))
    for anchor in dict.fromkeys((*charts[1], *charts[0])):
        old, new = (_values(each.get(anchor)) for each in charts)
        caption = TextRecord(TextKind.CAPTION, anchor, "")
        place = sides.place(caption, is_new=anchor in charts[1])
        for key in dict.fromkeys((*new, *old)):
            was, now = old.get(key), new.get(key)
            if was == now:
                continue
            change = Change.CHANGED if was and now else Change.CAME if now else Change.GONE
            words = point_words(was), point_words(now)
            by = by_words(was, now) if was and now else ""
            yield PointChange(change, place, key[0], key[1], *words, by)


def _values(chart: ChartRecord | None) -> dict[tuple[str, str, int], tuple[Decimal, str]]:
    """Return value and unit of each point, by series, category and how often that came before."""
    found: dict[tuple[str, str, int], tuple[Decimal, str]] = {}
    for series in chart.series if chart else ():
        for category, value in _named_values(series, chart):
            if value is not None:
                again = 0
                while (series.label, category, again) in found:
                    again += 1
                found[series.label, category, again] = value, series.unit
    return found


def _named_values(
    series: SeriesRecord, chart: ChartRecord | None
) -> Iterator[tuple[str, Decimal | None]]:
    names = chart.categories if chart else ()
    for place, value in enumerate(series.values):
        yield names[place] if place < len(names) else str(place + 1), value
