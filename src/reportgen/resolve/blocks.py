"""Blocks as written to blocks as printed, one function a kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from reportgen.diag import Code, nearest
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import TableFacts
from reportgen.resolve.figures import chart_of, source_line
from reportgen.resolve.inlines import Inlines
from reportgen.resolve.notices import notice


@dataclass(slots=True)
class Blocks:
    """Turns the blocks of one report."""

    inlines: Inlines

    def resolve(self, blocks: src.Blocks) -> Iterator[doc.Block]:
        """Yield what ``blocks`` print; generated blocks are placed by the document pass."""
        for block in blocks:
            match block:
                case src.Heading():
                    yield self._heading(block)
                case src.Paragraph():
                    yield doc.Paragraph(self.inlines.pieces(block.content))
                case src.ListBlock():
                    yield self._list(block)
                case src.Quote():
                    yield doc.Quote(tuple(self.resolve(block.blocks)))
                case src.Callout():
                    title = self.inlines.pieces(block.title)
                    yield doc.Callout(title, tuple(self.resolve(block.blocks)))
                case src.CodeBlock():
                    yield doc.CodeBlock(tuple(block.text.rstrip("\n").split("\n")))
                case src.PipeTable():
                    yield self._pipe_table(block)
                case src.TableRef():
                    yield from self._table(block)
                case src.ChartRef():
                    yield from self._chart(block)
                case src.ImageBlock():
                    yield from self._image(block)
                case src.PageBreak():
                    yield doc.PageBreak()
                case src.Generated():
                    yield from self._generated(block)
                case _:
                    assert_never(block)

    def _heading(self, block: src.Heading) -> doc.Heading:
        target = self.inlines.anchors.of(block)
        self.inlines.place = target.anchor
        return doc.Heading(
            block.level, target.text, self.inlines.pieces(block.content), target.anchor
        )

    def _list(self, block: src.ListBlock) -> doc.ListBlock:
        items = []
        for number, item in enumerate(block.items, block.start):
            label = f"{number}." if block.ordered else "•"
            items.append(doc.ListItem(label, tuple(self.resolve(item))))
        return doc.ListBlock(block.ordered, block.start, tuple(items))

    def _pipe_table(self, block: src.PipeTable) -> doc.Table:
        def row(cells: tuple[src.Inlines, ...]) -> tuple[doc.Cell, ...]:
            aligned = zip(cells, block.aligns, strict=False)
            return tuple(doc.Cell(self.inlines.pieces(cell), align) for cell, align in aligned)

        anchor = self.inlines.anchors.of(block).anchor
        return doc.Table(None, "", row(block.header), tuple(map(row, block.rows)), (), anchor)

    def _table(self, block: src.TableRef) -> Iterator[doc.Table]:
        declared = self.inlines.report.tables
        if block.key not in declared:
            close = nearest(block.key, declared) or "—"
            self.inlines.sink.add(Code.UNKNOWN_TABLE, block.span, key=block.key, nearest=close)
            return
        facts = self.inlines.facts.tables.get(block.key)
        if facts is not None:
            yield self._declared_table(block, declared[block.key], facts)

    def _declared_table(
        self, block: src.TableRef, spec: src.TableSpec, facts: TableFacts
    ) -> doc.Table:
        target = self.inlines.anchors.of(block)
        outside, self.inlines.place = self.inlines.place, target.anchor
        aligns = [src.Align.END if c.is_number else src.Align.START for c in facts.columns]
        head = tuple(
            doc.Cell((doc.Run(column.label),), align)
            for column, align in zip(facts.columns, aligns, strict=True)
        )
        rows = tuple(
            tuple(
                doc.Cell((self.inlines.wording(cell),), align)
                for cell, align in zip(row, aligns, strict=True)
            )
            for row in facts.rows
        )
        caption = doc.Caption(target.text, self.inlines.pieces(spec.title))
        source = source_line(spec.cite, self.inlines)
        self.inlines.place = outside
        return doc.Table(caption, facts.unit, head, rows, source, target.anchor)

    def _chart(self, block: src.ChartRef) -> Iterator[doc.Figure]:
        declared = self.inlines.report.charts
        if block.key not in declared:
            close = nearest(block.key, declared) or "—"
            self.inlines.sink.add(Code.UNKNOWN_CHART, block.span, key=block.key, nearest=close)
            return
        facts = self.inlines.facts.charts.get(block.key)
        if facts is None:
            return
        spec, target = declared[block.key], self.inlines.anchors.of(block)
        outside, self.inlines.place = self.inlines.place, target.anchor
        caption = doc.Caption(target.text, self.inlines.pieces(spec.title))
        title = "".join(p.text for p in caption.content if isinstance(p, doc.Run))
        chart = chart_of(spec, facts, title, target.anchor)
        source = source_line(spec.cite, self.inlines)
        self.inlines.place = outside
        yield doc.Figure(chart, caption, source, chart.alt, target.anchor)

    def _image(self, block: src.ImageBlock) -> Iterator[doc.Figure]:
        image = self.inlines.report.images.get(block.path)
        if image is None:
            return
        target = self.inlines.anchors.of(block)
        caption = doc.Caption(target.text, self.inlines.pieces(block.caption))
        yield doc.Figure(image, caption, (), block.alt, target.anchor)

    def _generated(self, block: src.Generated) -> Iterator[doc.Block]:
        match block.kind:
            case src.GeneratedKind.CONTENTS:
                return  # in the front matter
            case src.GeneratedKind.BIBLIOGRAPHY:
                entries = self.inlines.citations.bibliography()
                if entries is not None:
                    yield doc.Heading(1, "", (doc.Run("参考文献"),), "sec-references")
                    yield entries
            case src.GeneratedKind.NOTICE:
                made = notice(self.inlines.report.aigc)
                if made is not None and "end" in self.inlines.report.aigc.places:
                    yield made
            case _:
                assert_never(block.kind)
