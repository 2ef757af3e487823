"""Origins: which of the author's words became which printed ones, where somebody asks."""

from collections.abc import Mapping

from msgspec import Struct, field

from reportgen.model.pieces import Pieces
from reportgen.model.report.inlines import Inlines


class Said(Struct, frozen=True, gc=False):
    """The inlines of one paragraph, title or cell, and what they print."""

    written: Inlines
    printed: Pieces


class Origins(Struct):
    """Collects them in the order in which they are resolved, which is the reader's."""

    said: list[Said] = field(default_factory=list)
    choices: Mapping[str, bool] = field(default_factory=dict)
    """Which conditions hold: they choose words inside sentences."""
    conditions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """On which conditions blocks are there at all: by the place of their words, or ``fig-x``."""
    home: str = ""
    """What places call the report's folder."""

    def keep(self, written: Inlines, printed: Pieces) -> None:
        """Keep what ``written`` prints; nothing, where nothing was written."""
        if written:
            self.said.append(Said(written, printed))
