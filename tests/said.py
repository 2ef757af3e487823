"""What a report says, read three ways: from its Document, its PDF and its Word file."""

import re
from dataclasses import dataclass, field

import msgspec

from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks
from reportgen.verify import read_label
from tests.docx_text import Docx, W, words
from tests.printed import normal, plain, printed_in

_HEADING = re.compile(r"H(\d)")
_STYLE = re.compile(r"heading (\d)")
_LINE = re.compile(r"toc \d|table of figures")
_MARK = re.compile(r"\[?([\d,–-]+)\]?(?:(?<=\])(?:第.+页|[\d,–-]+))?")
"""A mark of a citation, with the place in the source after it."""
_PAGE = re.compile(r"第.+页")
_PAGE_AT_END = re.compile(r"[\s.·…]*[0-9ivxlc]+$")


@dataclass
class Said:
    """The parts that both files must share, in reading order; white space does not matter."""

    headings: list = field(default_factory=list)
    """Level, and number with words."""
    captions: list = field(default_factory=list)
    """Number, words, and the unit of a table."""
    contents: list = field(default_factory=list)
    """Lines of the contents and of the lists of figures and tables, without pages."""
    pages: list = field(default_factory=list)
    """Lines of the contents with their pages."""
    tables: list = field(default_factory=list)
    """The cells of each table, row by row."""
    sources: list = field(default_factory=list)
    """The entries of the bibliography."""
    notes: list = field(default_factory=list)
    """The notes, sorted: a file may call an inner note first."""
    regions: list = field(default_factory=lambda: [""])
    """All words below each heading; the first stands before any."""
    references: list = field(default_factory=list)
    """What points elsewhere in the report, but for pages: numbers of sources, figures …"""
    label: str | None = None
    """The implicit label of AI-made content."""


def said_by_document(document):
    """Return what must be said."""
    said = Said(label=document.label.as_json() if document.label else None)
    for block in printed_blocks((*document.front, *document.body)):
        match block:
            case doc.Heading():
                said.headings.append((block.level, flat(block.label + plain(block.content))))
            case doc.Figure():
                said.captions.append(flat(block.caption.label + plain(block.caption.content)))
            case doc.Table():
                if block.caption:
                    caption = block.caption.label + plain(block.caption.content) + block.unit
                    said.captions.append(flat(caption))
                rows = (*_heads(block), *block.rows)
                said.tables.append([flat(plain(c.content)) for row in rows for c in row.cells])
            case doc.Bibliography():
                said.sources += [flat(each.label + plain(each.content)) for each in block.entries]
            case doc.Contents():
                said.contents += [flat(each.label + each.text) for each in block.entries]
    for pointer in _pointers((document.cover.summary, document.body)):
        said.references += pointed_to(_shown(pointer))
    said.notes = sorted(
        flat(each.label + plain(each.content) + "".join(printed_in(each.more)))
        for each in document.notes
    )
    return said


def _pointers(part):
    """Yield what points elsewhere in ``part`` of a document: marks, references, sourced numbers."""
    is_sourced = isinstance(part, doc.Run) and part.source
    if is_sourced or isinstance(part, doc.CitationMark | doc.CrossReference):
        yield part
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from _pointers(getattr(part, name))
    elif isinstance(part, tuple):
        for each in part:
            yield from _pointers(each)


def _shown(pointer):
    return pointer.label if isinstance(pointer, doc.CitationMark) else pointer.text


def _heads(table):
    """Return the rows of the head; one without words is not printed."""
    is_there = any(cell.content for row in table.head for cell in row.cells)
    return table.head if is_there else ()


def said_by_pdf(data, tree):
    """Return what the tag tree says: poppler has read it."""
    said = Said(label=read_label(data))
    _read(tree, said)
    said.notes = sorted(flat(note.text()) for note in tree.find("Note"))
    # The bibliography is the last list whose items are numbered [1], [2] …, or have no numbers.
    lists = [each for each in tree.find("L") if list(each.find("LI"))]
    found = [each for each in lists if _items(each)[0].startswith("[1]") or _is_bare(each)]
    said.sources = _items(found[-1]) if found else []
    return said


def _items(listed):
    return [flat(item.text()) for item in listed.find("LI")]


def _is_bare(listed):
    """Tell whether the items of a list have no labels: entries by author and date."""
    return not list(listed.find("Lbl"))


def _read(node, said):
    for part in node.parts:
        if isinstance(part, str):
            said.regions[-1] += normal(part)
            continue
        tag = part.tag.rstrip(":")
        heading = _HEADING.fullmatch(tag)
        if heading:
            said.headings.append((int(heading[1]), flat(part.text())))
            said.regions.append("")
        elif tag == "TOCI":
            said.contents.append(without_page(part.text()))
            said.pages.append(flat(part.text()))
        elif tag == "Caption" and node.tag != "TOC":
            said.captions.append(flat(part.text()))
        elif tag == "Table":
            said.tables.append(list(_cells(part)))
        elif tag == "Reference" and node.tag != "TOCI":
            said.references += pointed_to(part.text(without={"Note"}))
        if tag != "Note":
            _read(part, said)


def _cells(table):
    for part in table.parts:
        if isinstance(part, str):
            continue
        if part.tag.rstrip(":") in ("TH", "TD"):
            yield flat(part.text(without={"Note"}))
        elif part.tag != "Caption":
            yield from _cells(part)


def said_by_word(data):
    """Return what the Word file says, its numbers counted as Word counts them."""
    opened = Docx(data)
    said = Said(label=read_label(data))
    for paragraph, text in opened.numbered():
        style = opened.style_name(paragraph)
        heading, line = _STYLE.fullmatch(style), flat(text)
        if heading:
            said.headings.append((int(heading[1]), line))
            said.regions.append("")
        elif style == "caption":
            said.captions.append(line)
        elif style == "bibliography":
            said.sources.append(line)
        elif _LINE.fullmatch(style):
            said.contents.append(without_page(text))
            said.pages.append(line)
        # An entry's first words lead back to where it is cited: they say nothing of their own.
        if style != "bibliography" and not _LINE.fullmatch(style):
            for shown in _links(paragraph):
                said.references += pointed_to(shown)
        said.regions[-1] += line
    said.tables = [list(_word_cells(table)) for table in opened.tables()]
    said.notes = sorted(flat(note) for note in opened.notes(numbered=True))
    return said


def _links(paragraph):
    """Yield what the fields and links of a paragraph show; typed brackets belong to the marks."""
    depth, shown, waiting = 0, "", ""
    for node in paragraph.iter(f"{W}hyperlink", f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if node.tag == f"{W}hyperlink" and node.get(f"{W}anchor"):
            yield "".join(each.text or "" for each in node.iter(f"{W}t"))
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            depth, shown, waiting = 1, "", ""
        elif kind == "separate":
            depth = 2
        elif kind == "end":
            if waiting.split()[:1] == ["REF"]:
                yield shown
            depth = 0
        elif node.tag == f"{W}instrText":
            waiting += node.text
        elif node.tag == f"{W}t" and depth:
            shown += node.text or ""


def _word_cells(table):
    for cell in table.iter(f"{W}tc"):
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(f"{W}val") == "restart":
            yield flat("".join(words(each) for each in cell.iter(f"{W}p")))


def flat(text):
    """Return ``text`` as it is compared; what only a layout knows or draws is left out."""
    return normal(text.replace("\0", ""))


def pointed_to(shown):
    """Return what a pointer names: ``[1,3]`` are two, which Word links one by one."""
    words_shown = flat(shown)
    if not words_shown or _PAGE.fullmatch(words_shown):
        return []
    mark = _MARK.fullmatch(words_shown)
    return re.findall(r"\d+", mark[1]) if mark else [words_shown]


def without_page(text):
    """Return a line of the contents without dots and page."""
    return flat(_PAGE_AT_END.sub("", text))
