"""Flows: the strips of a section, with the page and the columns they are set for."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from reportgen.model.brand import PageGeometry
from reportgen.model.document import Blocks
from reportgen.model.length import Length
from reportgen.model.sections import sections
from reportgen.typeset.galley import galley
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.strip import Strip
from reportgen.typeset.structure import ROOT


class Flow(Struct, frozen=True):
    """Strips set as wide as a column; ``gap`` parts the columns."""

    page: PageGeometry
    columns: int
    gap: Length
    strips: Iterable[Strip]

    @property
    def pitch(self) -> Length:
        """From the left edge of a column to that of the next."""
        return (self.page.measure + self.gap) // self.columns


def flows(blocks: Blocks, setting: Setting) -> Iterator[Flow]:
    """Yield the sections of ``blocks`` as flows, set as their strips are asked for."""
    gap = setting.brand.page.column_gap
    starts_chapters = setting.brand.page.starts_chapters
    for section in sections(blocks, starts_chapters=starts_chapters):
        page = setting.brand.page.turned if section.is_wide else setting.brand.page
        width = page.column(section.columns)
        within = Surround(0, width, ROOT, room=page.room)
        yield Flow(page, section.columns, gap, galley(section.blocks, within, setting))


def whole(strips: Iterable[Strip], page: PageGeometry) -> tuple[Flow]:
    """Return ``strips`` as the only flow of a part."""
    return (Flow(page, 1, 0, strips),)
