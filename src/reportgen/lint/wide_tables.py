"""RG151: tables whose numbers would have to be broken over lines."""

from collections.abc import Callable, Iterator, Mapping

from reportgen.diag import Code, Sink, Span
from reportgen.model import document as doc
from reportgen.model.brand import CELL_SIDE, SMALLER, Brand, FontRole, Style, StyleRole
from reportgen.model.length import Length, points
from reportgen.model.pattern import pattern
from reportgen.model.sections import sections
from reportgen.model.spans import column_count, first_columns
from reportgen.model.walk import printed_blocks
from reportgen.zh.figures import is_figure

Width = Callable[[str, FontRole, Length], Length]
"""Returns how wide a text is in the face of a role at a size."""
_NUMBER = pattern(r"[+\-−]?[0-9][0-9.,]*%?")
_CUT = pattern(r"://|www\.|@|[A-Za-z_]")
"""What stands in an address or a word may be broken, numbers in it too."""
_FIGURES = str.maketrans("123456789", "000000000")
_MM_PER_POINT = 25.4 / 72


def find_wide_tables(
    document: doc.Document, places: Mapping[str, Span], brand: Brand, width: Width, sink: Sink
) -> None:
    """Report each table that does not fit in the smallest size, at its place in the text."""
    for section in sections(document.body):
        page = brand.page.turned if section.is_wide else brand.page
        measure = page.column(section.columns)
        for block in printed_blocks(section.blocks):
            if isinstance(block, doc.Table) and block.anchor in places:
                columns = _least(block, brand, width, _wide_figures)
                if sum(columns) > measure:
                    columns = _least(block, brand, width, str)
                if sum(columns) > measure:
                    sink.add(
                        Code.TABLE_TOO_WIDE,
                        places[block.anchor],
                        columns=len(columns),
                        needed=_millimetres(sum(columns)),
                        measure=_millimetres(measure),
                    )


def _wide_figures(words: str) -> str:
    """Return ``words`` with the widest figure for all: a long table has few such words."""
    return words.translate(_FIGURES)


def _least(
    table: doc.Table, brand: Brand, width: Width, shape: Callable[[str], str]
) -> list[Length]:
    """Return how narrow each column can be; what has the same ``shape`` is measured once."""
    rows = [row.cells for row in (*table.head, *table.rows)]
    columns = [0] * column_count(rows)
    known: dict[tuple[str, bool], Length] = {}
    for (cell, column), is_head in _cells(table, rows):
        words = shape("".join(piece.text for piece in cell.content if isinstance(piece, doc.Run)))
        key = (words, is_head)
        if cell.columns > 1:
            continue
        if key not in known:
            style = brand.styles[StyleRole.TABLE_HEAD if is_head else StyleRole.TABLE_CELL]
            known[key] = _unbroken(words, style, width) + 2 * CELL_SIDE
        columns[column] = max(columns[column], known[key])
    return columns


def _cells(
    table: doc.Table, rows: list[tuple[doc.Cell, ...]]
) -> Iterator[tuple[tuple[doc.Cell, int], bool]]:
    for number, (cells, columns) in enumerate(zip(rows, first_columns(rows), strict=True)):
        for pair in zip(cells, columns, strict=True):
            yield pair, number < len(table.head)


def _unbroken(words: str, style: Style, width: Width) -> Length:
    """Return how wide the widest part of ``words`` is that no line end may cut."""
    size = style.size * SMALLER[-1] // 1000
    parts = [words] if is_figure(words) else _numbers(words)
    return max((width(part, style.font, size) for part in parts), default=size)


def _numbers(words: str) -> list[str]:
    return [] if _CUT.search(words) else _NUMBER.findall(words)


def _millimetres(length: Length) -> int:
    return round(points(length) * _MM_PER_POINT)
