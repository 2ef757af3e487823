"""RG401: characters that no font has are found before anything is made."""

from collections.abc import Callable, Iterator

from reportgen.diag import Code, Sink, Span
from reportgen.lint.walk import all_inlines
from reportgen.model import report as src
from reportgen.model.facts import Facts

Missing = Callable[[str], list[str]]


def find_missing_glyphs(report: src.Report, facts: Facts, missing: Missing, sink: Sink) -> None:
    """Report each character of ``report`` and its data that ``missing`` names, at its place."""
    for text, span, is_literal in _texts(report, facts):
        for character in missing(text):
            place = _place(text, character, span) if is_literal else span
            sink.add(
                Code.MISSING_GLYPH,
                place,
                character=character,
                codepoint=f"U+{ord(character):04X}",
            )


def _texts(report: src.Report, facts: Facts) -> Iterator[tuple[str, Span, bool]]:
    """Yield every text with its place, and whether it stands there letter for letter."""
    for inline in all_inlines(report):
        if isinstance(inline, src.Text | src.Code):
            yield inline.text, inline.span, True
    for block in report.blocks:
        if isinstance(block, src.CodeBlock):
            yield block.text, block.span, False
    yield report.category + report.organisation + report.aigc.text, report.span, False
    for reference in report.references.values():
        yield "".join(reference.fields.values()), reference.span, False
    for key, chart in facts.charts.items():
        words = [*chart.categories, *(series.label for series in chart.series)]
        yield "".join(words), report.charts[key].span, False
    for key, table in facts.tables.items():
        cells = [column.label for column in table.columns]
        cells += [cell.text for row in table.rows for cell in row]
        yield "".join(cells), report.tables[key].span, False


def _place(text: str, character: str, span: Span) -> Span:
    column = span.source.line(span.line).find(character, span.column - 1) + 1
    if column:
        return Span(span.source, span.line, column, 1)
    return Span(span.source, span.line, span.column + text.find(character), 1)
