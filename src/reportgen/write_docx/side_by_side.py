"""Side by side: figures in a table without rules, numbers on cards."""

from msgspec.structs import replace

from reportgen.model import document as doc
from reportgen.model.brand import StyleRole
from reportgen.model.length import Length, twips
from reportgen.model.looks import CARD_GAP, CARD_PADDING, CARD_RULE, CARD_SIDE, SIDE_GAP
from reportgen.write_docx.captions import caption_words, source_paragraph
from reportgen.write_docx.inlines import inline_xml
from reportgen.write_docx.paragraphs import Format, blank, paragraph, spacer
from reportgen.write_docx.pictures import picture_run, picture_size
from reportgen.write_docx.place import PageStart, Place
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import CARD_LABEL, CARD_NOTE, CARD_VALUE, FIGURE, style_id
from reportgen.write_docx.theme import border, shading

_EMPTY = "<w:p></w:p>"


def figure_row(row: doc.FigureRow, place: Place, story: Story) -> list[str]:
    """Return pictures in one row and captions in the next, so that both are level."""
    count = len(row.figures)
    least = story.brand.styles[StyleRole.BODY].leading // 2
    width = (place.measure - (count - 1) * SIDE_GAP) // count
    inside = Place(width, place.room, page=PageStart(is_top=False))
    pictures = [_picture(figure, inside, story) for figure in row.figures]
    captions = [_caption(figure, inside, story) for figure in row.figures]
    table = _table([pictures, captions], width, SIDE_GAP, place)
    return [place.page.gap(least), table, blank(least)]


def _picture(figure: doc.Figure, place: Place, story: Story) -> str:
    size = picture_size(figure, place, story.brand)
    return paragraph(Format(FIGURE, before=0), picture_run(figure, size, story))


def _caption(figure: doc.Figure, place: Place, story: Story) -> str:
    form = Format(style_id(StyleRole.CAPTION), keep_next=bool(figure.source))
    if not figure.source:
        form = replace(form, after=0)
    caption = paragraph(form, caption_words(figure.caption, figure.anchor, story))
    return caption + (
        source_paragraph(figure.source, place, story, after=0) if figure.source else ""
    )


def card_table(block: doc.KpiCards, place: Place, story: Story) -> list[str]:
    """Return cards as shaded cells, each with its label, its value and its note."""
    least = story.brand.styles[StyleRole.BODY].leading // 2
    count = block.columns
    width = (place.measure - (count - 1) * CARD_GAP) // count
    palette = story.brand.palette
    rule = border("top", CARD_RULE // 125, palette.primary, palette)
    look = f"<w:tcBorders>{rule}</w:tcBorders>{shading(palette.tint, palette)}"
    parts = [place.page.gap(least)]
    for number, row in enumerate(block.rows):
        if number:
            parts.append(spacer(CARD_GAP))
        cells = [_card(card, story) for card in row]
        parts.append(_cards(cells, count, width, look, place))
    return [*parts, blank(least)]


def _card(card: doc.KpiCard, story: Story) -> str:
    lines = ((CARD_LABEL, card.label), (CARD_VALUE, card.value), (CARD_NOTE, card.note))
    return "".join(
        paragraph(Format(style), inline_xml(pieces, story)) for style, pieces in lines if pieces
    )


def _cards(cells: list[str], count: int, width: Length, look: str, place: Place) -> str:
    """Return a row of cards with empty cells between them."""
    margins = _margins(
        top=CARD_PADDING, left=CARD_SIDE, bottom=CARD_PADDING, right=CARD_SIDE, name="tcMar"
    )
    gap = f'<w:tc><w:tcPr><w:tcW w:w="{twips(CARD_GAP)}" w:type="dxa"/></w:tcPr>{_EMPTY}</w:tc>'
    filled = [
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{look}{margins}</w:tcPr>'
        f"{cell}</w:tc>"
        for cell in cells
    ]
    none = f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{_EMPTY}</w:tc>'
    filled += [none] * (count - len(cells))
    widths = [twips(width), *[twips(CARD_GAP), twips(width)] * (count - 1)]
    return _frame(widths, f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{gap.join(filled)}</w:tr>", place)


def _table(rows: list[list[str]], width: Length, gap: Length, place: Place) -> str:
    """Return rows of cells, ``gap`` between them."""
    count = len(rows[0])
    outer = twips(width + gap)
    widths = [outer] * count
    margins = _margins(left=gap // 2, right=gap // 2, name="tcMar")
    made = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{outer}" w:type="dxa"/>{margins}</w:tcPr>{cell}</w:tc>'
            for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    return _frame(widths, made, replace(place, left=place.left - gap // 2))


def _frame(widths: list[int], rows: str, place: Place) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = _margins(top=0, left=0, bottom=0, right=0, name="tblCellMar")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(place.left)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _margins(*, name: str, **sides: Length) -> str:
    inside = "".join(
        f'<w:{side} w:w="{twips(blank)}" w:type="dxa"/>' for side, blank in sides.items()
    )
    return f"<w:{name}>{inside}</w:{name}>"
