"""Fixing: what check finds and can mend safely, written into the author's own files."""

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from reportgen.automate.publish import publish
from reportgen.automate.state import home
from reportgen.diag import Code, Diagnostic, Fix, Sink, Source, Span, UsageError

_BOM = b"\xef\xbb\xbf"
_END = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*\Z")


class Mended(Struct, frozen=True):
    """A file as it is, and as it will be; ``fixes`` are those that are made in it."""

    path: Path
    shown: str
    was: bytes
    text: str
    new: str
    fixes: tuple[Fix, ...]

    @property
    def diff(self) -> str:
        """The changes, as ``diff -u`` shows them."""
        lines = difflib.unified_diff(
            self.text.splitlines(),
            self.new.splitlines(),
            self.shown,
            self.shown,
            lineterm="",
            n=0,
        )
        return "\n".join(lines)


def mend(found: Iterable[Diagnostic], report: Path) -> tuple[Mended, ...]:
    """Return what the fixes of ``found`` make of the files of ``report``.

    Files outside the report's folder (a kit, a font) are left alone, and so are Word files.
    """
    by_path: dict[str, list[Fix]] = {}
    for each in found:
        if each.fix is not None and not each.fix.span.source.places:
            by_path.setdefault(each.fix.span.source.path, []).append(each.fix)
    return tuple(_mended(by_path, report))


def in_word(found: Iterable[Diagnostic]) -> int:
    """Return how many fixes of ``found`` are for Word files, which only their authors write."""
    return sum(each.fix is not None and bool(each.fix.span.source.places) for each in found)


def _mended(by_path: dict[str, list[Fix]], report: Path) -> Iterator[Mended]:
    root = home(report).resolve()
    for shown, fixes in sorted(by_path.items()):
        path = Path(shown)
        if not path.is_file() or not path.resolve().is_relative_to(root):
            continue
        was = path.read_bytes()
        text = was.removeprefix(_BOM).decode()
        made, new = _applied(text, fixes)
        if made:
            yield Mended(path, shown, was, text, new, made)


def _applied(text: str, fixes: list[Fix]) -> tuple[tuple[Fix, ...], str]:
    """Return which of ``fixes`` were made, and what came out; of two that overlap the first."""
    lines = text.splitlines(keepends=True)
    made: list[Fix] = []
    end: dict[int, int] = {}
    for fix in sorted(fixes, key=lambda each: (each.span.line, each.span.column)):
        span = fix.span
        start = span.column - 1
        if _is_there(fix, lines) and start >= end.get(span.line, 0):
            made.append(fix)
            end[span.line] = start + span.length
    for fix in reversed(made):
        number, start = fix.span.line - 1, fix.span.column - 1
        line = lines[number]
        lines[number] = line[:start] + fix.text + line[start + fix.span.length :]
    return tuple(made), "".join(lines)


def _is_there(fix: Fix, lines: list[str]) -> bool:
    """Tell whether the line of ``fix`` is still the one that was checked."""
    span = fix.span
    if not 0 < span.line <= len(lines):
        return False
    line = _END.sub("", lines[span.line - 1])
    start, stop = span.column - 1, span.column - 1 + span.length
    return stop <= len(line) and line[start:stop] == span.source.line(span.line)[start:stop]


def write(files: Iterable[Mended]) -> None:
    """Write ``files``, all or none; raise UsageError when one was changed meanwhile."""
    sink = Sink()
    made = []
    for file in files:
        if file.path.read_bytes() != file.was:
            sink.add(Code.FILE_MOVED_ON, Span(Source(file.shown, ""), 1, 1), path=file.shown)
        mark = _BOM if file.was.startswith(_BOM) else b""
        made.append((file.path, mark + file.new.encode()))
    if sink.errors:
        raise UsageError(sink.found)
    publish(made)
