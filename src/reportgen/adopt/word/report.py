"""A Word file becomes a folder: its text as Markdown, pictures and data beside it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from reportgen.adopt.folder import BODY, NOTES, REFERENCES, Adopted, references_of, report_of
from reportgen.adopt.notes import Note, NoteKind, in_order, notes_of, written_notes
from reportgen.adopt.outline import Kind, Outline, Scheme
from reportgen.adopt.plain_text import REFERENCES as TITLE
from reportgen.adopt.plain_text import line_of, scheme_of_lines
from reportgen.adopt.word.blocks import BlockWriter
from reportgen.adopt.word.book import Book
from reportgen.adopt.word.cited_notes import cited_notes
from reportgen.adopt.word.head import (
    LISTED,
    TITLES,
    generated_in,
    scheme_of,
    unboxed,
    without_entries,
    without_head,
    without_notice,
)
from reportgen.adopt.word.looks import note_looks
from reportgen.adopt.word.margins import has_cover, with_margins
from reportgen.adopt.word.pieces import markdown
from reportgen.adopt.word.sections import sections_of, written_sections
from reportgen.model.pattern import pattern
from reportgen.word.elements import Element, element, words_of
from reportgen.word.formulas import UnknownFormulaError, tex_of
from reportgen.word.inlines import Cited, InlineReader
from reportgen.word.keys import Keys, keys_of
from reportgen.word.opened import Opened, Style, opened
from reportgen.word.pieces import Piece
from reportgen.word.story import Para, Part, parts_of, style_of

_APPENDIX = pattern(r"^# .*\{[^{}]*附录[^{}]*\}$", 8)
_CITED = pattern(r"@ref-(\d+)")
_NEXT_CARDS = "\n:::\n\n:::{指标卡}\n"
_LINKS = ("footnotes", "endnotes")


def adopt_word(data: bytes, name: str) -> Adopted:
    """Return the report in the Word file ``data`` as a folder for a report called ``name``.

    Tracked changes are accepted, punctuation is repaired; what could not be understood is in
    the notes. Raise BrokenPackageError where ``data`` is no Word file.
    """
    file = opened(data)
    told = style_of(file)
    book, numbers = Book(), count(1)
    keys = keys_of(file, told)
    cited_entries, cited = ([], Cited()) if _has_list(file, told) else cited_notes(file)
    reader = InlineReader(file, keys.by_mark, lambda here: _formula(here, book), cited=cited)
    parts = _headed(parts_of(file.body.children, reader, told, numbers))
    parts = unboxed(parts, lambda inside: parts_of(inside, reader, told, numbers))
    parts, entries = without_entries(parts, book)
    entries = entries or cited_entries
    _count_headings(parts, file, book)
    book.known = {entry.number for entry in entries}
    outline = Outline(entries=tuple(entries), generated=generated_in(file))
    outline = replace(outline, has_cover=has_cover(parts, TITLES))
    parts, outline = without_notice(parts, book, outline)
    parts, outline = without_head(parts, file, book, outline)
    ends = max((part.number for part in parts if isinstance(part, Para) and part.words), default=0)
    parts, outline = _one_title(parts, outline)
    outline = replace(outline, scheme=scheme_of(parts, file, _typed_scheme(parts)))
    writer = BlockWriter(file, book, keys, reader, told)
    levels = [part.style.level for part in parts if isinstance(part, Para) and part.style.level]
    writer.shift = min(levels, default=1) - 1
    repeated = {note for part in parts if isinstance(part, Para) for note in part.read.repeated}
    sections = sections_of(parts, file.body)
    body = written_sections(sections, lambda inside: writer.written(inside, numbers))
    body = body.replace(_NEXT_CARDS, "\n")  # a row of a table each
    notes = _notes(_Notes(file, keys, cited, frozenset(repeated)), book, numbers)
    body = "\n\n".join(filter(None, (body, *notes))) + "\n"
    for key, label in book.dropped.items():
        body = body.replace(f"{{@{key}}}", label).replace(f"（{{@{key} | 页}}）", "")
    _metrics(file, book)
    body, outline = _uncited(body, outline, book)
    outline = with_margins(outline, file, book)
    note_looks(file, book)
    asked = _notes_key(file, cited, has_repeated=bool(repeated and outline.entries))
    is_last = bool(entries) and entries[0].line > ends and _APPENDIX.search(body) is not None
    return _folder(outline, body, book, name, (asked, "  - bibliography\n" if is_last else ""))


def _formula(here: Element, book: Book) -> str:
    try:
        tex = tex_of(here)
    except UnknownFormulaError:
        tex = ""
    if tex and "`" not in tex:
        return f"$`{tex}`$"
    book.unclear(1, f"公式没有看懂，写成了一行字：{words_of(here)}")
    return f"`{words_of(here).replace('`', ' ')}`"


def _headed(parts: list[Part]) -> list[Part]:
    """Take short numbered lines for headings where no style says what is one."""
    if any(isinstance(part, Para) and part.style.level for part in parts):
        return parts
    made: list[Part] = []
    for part in parts:
        if isinstance(part, Para) and part.words and not part.numbering[0]:
            line = line_of(part.number, part.words)
            if line.kind is Kind.HEADING:
                part = Para(part.here, part.number, Style("", line.level), part.read)  # noqa: PLW2901 - the same paragraph, understood
        made.append(part)
    return made


def _one_title(parts: list[Part], outline: Outline) -> tuple[list[Part], Outline]:
    """Take the one heading above all others for the title where there is none."""
    headings = [part for part in parts if isinstance(part, Para) and part.style.level]
    tops = [part for part in headings if part.style.level == 1]
    if outline.title or len(tops) != 1 or tops[0] is not headings[0] or len(headings) == 1:
        return parts, outline
    return [part for part in parts if part is not tops[0]], replace(outline, title=tops[0].words)


def _typed_scheme(parts: Sequence[Part]) -> Scheme:
    headings = (
        part for part in parts if isinstance(part, Para) and part.style.level and part.words
    )
    return scheme_of_lines([line_of(part.number, part.words) for part in headings])


def _has_list(file: Opened, told: Callable[[Element], Style]) -> bool:
    """Tell whether a list of references stands in the body."""
    return any(
        told(each).name in LISTED or TITLE.fullmatch(words_of(each).strip())
        for each in file.body.all("w:p")
    )


def _notes_key(file: Opened, cited: Cited, *, has_repeated: bool) -> str:
    """Return the line of report.yaml that says where citations stand, or nothing."""
    if has_repeated:
        return "notes: {citations: footnote+list}\n"
    if not cited.by_note:
        return ""
    restarts = {each.value("w:footnotePr", "w:numRestart") for each in file.body.all("w:sectPr")}
    through = "" if "eachPage" in restarts else ", numbering: continuous"
    return f"notes: {{citations: footnote{through}}}\n"


class _Notes(Struct, frozen=True):
    """The notes of a file, and those that are told already."""

    file: Opened
    keys: Keys
    cited: Cited
    repeated: frozenset[str]


def _notes(told_notes: _Notes, book: Book, numbers: Iterator[int]) -> Iterator[str]:
    """Yield the foot notes and end notes as Markdown."""
    file, keys, cited = told_notes.file, told_notes.keys, told_notes.cited
    told = style_of(file)
    for kind in _LINKS:
        part = file.package.beside(kind)
        reader = InlineReader(file, keys.by_mark, lambda here: _formula(here, book), part, cited)
        writer = BlockWriter(file, book, keys, reader, told, part)
        for key, note in file.notes.items():
            if key[0] != kind[0] or key in told_notes.repeated or key in cited.by_note:
                continue
            inside = writer.written(parts_of(note.children, reader, told, numbers), numbers)
            yield f"[^{key}]: " + inside.replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _count_headings(parts: Sequence[Part], file: Opened, book: Book) -> None:
    """Note that headings will have numbers where none of them had one."""
    headings = [part for part in parts if isinstance(part, Para) and part.style.level]
    if not headings or any(
        part.numbering in file.levels or line_of(1, part.words or " ").label for part in headings
    ):
        return
    words = "标题原来没有编号，会按 report.yaml 的 headings 编号；不要编号的在标题后面写 {-}"
    book.unclear(headings[0].number, words)


def _metrics(file: Opened, book: Book) -> None:
    """Note which numbers were bound in a file of ours: they are typed words now."""
    told = {
        (number.get("metric"), number.text)
        for name, part in file.package.parts.items()
        if name.startswith("customXml/") and b"urn:reportgen:numbers" in part
        for number in element(part).all("number")
    }
    for metric, words in sorted(told):
        book.notes.append(Note(NoteKind.NUMBERS, 1, f"{words}：原来是指标 {metric}"))


def _uncited(body: str, outline: Outline, book: Book) -> tuple[str, Outline]:
    """Keep a list of sources that nothing cites as text: our lists hold what is cited."""
    cited = set(_CITED.findall(body))
    missing = [entry for entry in outline.entries if entry.number not in cited]
    if missing and not cited:
        book.unclear(missing[0].line, "正文没有引用文献，文献表照原样留在正文里")
        lines = [f"1. {markdown([Piece(entry.text)], is_first=False)}" for entry in outline.entries]
        listed = "\n".join(["# 参考文献 {-}", "", *lines])
        return f"{body}\n{listed}\n", replace(outline, entries=())
    for entry in missing:
        words = f"文献 [{entry.number}] 没有被引用，不会印出来，请在正文里引用：{entry.text}"
        book.unclear(entry.line, words)
    return body, outline


def _folder(outline: Outline, body: str, book: Book, name: str, asked: tuple[str, str]) -> Adopted:
    read = replace(outline, lines=tuple(book.lines))
    notes = in_order((*notes_of(read, book.repairs), *book.notes))
    report = report_of(outline, name, 0)
    if book.charts:
        extra = "\n".join(["sources:", *book.sources, "charts:", *book.charts, "sections:"])
        report = report.replace("sections:", extra, 1)
    report = report.replace("sections:", f"{asked[0]}sections:", 1) + asked[1]
    files = {"report.yaml": report, BODY: body}
    if outline.entries:
        files[REFERENCES] = references_of(outline.entries)
    files[NOTES] = written_notes(notes, "段")
    return Adopted(files, notes, book.files)
