"""World: what a build takes from outside; nothing else reaches it."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field

from reportgen.model.artifact import Cache

Entry: TypeAlias = Path | Mapping[str, object]
"""A report's folder or file, or its keys as a dict."""
Progress: TypeAlias = Callable[[str], None]
"""Is told the name of each stage as it starts."""


class RowChoice(Struct, frozen=True, gc=False):
    """Which rows of its table a report is asked for: all where nothing is said."""

    words: tuple[tuple[str, str], ...] = ()
    """Column and cell: of one column any, of several columns all must fit."""
    numbers: tuple[int, ...] = ()
    """Counted from 1."""


EVERY_ROW = RowChoice()


class World(Struct, frozen=True, gc=False):
    """Environment, clock, cache and frames, as arguments."""

    env: Mapping[str, str]
    today: dt.date
    cache: Cache
    frames: Mapping[str, object] | None = None
    progress: Progress = lambda _stage: None
    figures: Mapping[str, object] | None = None
    """The author's own matplotlib figures, by the keys of their charts."""
    period: str = ""
    """The report's period in place of its own word; empty: as the report says."""
    archived: Mapping[str, bytes] = field(default_factory=dict)
    """What databases and addresses gave when an old issue was made: they are not asked again."""
    folder: Path | None = None
    """Where a report that is given as keys finds its files; nothing: nowhere."""
    row: Mapping[str, str] = field(default_factory=dict)
    """Which row of its table the report is about, by a column or several; empty: nothing asked."""
    settings: Path | None = None
    """The operator's file, which says what may be asked for data besides the report's folder."""
    called: str = ""
    """What findings call the report's folder where it is a copy made elsewhere; empty: as given."""
    is_strict: bool = False
    """Whether findings about numbers stop the build."""

    def home(self, entry: Entry) -> str:
        """Return what findings call the folder of ``entry``."""
        if self.called or not isinstance(entry, Path):
            return self.called
        return (entry if entry.is_dir() else entry.parent).as_posix()
