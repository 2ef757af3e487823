"""A Document as readable lines, for goldens."""

from typing import assert_never

from reportgen.model import document as doc


def dump_document(document: doc.Document) -> str:
    """Return ``document`` as text, a block a line."""
    cover = document.cover
    lines = [f"cover      {cover.title}｜{cover.subtitle}｜{'；'.join(cover.meta)}"]
    if cover.summary:
        lines.append(f"summary    {words(cover.summary)}")
    for part in (document.front, document.body):
        for block in part:
            lines.extend(_block(block, ""))
        lines.append("---")
    for note in document.notes:
        lines.append(f"note       {note.kind} {note.label} {words(note.content)}")
        lines += _inside(note.more, "")
    lines += [
        f"number     {n.text} = {n.metric} {n.value} {n.unit.name} {n.period} at {n.place}"
        for n in document.numbers
    ]
    return "\n".join(lines) + "\n"


def words(pieces: doc.Pieces) -> str:
    """Return what ``pieces`` print; marks in braces."""
    return "".join(map(_piece, pieces))


def _piece(piece: doc.Piece) -> str:
    match piece:
        case doc.Run():
            text = piece.text
            if piece.number is not None:
                text = f"«{text}»"
            if piece.script:
                text = f"{'^' if piece.script == 'super' else '~'}{text}"
            text = f"*{text}*" if piece.emphasis else text
            return f"**{text}**" if piece.strong else text
        case doc.CitationMark():
            return "{" + piece.label + ("!" if piece.notes else "") + "}"
        case doc.NoteMark():
            return "{note " + str(piece.ordinal) + "}"
        case doc.CrossReference():
            return "{" + piece.text + "→" + piece.target + "}"
        case doc.PageReference():
            return "{page→" + piece.target + "}"
        case doc.LinkRun():
            return f"<{piece.text}>"
        case doc.InlineFormula():
            return f"${piece.tex}$"
        case doc.LineBreak():
            return "⏎"
        case _:
            assert_never(piece)


def _block(block: doc.Block, indent: str) -> list[str]:
    match block:
        case doc.Heading():
            return [f"{indent}heading{block.level}   {block.label}{words(block.content)}"]
        case doc.Paragraph():
            return [f"{indent}paragraph  {words(block.content)}"]
        case doc.ListBlock():
            lines = [f"{indent}list"]
            for item in block.items:
                lines.append(f"{indent}  item {item.label}")
                lines += [line for b in item.blocks for line in _block(b, indent + "    ")]
            return lines
        case doc.Quote():
            return [f"{indent}quote", *_inside(block.blocks, indent)]
        case doc.Callout():
            return [f"{indent}callout    {words(block.title)}", *_inside(block.blocks, indent)]
        case doc.CodeBlock():
            return [f"{indent}code       {line}" for line in block.lines]
        case doc.Table():
            return _table(block, indent)
        case doc.Figure():
            name = type(block.content).__name__.lower()
            return [
                f"{indent}figure     {name} {block.caption.label} {words(block.caption.content)}",
                f"{indent}  alt      {block.alt}",
                f"{indent}  source   {words(block.source)}",
            ]
        case doc.FigureRow():
            return [f"{indent}side by side", *_inside(block.figures, indent)]
        case doc.DefinitionList():
            lines = [f"{indent}definitions"]
            for item in block.items:
                lines += [f"{indent}  term     {words(item.term)}", *_inside(item.blocks, indent)]
            return lines
        case doc.KpiCards():
            return [
                f"{indent}card       {words(c.label)} | {words(c.value)} | {words(c.note)}"
                for c in block.cards
            ]
        case doc.Formula():
            return [f"{indent}formula    {block.label} {block.tex}"]
        case doc.Divider():
            return [f"{indent}divider"]
        case doc.Contents():
            return [
                f"{indent}contents   {block.title}",
                *(f"{indent}  {'  ' * e.level}{e.label}{e.text}" for e in block.entries),
            ]
        case doc.Bibliography():
            return [f"{indent}entry      {e.label} {words(e.content)}" for e in block.entries]
        case doc.Notice():
            return [f"{indent}notice     {block.label}：{block.text}"]
        case doc.PageSection():
            name = "wide" if block.is_wide else "upright"
            lines = _inside(block.blocks, indent)
            return [f"{indent}section    {name}, columns: {block.columns}", *lines]
        case doc.PageBreak():
            return [f"{indent}page break"]
        case _:
            assert_never(block)


def _inside(blocks: doc.Blocks, indent: str) -> list[str]:
    return [line for block in blocks for line in _block(block, indent + "  ")]


def _table(table: doc.Table, indent: str) -> list[str]:
    caption = table.caption
    title = f"{caption.label} {words(caption.content)}" if caption else ""
    lines = [f"{indent}table      {title} {table.unit}".rstrip()]
    lines += [
        f"{indent}  " + " | ".join(words(cell.content) + _spans(cell) for cell in row.cells)
        for row in (*table.head, *table.rows)
    ]
    lines += [f"{indent}  note     {words(note)}" for note in table.notes]
    if table.source:
        lines.append(f"{indent}  source   {words(table.source)}")
    return lines


def _spans(cell: doc.Cell) -> str:
    return f" [{cell.columns}×{cell.rows}]" if (cell.columns, cell.rows) != (1, 1) else ""
