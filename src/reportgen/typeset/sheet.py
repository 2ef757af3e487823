"""Sheet: a page on the way, and the pen that puts strips on it."""

from collections.abc import Sequence
from typing import assert_never

from msgspec.structs import replace

from reportgen.fonts import FontSet
from reportgen.model.length import Length
from reportgen.model.page import (
    DotItem,
    FormulaItem,
    GlyphRun,
    LinkArea,
    Page,
    PageItem,
    PictureItem,
    Place,
    RuleItem,
    SlotItem,
    Tag,
    TextItem,
)
from reportgen.typeset.line import Drawn, Segment
from reportgen.typeset.notes import Notes
from reportgen.typeset.slots import Slots
from reportgen.typeset.strip import (
    NO_AREA,
    PictureMark,
    Rule,
    SlotMark,
    Story,
    Strip,
    Target,
    Words,
    glyphs,
)
from reportgen.typeset.structure import Tree

_BELOW, _HIGH = 200, 1200
"""A link area in thousandths of the size: how far it reaches below the baseline, its height."""
_AUDIBLE = 150
"""A move, in thousandths of the size, that readers may take for a space; to the left, where
letters are spaced or a mark is set into both its neighbours, poppler takes it for a line's end."""


class Sheet:
    """What stands on a page so far; places count from the lower left corner."""

    def __init__(self, index: int, label: str, tree: Tree) -> None:
        self.index = index
        self.label = label
        self._tree = tree
        self.ground: list[PageItem] = []
        """Art under all else."""
        self.veil: list[PageItem] = []
        """A watermark: above tints, under words."""
        self._under: list[list[RuleItem]] = []
        self._dots: list[DotItem] = []
        self._items: list[PageItem] = []
        self._links: list[LinkArea] = []
        self._parents: list[int] = []

    def mcid(self, element: int) -> int:
        """Open marked content that belongs to ``element``."""
        mcid = len(self._parents)
        self._parents.append(element)
        self._tree.add_content(element, self.index, mcid)
        return mcid

    def add(self, item: PageItem) -> None:
        """Put ``item`` on the page."""
        self._items.append(item)

    def dot(self, dot: DotItem) -> None:
        """Put a dot under all items, above the rectangles."""
        self._dots.append(dot)

    def layer(self) -> list[RuleItem]:
        """Return a layer of rectangles under all items, above the layers before it."""
        self._under.append([])
        return self._under[-1]

    def link(self, area: LinkArea) -> None:
        """Make a rectangle lead somewhere."""
        self._tree.add_link(area.element, self.index, len(self._links))
        self._links.append(area)

    def finished(self, width: Length, height: Length) -> Page:
        """Return the page: rectangles first, then everything in reading order."""
        under = [rule for layer in self._under for rule in layer]
        return Page(
            self.index,
            self.label,
            width,
            height,
            (*self.ground, *under, *self.veil, *self._dots, *self._items),
            tuple(self._links),
            tuple(self._parents),
        )


class Pen:
    """Puts strips on sheets: makes items, opens elements for marks, remembers places."""

    def __init__(self, tree: Tree, notes: Notes, fonts: FontSet, slots: Slots) -> None:
        self._tree = tree
        self._notes = notes
        self._fonts = fonts
        self._slots = slots
        self.heights: dict[str, Length] = {}
        """Of the pictures that were put, by anchor."""

    def put(self, sheet: Sheet, strip: Strip, x: Length, top: Length) -> None:
        """Put ``strip`` on ``sheet``, its upper left corner at ``x``, ``top``."""
        for anchor in strip.anchors:
            self._remember(anchor, sheet, top)
        rules: list[RuleItem] | None = None
        for mark in strip.marks:
            match mark:
                case Words():
                    self._words(sheet, mark, x, top)
                case Rule():
                    rules = sheet.layer() if rules is None else rules
                    rules.append(rectangle(mark, x, top))
                case PictureMark():
                    self._picture(sheet, mark, x + mark.x, top - mark.y - mark.height)
                case SlotMark():
                    target = mark.story.targets[mark.key]
                    element = self._element(mark.key, mark.story, target)
                    y = top - mark.baseline
                    sheet.add(SlotItem(sheet.mcid(element), mark.name, x + mark.x, y))
                case _:
                    assert_never(mark)

    def _remember(self, anchor: str, sheet: Sheet, y: Length) -> None:
        self._slots.places.setdefault(anchor, Place(sheet.index, y, sheet.label))

    def _words(self, sheet: Sheet, words: Words, left: Length, top: Length) -> None:
        story, x, y = words.story, left + words.x, top - words.baseline
        if story is None:
            runs = glyphs(words.line, 0)
            sheet.add(TextItem(-1, x, y, runs, is_furniture=True))
            for segment in words.line.segments:
                if segment.drawn is not None:
                    sheet.add(_formula(segment, segment.drawn, -1, (x, y)))
            return
        for dot in words.line.dots:
            sheet.dot(DotItem(x + dot.x, y + dot.y, dot.radius, dot.colour))
        for segment in words.line.segments:
            target = story.targets.get(segment.key)
            if target is None:
                mcid = sheet.mcid(self._words_of(story) if story.links else story.element)
                sheet.add(TextItem(mcid, x, y, segment.runs, written(segment)))
                continue
            element = self._element(segment.key, story, target)
            if segment.drawn is not None:
                formula = _formula(segment, segment.drawn, sheet.mcid(element), (x, y))
                right, top = formula.x + formula.width, formula.y + formula.height
                self._tree.set_box(element, (formula.x, formula.y, right, top))
                sheet.add(formula)
            elif target.page_of:
                name = self._slots.words_with_page(target.page_of, segment)
                sheet.add(SlotItem(sheet.mcid(element), name, x + segment.x, y))
            else:
                sheet.add(self._marked(segment, target, sheet.mcid(element), (x, y)))
            if target.stands:
                self._remember(target.stands, sheet, top)
            if (target.anchor or target.url) and words.reach != NO_AREA:
                sheet.link(_area(segment, target, element, (x, y, left + words.reach)))

    def _marked(
        self, segment: Segment, target: Target, mcid: int, place: tuple[Length, Length]
    ) -> TextItem:
        """Return words that lead somewhere; a note's mark shows its number of this page."""
        x, y = place
        if target.numbered:
            number = self._notes.number(target.numbered)
            return TextItem(mcid, x, y, self._numbered(segment.runs, number))
        return TextItem(mcid, x, y, segment.runs, written(segment))

    def _element(self, key: int, story: Story, target: Target) -> int:
        """Return the innermost element of ``key``, opened once."""
        element = story.links.get(key)
        if element is None:
            element = story.element
            for tag in target.tags:
                element = self._tree.open(tag, element, alt=target.alt)
            story.links[key] = element
            story.rest = -1
        return element

    def _words_of(self, story: Story) -> int:
        """Return the element of words behind a link: a Span of their own.

        Not every reader minds the order in which an element's own words and its kids are listed.
        """
        if story.rest < 0:
            story.rest = self._tree.open(Tag.SPAN, story.element)
        return story.rest

    def _numbered(self, runs: Sequence[GlyphRun], number: str) -> tuple[GlyphRun, ...]:
        """Return the run of a note mark with the number of this page, as wide as ① was."""
        first = runs[0]
        face = self._fonts.by_name(first.face)
        width = sum(map(face.advance, number))
        size = first.size if len(number) == 1 else first.size * 1000 // max(1000, width)
        return (replace(first, pieces=(number,), size=size),)

    def _picture(self, sheet: Sheet, mark: PictureMark, x: Length, y: Length) -> None:
        self._tree.set_box(mark.element, (x, y, x + mark.width, y + mark.height))
        self.heights[mark.key] = mark.height
        mcid = sheet.mcid(mark.element)
        sheet.add(PictureItem(mcid, mark.key, x, y, mark.width, mark.height))


def _formula(
    segment: Segment, drawn: Drawn, mcid: int, place: tuple[Length, Length]
) -> FormulaItem:
    """Return the formula that ``segment`` is, for a line at ``place``."""
    x, y = place
    return FormulaItem(
        mcid,
        drawn.content,
        x + segment.x,
        y - drawn.depth,
        drawn.width,
        drawn.height,
        TextItem(mcid, x, y, segment.runs, segment.text),
    )


def _area(
    segment: Segment, target: Target, element: int, place: tuple[Length, Length, Length]
) -> LinkArea:
    """Return the rectangle of a segment whose line is at ``x``, ``y``, drawn out to ``reach``."""
    x, y, reach = place
    size = max((run.size for run in segment.runs), default=0)
    rise = min((run.y for run in segment.runs), default=0)
    left = x + segment.x
    return LinkArea(
        x=left,
        y=y + rise - size * _BELOW // 1000,
        width=max(segment.width, reach - left),
        height=size * _HIGH // 1000,
        anchor=target.anchor,
        url=target.url,
        text=target.spoken,
        element=element,
    )


def rectangle(rule: Rule, x: Length, top: Length) -> RuleItem:
    """Return ``rule`` on the sheet, for a strip whose upper left corner is at ``x``, ``top``."""
    return RuleItem(x + rule.x, top - rule.y - rule.height, rule.width, rule.height, rule.colour)


def written(segment: Segment) -> str:
    """Return what was written, or nothing when a reader gets just that from the glyphs."""
    if len(segment.runs) != 1:
        return segment.text
    run = segment.runs[0]
    if run.tracking >= _AUDIBLE:
        return segment.text
    said, is_spaced = "", bool(run.tracking)
    is_crowded = is_spaced
    for piece in run.pieces:
        if isinstance(piece, str):
            said += piece
            is_crowded = is_spaced or (is_crowded and len(piece) == 1)
        elif piece >= _AUDIBLE or (piece <= -_AUDIBLE and is_crowded):
            return segment.text
        else:
            is_crowded = is_spaced or piece <= -_AUDIBLE
    return "" if said == segment.text else segment.text
