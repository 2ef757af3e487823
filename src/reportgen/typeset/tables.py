"""Tables: whole rows, numbers by their points, and a head that comes back on every page."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportgen.model.document import RowKind, Table
from reportgen.model.length import Length
from reportgen.model.page import Tag
from reportgen.typeset.grid import Grid, GridRow
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import anchored, kept, parted
from reportgen.typeset.strip import Continuation, Strip
from reportgen.typeset.table_look import Look
from reportgen.typeset.table_rows import RowSetter, RowStrip, TaggedRow, groups
from reportgen.typeset.table_tags import TableTags
from reportgen.typeset.table_words import caption_above, height_of, words_below

_WHOLE = 8
"""Tables of up to so many rows are not parted if a page can hold them."""
_CONTINUED = "续"


def table_strips(table: Table, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``table`` with its caption and unit above, its notes and source below."""
    maker = _Maker(table, within, setting)
    above, rows = maker.above(), maker.rows()
    below = words_below(table, within, setting)
    strips = [*kept(above), *maker.kept(rows, above, below), *_kept_words(below)]
    return anchored(parted(strips, setting), table.anchor)


class _Maker:
    """Sets the parts of one table, top down."""

    def __init__(self, table: Table, within: Surround, setting: Setting) -> None:
        self._table = table
        self._within = within
        self._setting = setting
        self._element = setting.tree.open(Tag.TABLE, within.element)
        self._grid = grid = Grid(table, within, setting)
        heads = grid.heads
        self._has_head = not all(row.is_empty for row in heads)
        self._has_row_heads = any(
            each.cell.is_head
            for row in grid.body
            if row.kind is not RowKind.TITLE
            for each in row.cells
        )
        self._groups = list(groups(grid.body))
        self._look = Look(setting.brand, within, len(grid.widths), self._groups)
        room = within.room
        self._head_setter = RowSetter(grid, self._look, within, room)
        self._repeated = self._furniture(heads) if table.rows else []
        left = room - height_of(self._repeated) - self._look.thick
        self._setter = RowSetter(grid, self._look, within, left)

    def above(self) -> list[Strip]:
        """Return the caption, the unit and the head."""
        table = self._table
        strips: list[Strip] = []
        if table.caption or table.unit:
            caption = self._setting.tree.open(Tag.CAPTION, self._element)
            strips = caption_above(table, "", caption, self._within, self._setting)
        self._tags = TableTags(self._setting.tree, self._element, table.anchor, self._grid.heads)
        if not self._has_head:
            return strips
        rows = [
            TaggedRow(row, self._tags.open(row, number, has_row_heads=self._has_row_heads))
            for number, row in enumerate(self._grid.heads)
        ]
        return [*strips, *self._headed(self._head_setter.strips(rows, 0))]

    def rows(self) -> list[RowStrip]:
        """Return the rows; all but the first know how the table goes on after a page end."""
        made = list(self._row_strips())
        if not made:
            return []
        strips = [each.strip for each in made]
        last = replace(strips[-1], height=strips[-1].height + self._look.thick)
        strips[-1] = self._ruled(last, last.height - self._look.thick, self._look.thick)
        if not self._has_head:
            strips[0] = self._ruled(strips[0], 0, self._look.thick)
        closing, head = self._look.closing(), tuple(self._repeated)
        again = Continuation(closing, head)
        for number, strip in enumerate(strips[1:], 1):
            own = strip.continuation
            goes_on = Continuation(closing, (*head, *own.strips)) if own else again
            strips[number] = replace(strip, continuation=goes_on)
        return [RowStrip(strip, each.rows) for strip, each in zip(strips, made, strict=True)]

    def kept(
        self, rows: Sequence[RowStrip], above: Sequence[Strip], below: Sequence[Strip]
    ) -> list[Strip]:
        """Return the strips of ``rows`` so that none stands alone at either side of a page end.

        A short table stays whole if a page holds it; Word is told which rows stay with the next.
        """
        strips = [each.strip for each in rows]
        whole = height_of(strips) + height_of(above) + height_of(below)
        is_short = len(self._grid.body) <= _WHOLE and whole <= self._within.room
        last = len(strips) - 1
        bound = set(range(last)) if is_short else {0, last - 1}
        if below:
            bound.add(last)
        strips = [
            replace(strip, keeps=True) if number in bound and (number < last or below) else strip
            for number, strip in enumerate(strips)
        ]
        self._tell_word(strips, [each.rows for each in rows])
        return strips

    def _tell_word(self, strips: Sequence[Strip], rows: Sequence[int]) -> None:
        """Keep which rows, heads counted, stay with what follows."""
        end = len(self._grid.heads)
        keeps = set(range(end))
        for strip, count in zip(strips, rows, strict=True):
            keeps.update(range(end, end + count - 1))
            end += count
            if count and strip.keeps:
                keeps.add(end - 1)
        tables, anchor = self._setting.tables, self._table.anchor
        tables[anchor] = replace(tables[anchor], keeps=frozenset(keeps))

    def _row_strips(self) -> Iterator[RowStrip]:
        body, heads = self._grid.body, len(self._grid.heads)
        for first, end in self._groups:
            rows = [
                TaggedRow(row, self._tags.open(row, heads + number))
                for number, row in enumerate(body[first:end], first)
            ]
            strips = list(self._anchored(self._setter.strips(rows, first), first))
            follower = body[end].kind if end < len(body) else RowKind.PLAIN
            if body[end - 1].kind is RowKind.TITLE or follower is RowKind.TOTAL:
                strip, count = strips[-1]
                strips[-1] = RowStrip(replace(strip, keeps=True), count)
            yield from strips

    def _anchored(self, strips: Sequence[RowStrip], first: int) -> Iterator[RowStrip]:
        """Yield ``strips`` with the anchors of their rows, of which ``first`` is the first."""
        rows, begun = self._table.rows, first
        for strip, count in strips:
            end = max(begun, first + max(1, count))
            anchors = tuple(row.anchor for row in rows[begun:end] if row.anchor)
            yield RowStrip(replace(strip, anchors=(*anchors, *strip.anchors)), count)
            begun, first = end, first + count

    def _furniture(self, heads: Sequence[GridRow]) -> list[Strip]:
        """Return caption and head as furniture: what a reader has heard once is not repeated."""
        table, within, setting = self._table, self._within, self._setting
        strips = caption_above(table, _CONTINUED, None, within, setting) if table.caption else []
        if not self._has_head:
            return strips
        rows = [TaggedRow(row, (None,) * len(row.cells)) for row in map(self._grid.bare, heads)]
        return [*strips, *self._headed(self._head_setter.strips(rows, 0))]

    def _headed(self, rows: list[RowStrip]) -> list[Strip]:
        """Return the head between the top rule and the head rule."""
        look, strips = self._look, [each.strip for each in rows]
        ruled = [self._ruled(strips[0], 0, look.thick), *strips[1:]]
        height = ruled[-1].height
        return [*ruled[:-1], self._ruled(ruled[-1], height - look.thin, look.thin)]

    def _ruled(self, strip: Strip, y: Length, thickness: Length) -> Strip:
        return replace(strip, marks=(*strip.marks, self._look.rule(y, thickness)))


def _kept_words(strips: list[Strip]) -> list[Strip]:
    """Return the lines under a table, all on one page."""
    return [*kept(strips[:-1]), *strips[-1:]]
