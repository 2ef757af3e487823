"""Furniture: heads, feet, art and watermark; artifacts, because a listener need not hear them."""

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct

from reportgen.model.art import Art
from reportgen.model.brand import PageGeometry, Style, StyleRole
from reportgen.model.document import Document
from reportgen.model.furniture import Field, Phrase, Thirds
from reportgen.model.length import Length, pt
from reportgen.model.page import RuleItem, SlotItem, TextItem, WatermarkItem
from reportgen.model.pattern import pattern
from reportgen.typeset.art import put_art
from reportgen.typeset.line import Line
from reportgen.typeset.parts import Part
from reportgen.typeset.setting import Setting
from reportgen.typeset.sheet import Sheet
from reportgen.typeset.slots import TOTAL, cut_before_total
from reportgen.typeset.strip import glyphs
from reportgen.typeset.watermark import watermark
from reportgen.zh.calendar import date_words

_RULE_HEIGHT = pt(0.5)
_RULE_GAP = pt(5)
"""From the running head's baseline down to its rule."""
_ELLIPSIS = "……"
_GAP = "\u3000"
_SPACED = pattern(r"(?<=[/|·—–-]) | (?=[/|·—–-])")
"""A space beside a mark is half an em wide, whatever scripts meet there."""


class Spot(Struct, frozen=True):
    """What furniture must know of a page."""

    part: Part
    number: int
    """In its part, from 1: odd pages are right-hand pages."""
    chapter: str
    starts_chapter: bool
    left: Length
    page: PageGeometry


class Furniture:
    """Puts what is not the document's own words on its pages."""

    def __init__(self, document: Document, setting: Setting) -> None:
        self._setting = setting
        self._brand = setting.brand
        self._has_cover = document.has_cover
        self._words = {
            Field.TITLE: document.cover.title,
            Field.ORGANISATION: document.cover.organisation,
            Field.DATE: date_words(document.date),
            Field.CLASSIFICATION: document.classification,
            Field.NOTICE: document.running_notice,
        }
        self._watermark = document.watermark
        self._marks: dict[PageGeometry, WatermarkItem] = {}
        self._lines: dict[tuple[str, Style], Line] = {}
        self._cut: dict[tuple[str, Length, StyleRole], str] = {}

    def put(self, sheet: Sheet, spot: Spot) -> None:
        """Put the furniture of ``spot`` on ``sheet``."""
        heads = self._brand.heads
        if self._watermark:
            if spot.page not in self._marks:
                self._marks[spot.page] = watermark(self._watermark, spot.page, self._setting)
            sheet.veil.append(self._marks[spot.page])
        match spot.part:
            case Part.COVER:
                self._art(self._brand.cover.art, sheet, spot)
            case Part.BACK:
                if self._brand.back_cover is not None:
                    self._art(self._brand.back_cover.art, sheet, spot)
            case Part.FRONT:
                self._foot(sheet, heads.front_foot, spot)
            case Part.BODY:
                is_letter = spot.number == 1 and not self._has_cover
                if is_letter:
                    self._art(self._brand.letterhead.art, sheet, spot)
                elif heads.on_chapter_pages or not spot.starts_chapter:
                    self._head(sheet, heads.head, spot)
                self._foot(sheet, heads.foot, spot)
            case _:
                assert_never(spot.part)

    def _art(self, art: Art, sheet: Sheet, spot: Spot) -> None:
        put_art(art, self._brand.images, sheet, spot.page.height, self._setting.tree)

    def _head(self, sheet: Sheet, thirds: Thirds, spot: Spot) -> None:
        page = spot.page
        y = page.height - page.head_baseline
        self._put(sheet, thirds, spot, y, StyleRole.RUNNING_HEAD)
        if self._brand.heads.has_rule and not thirds.is_empty:
            low = y - _RULE_GAP - _RULE_HEIGHT
            colour = self._brand.palette.rule
            sheet.layer().append(RuleItem(spot.left, low, page.measure, _RULE_HEIGHT, colour))

    def _foot(self, sheet: Sheet, thirds: Thirds, spot: Spot) -> None:
        self._put(sheet, thirds, spot, spot.page.folio_baseline, StyleRole.FOLIO)

    def _put(self, sheet: Sheet, thirds: Thirds, spot: Spot, y: Length, role: StyleRole) -> None:
        """Put left, centre and right on one line; what is too long for its share is cut."""
        if self._brand.heads.is_mirrored and spot.number % 2 == 0:
            thirds = thirds.mirrored
        words = {**self._words, Field.CHAPTER: spot.chapter, Field.PAGE: sheet.label}
        measure, left = spot.page.measure, spot.left
        style = self._setting.style(role)
        centre = self._phrase(thirds.centre, words)
        middle = self._width(centre, style)
        right, start = self._phrase(thirds.right, words), self._phrase(thirds.left, words)
        free = measure - 2 * style.size
        # What stands opposite takes two fifths at most; what it leaves belongs to the other.
        room = (measure - middle) // 2 - style.size if centre else measure * 2 // 5
        if TOTAL not in right:
            beside = room if centre else max(room, free - self._width(start, style))
            right = self._shortened(right, beside, role)
        width = self._width(right, style)
        room = room if centre else free - width
        if TOTAL not in start:
            start = self._shortened(start, room, role)
        self._show(sheet, start, style, (left, y))
        self._show(sheet, centre, style, (left + (measure - middle) // 2, y))
        self._show(sheet, right, style, (left + measure - width, y))

    def _phrase(self, phrases: tuple[Phrase, ...], words: Mapping[Field, str]) -> str:
        """Return ``phrases`` filled in; the total, known at the end, as a mark."""
        return filled(phrases, {**words, Field.PAGES: TOTAL})

    def _width(self, text: str, style: Style) -> Length:
        """Return how wide ``text`` is, the total with as many figures as are expected."""
        if not text:
            return 0
        if TOTAL in text:
            text = text.replace(TOTAL, self._setting.slots.zeros)
        pieces = _SPACED.split(text)
        gaps = (len(pieces) - 1) * (style.size // 2)
        return gaps + sum(self._line(piece, style).width for piece in pieces)

    def _line(self, text: str, style: Style) -> Line:
        """Return ``text`` set; titles and chapters are the same on many pages."""
        line = self._lines.get((text, style))
        if line is None:
            line = self._lines[text, style] = self._setting.text(text, style)
        return line

    def _show(self, sheet: Sheet, text: str, style: Style, place: tuple[Length, Length]) -> None:
        x, y = place
        for piece in _SPACED.split(text):
            before, after = cut_before_total(piece)
            if before:
                line = self._line(before, style)
                sheet.add(TextItem(-1, x, y, glyphs(line, 0), is_furniture=True))
                x += line.width
            if after:  # what follows the total knows its place no better than the total
                after += text.partition(TOTAL)[2].removeprefix(piece.partition(TOTAL)[2])
                sheet.add(SlotItem(-1, self._setting.slots.total(after, style), x, y))
                return
            x += style.size // 2

    def _shortened(self, text: str, room: Length, role: StyleRole) -> str:
        """Return ``text``, cut where it is too long for ``room``."""
        key = text, room, role
        if key not in self._cut:
            style = self._setting.style(role)
            words = text
            while self._width(words, style) > room and text:
                text = text[:-1]
                words = text + _ELLIPSIS
            self._cut[key] = words
        return self._cut[key]


def filled(phrases: tuple[Phrase, ...], words: Mapping[Field, str]) -> str:
    """Return ``phrases`` an em apart, those with an empty field left out."""
    made = (
        "".join(words[part] if isinstance(part, Field) else part for part in phrase)
        for phrase in phrases
        if all(words[part] for part in phrase if isinstance(part, Field))
    )
    return _GAP.join(made)
