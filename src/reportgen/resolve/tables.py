"""Tables: typed in the text, or declared and filled from the data."""

from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import TableFacts
from reportgen.resolve.figures import source_line
from reportgen.resolve.inlines import InlineResolver
from reportgen.resolve.targets import Target


def typed_table(block: src.PipeTable, target: Target, inlines: InlineResolver) -> doc.Table:
    """Return a table of the text; it has no caption."""

    def row(cells: tuple[src.Inlines, ...]) -> tuple[doc.Cell, ...]:
        aligned = zip(cells, block.aligns, strict=False)
        return tuple(
            doc.Cell(inlines.pieces_at(cell, target.anchor), align) for cell, align in aligned
        )

    rows = tuple(map(row, (block.header, *block.rows)))
    return doc.Table(None, "", rows[0], rows[1:], (), target.anchor)


def declared_table(
    spec: src.TableSpec, facts: TableFacts, target: Target, inlines: InlineResolver
) -> doc.Table:
    """Return a declared table; numbers stand at the right of their column."""
    caption = doc.Caption(target.label, inlines.pieces_at(spec.title, target.anchor))
    aligns = [src.Align.END if column.is_number else src.Align.START for column in facts.columns]
    head = tuple(
        doc.Cell((doc.Run(column.label),), align)
        for column, align in zip(facts.columns, aligns, strict=True)
    )
    rows = tuple(
        tuple(
            doc.Cell((inlines.said(cell, target.anchor),), align)
            for cell, align in zip(row, aligns, strict=True)
        )
        for row in facts.rows
    )
    source = source_line(spec.cite, target.anchor, inlines)
    unit = f"单位：{facts.unit}" if facts.unit else ""
    return doc.Table(caption, unit, head, rows, source, target.anchor)
