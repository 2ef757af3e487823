"""Furniture: what a brand prints around the text: heads, feet, letterhead, watermark, covers."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from reportgen.model.art import Art
from reportgen.model.colour import Colour
from reportgen.model.length import Length

_PLAIN = Art()


class Field(StrEnum):
    """What a head or a foot fills in."""

    TITLE = "title"
    CHAPTER = "chapter"
    ORGANISATION = "organisation"
    DATE = "date"
    CLASSIFICATION = "classification"
    PAGE = "page"
    PAGES = "pages"
    NOTICE = "notice"


Phrase: TypeAlias = tuple[str | Field, ...]
"""Words and fields; it vanishes where a field has nothing to say."""


class Thirds(Struct, frozen=True, gc=False):
    """What stands at the left, in the middle and at the right of a head or a foot."""

    left: tuple[Phrase, ...] = ()
    centre: tuple[Phrase, ...] = ()
    right: tuple[Phrase, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return not (self.left or self.centre or self.right)

    @property
    def with_notice(self) -> "Thirds":
        """The same with a place for the notice: where nothing stands, else at the left."""
        places = (self.left, self.right, self.centre)
        if any(Field.NOTICE in phrase for third in places for phrase in third):
            return self
        notice = ((Field.NOTICE,),)
        if self.left and not self.right:
            return Thirds(self.left, self.centre, notice)
        return Thirds((*self.left, *notice), self.centre, self.right)

    @property
    def mirrored(self) -> "Thirds":
        """The same on a left-hand page."""
        return Thirds(self.right, self.centre, self.left)


class Heads(Struct, frozen=True, gc=False):
    """Heads and feet of the body; the front matter has a foot of its own."""

    head: Thirds = Thirds(left=((Field.CHAPTER,),), right=((Field.CLASSIFICATION,), (Field.TITLE,)))
    foot: Thirds = Thirds(
        left=((Field.NOTICE,),), centre=(("第", Field.PAGE, "页 / 共", Field.PAGES, "页"),)
    )
    front_foot: Thirds = Thirds(left=((Field.NOTICE,),), centre=((Field.PAGE,),))
    has_rule: bool = True
    """Whether a rule stands under the head."""
    is_mirrored: bool = False
    """Whether left-hand pages have left and right exchanged."""
    on_chapter_pages: bool = True
    """Whether pages where a chapter starts have a head."""


class WatermarkLook(Struct, frozen=True, gc=False):
    """How a watermark looks; ``angle`` in degrees, counter-clockwise."""

    colour: Colour
    opacity: float
    angle: int
    largest: Length
    """Its size, where the sheet has room for it."""


class CoverLook(Struct, frozen=True, gc=False):
    """A cover or a letterhead: places count from the sheet's upper left corner."""

    title_top: Length
    art: Art = _PLAIN
    organisation_top: Length | None = None
    """Nothing: at the top of the text."""
    classification_top: Length | None = None
    meta_top: Length | None = None
    """Of the lines like 发布时间：…, where they do not follow the subtitle."""
    left: Length | None = None
    """Left edge of the words, where it is not that of the text."""
    width: Length | None = None


class BackCoverLook(Struct, frozen=True, gc=False):
    """The back cover: its art, and where its words begin."""

    top: Length
    art: Art = _PLAIN
    contact: tuple[str, ...] = ()
    disclaimer: str = ""
