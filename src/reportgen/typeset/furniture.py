"""Furniture: running heads and folios; artifacts, because a listener need not hear them."""

from typing import assert_never

from reportgen.model.brand import PageGeometry, StyleRole
from reportgen.model.length import Length, pt
from reportgen.model.page import RuleItem, SlotItem, TextItem
from reportgen.typeset.line import Line
from reportgen.typeset.parts import Part
from reportgen.typeset.setting import Setting
from reportgen.typeset.sheet import Sheet
from reportgen.typeset.slots import TOTAL
from reportgen.typeset.strip import glyphs

_RULE_HEIGHT = pt(0.5)
_RULE_GAP = pt(5)
"""From the running head's baseline down to its rule."""
_ELLIPSIS = "……"


class Furniture:
    """Puts what is not the document's own words on its pages."""

    def __init__(self, title: str, setting: Setting) -> None:
        self._setting = setting
        self._page = setting.brand.page
        self._head = setting.style(StyleRole.RUNNING_HEAD)
        self._folio = setting.style(StyleRole.FOLIO)
        self._title = self._shortened(title, self._page.measure * 2 // 5)
        self._slash = setting.text("/", self._folio)
        self._chapter = ("", Line((), 0))

    def put(
        self, sheet: Sheet, part: Part, chapter: str, frame: tuple[Length, PageGeometry]
    ) -> None:
        """Put the running head and the folio of ``part`` on ``sheet``, its frame at ``left``."""
        left, self._page = frame
        match part:
            case Part.COVER:
                pass
            case Part.FRONT:
                self._centred(sheet, self._setting.text(sheet.label, self._folio), left)
            case Part.BODY:
                self._running_head(sheet, chapter, left)
                self._page_of_pages(sheet, left)
            case _:
                assert_never(part)

    def _running_head(self, sheet: Sheet, chapter: str, left: Length) -> None:
        page, colour = self._page, self._setting.brand.palette.rule
        y = page.height - page.head_baseline
        if chapter != self._chapter[0]:
            room = page.measure - self._title.width - 2 * self._head.size
            self._chapter = (chapter, self._shortened(chapter, room))
        _add(sheet, self._chapter[1], left, y)
        _add(sheet, self._title, left + page.measure - self._title.width, y)
        rule = RuleItem(left, y - _RULE_GAP - _RULE_HEIGHT, page.measure, _RULE_HEIGHT, colour)
        sheet.layer().append(rule)

    def _page_of_pages(self, sheet: Sheet, left: Length) -> None:
        """Put ``第3页 / 共12页`` with its stroke in the middle: the total is known at the end."""
        y, gap = self._page.folio_baseline, self._folio.size // 2
        slash = left + (self._page.measure - self._slash.width) // 2
        number = self._setting.text(f"第{sheet.label}页", self._folio)
        _add(sheet, number, slash - gap - number.width, y)
        _add(sheet, self._slash, slash, y)
        sheet.add(SlotItem(-1, TOTAL, slash + self._slash.width + gap, y))

    def _centred(self, sheet: Sheet, line: Line, left: Length) -> None:
        x = left + (self._page.measure - line.width) // 2
        _add(sheet, line, x, self._page.folio_baseline)

    def _shortened(self, text: str, room: Length) -> Line:
        """Return ``text`` in one line, cut where it is too long for ``room``."""
        line = self._setting.text(text, self._head)
        while line.width > room and text:
            text = text[:-1]
            line = self._setting.text(text + _ELLIPSIS, self._head)
        return line


def _add(sheet: Sheet, line: Line, x: Length, y: Length) -> None:
    runs = glyphs(line, 0)
    if runs:
        sheet.add(TextItem(-1, x, y, runs, is_furniture=True))
