"""What an author asks of the PDF: attachments, the standard; the texts that may be attached."""

from collections.abc import Iterator

from reportgen.diag import Code, Sink, Span
from reportgen.model.report import AigcMode, AigcSpec, Embedded, PdfSpec, SourceText
from reportgen.read import yaml_tree as tree
from reportgen.read.entry import GIVEN, Opened

_PLAIN, _WITH_FILES = "ua1+2a", "ua1+3a"
_NEWEST = ("4", "4e", "4f")
_UNPRINTED = ("schedule", "delivery")
"""Keys that are no part of what is said, and name people."""


def read_pdf(node: tree.Mapping | None, aigc: AigcSpec, place: Span, sink: Sink) -> PdfSpec:
    """Return what is asked; a standard that would break a promise is refused."""
    if node is None:
        return PdfSpec((), has_files=False, exact_copy=True, span=place)
    items = [each for each in node.listing("embed") if isinstance(each, tree.Scalar)]
    embed = tuple(dict.fromkeys(Embedded(each.text) for each in items))
    word = node.scalar("standard")
    standard = word.text.lower().replace(" ", "") if word else ""
    if word is not None:
        _check_standard(word, standard, aigc, sink)
    if word is not None and standard == _PLAIN and embed:
        sink.add(Code.NO_FILES_IN_2A, word.span, standard=word.text)
    return PdfSpec(
        embed,
        has_files=bool(embed) or standard == _WITH_FILES,
        exact_copy=node.word("exact_copy", "yes") == "yes",
        span=items[0].span if items else node.span,
    )


def _check_standard(word: tree.Scalar, standard: str, aigc: AigcSpec, sink: Sink) -> None:
    if standard in (_PLAIN, _WITH_FILES):
        return
    if standard.removeprefix("pdf/").removeprefix("a-").removeprefix("a") in _NEWEST:
        if aigc.mode is not AigcMode.NONE:
            sink.add(Code.NO_LABEL_IN_A4, word.span, standard=word.text)
        else:
            sink.add(Code.NOT_YET, word.span, what=f"PDF/A-4: {word.text}")
        return
    sink.add(
        Code.UNKNOWN_VALUE,
        word.span,
        value=word.text,
        key="pdf.standard",
        known=f"{_PLAIN}、{_WITH_FILES}",
        nearest=_PLAIN,
    )


def source_texts(node: tree.Mapping, opened: Opened, sink: Sink) -> tuple[SourceText, ...]:
    """Return the texts the report was written in, without the keys that name people."""
    keys = opened.keys
    lines = keys.source.text.splitlines()
    for first, last in _unprinted_lines(node, opened, sink):
        lines[first - 1 : last] = [""] * (last - first + 1)
    name = "report.yaml" if opened.name == GIVEN else opened.name
    text = "\n".join(_once(lines)) + "\n"
    others = dict.fromkeys(each for each in _named_files(node) if each != opened.name)
    texts = opened.folder.texts
    return (
        SourceText(name, text),
        *(SourceText(each, texts[each].text) for each in others if each in texts),
    )


def _once(lines: list[str]) -> Iterator[str]:
    """Yield ``lines``, several blank ones in a row as one."""
    for before, line in zip(["-", *lines], lines, strict=False):
        if before or line:
            yield line


def _named_files(node: tree.Mapping) -> Iterator[str]:
    references, metrics = node.mapping("references"), node.scalar("metrics")
    for item in node.listing("sections"):
        if isinstance(item, tree.Mapping):
            yield item.word("file")
    if metrics is not None:
        yield metrics.text
    if references is not None:
        yield from (
            each.text for each in references.listing("file") if isinstance(each, tree.Scalar)
        )


def _unprinted_lines(node: tree.Mapping, opened: Opened, sink: Sink) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each key that is left out, comments above with it."""
    starts = sorted(entry.key.span.line for entry in node.entries.values())
    end = opened.keys.lines[-1].number if opened.keys.lines else 0
    for name in _UNPRINTED:
        entry = node.entries.get(name)
        if entry is None:
            continue
        first = entry.key.span.line
        if starts.count(first) > 1:
            sink.add(Code.SOURCE_NAMES_PEOPLE, entry.key.span, key=entry.key.text)
            continue
        last = min((start - 1 for start in starts if start > first), default=end)
        while first > 1 and opened.keys.source.line(first - 1).lstrip().startswith("#"):
            first -= 1
        yield first, last
