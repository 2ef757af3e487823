"""Places: the reports that a person means by folders, files, or the operator's list."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from reportgen.automate.state import REPORT_NAMES
from reportgen.diag import Code, Sink, Source, Span, UsageError

_ENDINGS = (".yaml", ".yml", ".md", ".markdown")


def reports_in(places: Iterable[Path]) -> list[Path]:
    """Return the reports at ``places``: each a report, or a folder that holds some."""
    found: dict[Path, None] = {}
    for place in places:
        if is_report(place):
            found[place] = None
        elif place.is_dir():
            try:
                inside = sorted(place.iterdir())
            except OSError:
                continue
            found.update({each: None for each in inside if each.is_dir() and is_report(each)})
    return list(found)


def is_report(path: Path) -> bool:
    """Tell whether a report is at ``path``: a folder with its keys, or a file of them."""
    if path.is_dir():
        return any((path / name).is_file() for name in REPORT_NAMES)
    return path.suffix.lower() in _ENDINGS and path.is_file()


def listed_places(asked: Sequence[Path], settings: Path) -> list[Path]:
    """Return what was asked for, or what the operator's file lists; raise UsageError for nothing.

    Paths in that file start from its own folder.
    """
    if asked:
        return list(asked)
    from reportgen.read import listed_reports  # noqa: PLC0415 - only for a server of a list

    sink = Sink()
    found = listed_reports(settings, sink) if settings.is_file() else ()
    if not found and not sink.errors:
        place = Span(Source(str(settings), ""), 1, 1)
        sink.add(Code.NOTHING_TO_SERVE, place, path=settings)
    if sink.errors:
        raise UsageError(sink.found)
    return [settings.parent / each for each in found]


def check_places(places: Sequence[Path], found: Sequence[Path]) -> None:
    """Raise UsageError for a place where no report is."""
    sink = Sink()
    for place in places:
        is_there = any(place in (each, each.parent) for each in found)
        if not is_there:
            sink.add(Code.REPORT_NOT_FOUND, Span(Source(str(place), ""), 1, 1), path=place)
    if sink.errors:
        raise UsageError(sink.found)
