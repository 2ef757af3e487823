"""Blocks as paragraphs and tables, in reading order."""

from collections.abc import Iterator
from types import NoneType
from typing import TypeGuard, assert_never

from msgspec.structs import replace

from reportgen.model import document as doc
from reportgen.model.brand import Alignment, FontRole, Style, StyleRole
from reportgen.model.chart import Chart
from reportgen.model.length import pt, twips
from reportgen.model.looks import DIVIDER_SHARE, ENTRIES_WITH_NOTICE
from reportgen.model.pattern import pattern
from reportgen.model.stand import Stand
from reportgen.write_docx.captions import caption_words, least_after, source_paragraph
from reportgen.write_docx.columns import ends_blank, label_width, width
from reportgen.write_docx.contents import contents_block
from reportgen.write_docx.definitions import definition_list
from reportgen.write_docx.formulas import formula
from reportgen.write_docx.inlines import inline_xml, printed_words
from reportgen.write_docx.marks import first_citation
from reportgen.write_docx.markup import run, text, value
from reportgen.write_docx.numbering import NO_LIST, Level, list_levels, spaced
from reportgen.write_docx.paragraphs import SPACER, Format, blank, paragraph, spacer
from reportgen.write_docx.pictures import picture_run, picture_size
from reportgen.write_docx.place import PageStart, Place
from reportgen.write_docx.side_by_side import card_table, figure_row
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import FIGURE, heading_style, style_id
from reportgen.write_docx.tables import table_blocks
from reportgen.write_docx.theme import border, shading
from reportgen.write_docx.typefaces import SYMBOL_FACE, face

_CALLOUT_INSET, _CALLOUT_PADDING, _CALLOUT_MARGIN = pt(14), pt(6), pt(6)
_BAR, _RULE = 20, 6
"""The bar at the left of a callout and the rule of a divider, in eighths of a point."""
_TAB = 4
_BOXES = "☐☑"
_APART = (NoneType, doc.Heading, doc.PageBreak, doc.PageSection)
"""What need not stand on the page of the line above it."""
_HANGING = "，。；：、！？"
"""Marks that may stand beyond the end of a line."""
_UNBROKEN = pattern("[!-~]+")


def write_blocks(blocks: doc.Blocks, place: Place, story: Story) -> list[str]:
    """Return the XML of ``blocks``."""
    made: list[str] = []
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        if isinstance(before, doc.Heading) and _is_lone_line(block, after, place, story):
            made.append(_words(block, place, story, keep_next=True))
        elif isinstance(block, doc.Bibliography) and isinstance(after, doc.Notice):
            kept = len(block.entries) - ENTRIES_WITH_NOTICE
            made += [
                _source_entry(entry, place, story, keeps=number >= kept)
                for number, entry in enumerate(block.entries)
            ]
        else:
            made += _block(block, place, story)
    return made


def _block(  # noqa: C901, PLR0911, PLR0912 - one case a block
    block: doc.Block, place: Place, story: Story
) -> list[str]:
    match block:
        case doc.Heading():
            return [_heading(block, place, story)]
        case doc.Paragraph():
            return [_words(block, place, story)]
        case doc.ListBlock():
            return list(_list(block, place, story))
        case doc.Quote():
            inside = place.inside(StyleRole.QUOTE, story.size(StyleRole.QUOTE) * 2)
            return write_blocks(block.blocks, inside, story)
        case doc.Callout():
            return _callout(block, place, story)
        case doc.CodeBlock():
            return [_code(block, place)]
        case doc.Table():
            return table_blocks(block, place, story)
        case doc.Figure():
            return _figure(block, place, story)
        case doc.FigureRow():
            return figure_row(block, place, story)
        case doc.DefinitionList():
            return list(definition_list(block, place, story, write_blocks))
        case doc.KpiCards():
            return card_table(block, place, story)
        case doc.Formula():
            return [formula(block, place, story)]
        case doc.Divider():
            return [_divider(place, story)]
        case doc.Contents():
            return [contents_block(block, place, story)]
        case doc.Bibliography():
            return [_source_entry(entry, place, story) for entry in block.entries]
        case doc.Notice():
            pieces = (doc.Run(block.label, strong=True), doc.Run(f"：{block.text}"))
            return [_words(doc.Paragraph(pieces, StyleRole.NOTICE), place, story)]
        case doc.PageBreak():
            place.page.ask()
            return []
        case doc.PageSection():  # only where sections are taken apart before
            return write_blocks(block.blocks, place, story)
        case _:
            assert_never(block)


def _heading(heading: doc.Heading, place: Place, story: Story) -> str:
    """Return a heading; a label that Word would not count to is typed."""
    is_counted = heading.anchor in story.lists.counted
    label = "" if is_counted else spaced(heading.label)
    number = None if is_counted else (NO_LIST, 0)
    if heading.anchor in story.lists.appendices:
        number = (story.lists.appendices[heading.anchor], heading.level - 1)
    form = Format(heading_style(heading.level), number=number)
    words = inline_xml((doc.Run(label), *heading.content) if label else heading.content, story)
    return paragraph(
        place.page.opened(form), story.bookmarks.wrap(story.bookmark(heading.anchor), words)
    )


def _is_lone_line(
    block: doc.Block, after: doc.Block | None, place: Place, story: Story
) -> TypeGuard[doc.Paragraph]:
    """Tell whether ``block``, under a heading, is a single line that leads on to ``after``.

    Two lines at least stay with a heading: Word's headings keep no more than the first.
    """
    if not isinstance(block, doc.Paragraph) or isinstance(after, _APART):
        return False
    style = story.brand.styles[StyleRole.BODY]
    indent = style.size * style.first_indent // 1000
    words = printed_words(block.content).rstrip(_HANGING)
    return width(words, style.size) + indent <= place.measure


def _words(block: doc.Paragraph, place: Place, story: Story, *, keep_next: bool = False) -> str:
    if block.stand.record:
        from reportgen.write_docx.letters import record_line  # noqa: PLC0415 - few are letters

        return record_line(block, block.stand.record, place, story)
    if block.stand.lead:
        from reportgen.write_docx.letters import attachment  # noqa: PLC0415 - as above

        return attachment(block, place, story)
    role = place.role if block.role is StyleRole.BODY else block.role
    alignment = "right" if block.is_credit else _raggedness(block, role, place, story)
    form = Format(style_id(role), keep_next=keep_next, alignment=alignment)
    form = _standing(form.indented(place.left), block.stand, story.brand.styles[role])
    return paragraph(place.page.opened(form), inline_xml(block.content, story))


def _standing(form: Format, stand: Stand, style: Style) -> Format:
    """Return ``form`` as a paragraph stands in an official letter."""
    if stand.is_flush:
        form = replace(form, is_flush=True)
    if stand.lines_above:
        form = replace(form, before=stand.lines_above * style.leading)
    if stand.from_right:
        right = stand.from_right * style.size // 1000
        form = replace(form, alignment="right", right=right, is_flush=True)
    return form


def _raggedness(block: doc.Paragraph, role: StyleRole, place: Place, story: Story) -> str:
    """Return ``left`` where a long address stands in words that are justified.

    Word does not break addresses: the line before one would be torn apart.
    """
    style = story.brand.styles[role]
    if style.alignment is not Alignment.JUSTIFY:
        return ""
    unbroken = _UNBROKEN.findall(printed_words(block.content))
    longest = max((width(each, style.size) for each in unbroken), default=0)
    return "left" if 2 * longest > place.measure else ""


def _list(block: doc.ListBlock, place: Place, story: Story) -> Iterator[str]:
    """Yield the items: the first paragraph of each carries the number, the others its indent."""
    role = StyleRole.LIST if place.role is StyleRole.BODY else place.role
    size = story.size(role)
    gap = size // 2
    hang = max([2 * size, *(label_width(item.label, size) + gap for item in block.items)])
    inside = replace(place.inside(role, hang), depth=place.depth + 1)
    level = Level("", "", left=inside.left, hanging=gap, justified="right")
    if ends_blank(block.items[0].label):  # it brings its gap along
        level = replace(level, hanging=0, suffix="nothing")
    numbers: dict[str, int] = {}
    for item in block.items:
        # A numbered list is one; of what is done and what is not, Word can count neither.
        sign = "" if block.ordered else item.label
        if sign not in numbers:
            own = replace(level, look=_sign_face(sign, story))
            numbers[sign] = story.lists.add(list_levels(block, sign, place.depth, own))
        form = Format(style_id(role), number=(numbers[sign], place.depth))
        first, *others = item.blocks or (doc.Paragraph(()),)
        if isinstance(first, doc.Paragraph):
            yield paragraph(place.page.opened(form), inline_xml(first.content, story))
        else:
            yield paragraph(place.page.opened(form), "")
            others = [first, *others]
        yield from write_blocks(tuple(others), inside, story)


def _sign_face(sign: str, story: Story) -> str:
    """Return the face of a bullet; Chinese faces draw it no larger than a dot."""
    if not sign:
        return ""
    return SYMBOL_FACE if sign in _BOXES else face(FontRole.CODE, story.brand)


def _callout(block: doc.Callout, place: Place, story: Story) -> list[str]:
    """Return a table of one cell: it holds blocks of any kind, and its frame stays whole."""
    palette = story.brand.palette
    bar = palette.accent if block.is_alert else palette.primary
    measure = twips(place.measure)
    before = place.page.gap(_CALLOUT_MARGIN)
    inner = place.measure - 2 * _CALLOUT_INSET
    inside = Place(inner, place.room, role=StyleRole.CALLOUT, page=PageStart(is_top=False))
    words = []
    if block.title:
        form = inside.page.opened(Format(style_id(StyleRole.CALLOUT_TITLE)))
        words.append(paragraph(form, inline_xml(block.title, story)))
    words += write_blocks(block.blocks, inside, story)
    if not words or not words[-1].endswith("</w:p>"):
        words.append(spacer(_CALLOUT_PADDING))
    # In a cell the space under the last paragraph counts, too.
    below = max(0, _CALLOUT_PADDING - story.brand.styles[StyleRole.CALLOUT].space_after)
    sides = {"top": _CALLOUT_PADDING, "left": _CALLOUT_INSET}
    sides |= {"bottom": below, "right": _CALLOUT_INSET}
    margins = "".join(
        f'<w:{side} w:w="{twips(width)}" w:type="dxa"/>' for side, width in sides.items()
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{measure}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(place.left)}" w:type="dxa"/>'
        f"<w:tblBorders>{border('left', _BAR, bar, palette)}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{measure}"/></w:tblGrid><w:tr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{measure}" w:type="dxa"/>{shading(palette.tint, palette)}</w:tcPr>'
        f"{''.join(words)}</w:tc></w:tr></w:tbl>"
    )
    return [before, table, blank(_CALLOUT_MARGIN)]


def _code(block: doc.CodeBlock, place: Place) -> str:
    """Return the lines as one paragraph: its tint has no gaps."""
    lines = (run(text(line.expandtabs(_TAB))) for line in block.lines)
    form = place.page.opened(Format(style_id(StyleRole.CODE)))
    return paragraph(form, run("<w:br/>").join(lines))


def _figure(figure: doc.Figure, place: Place, story: Story) -> list[str]:
    width, height = picture_size(figure, place, story.brand)
    if isinstance(figure.content, Chart):
        height = story.layout.heights.get(figure.anchor, height)
    picture = picture_run(figure, (width, height), story)
    after = None if figure.source else least_after(StyleRole.CAPTION, story)
    caption = Format(style_id(StyleRole.CAPTION), keep_next=bool(figure.source), after=after)
    parts = [
        paragraph(place.page.opened(Format(FIGURE).indented(place.left)), picture),
        paragraph(
            caption.indented(place.left), caption_words(figure.caption, figure.anchor, story)
        ),
    ]
    if figure.source:
        # Under its picture, unless that is too narrow for words.
        margin = (place.measure - width) // 2
        column = replace(place, left=place.left + margin) if width > 2 * margin else place
        below = least_after(StyleRole.SOURCE, story)
        parts.append(source_paragraph(figure.source, column, story, below))
    return parts


def _divider(place: Place, story: Story) -> str:
    """Return a paragraph without words, with a short rule under it."""
    brand = story.brand
    indent = twips((place.measure - place.measure // DIVIDER_SHARE) // 2)
    height = twips(brand.styles[StyleRole.BODY].leading // 2)
    return (
        f"<w:p><w:pPr>{value('pStyle', SPACER)}<w:pBdr>"
        f"{border('bottom', _RULE, brand.palette.rule, brand.palette)}</w:pBdr>"
        f'<w:spacing w:after="{height}" w:line="{height}" w:lineRule="exact"/>'
        f'<w:ind w:left="{twips(place.left) + indent}" w:right="{indent}"/></w:pPr></w:p>'
    )


def _source_entry(
    entry: doc.BibliographyEntry, place: Place, story: Story, *, keeps: bool = False
) -> str:
    content, citation = entry.content, first_citation(entry.number)
    first = content[0] if content else None
    leads_to = citation if entry.who and citation in story.bookmarks else ""
    if leads_to and isinstance(first, doc.Run):
        rest = replace(first, text=first.text[len(entry.who) :])
        content = (replace(first, text=entry.who), rest, *content[1:])
    words = inline_xml(content, story, leads_to)
    form = Format(style_id(StyleRole.BIBLIOGRAPHY), keep_next=keeps, keep_lines=keeps)
    if not entry.label:
        hang = 2 * story.size(StyleRole.BIBLIOGRAPHY)
        form = replace(form, number=(NO_LIST, 0), left=hang, hanging=hang)
    form = place.page.opened(form)
    return paragraph(form, story.bookmarks.wrap(story.bookmark(entry.anchor), words))
