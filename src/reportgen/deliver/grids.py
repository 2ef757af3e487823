"""Tables, cards and charts of a letter: HTML that mail programs show, and plain text.

Mail programs read styles on the elements only, and lay cards out by tables alone.
"""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from unicodedata import east_asian_width

from reportgen.model import document as doc
from reportgen.model.report import Align

_FONT = "font-family:'Microsoft YaHei','PingFang SC',sans-serif"
_GREY = "#666666"
_RULE = "1px solid #bbbbbb"
_SIDES = {Align.START: "left", Align.CENTER: "center", Align.END: "right", Align.DECIMAL: "right"}
_TOTAL = "font-weight:bold"
_WIDE = ("W", "F", "A")

Say = Callable[[doc.Piece], str]


def cards_html(block: doc.KpiCards, say: Say) -> str:
    """Return the cards as a table, the value large."""
    rows = []
    for row in block.rows:
        cells = (
            f'<td style="padding:8px 24px 8px 0;vertical-align:top">'
            f'<div style="color:{_GREY};font-size:13px">{_said(card.label, say)}</div>'
            f'<div style="font-size:22px;font-weight:bold">{_said(card.value, say)}</div>'
            f'<div style="color:{_GREY};font-size:13px">{_said(card.note, say)}</div></td>'
            for card in row
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table role="presentation" style="{_FONT}">{"".join(rows)}</table>'


def table_html(table: doc.Table, say: Say) -> str:
    """Return a table with its caption, its unit and its source."""
    above = _caption(table.caption, say) if table.caption is not None else ""
    unit = f"（{escape(table.unit)}）" if table.unit else ""
    caption = f"<caption><strong>{above}</strong>{unit}</caption>" if above or unit else ""
    head = "".join(_row(row, say, "th") for row in table.head)
    body = "".join(_row(row, say, "td") for row in table.rows)
    style = f"border-collapse:collapse;{_FONT};font-size:14px"
    notes = [_said(note, say) for note in (*table.notes, table.source) if note]
    below = "".join(f'<p style="color:{_GREY};font-size:12px">{each}</p>' for each in notes)
    return (
        f'<table style="{style}">{caption}<thead>{head}</thead><tbody>{body}</tbody></table>{below}'
    )


def figure_html(figure: doc.Figure, cids: Mapping[str, str], say: Say) -> str:
    """Return a chart as a picture that comes with the message."""
    cid = cids.get(figure.anchor, "")
    alt = escape(figure.alt, quote=True)
    image = f'<img src="cid:{cid}" alt="{alt}" width="600" style="max-width:100%">' if cid else alt
    source = _said(figure.source, say)
    below = f'<p style="color:{_GREY};font-size:12px">{source}</p>' if source else ""
    return f"<p>{image}<br><strong>{_caption(figure.caption, say)}</strong></p>{below}"


def table_text(table: doc.Table, say: Say) -> str:
    """Return a table as lines of plain text, its columns under one another."""
    rows = [[_said(cell.content, say) for cell in row.cells] for row in (*table.head, *table.rows)]
    plain = [words for words in rows if len(words) == max(map(len, rows))]
    widths = [max(map(_wide, column)) for column in zip(*plain, strict=True)]
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    caption = _caption(table.caption, say) if table.caption is not None else ""
    unit = f"（{table.unit}）" if table.unit else ""
    notes = [_said(note, say) for note in (*table.notes, table.source) if note]
    return "\n".join([*filter(None, [f"{caption}{unit}"]), *lines, *notes])


def _padded(row: list[str], widths: list[int]) -> Iterator[str]:
    for cell, wanted in zip(row, widths, strict=False):
        yield cell + " " * (wanted - _wide(cell))


def _wide(words: str) -> int:
    """Return how many columns of a terminal ``words`` take."""
    return sum(2 if east_asian_width(each) in _WIDE else 1 for each in words)


def _row(row: doc.Row, say: Say, tag: str) -> str:
    weight = _TOTAL if row.kind is not doc.RowKind.PLAIN else "font-weight:normal"
    cells = (_cell(cell, say, "th" if cell.is_head else tag, weight) for cell in row.cells)
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: doc.Cell, say: Say, tag: str, weight: str) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.columns), ("rowspan", cell.rows))
        if count > 1
    )
    bold = "font-weight:bold" if tag == "th" else weight
    style = f"border:{_RULE};padding:4px 8px;text-align:{_SIDES[cell.align]};{bold}"
    return f'<{tag}{spans} style="{style}">{_said(cell.content, say)}</{tag}>'


def _caption(caption: doc.Caption, say: Say) -> str:
    words = _said(caption.content, say)
    return f"{escape(caption.label)}　{words}" if caption.label else words


def _said(pieces: doc.Pieces, say: Say) -> str:
    return "".join(map(say, pieces))
