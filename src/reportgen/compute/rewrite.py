"""Rewrite: blocks and inlines with other names in them, each in its place."""

from collections.abc import Callable, Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model import report as rep


class Changes(Struct, frozen=True):
    """What becomes of numbers, pointers, conditions and blocks."""

    number: Callable[[rep.NumberRef], rep.NumberRef]
    pointer: Callable[[rep.CrossRef], rep.CrossRef]
    note: Callable[[rep.NoteRef], rep.NoteRef]
    condition: Callable[[rep.Condition], rep.Condition]
    block: Callable[[rep.Block], rep.Blocks]
    """Is asked for each block when the words inside it are changed already."""

    def inlines(self, inlines: rep.Inlines) -> rep.Inlines:
        """Return ``inlines`` changed."""
        return tuple(map(self._inline, inlines))

    def blocks(self, blocks: rep.Blocks) -> rep.Blocks:
        """Return ``blocks`` changed."""
        return tuple(each for block in blocks for each in self.block(self._block(block)))

    def _inline(self, inline: rep.Inline) -> rep.Inline:
        match inline:
            case rep.NumberRef():
                return self.number(inline)
            case rep.CrossRef():
                return self.pointer(inline)
            case rep.NoteRef():
                return self.note(inline)
            case rep.Strong() | rep.Emphasis() | rep.Link():
                return replace(inline, content=self.inlines(inline.content))
            case rep.Conditional():
                return replace(inline, branches=tuple(map(self._branch, inline.branches)))
            case (
                rep.Text()
                | rep.Scripted()
                | rep.InlineFormula()
                | rep.Code()
                | rep.LineBreak()
                | rep.CiteRef()
            ):
                return inline
            case _:
                assert_never(inline)

    def _branch(self, branch: rep.Branch) -> rep.Branch:
        condition = branch.condition and self.condition(branch.condition)
        return rep.Branch(condition, self.inlines(branch.content))

    def _block(self, block: rep.Block) -> rep.Block:  # noqa: PLR0911 - one return a kind
        match block:
            case rep.Heading() | rep.Paragraph():
                return replace(block, content=self.inlines(block.content))
            case rep.Callout():
                title = self.inlines(block.title)
                return replace(block, title=title, blocks=self.blocks(block.blocks))
            case rep.Quote() | rep.PageSection():
                return replace(block, blocks=self.blocks(block.blocks))
            case rep.When():
                condition = self.condition(block.condition)
                return replace(block, condition=condition, blocks=self.blocks(block.blocks))
            case rep.ListBlock():
                return replace(block, items=tuple(map(self.blocks, block.items)))
            case rep.DefinitionList():
                items = (
                    rep.Definition(self.inlines(each.term), self.blocks(each.blocks))
                    for each in block.items
                )
                return replace(block, items=tuple(items))
            case rep.KpiCards():
                cards = (
                    rep.KpiCard(*map(self.inlines, (each.label, each.value, each.note)))
                    for each in block.cards
                )
                return replace(block, cards=tuple(cards))
            case rep.ImageBlock():
                return replace(block, caption=self.inlines(block.caption))
            case rep.PipeTable():
                frame = self._frame(block.frame)
                rows = tuple(map(self._row, block.rows))
                return replace(
                    block, frame=frame, head=tuple(map(self._row, block.head)), rows=rows
                )
            case rep.TableRef():
                return replace(block, frame=self._frame(block.frame))
            case rep.SideBySide():
                return replace(block, blocks=tuple(self._figures(block)))
            case rep.CodeBlock() | rep.ChartRef() | rep.Formula() | rep.Divider() | rep.PageBreak():
                return block
            case rep.MachineMade() | rep.Generated() | rep.Each():
                # What is repeated has names of its own: they are told row by row.
                return block
            case _:
                assert_never(block)

    def _figures(self, block: rep.SideBySide) -> Iterator[rep.ChartRef | rep.ImageBlock]:
        for each in self.blocks(block.blocks):
            if isinstance(each, rep.ChartRef | rep.ImageBlock):
                yield each

    def _row(self, row: rep.TypedRow) -> rep.TypedRow:
        return tuple(replace(cell, content=self.inlines(cell.content)) for cell in row)

    def _frame(self, frame: rep.TableFrame) -> rep.TableFrame:
        return replace(
            frame,
            caption=self.inlines(frame.caption),
            notes=tuple(map(self.inlines, frame.notes)),
            source=self.inlines(frame.source),
        )
