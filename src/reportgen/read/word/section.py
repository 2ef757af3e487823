"""A Word file of a report's folder, read anew by each build, as an excerpt of Markdown."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.pattern import pattern
from reportgen.read import yaml_tree as tree
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import MAX_DATA, Folder, clean
from reportgen.read.word.blocks import BlockWriter
from reportgen.read.word.lines import Chunk, Line, Notes, chunk, flat, indented, source_of
from reportgen.read.word.story import Story
from reportgen.read.word.styles import styles_told
from reportgen.word.elements import Element, element, words_of
from reportgen.word.keys import keys_of
from reportgen.word.markup import BrokenPackageError
from reportgen.word.opened import Opened, opened
from reportgen.word.story import Grid, Part

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_CHANGED = pattern(rb"<\w+:(?:ins|del|moveFrom|moveTo)\s[^>]*\bauthor=")
_PLAIN_NAME = pattern(r"[^\w]+")
_PAGE = pattern(r"(?:第|共|页|\d|[\s/\-–—])+")
_SIDE, _MEASURE = 1800, 8306
"""Margin and text of an A4 page as Word begins one, in twentieths of a point."""
_KEPT_OUT = ("w:altChunk", "w:subDoc")
_OUTSIDE = frozenset(
    {"attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk", "package"}
)
_SHOWN = 40


class _Section(Struct, frozen=True):
    """Parts between two section breaks of Word."""

    parts: list[Part]
    is_wide: bool
    begins_page: bool
    measure: int


def read_word(
    name: str, span: Span, styles: tree.Mapping | None, folder: Folder, sink: Sink
) -> Excerpt | None:
    """Return the Word file ``name``, which ``span`` asks for; its pictures go to ``folder``."""
    data = folder.data(name, span, sink, MAX_DATA)
    if data is None:
        return None
    try:
        file = opened(data)
    except BrokenPackageError as fault:
        is_locked = data.startswith(_COMPOUND)
        reason = "有密码，或是旧的 .doc（locked, or a .doc）" if is_locked else str(fault)
        sink.add(Code.WORD_UNREADABLE, span, path=name, reason=reason)
        return None
    notes = Notes()
    told = styles_told(file, styles, sink)
    prefix = _PLAIN_NAME.sub("-", name.rpartition("/")[2].rpartition(".")[0])
    story = Story(file, name, told, keys_of(file, told, f"{prefix}-"), notes)
    try:
        lines = list(flat([*_body(story), *_notes(story)]))
    except (BrokenPackageError, RecursionError) as fault:
        sink.add(Code.WORD_UNREADABLE, span, path=name, reason=str(fault))
        return None
    _of_file(file, notes)
    folder.inside.update(story.pictures)
    source = source_of(folder.shown(name), lines)
    blank = clean(source.text, source.path, sink)
    if blank.text != source.text and len(blank.lines) == len(source.lines):
        source = Source(source.path, blank.text, source.places)
    notes.report(source, sink)
    return Excerpt.whole(source)


def _body(story: Story) -> Iterator[Chunk]:
    """Yield the text of the file, wide pages and page breaks of Word's sections in it."""
    writer = BlockWriter(story)
    was_wide = True
    for section in _sections(story):
        story.measure = section.measure
        chunks = writer.chunks(section.parts)
        place = story.place(section.parts[0]) if section.parts else ""
        if section.is_wide and chunks:
            yield chunk(place, "::::{横页}")
            yield from chunks
            yield chunk(chunks[-1].lines[-1].place, "::::")
            was_wide = True
            continue
        if section.begins_page and chunks and not was_wide:
            yield chunk(place, ":::{分页}\n:::")
        yield from chunks
        was_wide = section.is_wide


def _sections(story: Story) -> list[_Section]:
    """Return the parts of the body by Word's sections."""
    made: list[_Section] = []
    waiting: list[Part] = []
    for part in story.parts(story.file.body.children):
        waiting.append(part)
        told = None if isinstance(part, Grid) else part.here.child("w:pPr", "w:sectPr")
        if told is not None:
            made.append(_section(waiting, told))
            waiting = []
    last = story.file.body.child("w:sectPr") or Element("w:sectPr", {}, [])
    return [*made, _section(waiting, last)]


def _section(parts: Sequence[Part], told: Element) -> _Section:
    size, margins = told.child("w:pgSz"), told.child("w:pgMar")
    sides = (_number(margins, side) if margins else _SIDE for side in ("w:left", "w:right"))
    width = _number(size, "w:w") - sum(sides)
    return _Section(
        list(parts),
        size is not None and size.get("w:orient") == "landscape",
        told.value("w:type") not in {"continuous", "nextColumn"},
        width if width > 0 else _MEASURE,
    )


def _number(here: Element | None, name: str) -> int:
    told = here.get(name) if here is not None else ""
    return int(told) if told.isdecimal() and len(told) < 7 else 0  # noqa: PLR2004 - a page is smaller


def _notes(story: Story) -> Iterator[Chunk]:
    """Yield the foot notes and end notes."""
    for kind, called in (("footnotes", "脚注"), ("endnotes", "尾注")):
        story.part = story.file.package.beside(kind)
        number = 0
        for key, note in story.file.notes.items():
            if key[0] != kind[0]:
                continue
            number += 1
            story.inside = f"{called} {number}"
            inside = BlockWriter(story).chunks(story.parts(note.children))
            lines = indented(inside, "    ") or [Line(story.inside, "")]
            first = Line(story.inside, f"[^{story.label(key)}]: {lines[0].text.strip()}")
            yield Chunk((first, *lines[1:]))
    story.part = story.inside = ""


def _of_file(file: Opened, notes: Notes) -> None:
    """Note what is found of the file as a whole."""
    package = file.package
    changes = sum(
        len(_CHANGED.findall(package.parts[name]))
        for name in (package.main, package.beside("footnotes"), package.beside("endnotes"))
        if name in package.parts
    )
    if changes:
        notes.add(Code.WORD_CHANGES, "", number=changes)
    if any(name.lower().endswith("vbaproject.bin") for name in package.parts):
        notes.add(Code.WORD_MACROS, "")
    for ways in package.ways.values():
        for way in ways:
            if way.is_external and way.kind in _OUTSIDE:
                notes.add(Code.WORD_OUTSIDE, "", kind=way.kind, target=way.target[:200])
    if any(True for _ in file.body.all(*_KEPT_OUT)):
        notes.add(Code.WORD_PIECE_LOST, "", what="并入的文件（altChunk, subDoc）")
    seen = set()
    for way in package.ways.get(package.main, ()):
        if way.kind in {"header", "footer"} and way.target in package.parts:
            words = " ".join(words_of(element(package.parts[way.target])).split())
            if words and words not in seen and not _is_page(words):
                seen.add(words)
                what = f"页眉或页脚不用（running head or foot）：{words[:_SHOWN]}"
                notes.add(Code.WORD_LOOKS, "", what=what)


def _is_page(words: str) -> bool:
    return _PAGE.fullmatch(words) is not None
