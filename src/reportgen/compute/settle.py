"""Settle: leave out the blocks whose condition does not hold."""

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.model import report as rep


def settle(report: rep.Report, choices: rep.Choices) -> rep.Report:
    """Return ``report`` with the blocks that are printed, outside any condition."""
    notes = {
        label: replace(note, more=_settled(note.more, choices))
        for label, note in report.notes.items()
    }
    letter = report.delivery
    if letter is not None:
        letter = replace(letter, body=_settled(letter.body, choices))
    blocks = _settled(report.blocks, choices)
    return replace(report, blocks=blocks, notes=notes, delivery=letter)


def _settled(blocks: rep.Blocks, choices: rep.Choices) -> rep.Blocks:
    return tuple(each for block in blocks for each in _block(block, choices))


def _block(block: rep.Block, choices: rep.Choices) -> Iterator[rep.Block]:
    match block:
        case rep.When():
            if choices.get(block.condition.text):
                yield from _settled(block.blocks, choices)
        case rep.Quote() | rep.Callout() | rep.PageSection():
            yield replace(block, blocks=_settled(block.blocks, choices))
        case rep.ListBlock():
            items = tuple(_settled(item, choices) for item in block.items)
            yield replace(block, items=items)
        case rep.DefinitionList():
            kept = (replace(item, blocks=_settled(item.blocks, choices)) for item in block.items)
            yield replace(block, items=tuple(kept))
        case _:  # holds no blocks of its own
            yield block
