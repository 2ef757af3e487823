"""Tables: three lines, whole rows, and a head that comes back on every page."""

from dataclasses import replace

from reportgen.model.brand import StyleRole
from reportgen.model.document import Table
from reportgen.model.length import Length, pt
from reportgen.model.page import Tag
from reportgen.typeset.figures import captioned
from reportgen.typeset.fragments import Wording
from reportgen.typeset.grid import Grid, Row
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import anchored, baseline, kept, parted, set_stack, stack
from reportgen.typeset.strip import Continuation, Rule, Story, Strip, Words

_THICK, _THIN, _HAIR = pt(1.5), pt(0.75), pt(0.5)
"""Top and bottom rule, head rule, and what closes a page that is not the last."""
_WHOLE = 8
"""Tables of up to so many rows are not parted if a page can hold them."""
_CONTINUED = "续"


def table_strips(table: Table, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``table`` with its caption above, its unit at the upper right, its source below."""
    maker = _Maker(table, within, setting)
    above, rows, below = maker.above(), maker.rows(), maker.source()
    strips = [*kept(above), *_kept_rows(rows, is_followed=bool(below)), *below]
    return anchored(parted(strips, setting), table.anchor)


class _Maker:
    """Sets the parts of one table, top down."""

    def __init__(self, table: Table, within: Surround, setting: Setting) -> None:
        self._table = table
        self._within = within
        self._setting = setting
        self._tree = setting.tree
        self._element = setting.tree.open(Tag.TABLE, within.element)
        head, cell = setting.style(StyleRole.TABLE_HEAD), setting.style(StyleRole.TABLE_CELL)
        rows = [(table.head, head), *((row, cell) for row in table.rows)]
        self._grid = Grid(rows, within, setting)
        self._head = self._grid.rows[0]

    def above(self) -> list[Strip]:
        """Return the caption, the unit and the head."""
        table = self._table
        if not (table.caption or table.unit):
            return self._headed(self._owned(self._head, Tag.TABLE_HEAD))
        caption = self._tree.open(Tag.CAPTION, self._element)
        return [
            *self._captioned("", caption),
            *self._headed(self._owned(self._head, Tag.TABLE_HEAD)),
        ]

    def rows(self) -> list[Strip]:
        """Return the rows; all but the first know how the table goes on after a page end."""
        strips = [
            strip for row in self._grid.rows[1:] for strip in self._owned(row, Tag.TABLE_CELL)
        ]
        if not strips:
            return []
        last = replace(strips[-1], height=strips[-1].height + _THICK)
        strips[-1] = self._ruled(last, last.height - _THICK, _THICK)
        if self._head.is_empty:
            strips[0] = self._ruled(strips[0], 0, _THICK)
        again = Continuation(self._rule(0, _HAIR), tuple(self._repeated()))
        return [strips[0], *(replace(strip, continuation=again) for strip in strips[1:])]

    def source(self) -> list[Strip]:
        """Return the line that says where the numbers come from."""
        if not self._table.source:
            return []
        style = self._setting.style(StyleRole.SOURCE)
        words = self._setting.wording(self._table.source, style)
        element = self._tree.open(Tag.PARAGRAPH, self._within.element)
        return set_stack(words, style, self._within, self._setting, element)

    def _owned(self, row: Row, tag: Tag) -> list[Strip]:
        if row.is_empty and tag is Tag.TABLE_HEAD:
            return []
        owner = self._tree.open(Tag.TABLE_ROW, self._element)
        return self._grid.strips(row, [self._tree.open(tag, owner) for _ in row.cells])

    def _headed(self, strips: list[Strip]) -> list[Strip]:
        """Return the head on its tint, between the top rule and the head rule."""
        if not strips:
            return []
        tints = [replace(strip, marks=(self._tint(strip.height), *strip.marks)) for strip in strips]
        tints[0] = self._ruled(tints[0], 0, _THICK)
        tints[-1] = self._ruled(tints[-1], tints[-1].height - _THIN, _THIN)
        return tints

    def _captioned(self, prefix: str, element: int | None) -> list[Strip]:
        """Return the caption with the unit at the right, beside it where there is room."""
        table, within, setting = self._table, self._within, self._setting
        style, small = setting.style(StyleRole.CAPTION), setting.style(StyleRole.SOURCE)
        unit = setting.text(table.unit, small)
        x = within.x + within.width - unit.width
        if table.caption is None:
            mark = Words(unit, x, baseline(small), _story(element, None))
            return [Strip(small.leading, (mark,), panels=within.panels)]
        words = setting.wording(captioned(table.caption, prefix), style)
        lines = setting.lines(words, within.width, style)
        strips = stack(lines, _story(element, words), style, within)
        if not table.unit or not strips:
            return strips
        end = max((segment.x + segment.width for segment in lines[-1].segments), default=0)
        if end + style.size <= within.width - unit.width:
            mark = Words(unit, x, baseline(style), _story(element, None))
            return [*strips[:-1], replace(strips[-1], marks=(*strips[-1].marks, mark))]
        mark = Words(unit, x, baseline(small), _story(element, None))
        return [*strips, Strip(small.leading, (mark,), panels=within.panels)]

    def _repeated(self) -> list[Strip]:
        """Return caption and head as furniture: what a reader has heard once is not repeated."""
        caption = self._captioned(_CONTINUED, None) if self._table.caption else []
        return [*caption, *self._headed(self._grid.strips(self._head, None))]

    def _tint(self, height: Length) -> Rule:
        within = self._within
        return Rule(within.x, 0, within.width, height, self._setting.brand.palette.tint)

    def _rule(self, y: Length, thickness: Length) -> Rule:
        within = self._within
        return Rule(within.x, y, within.width, thickness, self._setting.brand.palette.primary)

    def _ruled(self, strip: Strip, y: Length, thickness: Length) -> Strip:
        return replace(strip, marks=(*strip.marks, self._rule(y, thickness)))


def _story(element: int | None, words: Wording | None) -> Story | None:
    return None if element is None else Story(element, words.targets if words else {})


def _kept_rows(rows: list[Strip], *, is_followed: bool) -> list[Strip]:
    """Return ``rows`` so that none stands alone at either side of a page end."""
    last = len(rows) - 1
    bound = {0, last - 1} if len(rows) > _WHOLE else set(range(last))
    if is_followed:
        bound.add(last)
    return [
        replace(strip, keeps=True) if number in bound and (number < last or is_followed) else strip
        for number, strip in enumerate(rows)
    ]
