"""Markdown of another hand becomes ours: its head, headings, pictures, citations and references."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from reportgen.adopt.entries import entry_of, is_by_the_standard
from reportgen.adopt.markdown_front import without_front
from reportgen.adopt.markdown_html import without_html
from reportgen.adopt.markdown_pictures import Beside, Pictures
from reportgen.adopt.markdown_rows import Row, lines_of, mended, prose, rows_of
from reportgen.adopt.notes import Note, NoteKind
from reportgen.adopt.outline import Entry, Kind, Line, Outline
from reportgen.adopt.plain_text import ENTRY, NOTICE, REFERENCES, line_of, scheme_of_lines
from reportgen.model.pattern import pattern
from reportgen.zh.repair import Repair

_HEADING = pattern(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>\S.*?)[ \t]*(?:[ \t]#+)?[ \t]*")
_UNDERLINE = pattern(r" {0,3}(?P<mark>=+|-+)\s*")
_NO_PARAGRAPH = pattern(r"\s*(?:[-*+>|#:：]|\d{1,3}[.)]\s|$)")
_DEFINED = pattern(r" {0,3}\[(?P<name>[^\[\]^@][^\[\]]*)\]:\s+(?P<url><[^<>]*>|\S+)(?:\s+.*)?")
_REFERRED = pattern(
    r"(?P<words>(?<!\\)!?\[(?P<text>[^\[\]]+)\])(?:\[(?P<name>[^\[\]]*)\])?(?![\[(:])"
)
_ASIDE = pattern(r"\^\[(?P<words>[^\[\]]+)\]")
_CONTENTS = pattern(r"\s*(?:\[toc\]|\[\[toc\]\]|@\[toc\].*|\{:toc\}|\[\[_TOC_\]\])\s*", 2)
_LOOKS = pattern(r"(?P<mark>~~|==)(?=\S)(?P<words>.+?)(?<=\S)(?P=mark)")
_LOOK_NAMES = {"~~": "删除线", "==": "突出显示"}
_TAIL = pattern(r"\s*\{[#.-][^{}]*\}\s*$")
_SHOWN = 20


class Markdown(Struct):
    """A Markdown file, read; what is found on the way is gathered."""

    outline: Outline
    body: str = ""
    repairs: list[tuple[int, Repair, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def unclear(self, line: int, words: str) -> None:
        """Note what was not understood."""
        self.notes.append(Note(NoteKind.UNCLEAR, line, words))

    def unused(self, line: int, words: str) -> None:
        """Note what has no place in a report."""
        self.notes.append(Note(NoteKind.UNUSED, line, words))

    def remark(self, line: int, words: str) -> None:
        """Note a comment that is not printed."""
        if words:
            self.notes.append(Note(NoteKind.REMARK, line, words))


def read_markdown(text: str, beside: Beside = lambda _: None) -> Markdown:
    """Return the Markdown in ``text``; ``beside`` gives the files that it shows."""
    made = Markdown(Outline())
    rows, outline = without_front(rows_of(text), made.outline)
    rows = without_html(rows, made.unused, made.remark)
    rows = list(_typed_headings(rows))
    rows = _without_definitions(rows)
    pictures = Pictures(beside, made.unclear)
    rows = [each for row in rows for each in pictures.placed(row)]
    rows = [_without_looks(row, made) for row in rows]
    rows = _mended(rows, made)
    rows, entries = _without_entries(rows)
    rows, notice = _without_notice(rows)
    rows, has_contents = _without_contents(rows)
    outline = replace(
        outline,
        entries=tuple(entries),
        notice=notice,
        generated=("contents",) if has_contents else (),
    )
    rows, outline = _titled(rows, outline)
    rows, outline = _headed(rows, outline)
    rows = list(_with_notes(rows))
    made.outline = replace(outline, lines=tuple(_outlined(rows)))
    made.pictures = pictures.files
    made.body = _spaced(rows)
    return made


def _spaced(rows: Sequence[Row]) -> str:
    """Return the body; a blank line is enough between two blocks."""
    lines: list[str] = []
    for row in rows:
        if row.text.strip() or row.is_code or (lines and lines[-1].strip()):
            lines.append(row.text)
    return "\n".join(lines).strip("\n") + "\n"


def _typed_headings(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield ``rows`` with the underlined headings as ``#`` and ``##``."""
    held: Row | None = None
    for row in rows:
        match = None if row.is_code or held is None else _UNDERLINE.fullmatch(row.text)
        if held is not None and match:
            yield Row(f"{'#' if match['mark'][0] == '=' else '##'} {held.text.strip()}", held.line)
            held = None
            continue
        if held is not None:
            yield held
        is_open = not row.is_code and not _NO_PARAGRAPH.match(row.text)
        held = row if is_open else None
        if held is None:
            yield row
    if held is not None:
        yield held


def _without_definitions(rows: Sequence[Row]) -> list[Row]:
    """Return ``rows`` with the addresses of links in the text: ours stand beside the words."""
    found = [(row, _DEFINED.fullmatch(row.text)) for row in rows if not row.is_code]
    addresses = {
        " ".join(match["name"].lower().split()): match["url"].strip("<>")
        for _, match in found
        if match and not match["name"].isdecimal()
    }
    if not addresses:
        return list(rows)

    def linked(text: str) -> str:
        def one(match: re.Match[str]) -> str:
            name = match["name"] or match["text"]
            address = addresses.get(" ".join(name.lower().split()))
            words: str = match["words"] if address else match[0]
            return f"{words}({address})" if address else words

        return _REFERRED.sub(one, text)

    defined = {id(row) for row, match in found if match and not match["name"].isdecimal()}
    return [
        row if row.is_code else Row(linked(row.text), row.line)
        for row in rows
        if id(row) not in defined
    ]


def _without_looks(row: Row, made: Markdown) -> Row:
    """Return ``row`` without looks that we have not; they are told."""
    if row.is_code or not ("~~" in row.text or "==" in row.text):
        return row
    for match in _LOOKS.finditer(row.text):
        name = _LOOK_NAMES[match["mark"]]
        made.unused(row.line, f"字的样子没有带来：{name}（{match['words'][:_SHOWN]}）")
    return Row(_LOOKS.sub(lambda match: match["words"], row.text), row.line)


def _mended(rows: Sequence[Row], made: Markdown) -> list[Row]:
    kept = []
    for row in rows:
        if row.is_code or is_by_the_standard(row.text):
            kept.append(row)
            continue
        mended_row, found = mended(row)
        made.repairs += found
        kept.append(mended_row)
    return kept


def _without_entries(rows: Sequence[Row]) -> tuple[list[Row], list[Entry]]:
    for place, row in enumerate(rows):
        heading = _HEADING.fullmatch(row.text)
        title = heading["text"] if heading else row.text.strip().strip("*")
        if row.is_code or not REFERENCES.fullmatch(title):
            continue
        entries, end = [], place + 1
        while end < len(rows):
            words = rows[end].text.strip().removeprefix("- ").removeprefix("\\")
            match = ENTRY.fullmatch(words)
            if words and not match:
                break
            if match:
                text = match["text"].removeprefix(":").strip()
                entries.append(entry_of(match["number"], text, rows[end].line))
            end += 1
        if entries:
            return [*rows[:place], *rows[end:]], entries
    return list(rows), []


def _without_notice(rows: Sequence[Row]) -> tuple[list[Row], str]:
    for place, row in enumerate(rows):
        match = NOTICE.fullmatch(row.text.strip().strip("*_> "))
        if match and not row.is_code:
            return [*rows[:place], *rows[place + 1 :]], match["text"]
    return list(rows), ""


def _without_contents(rows: Sequence[Row]) -> tuple[list[Row], bool]:
    kept = [row for row in rows if row.is_code or not _CONTENTS.fullmatch(row.text)]
    return kept, len(kept) < len(rows)


def _titled(rows: Sequence[Row], outline: Outline) -> tuple[list[Row], Outline]:
    """Find the title: one heading above all others, or the one that the head says again."""
    headings = [row for row in rows if not row.is_code and _HEADING.fullmatch(row.text)]
    tops = [row for row in headings if _level(row) == 1]
    if not tops or tops[0] is not headings[0]:
        return list(rows), outline
    words = prose(_TAIL.sub("", _words(tops[0])))
    is_title = outline.title == words or (len(tops) == 1 and not outline.title)
    if not is_title:
        return list(rows), outline
    return [row for row in rows if row is not tops[0]], replace(outline, title=words)


def _level(row: Row) -> int:
    match = _HEADING.fullmatch(row.text)
    return len(match["marks"]) if match else 0


def _words(row: Row) -> str:
    match = _HEADING.fullmatch(row.text)
    return match["text"] if match else ""


def _headed(rows: Sequence[Row], outline: Outline) -> tuple[list[Row], Outline]:
    """Return ``rows`` with headings from the first level on, without the numbers they had."""
    levels = [_level(row) for row in rows if not row.is_code and _level(row)]
    shift = min(levels, default=1) - 1
    made: list[Row] = []
    typed: list[Line] = []
    for row in rows:
        level = 0 if row.is_code else _level(row) - shift
        if level < 1:
            made.append(row)
            continue
        words = _words(row)
        line = line_of(row.line, words)
        is_numbered = line.kind is Kind.HEADING and bool(line.label)
        text = line.text if is_numbered else words
        typed.append(Line(Kind.HEADING, text, row.line, level, line.label))
        made.append(Row(f"{'#' * level} {text}", row.line))
    return made, replace(outline, scheme=scheme_of_lines(typed), lines=tuple(typed))


def _with_notes(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield ``rows`` with notes that stand in the text at the foot of it."""
    notes: list[Row] = []
    for row in rows:
        if row.is_code or "^[" not in row.text:
            yield row
            continue
        text = row.text
        while match := _ASIDE.search(text):
            mark = f"[^n{len(notes) + 1}]"
            notes.append(Row(f"{mark}: {match['words']}", row.line))
            text = text[: match.start()] + mark + text[match.end() :]
        yield Row(text, row.line)
    for note in notes:
        yield from (Row("", note.line), note)


def _outlined(rows: Sequence[Row]) -> Iterator[Line]:
    """Yield the headings and paragraphs for what is told of them."""
    for row in lines_of(rows):
        level = _level(row)
        if level:
            line = line_of(row.line, _words(row))
            yield Line(Kind.HEADING, line.text, row.line, level)
        else:
            is_row = row.text.lstrip().startswith("|")
            words = row.text.strip() if is_row else prose(row.text)
            yield Line(Kind.ROW if is_row else Kind.PARAGRAPH, words, row.line)
