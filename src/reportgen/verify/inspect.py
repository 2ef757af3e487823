"""Inspect any file, ours, foreign or come back: what breaks the rules whatever it should say."""

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Diagnostic, Sink, Span
from reportgen.model.returned import TOOL, ReturnedFile
from reportgen.verify.label_rules import LabelVerdict, label_faults, verdict_on
from reportgen.verify.labels import read_label
from reportgen.verify.pdf_objects import UnreadableError
from reportgen.verify.promises import place_in

_OURS = "Microsoft Office Word"
"""What our own files, and Word's, say they were made by."""
_TOLD = 5
_PNG, _JPEG, _FRONT_MATTER = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"---"


class Inspected(Struct, frozen=True):
    """What a file holds, and what breaks the rules; ``word`` is nothing for a PDF."""

    findings: tuple[Diagnostic, ...]
    label: str = ""
    """The implicit label as it stands in the file, or nothing."""
    word: ReturnedFile | None = None
    verdict: LabelVerdict = LabelVerdict.NONE


def inspect(data: bytes, name: str) -> Inspected:
    """Return what ``data``, a file called ``name``, holds; one that cannot be read is a finding."""
    sink, span = Sink(), place_in(name)
    if data.startswith(b"%PDF-"):
        return _pdf(data, span, sink)
    if data.startswith(b"PK"):
        return _word(data, name, span, sink)
    if data.startswith((_PNG, _JPEG, _FRONT_MATTER)):
        return _plain(data, span, sink)
    sink.add(Code.NOT_A_MADE_FILE, span, path=name, wanted="PDF / DOCX / PNG / JPEG / Markdown")
    return Inspected(sink.found)


def _pdf(data: bytes, span: Span, sink: Sink) -> Inspected:
    from reportgen.verify.pdf_file import PdfFile  # noqa: PLC0415 - not for Word files
    from reportgen.verify.pdf_promises import pdf_faults, producer_of  # noqa: PLC0415 - as above
    from reportgen.verify.pdf_words import words_of  # noqa: PLC0415 - as above

    label = words = ""
    try:
        file = PdfFile(data)
        faults, program = list(pdf_faults(data)), producer_of(file)
        if faults and program != TOOL:
            shown, count = "、".join(faults[:_TOLD]), len(faults)
            sink.add(Code.SAVED_BY_ANOTHER, span, program=program or "?", count=count, codes=shown)
        else:
            for part in faults:
                sink.add(Code.PDF_BROKEN, span, part=part)
        label = read_label(data) or ""
        words = words_of(file) if not label else ""
    except (UnreadableError, RecursionError) as fault:
        sink.add(Code.PDF_BROKEN, span, part=fault)
    return _judged(Inspected(sink.found, label), words, span)


def _plain(data: bytes, span: Span, sink: Sink) -> Inspected:
    """Inspect a picture or a Markdown file: all it can keep is a label."""
    try:
        label = read_label(data) or ""
    except ValueError as fault:
        sink.add(Code.FILE_UNREADABLE, span, path=span.source.path, reason=fault)
        return Inspected(sink.found)
    words = data.decode("utf-8", "replace") if data.startswith(_FRONT_MATTER) else ""
    return _judged(Inspected(sink.found, label), words, span)


def _judged(inspected: Inspected, words: str, span: Span) -> Inspected:
    """Add what is said of the label: one that is wrong, and one that is missing."""
    verdict, sink = verdict_on(inspected.label, words), Sink()
    if verdict is LabelVerdict.FAULTY:
        keys = "、".join(label_faults(inspected.label))
        sink.add(Code.LABEL_BREAKS_RULES, span, found=inspected.label, keys=keys)
    elif verdict is LabelVerdict.MISSING:
        sink.add(Code.LABEL_LOST, span)
    return replace(inspected, findings=(*inspected.findings, *sink.found), verdict=verdict)


def _word(data: bytes, name: str, span: Span, sink: Sink) -> Inspected:
    from reportgen.verify.word.returned import (  # noqa: PLC0415 - nor these
        maker_of,
        open_returned,
        read_returned,
    )
    from reportgen.verify.word.rules import faults  # noqa: PLC0415 - nor this
    from reportgen.word.markup import BrokenPackageError  # noqa: PLC0415 - not for a PDF

    try:
        package = open_returned(data)
        word = read_returned(package)
    except BrokenPackageError as fault:
        sink.add(Code.FILE_UNREADABLE, span, path=name, reason=fault)
        return Inspected(sink.found)
    program = maker_of(package)
    found = list(faults(package))
    if program != _OURS and found:
        codes = Counter(code.value for code, _, _ in found)
        words = "、".join(f"{code} × {count}" for code, count in sorted(codes.items()))
        sink.add(Code.SAVED_BY_ANOTHER, span, program=program or "?", count=len(found), codes=words)
        return _judged(Inspected(sink.found, word.label, word), _words(word), span)
    told: Counter[tuple[Code, str]] = Counter()
    for code, part, fault_words in found:
        told[code, part] += 1
        if told[code, part] <= _TOLD:
            sink.add(code, span, part=part, fault=fault_words)
    return _judged(Inspected(sink.found, word.label, word), _words(word), span)


def _words(word: ReturnedFile) -> str:
    return "\n".join("".join(piece.text for piece in text.pieces) for text in word.texts)
