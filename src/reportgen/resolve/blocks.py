"""Blocks as written to blocks as printed, one case a kind."""

from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from msgspec import Struct

from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import Facts
from reportgen.resolve.charts import drawn_chart
from reportgen.resolve.figures import chart_figure, image_figure, narrowed, own_figure
from reportgen.resolve.inlines import InlineResolver
from reportgen.resolve.lists import Outer, list_of
from reportgen.resolve.notices import section_notice
from reportgen.resolve.numbering import APPENDIX
from reportgen.resolve.tables import declared_table, typed_table
from reportgen.resolve.targets import Target, is_printed
from reportgen.zh.formula_words import aloud


class BlockResolver(Struct, frozen=True):
    """Turns the blocks of one report, in reading order."""

    report: src.Report
    facts: Facts
    inlines: InlineResolver

    def blocks(self, blocks: src.Blocks, outer: Outer = Outer()) -> doc.Blocks:  # noqa: B008 - frozen
        """Return what ``blocks``, inside the lists ``outer``, print; the unknown is left out."""
        return tuple(made for block in blocks for made in self._block(block, outer))

    def _block(  # noqa: C901, PLR0912 - one case a block
        self, block: src.Block, outer: Outer
    ) -> Iterator[doc.Block]:
        match block:
            case src.Heading():
                yield self._heading(block)
            case src.Paragraph():
                content = self.inlines.pieces(block.content)
                yield doc.Paragraph(content, is_credit=block.is_credit, stand=block.stand)
            case src.ListBlock():
                yield list_of(block, outer, self.blocks)
            case src.Quote():
                yield doc.Quote(self.blocks(block.blocks))
            case src.Callout():
                yield self._callout(block)
            case src.CodeBlock():
                yield doc.CodeBlock(tuple(block.text.rstrip("\n").split("\n")))
            case src.PipeTable():
                yield typed_table(block, self._target(), self.inlines)
            case src.TableRef() | src.ChartRef() | src.ImageBlock():
                if is_printed(block, self.report, self.facts):
                    yield self.placed(block, self._target())
            case src.DefinitionList():
                yield self._definitions(block)
            case src.KpiCards():
                yield self._cards(block)
            case src.SideBySide():
                yield from self._side_by_side(block)
            case src.Formula():
                yield from self._formula(block)
            case src.Divider() | src.PageBreak():
                yield doc.Divider() if isinstance(block, src.Divider) else doc.PageBreak()
            case src.PageSection():
                yield from self._sections(block)
            case src.MachineMade():
                yield section_notice(block.mode)
            case src.Generated():
                pass  # placed when all else is known
            case src.When() | src.Each():  # chosen and repeated by now
                yield from self.blocks(block.blocks, outer)
            case _:
                assert_never(block)

    def _sections(self, block: src.PageSection) -> Iterator[doc.PageSection]:
        """Yield ``block`` as sections side by side: columns on wide pages are one of their own."""
        for is_inner, group in groupby(
            block.blocks, lambda each: isinstance(each, src.PageSection)
        ):
            if not is_inner:
                yield doc.PageSection(block.is_wide, block.columns, self.blocks(tuple(group)))
                continue
            for each in group:
                if isinstance(each, src.PageSection):
                    yield doc.PageSection(block.is_wide, each.columns, self.blocks(each.blocks))

    def _callout(self, block: src.Callout) -> doc.Callout:
        title = self.inlines.pieces(block.title)
        if block.alert:
            title = (doc.Run(f"{block.alert}：" if title else block.alert), *title)
        return doc.Callout(title, self.blocks(block.blocks), bool(block.alert))

    def _definitions(self, block: src.DefinitionList) -> doc.DefinitionList:
        items = ((self.inlines.pieces(each.term), each.blocks) for each in block.items)
        made = (doc.Definition(term, self.blocks(blocks)) for term, blocks in items)
        return doc.DefinitionList(tuple(made))

    def _formula(self, block: src.Formula) -> Iterator[doc.Formula]:
        if block.tex in self.report.formulas:
            target = self._target()
            drawn = drawn_chart(self.report.formulas[block.tex], target.anchor, aloud(block.tex))
            yield doc.Formula(drawn, target.label, block.tex, target.anchor)

    def _cards(self, block: src.KpiCards) -> doc.KpiCards:
        pieces = self.inlines.pieces
        cards = (
            doc.KpiCard(pieces(card.label), pieces(card.value), pieces(card.note))
            for card in block.cards
        )
        return doc.KpiCards(tuple(cards))

    def _side_by_side(self, block: src.SideBySide) -> Iterator[doc.Block]:
        printed = (each for each in block.blocks if is_printed(each, self.report, self.facts))
        placed = (self.placed(each, self._target()) for each in printed)
        figures = tuple(each for each in placed if isinstance(each, doc.Figure))
        if len(figures) == 1:
            yield figures[0]
        elif figures:
            yield doc.FigureRow(tuple(narrowed(each, len(figures)) for each in figures))

    def _target(self) -> Target:
        return next(self.inlines.targets.in_order)

    def _heading(self, block: src.Heading) -> doc.Heading:
        target = self._target()
        self.inlines.place = target.anchor
        content = self.inlines.pieces(block.content)
        in_appendix = bool(APPENDIX.match(target.label))
        return doc.Heading(block.level, target.label, content, target.anchor, in_appendix)

    def placed(
        self, block: src.TableRef | src.ChartRef | src.ImageBlock, target: Target
    ) -> doc.Table | doc.Figure:
        """Return the table or figure that ``block`` shows, as ``target`` numbers it."""
        report, facts, inlines = self.report, self.facts, self.inlines
        match block:
            case src.TableRef(key=key):
                spec, values = report.tables[key], facts.tables[key]
                return declared_table(block, spec, values, target, inlines)
            case src.ChartRef(key=key) if key in report.figures:
                return own_figure(report.charts[key], report.figures[key], target, inlines)
            case src.ChartRef(key=key):
                return chart_figure(report.charts[key], facts.charts[key], target, inlines)
            case src.ImageBlock():
                return image_figure(block, report.images[block.path], target, inlines)
