"""Adopt: a finished report of another hand becomes a folder that builds."""

import re
from pathlib import Path

from reportgen.adopt import Adopted, adopt_markdown, adopt_text
from reportgen.automate.verifying import read_given
from reportgen.diag import Code, Sink, Source, Span, UsageError

_MARKDOWN = frozenset({".md", ".markdown"})
_WORD = frozenset({".docx", ".docm", ".dotx"})
_TEXTS = _MARKDOWN | {".txt", ".text"}
_ENCODINGS = ("utf-8-sig", "gb18030")
_NO_NAME = "report"


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
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, words in adopted.files.items():
            path = folder / name
            path.write_text(words, "utf-8", newline="\n")
            paths.append(path)
        for name, data in adopted.pictures.items():
            path = folder / name
            path.write_bytes(data)
            paths.append(path)
    except OSError as fault:
        sink.add(Code.CANNOT_WRITE, place, path=folder, reason=fault.strerror or fault)
        raise UsageError(sink.found) from fault
    return tuple(paths), adopted


def _adopted(file: Path, name: str, place: Span) -> Adopted:
    data = read_given(file)
    if file.suffix.lower() in _WORD:
        return _from_word(data, file, name, place)
    text = _decoded(data, file, place)
    is_markdown = file.suffix.lower() in _MARKDOWN
    return (adopt_markdown if is_markdown else adopt_text)(text, name)


def _from_word(data: bytes, file: Path, name: str, place: Span) -> Adopted:
    from reportgen.adopt.word import adopt_word  # noqa: PLC0415 - not for a text
    from reportgen.verify.word.markup import BrokenPackageError  # noqa: PLC0415 - as above

    try:
        return adopt_word(data, name)
    except BrokenPackageError as fault:
        sink = Sink()
        sink.add(Code.WORD_NOT_READ, place, path=file, reason=str(fault))
        raise UsageError(sink.found) from fault


def _decoded(data: bytes, file: Path, place: Span) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    sink = Sink()
    sink.add(Code.NOT_UTF8, place, path=file)
    raise UsageError(sink.found)


def _name(folder: Path) -> str:
    return re.sub(r"[^\w.-]+", "-", folder.resolve().name).strip("-.") or _NO_NAME
