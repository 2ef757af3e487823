"""build_report, check_report, to_docx_document: the verbs for programs, with nothing on disk."""

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.automate.cache import MemoryCache
from reportgen.diag import Code, Sink, Source, Span, UsageError
from reportgen.model.artifact import ArtifactKind, Cache
from reportgen.model.world import Entry, Progress, World

if TYPE_CHECKING:  # loading the rooms takes longer than finding that nothing changed
    from reportgen.build import Built, Checked
    from reportgen.write_docx.opened import WordDocument


def build_report(  # noqa: PLR0913 - the door for programs: each is given by its name
    entry: Path | str | Mapping[str, object],
    *,
    to: Iterable[str] = (),
    frames: Mapping[str, object] | None = None,
    figures: Mapping[str, object] | None = None,
    env: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    period: str = "",
    param: Mapping[str, str] | None = None,
    settings: Path | None = None,
    folder: Path | None = None,
    strict: bool = False,
) -> "Built":
    """Build a report from its folder, file or a dict, and return the files as bytes.

    Nothing is written. ``frames`` are pandas frames by source name, ``figures`` matplotlib figures
    by the key of their chart; ``env`` and ``today`` are the process's own unless given; ``period``
    stands for the report's own; ``param`` says which row of ``params`` it is about, as
    ``{"客户": "甲"}``; ``settings`` is the operator's file with databases and hosts that
    may be asked for data; a dict finds its files in ``folder``; to the ``strict`` findings about
    numbers are errors. Raises a ReportgenError that carries all findings.
    """
    from reportgen.build import build  # noqa: PLC0415 - see above

    world = here(frames=frames, figures=figures, env=env, today=today)
    world = replace(world, period=period, settings=settings, row=param or {}, folder=folder)
    world = replace(world, is_strict=strict)
    return build(_entry(entry), parse_kinds(to), world)


def check_report(  # noqa: PLR0913 - as above
    entry: Path | str | Mapping[str, object],
    *,
    frames: Mapping[str, object] | None = None,
    figures: Mapping[str, object] | None = None,
    env: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    period: str = "",
    param: Mapping[str, str] | None = None,
    settings: Path | None = None,
    folder: Path | None = None,
    strict: bool = False,
) -> "Checked":
    """Find all faults of a report without making a file; raise if one is an error."""
    from reportgen.build import check  # noqa: PLC0415 - see above

    world = here(frames=frames, figures=figures, env=env, today=today)
    world = replace(world, period=period, settings=settings, row=param or {}, folder=folder)
    world = replace(world, is_strict=strict)
    return check(_entry(entry), world)


def to_docx_document(built: "Built") -> "WordDocument":
    """Return the Word file of ``built`` as a python-docx Document, for changes of one's own.

    What is changed and saved there is no longer verified.
    """
    from reportgen.write_docx import opened_docx  # noqa: PLC0415 - python-docx is for this alone

    found = [each.data for each in built.artifacts if each.kind is ArtifactKind.DOCX]
    if not found:
        sink = Sink()
        sink.add(Code.NO_DOCX_BUILT, Span(Source("to_docx_document", ""), 1, 1))
        raise UsageError(sink.found)
    return opened_docx(found[0])


def here(  # noqa: PLR0913 - each is given by its name
    *,
    cache: Cache | None = None,
    frames: Mapping[str, object] | None = None,
    figures: Mapping[str, object] | None = None,
    env: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    progress: Progress = lambda _stage: None,
    settings: Path | None = None,
) -> World:
    """Return the world of this process: its environment, its clock, and what is given."""
    return World(
        env=os.environ if env is None else env,
        today=today or dt.datetime.now(dt.UTC).astimezone().date(),
        cache=cache or MemoryCache(),
        frames=frames,
        progress=progress,
        figures=figures,
        settings=settings,
    )


def parse_kinds(words: Iterable[str]) -> tuple[ArtifactKind, ...]:
    """Return the kinds that ``words`` name; raise UsageError for an unknown one."""
    known = [kind.value for kind in ArtifactKind]
    sink = Sink()
    kinds = []
    for word in words:
        if word in known:
            kinds.append(ArtifactKind(word))
        else:
            place = Span(Source("--to", ""), 1, 1)
            sink.add(Code.UNKNOWN_OUTPUT, place, kind=word, known=", ".join(known))
    if sink.errors:
        raise UsageError(sink.found)
    return tuple(dict.fromkeys(kinds))


def _entry(entry: Path | str | Mapping[str, object]) -> Entry:
    return Path(entry) if isinstance(entry, str) else entry
