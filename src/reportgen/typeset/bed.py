"""Bed: the text on the current page, top down, with the panels behind it."""

from collections.abc import Sequence

from msgspec import Struct

from reportgen.model.length import Length, pt
from reportgen.model.page import RuleItem
from reportgen.typeset.sheet import Pen, Sheet, rectangle
from reportgen.typeset.strip import Panel, Rule, Strip

_BAR = pt(2.5)
_HAIR = pt(0.5)


class _Open(Struct, frozen=True):
    """A panel that goes on: where it began on this page, and the layer it will be drawn in."""

    panel: Panel
    top: Length
    layer: list[RuleItem]


class Bed:
    """Knows how far down the text reaches; places count from the frame's upper left corner."""

    def __init__(self, sheet: Sheet, x: Length, top: Length) -> None:
        self.sheet = sheet
        self.x = x
        self.chapter = ""
        """Of the first chapter that starts on this page."""
        self.last_chapter = ""
        self.starts_chapter = False
        """Whether a chapter is the first that stands here."""
        self.is_empty = True
        self._top = top
        self._y: Length = 0
        self._after: Length = 0
        self._panels: tuple[Panel, ...] = ()
        self._open: list[_Open] = []

    def reach(self, chain: Sequence[Strip]) -> Length:
        """Return how far down the text would reach with ``chain``."""
        y, after, panels, is_top = self._y, self._after, self._panels, self.is_empty
        for strip in chain:
            if strip.panels is panels:
                y += strip.height if is_top else max(after, strip.before) + strip.height
            else:
                y += _closing(panels, strip) + _blank(panels, strip, after, is_top=is_top)
                y += _opening(panels, strip) + strip.height
                panels = strip.panels
            after, is_top = strip.after, False
        return y + sum(panel.padding for panel in panels)

    def put(self, strip: Strip, pen: Pen) -> None:
        """Put ``strip`` under what is there."""
        pen.put(self.sheet, strip, self.x, self._top - self.advance(strip))

    def advance(self, strip: Strip) -> Length:
        """Take the room of ``strip``; return how far down it stands."""
        if strip.panels is self._panels:
            self._y += 0 if self.is_empty else max(self._after, strip.before)
        else:
            blank = _blank(self._panels, strip, self._after, is_top=self.is_empty)
            self._close(_shared(self._panels, strip))
            self._y += blank
            self._open_panels(strip)
        place = self._y
        self._y += strip.height
        self._after = strip.after
        if strip.chapter:
            self.starts_chapter = self.starts_chapter or self.is_empty
            self.chapter = self.chapter or strip.chapter
            self.last_chapter = strip.chapter
        self.is_empty = False
        return place

    def parted(self, strip: Strip) -> Length:
        """Begin columns under what is there, ``strip`` the first; return how far down they do."""
        self._close(0)
        self._y += _blank(self._panels, strip, self._after, is_top=self.is_empty)
        self._panels, self._after = (), 0
        return self._y

    def joined(self, columns: "Sequence[Bed]", blank: Length) -> None:
        """Go on under ``columns``, ``blank`` at least between them and what follows."""
        self._y += max(column.reach(()) for column in columns)
        for column in columns:
            column.close()
            self._after = max(self._after, column.after, blank)
            self.chapter = self.chapter or column.chapter
            self.last_chapter = column.last_chapter or self.last_chapter
        self.is_empty = False

    @property
    def after(self) -> Length:
        """The blank that what stands lowest wants below."""
        return self._after

    def rule(self, rule: Rule) -> None:
        """Draw ``rule`` under what is there."""
        self.sheet.add(rectangle(rule, self.x, self._top - self._y))

    def close(self) -> None:
        """Draw the panels that are still open."""
        self._close(0)

    def _open_panels(self, strip: Strip) -> None:
        for panel in strip.panels[len(self._open) :]:
            self._open.append(_Open(panel, self._y, self.sheet.layer()))
            self._y += panel.padding
        self._panels = strip.panels

    def _close(self, keep: int) -> None:
        while len(self._open) > keep:
            each = self._open.pop()
            self._y += each.panel.padding
            top = self._top - each.top
            each.layer.extend(
                rectangle(rule, self.x, top) for rule in _drawn(each.panel, self._y - each.top)
            )


def _shared(panels: tuple[Panel, ...], strip: Strip) -> int:
    """Return how many of the open ``panels`` go on behind ``strip``."""
    count = 0
    for ours, theirs in zip(panels, strip.panels, strict=False):
        if ours is not theirs:
            break
        count += 1
    return count


def _closing(panels: tuple[Panel, ...], strip: Strip) -> Length:
    return sum(panel.padding for panel in panels[_shared(panels, strip) :])


def _opening(panels: tuple[Panel, ...], strip: Strip) -> Length:
    return sum(panel.padding for panel in strip.panels[_shared(panels, strip) :])


def _blank(panels: tuple[Panel, ...], strip: Strip, after: Length, *, is_top: bool) -> Length:
    if is_top:
        return 0
    shared = _shared(panels, strip)
    changed = (*panels[shared:], *strip.panels[shared:])
    return max(after, strip.before, *(panel.margin for panel in changed))


def _drawn(panel: Panel, height: Length) -> list[Rule]:
    """Return the rectangles of ``panel``, ``height`` high."""
    x, width = panel.x, panel.width
    rules = []
    if panel.tint:
        rules.append(Rule(x, 0, width, height, panel.tint))
    if panel.bar:
        rules.append(Rule(x, 0, _BAR, height, panel.bar))
    if panel.rules:
        rules += [Rule(x, y, width, _HAIR, panel.rules) for y in (0, height - _HAIR)]
    return rules
