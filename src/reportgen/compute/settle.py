"""Settle: leave out the blocks whose condition does not hold, and what only they point at."""

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.compute.walk import pointers
from reportgen.model import report as rep
from reportgen.model.walk import written_blocks, written_inlines


def settle(report: rep.Report, choices: rep.Choices) -> rep.Report:
    """Return ``report`` with the blocks that are printed, outside any condition.

    References and notes of words that are left out are left out, too: they are not unused.
    """
    notes = {
        label: replace(note, more=_settled(note.more, choices))
        for label, note in report.notes.items()
    }
    letter = report.delivery
    if letter is not None:
        letter = replace(letter, body=_settled(letter.body, choices))
    blocks = _settled(report.blocks, choices)
    kept = replace(report, blocks=blocks, notes=notes, delivery=letter)
    left_out = pointers(report) - pointers(kept, choices)
    references = {key: each for key, each in report.references.items() if key not in left_out}
    notes = {label: note for label, note in notes.items() if f"^{label}" not in left_out}
    return replace(kept, references=references, notes=notes)


def conditions(report: rep.Report) -> dict[str, tuple[str, ...]]:
    """Return on which conditions blocks of ``report`` are there at all.

    A text is known by the place of each of its inlines, a chart or table as ``fig-x``, ``tbl-x``.
    """
    found: dict[str, tuple[str, ...]] = {}
    for when in written_blocks(report.blocks):
        if isinstance(when, rep.When):
            for key in _keys(when.blocks):
                found[key] = (*found.get(key, ()), when.condition.text)
    return found


def _keys(blocks: rep.Blocks) -> Iterator[str]:
    for block in written_blocks(blocks):
        match block:
            case rep.ChartRef():
                yield f"fig-{block.key}"
            case rep.TableRef():
                yield f"tbl-{block.key}"
            case _:
                pass
    yield from (str(inline.span) for inline in written_inlines(blocks))


def _list(block: rep.ListBlock, choices: rep.Choices) -> Iterator[rep.ListBlock]:
    """Yield ``block`` without the items of which nothing is left."""
    items = [_settled(item, choices) for item in block.items]
    kept = [n for n, item in enumerate(items) if item or not block.items[n]]
    if kept:
        ticks = tuple(block.ticks[n] for n in kept) if block.ticks else ()
        yield replace(block, items=tuple(items[n] for n in kept), ticks=ticks)


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
            yield from _list(block, choices)
        case rep.DefinitionList():
            kept = (replace(item, blocks=_settled(item.blocks, choices)) for item in block.items)
            yield replace(block, items=tuple(kept))
        case _:  # holds no blocks of its own
            yield block
