"""The rules of a Word file, as a table: the code, and the function that finds its faults."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from reportgen.diag import Code
from reportgen.verify.word import looks, media, parts, properties, references
from reportgen.verify.word.package import Package

Rule: TypeAlias = Callable[[Package], Iterator[parts.Fault]]

RULES: tuple[tuple[Code, Rule], ...] = (
    (Code.DOCX_ENTRY_WRONG, parts.wrong_entries),
    (Code.DOCX_TYPE_WRONG, parts.types_not_first),
    (Code.DOCX_TYPE_WRONG, parts.parts_without_type),
    (Code.DOCX_TYPE_WRONG, parts.types_without_part),
    (Code.DOCX_WAY_LOST, parts.no_main_part),
    (Code.DOCX_WAY_LOST, parts.lost_ways),
    (Code.DOCX_ID_TWICE, parts.ways_of_one_name),
    (Code.DOCX_WAY_MISSING, parts.missing_ways),
    (Code.DOCX_WAY_MISSING, parts.heads_of_another_kind),
    (Code.DOCX_UNUSED, parts.unused_ways),
    (Code.DOCX_UNUSED, parts.unreached_parts),
    (Code.DOCX_BOOKMARK_NAME, references.bad_bookmark_names),
    (Code.DOCX_BOOKMARK_NAME, references.bookmarks_of_one_name),
    (Code.DOCX_REFERENCE_LOST, references.lost_anchors),
    (Code.DOCX_NOTE_WRONG, references.wrong_notes),
    (Code.DOCX_NOTE_WRONG, references.wrong_separators),
    (Code.DOCX_COMMENT_WRONG, references.wrong_comments),
    (Code.DOCX_STYLE_UNKNOWN, looks.unknown_styles),
    (Code.DOCX_STYLE_UNKNOWN, looks.unknown_related_styles),
    (Code.DOCX_ID_TWICE, looks.styles_of_one_name),
    (Code.DOCX_STYLE_CIRCLE, looks.circles_of_styles),
    (Code.DOCX_LIST_UNKNOWN, looks.unknown_lists),
    (Code.DOCX_OUT_OF_ORDER, looks.looks_out_of_order),
    (Code.DOCX_PICTURE_WRONG, media.wrong_pictures),
    (Code.DOCX_CHART_WRONG, media.wrong_workbooks),
    (Code.DOCX_CHART_WRONG, media.charts_without_workbook),
    (Code.DOCX_PROPERTIES_WRONG, properties.wrong_core),
    (Code.DOCX_PROPERTIES_WRONG, properties.wrong_custom),
    (Code.DOCX_NO_TITLE, properties.no_title),
)
"""What shows across parts; what shows in one text alone, the watchers of ``package`` find."""


def faults(package: Package) -> Iterator[tuple[Code, str, str]]:
    """Yield code, part and fault of all that is wrong."""
    for part, fault in package.broken:
        yield Code.DOCX_BROKEN, part, fault
    for part, story in package.stories.items():
        for code, fault in story.faults:
            yield code, part, fault
    for code, rule in RULES:
        for part, fault in rule(package):
            yield code, part, fault
