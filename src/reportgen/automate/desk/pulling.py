"""Pull: what a reader changed in a Word file goes back into the source, as a tried patch."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from reportgen.automate.desk.verifying import Verifying, copy_of, read_given
from reportgen.automate.publish import publish
from reportgen.automate.state import home, open_state
from reportgen.diag import Code, Diagnostic, ReportgenError, Sink, Source, Span, UsageError
from reportgen.model.artifact import ArtifactKind
from reportgen.model.origins import Origins
from reportgen.model.returned import ReturnedFile, WordComment
from reportgen.model.world import World
from reportgen.returned import (
    Left,
    NumberEdit,
    TextEdit,
    Unit,
    Why,
    around_change,
    changed_numbers,
    meets,
    patched,
    placed_comments,
    pulled,
    unified,
    units_of,
)
from reportgen.verify.inspect import inspect

_MOST_TRIES = 40
_NOTHING = "—"
_CODES = {
    Why.NOT_TYPED: Code.EDIT_NOT_TYPED,
    Why.MOVED_ON: Code.SOURCE_MOVED_ON,
    Why.NEW: Code.PARAGRAPH_NEW,
    Why.GONE: Code.PARAGRAPH_GONE,
    Why.PENDING: Code.EDIT_PENDING,
    Why.READS_OTHERWISE: Code.EDIT_READS_OTHERWISE,
    Why.CALLS: Code.NOTES_CHANGED,
}
_PASSED_OVER = shutil.ignore_patterns(".reportgen", ".git", "out")


class Pulling(Struct, frozen=True):
    """The file that came back, and the report it goes back into."""

    path: Path
    report: Path | None = None
    original: Path | None = None
    state: Path | None = None
    accepts: bool = False
    """Whether tracked changes count that nobody has accepted yet."""


class NewText(Struct, frozen=True):
    """A file of the author, as it was read and as it will be."""

    path: Path
    old: str
    new: str


class Shown(Struct, frozen=True, gc=False):
    """An edit for a person: where it is in the source, and the words round what changed."""

    where: str
    old: str
    new: str


class Pulled(Struct, frozen=True):
    """The patch, and all that is not in it."""

    patch: str
    texts: tuple[NewText, ...]
    edits: tuple[Shown, ...]
    findings: tuple[Diagnostic, ...]
    comments: tuple[WordComment, ...]
    compared_with: str
    """The file that was sent out; nothing: the report as it is now."""


def pull(order: Pulling, world: World) -> Pulled:
    """Return what goes back into the source; nothing is written.

    The patch is tried on a copy of the report: what is not read there as the reader's words is
    taken out of it and told.
    """
    came = _word_of(order.path)
    wanted = Verifying((order.path,), order.report, order.state, order.original)
    copy = copy_of(came, order.path, wanted)
    record = copy.record if copy else None
    report = order.report or (Path(record.place) if record else Path())
    origins = Origins()
    from reportgen.build import build  # noqa: PLC0415 - as in the other verbs

    built = build(report, (ArtifactKind.DOCX,), world, origins)
    now = inspect(built.artifacts[0].data, report.as_posix()).word
    if now is None:
        raise AssertionError("a Word file that was just made can be read")
    sent = copy.word if copy else now
    found = pulled(sent, came, now, origins, accepts=order.accepts)
    edits, refused = _Trial(report, order.state, world, origins).proved(found.edits)
    numbers = changed_numbers(sent, came)
    files = patched(edits)
    units = units_of(origins)
    shown = {_shown(path, report): both for path, both in files.items()}
    return Pulled(
        unified(shown),
        tuple(NewText(Path(path), source.text, text) for path, (source, text) in files.items()),
        tuple(shown for each in edits for shown in _edits_shown(each, units, report)),
        tuple(_findings(order.path, (*found.left, *refused), numbers)),
        placed_comments(came),
        copy.called if copy else "",
    )


def _edits_shown(edit: TextEdit, units: Sequence[Unit], report: Path) -> Iterator[Shown]:
    for number, text in edit.units:
        span = units[number].span
        place = f"{_shown(span.source.path, report)}:{span.line}"
        yield Shown(place, *around_change(units[number].text, text))


def write_pulled(done: Pulled) -> tuple[Path, ...]:
    """Write the patched files; raise UsageError where one was changed meanwhile."""
    files = []
    for each in done.texts:
        raw = read_given(each.path)
        end = "\r\n" if b"\r\n" in raw else "\n"
        text = raw.decode("utf-8-sig", "replace")
        if "".join(f"{line}\n" for line in text.splitlines()) != each.old:
            sink, place = Sink(), Span(Source(each.path.as_posix(), ""), 1, 1)
            sink.add(Code.FILE_CHANGED_MEANWHILE, place, path=each.path)
            raise UsageError(sink.found)
        new = each.new if text.endswith(("\n", "\r")) else each.new.removesuffix("\n")
        mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
        files.append((each.path, mark + new.replace("\n", end).encode()))
    publish(files)
    return tuple(path for path, _ in files)


def _word_of(path: Path) -> ReturnedFile:
    found = inspect(read_given(path), path.as_posix())
    if found.word is not None:
        return found.word
    sink, place = Sink(), Span(Source(path.as_posix(), ""), 1, 1)
    sink.add(Code.NOT_A_MADE_FILE, place, path=path, wanted="DOCX")
    unreadable = tuple(each for each in found.findings if each.code is Code.FILE_UNREADABLE)
    raise UsageError(unreadable or sink.found)


def _shown(path: str, report: Path) -> str:
    """Return how a patch names a file: as the user would type it, else from the report on."""
    full = Path(path)
    if not full.is_absolute():
        return full.as_posix()
    folder = home(report).resolve()
    return full.relative_to(folder).as_posix() if full.is_relative_to(folder) else full.name


def _findings(
    path: Path, left: Sequence[Left], numbers: Sequence[NumberEdit]
) -> Iterator[Diagnostic]:
    """Yield a finding for each change that is not in the patch; a number is told once."""
    place = Span(Source(path.as_posix(), ""), 1, 1)
    for number in numbers:
        values = {
            "metric": number.metric or _NOTHING,
            "old": number.old or _NOTHING,
            "new": number.new or _NOTHING,
            "where": number.where or _NOTHING,
        }
        if number.metric:
            yield Diagnostic(Code.NUMBER_NOT_PULLED, place, values)
    for each in left:
        if not _is_number_told(each, numbers):
            old, new = around_change(each.old, each.new)
            values = {"old": old or _NOTHING, "new": new or _NOTHING}
            where = str(each.place) or _NOTHING
            yield Diagnostic(_CODES[each.why], place, {**values, "where": where})


def _is_number_told(left: Left, numbers: Sequence[NumberEdit]) -> bool:
    where = str(left.place)
    return left.why is Why.NOT_TYPED and any(
        each.metric and each.where == where and left.old in each.old and left.new in each.new
        for each in numbers
    )


class _Trial:
    """Tries edits on a copy of the report: is what they type read as what the reader wrote?"""

    def __init__(self, report: Path, state: Path | None, world: World, origins: Origins) -> None:
        self._report = report
        self._world = world
        self._texts = [unit.text for unit in units_of(origins)]
        kept = open_state(report, state)
        self._folder = kept.folder if kept else None

    def proved(self, edits: Sequence[TextEdit]) -> tuple[list[TextEdit], list[Left]]:
        """Return the edits that hold, and those that do not."""
        apart: list[TextEdit] = []
        refused: list[TextEdit] = []
        for each in edits:
            (refused if meets(each, apart) else apart).append(each)
        if apart and not self._holds(apart):
            proved: list[TextEdit] = []
            for number, each in enumerate(apart):
                is_tried = number < _MOST_TRIES and self._holds([*proved, each])
                (proved if is_tried else refused).append(each)
            apart = proved
        return apart, [left for each in refused for left in self._left(each)]

    def _left(self, edit: TextEdit) -> Iterator[Left]:
        for number, text in edit.units:
            yield Left(Why.READS_OTHERWISE, self._texts[number], text, edit.place)

    def _holds(self, edits: Sequence[TextEdit]) -> bool:
        """Tell whether the report with ``edits`` prints what they say, and else what it did."""
        from reportgen.build import check  # noqa: PLC0415 - as above

        wanted = list(self._texts)
        for each in edits:
            for number, text in each.units:
                wanted[number] = text
        with tempfile.TemporaryDirectory(prefix="pull-", dir=self._folder) as folder:
            entry = self._copied(Path(folder) / "report", edits)
            found = Origins()
            try:
                check(entry, self._world, found)
            except ReportgenError:
                return False
        return [unit.text for unit in units_of(found)] == [text for text in wanted if text.strip()]

    def _copied(self, target: Path, edits: Sequence[TextEdit]) -> Path:
        """Return the report's copy with ``edits`` made; its other files are the same ones."""
        source = home(self._report).resolve()
        shutil.copytree(source, target, ignore=_PASSED_OVER, copy_function=_linked)
        for path, (_, text) in patched(edits).items():
            copy = target / Path(path).resolve().relative_to(source)
            copy.unlink()
            copy.write_text(text, "utf-8")
        return target if self._report.is_dir() else target / self._report.name


def _linked(source: str, target: str) -> None:
    """Let ``target`` be the same file as ``source``; on another disk, a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
