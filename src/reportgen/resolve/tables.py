"""Tables: typed in the text, or declared and filled from the data."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import TableColumn, TableFacts
from reportgen.model.report import Align
from reportgen.model.spans import column_count, first_columns
from reportgen.resolve.figures import source_line
from reportgen.resolve.inlines import InlineResolver, words_of
from reportgen.resolve.targets import Target
from reportgen.zh.figures import is_figure, is_gap

_UNIT, _NOTE = "单位：", "注"
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "总和", "合　计", "总　计", "小　计"})


def typed_table(block: src.PipeTable, target: Target, inlines: InlineResolver) -> doc.Table:
    """Return a table of the text; one without a caption has no number either."""
    frame, place = block.frame, target.anchor
    caption = _caption(frame.caption, target, inlines)
    rows = [
        [(cell, inlines.pieces_at(cell.content, place)) for cell in row]
        for row in (*block.head, *block.rows)
    ]
    typed = [[cell for cell, _ in row] for row in rows]
    count, places = column_count(typed), first_columns(typed)
    heads = len(block.head)
    body = [
        (column, cell, words_of(pieces).strip())
        for row, columns in zip(rows[heads:], places[heads:], strict=True)
        for (cell, pieces), column in zip(row, columns, strict=True)
    ]
    aligns = [_align(number, count, block.aligns, body) for number in range(count)]
    made = [
        doc.Row(
            tuple(
                doc.Cell(pieces, _stands(aligns[column], cell, number < heads), *_spans(cell))
                for (cell, pieces), column in zip(row, columns, strict=True)
            )
        )
        for number, (row, columns) in enumerate(zip(rows, places, strict=True))
    ]
    has_heads = bool(frame.has_row_heads)
    return doc.Table(
        caption=caption,
        unit=_unit(frame.unit),
        head=tuple(made[:heads]),
        rows=tuple(
            _looking(row, columns, count, has_heads=has_heads)
            for row, columns in zip(made[heads:], places[heads:], strict=True)
        ),
        notes=_notes(frame.notes, place, inlines),
        source=source_line(frame.source, place, inlines),
        anchor=place,
        widths=frame.widths,
    )


def declared_table(
    placed: src.TableRef,
    spec: src.TableSpec,
    facts: TableFacts,
    target: Target,
    inlines: InlineResolver,
) -> doc.Table:
    """Return a declared table; what was written where it is placed stands before what was not."""
    frame, place = placed.frame, target.anchor
    caption = _caption(frame.caption or spec.title, target, inlines)
    is_given = frame.has_row_heads if frame.has_row_heads is not None else spec.has_row_heads
    has_heads = bool(spec.groups) if is_given is None else is_given
    return doc.Table(
        caption=caption,
        unit=_unit(facts.unit),
        head=_heads(facts.columns),
        rows=tuple(_rows(facts, place, inlines, has_heads=has_heads)),
        notes=_notes(_with_own(frame.notes or spec.notes, facts), place, inlines),
        source=source_line(frame.source or spec.cite, place, inlines),
        anchor=place,
        widths=frame.widths or spec.widths,
    )


def _caption(words: src.Inlines, target: Target, inlines: InlineResolver) -> doc.Caption | None:
    pieces = inlines.pieces_at(words, target.anchor)
    return doc.Caption(target.label, pieces) if target.label or pieces else None


def _unit(words: str) -> str:
    return words if not words or words.startswith(_UNIT[:-1]) else _UNIT + words


def _with_own(notes: Sequence[src.Inlines], facts: TableFacts) -> tuple[src.Inlines, ...]:
    return (*notes, *((src.Text(words, facts.origin.span),) for words in facts.notes))


def _notes(
    notes: Sequence[src.Inlines], place: str, inlines: InlineResolver
) -> tuple[doc.Pieces, ...]:
    """Return ``注：…``, or ``注1：…`` and ``注2：…`` where there are several."""
    made = []
    for number, note in enumerate(notes, 1):
        pieces = inlines.pieces_at(note, place)
        label = f"{_NOTE}{number}：" if len(notes) > 1 else f"{_NOTE}："
        is_labelled = words_of(pieces).lstrip().startswith(_NOTE)
        made.append(pieces if is_labelled else (doc.Run(label), *pieces))
    return tuple(made)


# ---- typed tables --------------------------------------------------------------------------


def _align(
    number: int,
    count: int,
    given: Sequence[Align | None],
    body: Sequence[tuple[int, src.TypedCell, str]],
) -> Align:
    """Return how a column stands: numbers by their points unless the author put them elsewhere.

    The first of several columns names the rows: years in it are no numbers.
    """
    wanted = given[number] if number < len(given) else None
    if wanted in (Align.START, Align.CENTER) or (wanted is None and number == 0 and count > 1):
        return wanted or Align.START
    cells = [words for column, cell, words in body if column == number and cell.columns == 1]
    is_numeric = any(map(is_figure, cells)) and all(is_figure(w) or is_gap(w) for w in cells)
    return Align.DECIMAL if is_numeric else wanted or Align.START


def _stands(align: Align, cell: src.TypedCell, is_head: bool) -> Align:  # noqa: FBT001 - a fact of the row
    if cell.columns > 1:
        return Align.CENTER if is_head or align is not Align.START else align
    return Align.END if is_head and align is Align.DECIMAL else align


def _spans(cell: src.TypedCell) -> tuple[int, int]:
    return cell.columns, cell.rows


def _looking(row: doc.Row, columns: Sequence[int], count: int, *, has_heads: bool) -> doc.Row:
    """Return ``row`` as what it is: a title over others, a total, or one of many."""
    cells, kind = row.cells, doc.RowKind.PLAIN
    first = words_of(cells[0].content).strip() if cells and columns[0] == 0 else ""
    if count > 1 and len(cells) == 1 and cells[0].columns == count and first:
        title = replace(_strong(cells[0]), align=Align.START)
        return doc.Row((title,), doc.RowKind.TITLE)
    if first in _TOTALS:
        cells, kind = tuple(map(_strong, cells)), doc.RowKind.TOTAL
    if has_heads:
        cells = tuple(
            replace(cell, is_head=True) if column == 0 else cell
            for cell, column in zip(cells, columns, strict=True)
        )
    return doc.Row(cells, kind)


def _total(row: doc.Row) -> doc.Row:
    return doc.Row(tuple(map(_strong, row.cells)), doc.RowKind.TOTAL)


def _strong(cell: doc.Cell) -> doc.Cell:
    content = tuple(
        replace(piece, strong=True) if isinstance(piece, doc.Run) else piece
        for piece in cell.content
    )
    return replace(cell, content=content)


# ---- declared tables -----------------------------------------------------------------------


def _heads(columns: Sequence[TableColumn]) -> tuple[doc.Row, ...]:
    """Return the head: one row, or two where neighbours share a head."""
    is_grouped = any(column.group for column in columns)
    upper, lower = [], []
    for group, members in groupby(columns, key=lambda column: column.group):
        cells = [_head(column) for column in members]
        if group:
            align = Align.CENTER if len(cells) > 1 else cells[0].align
            upper.append(doc.Cell((doc.Run(group),), align, columns=len(cells)))
            lower += cells
        else:
            upper += [replace(cell, rows=1 + is_grouped) for cell in cells]
    rows = (upper, lower) if is_grouped else (upper,)
    return tuple(doc.Row(tuple(row)) for row in rows)


def _head(column: TableColumn) -> doc.Cell:
    align = Align.END if column.is_number else Align.START
    return doc.Cell((doc.Run(column.label),), align)


def _rows(
    facts: TableFacts, place: str, inlines: InlineResolver, *, has_heads: bool
) -> Iterator[doc.Row]:
    aligns = [Align.DECIMAL if column.is_number else Align.START for column in facts.columns]
    columns = range(len(aligns))
    for number, row in enumerate(facts.rows):
        if number in facts.titles:
            words = (doc.Run(facts.titles[number], strong=True),)
            title = doc.Cell(words, Align.START, columns=len(aligns))
            yield doc.Row((title,), doc.RowKind.TITLE)
        cells = []
        for column, (wording, align) in enumerate(zip(row, aligns, strict=True)):
            cell = doc.Cell((inlines.said(wording, place),), align)
            found = facts.highlights.get((number, column))
            if found is not None:
                cell = replace(_strong(cell), hue=found.hue)
                if found.mark:
                    mark = doc.Run(found.mark, strong=True)
                    cell = replace(cell, content=(mark, *cell.content))
            cells.append(cell)
        made = _looking(doc.Row(tuple(cells)), columns, len(aligns), has_heads=has_heads)
        yield _total(made) if number in facts.totals else made
