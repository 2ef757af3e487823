"""A letter's blocks as plain text and as HTML."""

from collections.abc import Callable, Mapping
from html import escape
from typing import assert_never

from reportgen.deliver.grids import cards_html, figure_html, table_html, table_text
from reportgen.model import document as doc
from reportgen.model.report import Script
from reportgen.zh.formula_words import as_line
from reportgen.zh.scripts import small

_SCRIPT_TAGS = {Script.SUPER: "sup", Script.SUB: "sub"}


def text_of(blocks: doc.Blocks, indent: str = "") -> str:
    """Return ``blocks`` as plain text, a blank line between two."""
    return "\n\n".join(filter(None, (_text(block, indent) for block in blocks)))


def html_of(blocks: doc.Blocks, cids: Mapping[str, str] | None = None) -> str:
    """Return ``blocks`` as HTML without scripts; ``cids`` name the charts by their anchors."""
    return "".join(_html(block, cids or {}) for block in blocks)


def _text(block: doc.Block, indent: str) -> str:  # noqa: PLR0911 - one case a block
    match block:
        case doc.Paragraph():
            return indent + "".join(map(_plain, block.content)).replace("\n", f"\n{indent}")
        case doc.ListBlock():
            lines = []
            for item in block.items:
                words = text_of(item.blocks, indent + "  ").lstrip()
                lines.append(f"{indent}{item.label} {words}")
            return "\n".join(lines)
        case doc.Quote():
            return text_of(block.blocks, indent + "> ")
        case doc.DefinitionList():
            return "\n".join(_meaning(item, indent) for item in block.items)
        case doc.KpiCards():
            return "\n".join(indent + _card(card, _plain, "  ") for card in block.cards)
        case doc.Table():
            return table_text(block, _plain)
        case doc.Figure():
            return f"［图］{block.alt}"
        case doc.Divider():
            return indent + "———"
        case _:  # nothing else is let into a letter
            return ""


def _html(block: doc.Block, cids: Mapping[str, str]) -> str:  # noqa: PLR0911 - one case a block
    match block:
        case doc.Paragraph():
            return f"<p>{''.join(map(_marked, block.content))}</p>"
        case doc.ListBlock():
            tag = "ol" if block.ordered else "ul"
            start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
            items = "".join(f"<li>{html_of(item.blocks)}</li>" for item in block.items)
            return f"<{tag}{start}>{items}</{tag}>"
        case doc.DefinitionList():
            terms = (
                f"<dt>{''.join(map(_marked, item.term))}</dt><dd>{html_of(item.blocks)}</dd>"
                for item in block.items
            )
            return f"<dl>{''.join(terms)}</dl>"
        case doc.KpiCards():
            return cards_html(block, _marked)
        case doc.Table():
            return table_html(block, _marked)
        case doc.Figure():
            return figure_html(block, cids, _marked)
        case doc.Divider():
            return "<hr>"
        case doc.Quote():
            return f"<blockquote>{html_of(block.blocks)}</blockquote>"
        case _:  # as above
            return ""


def _meaning(item: doc.Definition, indent: str) -> str:
    term = "".join(map(_plain, item.term))
    return f"{indent}{term}\n{text_of(item.blocks, indent + '  ')}"


def _card(card: doc.KpiCard, say: Callable[[doc.Piece], str], gap: str) -> str:
    """Return what a card says: 标签, 值, 说明."""
    parts = ("".join(map(say, part)) for part in (card.label, card.value, card.note))
    return gap.join(filter(None, parts))


def _plain(piece: doc.Piece) -> str:
    match piece:
        case doc.Run():
            return small(piece.text, piece.script)
        case doc.CrossReference():
            return piece.text
        case doc.InlineFormula():
            return as_line(piece.tex)
        case doc.LinkRun():
            return piece.text if piece.url.endswith(piece.text) else f"{piece.text}（{piece.url}）"
        case doc.LineBreak():
            return "\n"
        case doc.CitationMark() | doc.NoteMark() | doc.PageReference():
            return ""
        case _:
            assert_never(piece)


def _marked(piece: doc.Piece) -> str:
    match piece:
        case doc.Run():
            return _dressed(piece)
        case doc.LinkRun():
            return f'<a href="{escape(piece.url)}">{_dressed(piece)}</a>'
        case doc.LineBreak():
            return "<br>"
        case doc.CrossReference():
            return escape(piece.text)
        case doc.InlineFormula():
            return escape(as_line(piece.tex))
        case doc.CitationMark() | doc.NoteMark() | doc.PageReference():
            return ""
        case _:
            assert_never(piece)


def _dressed(piece: doc.Run | doc.LinkRun) -> str:
    """Return the words of ``piece`` in their look."""
    words = escape(piece.text)
    if piece.script:
        words = f"<{(tag := _SCRIPT_TAGS[piece.script])}>{words}</{tag}>"
    if piece.emphasis:
        words = f"<em>{words}</em>"
    return f"<strong>{words}</strong>" if piece.strong else words
