"""Blocks as paragraphs and tables, in reading order."""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.model.length import twips
from reportgen.write_docx.captions import caption_words, source_paragraph
from reportgen.write_docx.contents import contents_block
from reportgen.write_docx.inlines import inline_xml, plain_runs
from reportgen.write_docx.markup import run, text, value
from reportgen.write_docx.numbering import NO_LIST, at_depth, list_level
from reportgen.write_docx.paragraphs import Format, paragraph
from reportgen.write_docx.pictures import picture_run
from reportgen.write_docx.place import Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import FIGURE, SPACER, heading_style, style_id
from reportgen.write_docx.tables import table_blocks
from reportgen.write_docx.theme import border, shading

_CALLOUT_MARGIN = 170
"""Twips between the edge of a callout and its words."""


def write_blocks(blocks: doc.Blocks, place: Place, story: Story) -> list[str]:
    """Return the XML of ``blocks``."""
    return [xml for block in blocks for xml in _block(block, place, story)]


def _block(block: doc.Block, place: Place, story: Story) -> list[str]:  # noqa: PLR0911, C901 - a case a block
    match block:
        case doc.Heading():
            return [_heading(block, place, story)]
        case doc.Paragraph():
            return [_words(block, place, story)]
        case doc.ListBlock():
            return list(_list(block, place, story))
        case doc.Quote():
            inside = place.inside(StyleRole.QUOTE, _em(place, story) * 2)
            return write_blocks(block.blocks, inside, story)
        case doc.Callout():
            return [_callout(block, place, story), paragraph(Format(SPACER), "")]
        case doc.CodeBlock():
            return [_code(block, place)]
        case doc.Table():
            return table_blocks(block, place, story)
        case doc.Figure():
            return _figure(block, place, story)
        case doc.Contents():
            return [contents_block(block, place, story)]
        case doc.Bibliography():
            return [_source_entry(entry, place, story) for entry in block.entries]
        case doc.Notice():
            form = place.opened(Format(style_id(StyleRole.NOTICE)))
            return [paragraph(form, plain_runs(f"{block.label}：{block.text}"))]
        case doc.PageBreak():
            place.breaks.ask()
            return []
        case _:
            assert_never(block)


def _em(place: Place, story: Story) -> int:
    return story.brand.styles[place.role].size


def _heading(heading: doc.Heading, place: Place, story: Story) -> str:
    number = None if heading.label else (NO_LIST, 0)
    form = Format(heading_style(heading.level), number=number)
    words = inline_xml(heading.content, story)
    bookmark = story.bookmark(heading.anchor)
    return paragraph(place.opened(form), story.bookmarks.wrap(bookmark, words))


def _words(block: doc.Paragraph, place: Place, story: Story) -> str:
    role = place.role if block.role is StyleRole.BODY else block.role
    form = Format(style_id(role), left=place.left or None)
    return paragraph(place.opened(form), inline_xml(block.content, story))


def _list(block: doc.ListBlock, place: Place, story: Story) -> Iterator[str]:
    """Yield the items: the first paragraph of each carries the number, the others its indent."""
    hanging = _em(place, story) * 2
    inside = replace(place.inside(StyleRole.LIST, hanging), depth=place.depth + 1)
    label = block.items[0].label if block.items else ""
    level = list_level(
        label, is_ordered=block.ordered, start=block.start, left=inside.left, hanging=hanging
    )
    number = story.lists.add(at_depth(level, place.depth)), place.depth
    form = Format(style_id(StyleRole.LIST), number=number)
    for item in block.items:
        first, *others = item.blocks or (doc.Paragraph(()),)
        if isinstance(first, doc.Paragraph):
            yield paragraph(place.opened(form), inline_xml(first.content, story))
        else:
            yield paragraph(place.opened(form), "")
            others = [first, *others]
        yield from write_blocks(tuple(others), inside, story)


def _callout(block: doc.Callout, place: Place, story: Story) -> str:
    """Return a table of one cell: it holds blocks of any kind, and its frame stays whole."""
    palette = story.brand.palette
    measure = twips(place.measure)
    inner = place.measure - 2 * _CALLOUT_MARGIN * 50
    inside = Place(inner, role=StyleRole.CALLOUT, breaks=place.breaks)
    words = []
    if block.title:
        form = inside.opened(Format(style_id(StyleRole.CALLOUT_TITLE)))
        words.append(paragraph(form, inline_xml(block.title, story)))
    words += write_blocks(block.blocks, inside, story)
    if not words or not words[-1].startswith("<w:p>"):
        words.append(paragraph(Format(SPACER), ""))
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 100), ("left", _CALLOUT_MARGIN), ("bottom", 60),
                            ("right", _CALLOUT_MARGIN))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{measure}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(place.left)}" w:type="dxa"/>'
        f"<w:tblBorders>{border('left', 24, palette.primary, palette)}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{measure}"/></w:tblGrid><w:tr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{measure}" w:type="dxa"/>{shading(palette.tint, palette)}</w:tcPr>'
        f"{''.join(words)}</w:tc></w:tr></w:tbl>"
    )


def _code(block: doc.CodeBlock, place: Place) -> str:
    """Return the lines as one paragraph: its shading has no gaps."""
    lines = (run(text(line.expandtabs(4))) for line in block.lines)
    form = Format(style_id(StyleRole.CODE), left=place.left or None)
    return paragraph(place.opened(form), run("<w:br/>").join(lines))


def _figure(figure: doc.Figure, place: Place, story: Story) -> list[str]:
    picture = picture_run(figure, place.measure, story)
    caption = Format(
        style_id(StyleRole.CAPTION), keep_next=bool(figure.source), left=place.left or None
    )
    parts = [
        paragraph(place.opened(Format(FIGURE, left=place.left or None)), picture),
        paragraph(caption, caption_words(figure.caption, figure.anchor, story)),
    ]
    if figure.source:
        parts.append(source_paragraph(figure.source, place, story))
    return parts


def _source_entry(entry: doc.BibliographyEntry, place: Place, story: Story) -> str:
    words = inline_xml(entry.content, story)
    form = place.opened(Format(style_id(StyleRole.BIBLIOGRAPHY)))
    return paragraph(form, story.bookmarks.wrap(story.bookmark(entry.anchor), words))
