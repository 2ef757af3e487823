"""Adopt: a finished report of another hand becomes a folder that builds."""

import codecs
import re
from pathlib import Path

from reportgen.adopt import Adopted, adopt_markdown, adopt_text
from reportgen.adopt.settled import settled
from reportgen.automate.desk.verifying import read_given
from reportgen.automate.front import check_report
from reportgen.diag import (
    Code,
    Diagnostic,
    ReportgenError,
    Severity,
    Sink,
    Source,
    Span,
    UsageError,
)

_MARKDOWN = frozenset({".md", ".markdown"})
_WORD = frozenset({".docx", ".docm", ".dotx"})
_TEXTS = _MARKDOWN | {".txt", ".text"}
_ENCODINGS = ("utf-8-sig", "gb18030")
_NO_NAME = "report"
_MOST_ROUNDS = 6
_LARGEST_PICTURE = 50 * 2**20


def adopt(file: Path, folder: Path) -> tuple[tuple[Path, ...], Adopted]:
    """Write the report in ``file`` into the new ``folder``; return its files, and the notes.

    Nothing is overwritten: raise UsageError where the folder holds something, or where the file
    is of no kind that is understood or cannot be read.
    """
    sink, place = Sink(), Span(Source(file.as_posix(), ""), 1, 1)
    if file.suffix.lower() not in _TEXTS | _WORD:
        sink.add(Code.NOT_ADOPTED, place, path=file, known="、".join(sorted(_TEXTS | _WORD)))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sink.add(Code.FOLDER_IN_USE, place, path=folder)
    sink.stop_on_errors()
    adopted = _adopted(file, _name(folder), place)
    try:
        paths = _written(adopted, folder)
        for _ in range(_MOST_ROUNDS):
            errors = _errors(folder)
            if not errors:
                break
            unit = "段" if file.suffix.lower() in _WORD else "行"
            adopted = settled(adopted, errors, unit)
            paths = _written(adopted, folder)
    except OSError as fault:
        sink.add(Code.CANNOT_WRITE, place, path=folder, reason=fault.strerror or fault)
        raise UsageError(sink.found) from fault
    return paths, adopted


def _written(adopted: Adopted, folder: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in adopted.files.items():
        (folder / name).write_text(words, "utf-8", newline="\n")
    for name, data in adopted.pictures.items():
        (folder / name).write_bytes(data)
    return tuple(folder / name for name in (*adopted.files, *adopted.pictures))


def _errors(folder: Path) -> tuple[Diagnostic, ...]:
    """Return what would stop a build of the new folder."""
    try:
        check_report(folder, env={})
    except ReportgenError as stopped:
        return tuple(each for each in stopped.diagnostics if each.severity is Severity.ERROR)
    return ()


def _adopted(file: Path, name: str, place: Span) -> Adopted:
    data = read_given(file)
    if file.suffix.lower() in _WORD:
        return _from_word(data, file, name, place)
    text = _decoded(data, file, place)
    if file.suffix.lower() in _MARKDOWN:
        return adopt_markdown(text, name, lambda path: _beside(file, path))
    return adopt_text(text, name)


def _beside(file: Path, path: str) -> bytes | None:
    """Return a picture that a Markdown file shows; one of another machine is not fetched."""
    try:
        if not path or "://" in path or (file.parent / path).stat().st_size > _LARGEST_PICTURE:
            return None
        return (file.parent / path).read_bytes()
    except (OSError, ValueError):
        return None


def _from_word(data: bytes, file: Path, name: str, place: Span) -> Adopted:
    from reportgen.adopt.word import adopt_word  # noqa: PLC0415 - not for a text
    from reportgen.word.markup import BrokenPackageError  # noqa: PLC0415 - as above

    try:
        return adopt_word(data, name)
    except BrokenPackageError as fault:
        sink = Sink()
        sink.add(Code.WORD_NOT_READ, place, path=file, reason=str(fault))
        raise UsageError(sink.found) from fault


def _decoded(data: bytes, file: Path, place: Span) -> str:
    wide = data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    for encoding in ("utf-16", *_ENCODINGS) if wide else _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    sink = Sink()
    sink.add(Code.NOT_UTF8, place, path=file)
    raise UsageError(sink.found)


def _name(folder: Path) -> str:
    return re.sub(r"[^\w.-]+", "-", folder.resolve().name).strip("-.") or _NO_NAME
