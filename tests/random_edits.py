"""A document edited at random, as authors edit: words, numbers, rows, blocks, notes, figures."""

import re

from msgspec.structs import replace

from reportgen.model import document as doc

_WORDS = ("收入", "同比增长", "19.2亿美元", "Azure", "——", "“客户”", " ", "<&>", "3.5个百分点")


def edited(document, rng):
    """Return ``document`` with some of its blocks, notes and cover words changed."""
    cover = document.cover
    if rng.random() < 0.3:
        cover = replace(cover, title=_text(cover.title, rng), subtitle=_text(cover.subtitle, rng))
    notes = tuple(
        replace(note, content=_pieces(note.content, rng)) if rng.random() < 0.2 else note
        for note in document.notes
    )
    return replace(document, cover=cover, notes=notes, body=_blocks(document.body, rng))


def _blocks(blocks, rng):
    made = []
    for block in blocks:
        die = rng.random()
        if die < 0.08 and _may_go(block):
            continue
        made.append(_block(block, rng) if die < 0.4 else block)
        if die > 0.92:
            made.append(doc.Paragraph((doc.Run(_text("新增的一段。", rng)),)))
        if die > 0.97:
            items = tuple(doc.ListItem("•", (doc.Paragraph((doc.Run(w),)),)) for w in _WORDS[:3])
            made.append(doc.ListBlock(ordered=False, start=1, items=items))
    return tuple(made)


def _may_go(block):
    """Tell whether nothing refers to ``block``."""
    return isinstance(
        block,
        doc.Paragraph | doc.ListBlock | doc.Callout | doc.Quote | doc.KpiCards | doc.CodeBlock,
    )


def _block(block, rng):
    match block:
        case doc.Heading() | doc.Paragraph():
            return replace(block, content=_pieces(block.content, rng))
        case doc.ListBlock():
            items = tuple(
                replace(item, blocks=_blocks(item.blocks, rng))
                for item in block.items
                if rng.random() < 0.85
            )
            return replace(block, items=items or block.items)
        case doc.Quote() | doc.Callout() | doc.PageSection():
            inside = _blocks(block.blocks, rng)
            return replace(block, blocks=inside or block.blocks)
        case doc.Table():
            return _table(block, rng)
        case doc.Figure():
            caption = replace(block.caption, content=_pieces(block.caption.content, rng))
            return replace(block, caption=caption)
        case doc.KpiCards():
            cards = [
                replace(card, value=_pieces(card.value, rng), note=_pieces(card.note, rng))
                for card in block.cards
            ]
            return replace(block, cards=tuple(cards[rng.randrange(2) :] or cards))
        case doc.CodeBlock():
            return replace(block, lines=tuple(_text(line, rng) for line in block.lines))
        case doc.DefinitionList():
            items = [replace(item, term=_pieces(item.term, rng)) for item in block.items]
            return replace(block, items=tuple(items))
        case doc.Bibliography():
            entries = [replace(e, content=_pieces(e.content, rng)) for e in block.entries]
            return replace(block, entries=tuple(entries))
        case _:
            return block


def _table(table, rng):
    spans = any(cell.rows > 1 for row in (*table.head, *table.rows) for cell in row.cells)
    rows = []
    for row in table.rows:
        die = rng.random()
        if die < 0.15 and not spans and len(table.rows) > 1:
            continue
        cells = tuple(
            replace(cell, content=_pieces(cell.content, rng)) if rng.random() < 0.3 else cell
            for cell in row.cells
        )
        rows.append(replace(row, cells=cells))
        if die > 0.9 and not spans:
            rows.append(replace(row, cells=tuple(replace(c, content=_new()) for c in row.cells)))
    return replace(table, rows=tuple(rows or table.rows))


def _new():
    return (doc.Run("另增"),)


def _pieces(pieces, rng):
    made = []
    for piece in pieces:
        die = rng.random()
        is_run = isinstance(piece, doc.Run)
        if is_run and die < 0.15:
            continue
        made.append(replace(piece, text=_text(piece.text, rng)) if is_run and die < 0.6 else piece)
        if die > 0.9:
            made.append(doc.Run(rng.choice(_WORDS), strong=die > 0.95))
    return tuple(made or pieces)


def _text(text, rng):
    """Return ``text`` with a part taken out, put in, or a number changed."""
    kind = rng.randrange(4)
    place = rng.randrange(len(text) + 1)
    if kind == 0:
        return text[:place] + rng.choice(_WORDS) + text[place:]
    if kind == 1:
        return text[:place] + text[place + rng.randrange(6) :] or text
    if kind == 2:
        return re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text)
    return text
