"""An outline becomes a folder: report.yaml, the Markdown, the references, and what was done."""

import json
from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportgen.adopt.entries import is_by_the_standard
from reportgen.adopt.markdown import read_markdown
from reportgen.adopt.notes import Note, notes_of, written_notes
from reportgen.adopt.outline import Entry, Kind, Line, Outline
from reportgen.adopt.plain_text import read_plain_text
from reportgen.diag import Source
from reportgen.model.pattern import pattern
from reportgen.returned.typed import typed
from reportgen.zh.repair import Repair, repaired, repairs

BODY, REFERENCES, NOTES = "正文.md", "references.yaml", "导入说明.md"
_CITATION = pattern(r"\[(\d{1,3}(?:\s*[,，、\-–—~～]\s*\d{1,3})*)\]")
_RANGE = pattern(r"(\d+)\s*[-–—~～]\s*(\d+)")
_PLAIN = pattern(r"[\w\u3000-\u303f\uff08\uff09\uff0c\uff1a\uff1b“”‘’（][^#\"'{}\[\]:&*!|>%@`]*")
_FEW_CHAPTERS = 3


class Adopted(Struct, frozen=True):
    """The files of the folder by their names, and what the author should know."""

    files: dict[str, str]
    notes: tuple[Note, ...]


def adopt_text(text: str, name: str) -> Adopted:
    """Return the report in plain ``text`` as a folder for a report called ``name`` (ASCII).

    Punctuation is repaired; what could not be understood is in the notes, nothing is dropped.
    """
    found: list[tuple[int, Repair, str]] = []
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if not is_by_the_standard(line):
            found += [(number, each, line) for each in repairs(line)]
            line = repaired(line)  # noqa: PLW2901 - the same line, mended
        lines.append(line)
    outline = read_plain_text("\n".join(lines))
    chapters = sum(line.kind is Kind.HEADING and line.level == 1 for line in outline.lines)
    return _folder(outline, _body(outline), notes_of(outline, found), name, chapters)


def adopt_markdown(text: str, name: str) -> Adopted:
    """Return the report in Markdown as a folder for a report called ``name``; see above."""
    outline, body, found = read_markdown(text)
    known = {entry.number for entry in outline.entries}
    body = _CITATION.sub(lambda match: _cite(match[1], known) or match[0], body)
    notes = notes_of(outline, found)
    chapters = sum(line.startswith("# ") for line in body.splitlines())
    return _folder(outline, body, notes, name, chapters)


def _folder(
    outline: Outline, body: str, notes: tuple[Note, ...], name: str, chapters: int
) -> Adopted:
    files = {"report.yaml": _report(outline, name, chapters), BODY: body}
    if outline.entries:
        files[REFERENCES] = _references(outline.entries)
    files[NOTES] = written_notes(notes)
    return Adopted(files, notes)


def _report(outline: Outline, name: str, chapters: int) -> str:
    lines = [f"id: {name}", f"title: {_scalar(outline.title or name)}"]
    for key in ("subtitle", "summary"):
        words = getattr(outline, key)
        if words:
            lines.append(f"{key}: {_scalar(_escaped(words))}")
    lines.append(f"date: {outline.date or 'auto'}")
    for key in ("category", "organisation"):
        words = getattr(outline, key)
        if words:
            lines.append(f"{key}: {_scalar(words)}")
    lines.append(f"headings: {outline.scheme.value}")
    if outline.entries:
        lines.append(f"references: {{file: {REFERENCES}, style: simple}}")
    if outline.notice:
        lines += [
            "aigc:",
            f"  mode: {_mode(outline.notice)}",
            "  explicit: [end]",
            "  provider_name: provider    # 换成服务者编码：provider_code: 27 位",
            f"  text: {_scalar(outline.notice)}",
        ]
    lines.append("sections:")
    if chapters >= _FEW_CHAPTERS:
        lines.append("  - contents")
    lines.append(f"  - {{file: {BODY}}}")
    return "\n".join(lines) + "\n"


def _mode(notice: str) -> str:
    is_part = any(word in notice for word in ("辅助", "部分", "协助"))
    return "assisted" if is_part else "generated"


def _scalar(words: str) -> str:
    """Return ``words`` as a YAML scalar: as they are where that is safe, else in quotes."""
    if _PLAIN.fullmatch(words) and words == words.strip():
        return words
    return json.dumps(words, ensure_ascii=False)


def _references(entries: Sequence[Entry]) -> str:
    lines = []
    for entry in entries:
        lines.append(f"{entry.key}:")
        for key in ("publisher", "title", "url"):
            words = getattr(entry, key)
            if words:
                lines.append(f"  {key}: {json.dumps(words, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def _body(outline: Outline) -> str:
    known = {entry.number for entry in outline.entries}
    parts: list[str] = []
    before: Line | None = None
    for line in outline.lines:
        is_same = before is not None and before.kind is line.kind
        if parts and not (is_same and line.kind in _CLOSE):
            parts.append("")
        parts += _written(line, known, is_first=not is_same)
        before = line
    return "\n".join(parts) + "\n"


_CLOSE = frozenset({Kind.BULLET, Kind.NUMBERED, Kind.ROW})


def _written(line: Line, known: set[str], *, is_first: bool) -> Iterator[str]:
    words = _cited(line.text, known)
    match line.kind:
        case Kind.HEADING:
            yield f"{'#' * line.level} {words}"
        case Kind.PARAGRAPH:
            yield words
        case Kind.BULLET:
            yield f"- {words}"
        case Kind.NUMBERED:
            yield f"1. {words}"
        case Kind.ROW:
            typed_cells = (_cited(cell.strip(), known) for cell in line.text.split("\t"))
            cells = [cell.replace("|", "\\|") for cell in typed_cells]
            yield f"| {' | '.join(cells)} |"
            if is_first:
                yield "|" + "---|" * len(cells)


def _cited(words: str, known: set[str]) -> str:
    """Return ``words`` as Markdown, with ``[1]`` and ``[1,3]`` citing entries that there are."""
    out, at = [], 0
    for match in _CITATION.finditer(words):
        cited = _cite(match[1], known)
        if not cited:
            continue
        out += [_escaped(words[at : match.start()], is_first=not at), cited]
        at = match.end()
    out.append(_escaped(words[at:], is_first=not at))
    return "".join(out)


def _cite(listed: str, known: set[str]) -> str:
    """Return the citation of ``1,3-5``, or nothing where an entry is missing."""
    numbers = list(_numbers(listed))
    if not known.issuperset(numbers):
        return ""
    return f"[{'; '.join(f'@ref-{number}' for number in numbers)}]"


def _numbers(listed: str) -> Iterator[str]:
    for part in listed.replace("，", ",").replace("、", ",").split(","):
        span = _RANGE.fullmatch(part.strip())
        if span and int(span[1]) < int(span[2]):
            yield from map(str, range(int(span[1]), int(span[2]) + 1))
        else:
            yield part.strip()


def _escaped(words: str, *, is_first: bool = True) -> str:
    return typed(words, Source(BODY, ""), 0, is_first=is_first)
