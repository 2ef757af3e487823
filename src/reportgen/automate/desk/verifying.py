"""Verify: any PDF or Word file against the rules, one that came back against what was sent."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.automate.state import State, home
from reportgen.diag import Code, Diagnostic, Severity, Sink, Source, Span, UsageError
from reportgen.ledger import BuildRecord
from reportgen.model.artifact import ArtifactKind
from reportgen.model.returned import ReturnedFile, WordComment
from reportgen.returned import (
    Change,
    NumberEdit,
    changed_bookmarks,
    changed_numbers,
    differing,
    placed_comments,
)
from reportgen.verify.inspect import Inspected, inspect
from reportgen.verify.label_rules import LabelVerdict

_LARGEST = 256 * 2**20
_MOST_COPIES = 60
_MOST_DIFFERENCES = 100
_WHERE_NOT_SAID = "—"
_CODES = {
    Change.CHANGED: Code.NUMBER_CHANGED,
    Change.REMOVED: Code.NUMBER_REMOVED,
    Change.ADDED: Code.NUMBER_ADDED,
    Change.COPIED: Code.NUMBER_COPIED,
}


class Verifying(Struct, frozen=True):
    """What to verify, and where the files that were sent out may be kept."""

    paths: tuple[Path, ...]
    report: Path | None = None
    state: Path | None = None
    original: Path | None = None


class Copy(Struct, frozen=True):
    """The file as it was sent out; ``record`` is the build that made it, where that is known."""

    word: ReturnedFile
    called: str
    record: BuildRecord | None = None


class Verified(Struct, frozen=True):
    """What was found in one file."""

    path: Path
    kind: str
    findings: tuple[Diagnostic, ...]
    numbers: tuple[tuple[NumberEdit, Diagnostic], ...] = ()
    comments: tuple[WordComment, ...] = ()
    label: str = ""
    verdict: LabelVerdict = LabelVerdict.NONE
    compared_with: str = ""
    """The file that was sent out; nothing where none was found."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing in it is an error."""
        found = (*self.findings, *(each for _, each in self.numbers))
        return all(each.severity is Severity.WARNING for each in found)


def verify_files(order: Verifying) -> tuple[Verified, ...]:
    """Return what is found in each file of ``order``; a PDF and its Word file are compared, too."""
    inspected = []
    for path in order.paths:
        data = read_given(path)
        inspected.append((path, data, inspect(data, path.as_posix())))
    found = [_verified(path, data, each, order) for path, data, each in inspected]
    pdfs = [(path, data) for path, data, _ in inspected if data.startswith(b"%PDF-")]
    words = {path: each.word for path, _, each in inspected if each.word is not None}
    for path, data in pdfs:
        same = [each for each in words if each.stem == path.stem]
        if not same and len(pdfs) == len(words) == 1:
            same = list(words)
        for other in same:
            sink = Sink()
            _compare(path, data, other, words[other], sink)
            at = order.paths.index(other)
            found[at] = replace(found[at], findings=(*found[at].findings, *sink.found))
    return tuple(found)


def _compare(path: Path, data: bytes, other: Path, word: ReturnedFile, sink: Sink) -> None:
    """Compare a PDF with its Word file; what the PDF's structure hides was found before."""
    from reportgen.verify.pdf_text import text_of_pdf  # noqa: PLC0415 - only for a pair

    try:
        pdf = [(each.tag, each.text) for each in text_of_pdf(data)]
    except ValueError:
        pdf = []
    if not pdf:
        sink.add(Code.FILES_NOT_COMPARED, _place_of(path), path=path, other=other)
        return
    names = {"pdf": (path, other), "docx": (other, path)}
    for kind, words in islice(differing(pdf, word), _MOST_DIFFERENCES):
        has, lacks = names[kind]
        sink.add(Code.FILES_DIFFER, _place_of(has), path=has, words=words, other=lacks)


def _place_of(path: Path) -> Span:
    return Span(Source(path.as_posix(), ""), 1, 1)


def read_given(path: Path) -> bytes:
    """Return the bytes of a file that was named; raise UsageError where it cannot be read."""
    sink, place = Sink(), Span(Source(path.as_posix(), ""), 1, 1)
    try:
        size = path.stat().st_size
        if size <= _LARGEST:
            return path.read_bytes()
        reason = f"{size / 2**20:.0f} MB"
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
    sink.add(Code.FILE_UNREADABLE, place, path=path, reason=reason)
    raise UsageError(sink.found)


def _verified(path: Path, data: bytes, inspected: Inspected, order: Verifying) -> Verified:
    kind = "docx" if inspected.word is not None else "pdf" if data[:5] == b"%PDF-" else ""
    if inspected.word is None:
        return Verified(
            path, kind, inspected.findings, label=inspected.label, verdict=inspected.verdict
        )
    word, sink, place = inspected.word, Sink(), Span(Source(path.as_posix(), ""), 1, 1)
    copy = copy_of(word, path, order)
    findings = inspected.findings
    if copy is not None:
        findings = tuple(each for each in findings if each.code is not Code.LABEL_LOST)
        numbers = changed_numbers(copy.word, word)
        _check_label(copy.word.label, word.label, place, sink)
    else:
        numbers = changed_bookmarks(word)
        if word.numbers:
            sink.add(Code.COMPARED_BY_BOOKMARKS, place, count=len(word.numbers))
        else:
            sink.add(Code.NOTHING_TO_COMPARE, place)
    return Verified(
        path,
        kind,
        (*findings, *sink.found),
        tuple((each, finding_of(each, place)) for each in numbers),
        placed_comments(word),
        word.label,
        inspected.verdict,
        copy.called if copy else "",
    )


def _check_label(sent: str, came: str, place: Span, sink: Sink) -> None:
    """Check that the file still has the label it went out with."""
    if sent and not came:
        sink.add(Code.LABEL_MISSING, place, expected=sent)
    elif sent != came:
        sink.add(Code.LABEL_DIFFERS, place, count=1, found=came, expected=sent or "–")


def finding_of(edit: NumberEdit, place: Span) -> Diagnostic:
    """Return the finding that says ``edit``."""
    values = {
        "metric": edit.metric or _WHERE_NOT_SAID,
        "old": edit.old or _WHERE_NOT_SAID,
        "new": edit.new or _WHERE_NOT_SAID,
        "where": edit.where or _WHERE_NOT_SAID,
        "author": edit.author or _WHERE_NOT_SAID,
    }
    code = Code.NUMBER_PENDING if edit.is_pending else _CODES[edit.change]
    return Diagnostic(code, place, values)


# ---- the file as it was sent out -----------------------------------------------------------


def copy_of(word: ReturnedFile, path: Path, order: Verifying) -> Copy | None:
    """Return the file that ``word``, found at ``path``, was when it was sent out."""
    if order.original is not None:
        found = inspect(read_given(order.original), order.original.as_posix())
        if found.word is None:
            sink, place = Sink(), Span(Source(order.original.as_posix(), ""), 1, 1)
            sink.add(Code.NOT_A_MADE_FILE, place, path=order.original, wanted="DOCX")
            raise UsageError(sink.found)
        return Copy(found.word, order.original.as_posix())
    for state in _states(path, order):
        copy = _kept_copy(word, state)
        if copy is not None:
            return copy
    return None


def _states(path: Path, order: Verifying) -> Iterator[State]:
    """Yield the states that may have made the file: those named, else those near at hand."""
    report = order.report
    if report is not None and not report.exists():
        sink = Sink()
        sink.add(Code.REPORT_NOT_FOUND, _place_of(report), path=report)
        raise UsageError(sink.found)
    if order.state is not None or report is not None:
        named = order.state or home(report or Path()) / ".reportgen"
        if (named / "ledger.db").is_file():
            yield State(named)
        return
    near = dict.fromkeys((Path(), path.parent, path.parent.parent, path.parent.parent.parent))
    for folder in near:
        kept = home(folder) / ".reportgen"
        if (kept / "ledger.db").is_file():
            yield State(kept)


def _kept_copy(word: ReturnedFile, state: State) -> Copy | None:
    """Return the kept file that ``word`` was: that of its label, else of its numbers."""
    by_numbers: Copy | None = None
    with state.ledger() as ledger:
        records = list(ledger.all_builds())
    for record, digest in _word_files(records)[:_MOST_COPIES]:
        if not state.store.holds(digest):
            continue
        found = inspect(state.store.get(digest), record.name).word
        if found is None:
            continue
        called = f"{record.name} {record.period} {record.built_at[:10]}"
        copy = Copy(found, " ".join(called.split()), record)
        if word.label and found.label == word.label:
            return copy
        has_same = bool(word.numbers) and found.numbers == word.numbers
        by_numbers = by_numbers or (copy if has_same else None)
    return by_numbers


def _word_files(records: Sequence[BuildRecord]) -> list[tuple[BuildRecord, str]]:
    """Return each kept Word file once, the newest first."""
    found: dict[str, BuildRecord] = {}
    for record in records:
        digest = dict(record.files).get(ArtifactKind.DOCX.value)
        if digest:
            found.setdefault(digest, record)
    return [(record, digest) for digest, record in found.items()]
