"""Rebuild: make a report's files and put them into its folder."""

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.automate.cache import FolderCache, MemoryCache
from reportgen.automate.publish import file_name, publish
from reportgen.build import Built, Checked, Entry, Progress, World, build, check
from reportgen.diag import Code, Diagnostic, Sink, Source, Span, UsageError
from reportgen.model.artifact import ArtifactKind, Cache

STATE = ".reportgen"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The written files, in the order asked for, and what was found on the way."""

    paths: tuple[Path, ...]
    built: Built

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The warnings; errors would have stopped the build."""
        return self.built.findings


def rebuild(
    report: Path, out: Path | None, kinds: tuple[ArtifactKind, ...], world: World
) -> Rebuilt:
    """Build ``report`` and write its files into ``out`` (the report's own ``out`` without one)."""
    built = build(report, kinds, world)
    folder = out if out is not None else home(report) / "out"
    name = file_name(built.document.cover.title, built.document.id or "report")
    return Rebuilt(publish(built.artifacts, folder, name), built)


def home(report: Path) -> Path:
    """Return the folder of ``report``, which may be given as a folder or a file."""
    return report if report.is_dir() else report.parent


def report_cache(report: Path) -> Cache:
    """Return the cache beside ``report``, with a .gitignore of its own."""
    state = home(report) / STATE
    ignore = state / ".gitignore"
    try:
        if not ignore.exists():
            state.mkdir(exist_ok=True)
            ignore.write_text("*\n", "utf-8")
    except OSError:
        return MemoryCache()
    return FolderCache(state / "cache")


def build_report(
    entry: Path | str | Mapping[str, object],
    *,
    to: Iterable[str] = (),
    frames: Mapping[str, object] | None = None,
    env: Mapping[str, str] | None = None,
    today: dt.date | None = None,
) -> Built:
    """Build a report from its folder, file or a dict, and return the files as bytes.

    Nothing is written. ``frames`` are pandas frames by source name; ``env`` and ``today`` are
    the process's own unless given. Raises a ReportgenError that carries all findings.
    """
    return build(_entry(entry), parse_kinds(to), here(frames=frames, env=env, today=today))


def check_report(
    entry: Path | str | Mapping[str, object],
    *,
    frames: Mapping[str, object] | None = None,
    env: Mapping[str, str] | None = None,
    today: dt.date | None = None,
) -> Checked:
    """Find all faults of a report without making a file; raise if one is an error."""
    return check(_entry(entry), here(frames=frames, env=env, today=today))


def here(
    *,
    cache: Cache | None = None,
    frames: Mapping[str, object] | None = None,
    env: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    progress: Progress = lambda _stage: None,
) -> World:
    """Return the world of this process: its environment, its clock, and what is given."""
    return World(
        env=os.environ if env is None else env,
        today=today or dt.datetime.now(dt.UTC).astimezone().date(),
        cache=cache or MemoryCache(),
        frames=frames,
        progress=progress,
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
