"""An outline becomes a folder: report.yaml, the Markdown, the references, and what was done."""

import json
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportgen.adopt.citations import CITATION, cite
from reportgen.adopt.entries import are_by_the_standard, is_by_the_standard
from reportgen.adopt.markdown import read_markdown
from reportgen.adopt.markdown_pictures import Beside
from reportgen.adopt.notes import Note, in_order, notes_of, written_notes
from reportgen.adopt.outline import Entry, Kind, Line, Outline
from reportgen.adopt.plain_text import read_plain_text
from reportgen.diag import Source
from reportgen.model.label import is_provider_code
from reportgen.model.pattern import pattern
from reportgen.returned.typed import typed
from reportgen.zh.repair import Repair, repaired, repairs

BODY, REFERENCES, NOTES = "正文.md", "references.yaml", "导入说明.md"
_PLAIN = pattern(r"[\w\u3000-\u303f\uff08\uff09\uff0c\uff1a\uff1b“”‘’（][^#\"'{}\[\]:&*!|>%@`]*")
_FEW_CHAPTERS = 3


class Adopted(Struct, frozen=True):
    """The files of the folder by their names, and what the author should know."""

    files: dict[str, str]
    notes: tuple[Note, ...]
    pictures: dict[str, bytes] = {}
    """Files that are no text, by their names."""


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


def adopt_markdown(text: str, name: str, beside: Beside = lambda _: None) -> Adopted:
    """Return the report in Markdown as a folder for a report called ``name``; see above.

    ``beside`` gives the pictures that it shows by their paths.
    """
    made = read_markdown(text, beside)
    outline = made.outline
    known = {entry.number for entry in outline.entries}
    body = CITATION.sub(lambda match: cite(match[1], known) or match[0], made.body)
    notes = in_order((*notes_of(outline, made.repairs), *made.notes))
    chapters = sum(line.kind is Kind.HEADING and line.level == 1 for line in outline.lines)
    return replace(_folder(outline, body, notes, name, chapters), pictures=made.pictures)


def _folder(
    outline: Outline, body: str, notes: tuple[Note, ...], name: str, chapters: int
) -> Adopted:
    files = {"report.yaml": report_of(outline, name, chapters), BODY: body}
    if outline.entries:
        files[REFERENCES] = references_of(outline.entries)
    files[NOTES] = written_notes(notes)
    return Adopted(files, notes)


def report_of(outline: Outline, name: str, chapters: int) -> str:
    """Return report.yaml, which ends with its sections."""
    lines = [f"id: {name}", f"title: {_scalar(outline.title or name)}"]
    for key in ("subtitle", "summary"):
        words = getattr(outline, key)
        if words:
            lines.append(f"{key}: {_scalar(_escaped(words))}")
    lines.append(f"date: {outline.date or 'auto'}")
    for key in ("category", "organisation", "classification"):
        words = getattr(outline, key)
        if words:
            lines.append(f"{key}: {_scalar(words)}")
    if outline.watermark:
        lines.append(f"watermark: {_scalar(_escaped(outline.watermark))}")
    lines += [] if outline.has_cover else ["cover: no"]
    lines.append(f"headings: {outline.scheme.value}")
    if outline.entries:
        style = "gb7714-2025" if are_by_the_standard(outline.entries) else "simple"
        is_by_author = any(entry.is_by_author for entry in outline.entries)
        system = ", system: author-date" if is_by_author else ""
        lines.append(f"references: {{file: {REFERENCES}, style: {style}{system}}}")
    if outline.notice:
        lines += [
            "aigc:",
            f"  mode: {_mode(outline.notice)}",
            f"  explicit: [{', '.join(outline.notice_places)}]",
            f"  {_provider(outline.producer)}",
            f"  text: {_scalar(outline.notice)}",
        ]
    lines.append("sections:")
    is_long = chapters >= _FEW_CHAPTERS
    generated = outline.generated or (("contents",) if is_long else ())
    lines += [f"  - {name}" for name in generated]
    lines.append(f"  - {{file: {BODY}}}")
    return "\n".join(lines) + "\n"


def _provider(name: str) -> str:
    """Return the line that says who made the report."""
    if is_provider_code(name):
        return f"provider_code: {name}"
    told = json.dumps(name) if name else "provider"
    return f"provider_name: {told}    # 换成服务者编码：provider_code: 27 位"


def _mode(notice: str) -> str:
    is_part = any(word in notice for word in ("辅助", "部分", "协助"))
    return "assisted" if is_part else "generated"


def _scalar(words: str) -> str:
    """Return ``words`` as a YAML scalar: as they are where that is safe, else in quotes."""
    if _PLAIN.fullmatch(words) and words == words.strip():
        return words
    return json.dumps(words, ensure_ascii=False)


def references_of(entries: Sequence[Entry]) -> str:
    """Return the file of the references."""
    lines = []
    is_standard = are_by_the_standard(entries)
    for entry in entries:
        lines.append(f"{entry.key}:")
        if is_standard:
            elements = entry.elements or {"type": "Z", "title": entry.text.rstrip(".")}
            lines += [
                f"  {key}: {json.dumps(each, ensure_ascii=False)}" for key, each in elements.items()
            ]
            continue
        if not (entry.publisher or entry.url):
            lines.append("  publisher: 出处待补")
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
        is_same &= line.kind is not Kind.NUMBERED or _shape(before) == _shape(line)
        if parts and not (is_same and line.kind in _CLOSE):
            parts.append("")
        parts += _written(line, known, is_first=not is_same)
        before = line
    return "\n".join(parts) + "\n"


def _shape(line: Line | None) -> str:
    """Return how an item is numbered: ``（#）``."""
    return _COUNTED.sub("#", line.label) if line else ""


def _list_label(label: str) -> str:
    """Return the number of an item as it is typed in Markdown."""
    digits = _DIGITS.search(label)
    if digits is None or label[0] in "（(":
        return label.replace("(", "（").replace(")", "）")
    return f"{digits[0]}. " if label[-1] in ".．" else f"{digits[0]}{label[-1]}".replace(")", "）")


_DIGITS = pattern(r"\d+")
_COUNTED = pattern(r"\d+|[①-⑳]")
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
            yield f"{_list_label(line.label)}{words}"
        case Kind.ROW:
            cells_typed = line.text.split("\t")
            typed_cells = (_cited(cell.strip(), known, is_first=False) for cell in cells_typed)
            cells = [cell.replace("|", "\\|") for cell in typed_cells]
            yield f"| {' | '.join(cells)} |"
            if is_first:
                yield "|" + "---|" * len(cells)


def _cited(words: str, known: set[str], *, is_first: bool = True) -> str:
    """Return ``words`` as Markdown, with ``[1]`` and ``[1,3]`` citing entries that there are."""
    out, at = [], 0
    for match in CITATION.finditer(words):
        cited = cite(match[1], known)
        if not cited:
            continue
        out += [_escaped(words[at : match.start()], is_first=is_first and not at), cited]
        at = match.end()
    out.append(_escaped(words[at:], is_first=is_first and not at))
    return "".join(out)


def _escaped(words: str, *, is_first: bool = True) -> str:
    return typed(words, Source(BODY, ""), 0, is_first=is_first)
