"""Check a made DOCX: every rule of its parts, and what it promises: label, notice, access."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from reportgen.diag import Code, Diagnostic, Sink
from reportgen.model.document import Document, Heading, Table
from reportgen.model.walk import printed_blocks
from reportgen.verify.promises import check_labels, check_notice, place_in
from reportgen.verify.word.looks import levels_of_styles
from reportgen.verify.word.package import Package, open_package
from reportgen.verify.word.properties import CUSTOM_PROPERTIES, custom_labels
from reportgen.verify.word.rules import faults
from reportgen.word.markup import BrokenPackageError

_TOLD = 5
"""How many faults of one kind in one part are told: the first ones show what happened."""


def check_docx(data: bytes, document: Document, name: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the DOCX ``data``, shown as a file called ``name``."""
    sink, span = Sink(), place_in(name)
    try:
        package = open_package(data)
    except BrokenPackageError as broken:
        sink.add(Code.DOCX_BROKEN, span, part=name, fault=broken)
        return sink.found
    told: Counter[tuple[Code, str]] = Counter()
    for code, part, fault in (*faults(package), *_access_faults(package, document)):
        told[code, part] += 1
        if told[code, part] <= _TOLD:
            sink.add(code, span, part=part, fault=fault)
    check_labels(custom_labels(package.trees.get(CUSTOM_PROPERTIES)), document, span, sink)
    check_notice(document, span, sink)
    return sink.found


def _access_faults(package: Package, document: Document) -> Iterator[tuple[Code, str, str]]:
    """Yield what a screen reader would miss, though the document has it."""
    story = package.stories.get(package.main)
    if story is None:
        return
    blocks = list(printed_blocks((*document.front, *document.body)))
    headed = sum(1 for each in blocks if isinstance(each, Table) and _has_head(each))
    lacking = headed - len(story.held["table with a head"])
    for name in story.held["table without a head"][: max(lacking, 0)]:
        yield Code.DOCX_NO_HEADER_ROW, package.main, name or "w:tbl"
    wanted = [each.level for each in blocks if isinstance(each, Heading)]
    if not _skips(wanted):  # the author was told where the report itself skips a level
        levels = levels_of_styles(package)
        found = [levels[style] for style in story.held["paragraph style"] if style in levels]
        # Around the report's own may stand headings of a company's template, which is its affair.
        for above, level in () if _holds(found, wanted) else _skips(found):
            yield Code.DOCX_LEVEL_SKIPPED, package.main, f"{above} → {level}"


def _holds(found: list[int], wanted: list[int]) -> bool:
    """Tell whether ``wanted`` stands in ``found``, one after the other."""
    places = range(len(found) - len(wanted) + 1)
    return any(found[place : place + len(wanted)] == wanted for place in places)


def _has_head(table: Table) -> bool:
    return any(cell.content for row in table.head for cell in row.cells)


def _skips(levels: list[int]) -> list[tuple[int, int]]:
    return [(above, level) for above, level in pairwise((0, *levels)) if level > above + 1]
