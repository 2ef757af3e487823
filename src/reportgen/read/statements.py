"""Statements of the house, and the parts of an official letter, as blocks in their places."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from reportgen.diag import Code, Sink, Span
from reportgen.model.report import (
    Block,
    Blocks,
    Generated,
    GeneratedKind,
    Heading,
    Inlines,
    LabelStyle,
    ListBlock,
    PageBreak,
    Paragraph,
    PipeTable,
    Profile,
    Text,
    TypedCell,
)
from reportgen.model.stand import Stand
from reportgen.read import yaml_tree as tree
from reportgen.read.declarations import markdown
from reportgen.read.inline import plain_words, read_inlines
from reportgen.read.profiles import profile_of
from reportgen.zh.calendar import date_words

STATEMENTS: Mapping[str, str] = {
    "risks": "风险提示",
    "analyst": "分析师声明",
    "ratings": "评级说明",
    "conflicts": "利益冲突披露",
    "disclaimer": "免责声明",
}
"""The statements by their keys, in the order of practice, and their titles."""
_RISKS = "risks"
_USUAL = ("default", "默认")
_DECLARATION = (
    "署名分析师具有中国证券业协会授予的证券投资咨询执业资格，并注册为证券分析师；"
    "以勤勉的职业态度，独立、客观地出具本报告。本报告准确地反映了分析师本人的研究观点。"
    "分析师的薪酬过去、现在、将来都不与本报告中的具体建议或观点直接或间接相关。"
)
_CLOSING = {GeneratedKind.BIBLIOGRAPHY, GeneratedKind.PROVENANCE, GeneratedKind.NOTICE}
Stop: TypeAlias = Callable[[Block], bool]


def statement(name: str, node: tree.Mapping | None, place: Span, sink: Sink) -> Iterator[Block]:
    """Yield the statement ``name`` under its title; ``place`` is where it is asked for."""
    if node is None or name not in node.entries:
        sink.add(Code.STATEMENT_NOT_WRITTEN, place, name=name, title=STATEMENTS[name])
        return
    span = node.entries[name].key.span
    yield Heading(1, (Text(STATEMENTS[name], span),), "", numbered=False, span=span)
    if name == "ratings" and isinstance(node.get(name), tree.Sequence):
        yield _ratings(node, span, sink)
        return
    items = [each for each in node.listing(name) if isinstance(each, tree.Scalar)]
    texts = [_said(name, each, sink) for each in items]
    if name == _RISKS and len(texts) > 1:
        blocks = tuple(
            (Paragraph(text, each.span),) for text, each in zip(texts, items, strict=True)
        )
        yield ListBlock(True, 1, blocks, span, LabelStyle.PARENTHESES)  # noqa: FBT003 - ordered
        return
    for text, each in zip(texts, items, strict=True):
        yield Paragraph(text, each.span)


def _said(name: str, item: tree.Scalar, sink: Sink) -> Inlines:
    if name == "analyst" and item.text.strip() in _USUAL:
        return (Text(_DECLARATION, item.span),)
    return read_inlines(item.excerpt, sink)


def _ratings(node: tree.Mapping, span: Span, sink: Sink) -> PipeTable:
    head = tuple(TypedCell((Text(word, span),)) for word in ("评级", "含义"))
    rows = tuple(
        (
            TypedCell(markdown(each, "rating", sink)),
            TypedCell(markdown(each, "meaning", sink)),
        )
        for each in node.listing("ratings")
        if isinstance(each, tree.Mapping)
    )
    return PipeTable((head,), rows, (None, None), span)


# ---- places --------------------------------------------------------------------------------


def arranged(
    blocks: Sequence[Block],
    node: tree.Mapping,
    named: frozenset[str],
    closing: Sequence[Generated],
    sink: Sink,
) -> Blocks:
    """Return ``blocks`` with what ``sections`` did not place, where practice has it.

    That is: text, risk warning, references, appendices, sources of the data, statements, notice.
    """
    statements = node.mapping("statements")
    made = {
        name: tuple(statement(name, statements, node.span, sink))
        for name in STATEMENTS
        if statements and name in statements.entries and name not in named
    }
    found = list(blocks)
    by_kind = {each.kind: each for each in closing}
    _insert(found, made.pop(_RISKS, ()), lambda each: _is_appendix(each) or _closes(each))
    references = by_kind.get(GeneratedKind.BIBLIOGRAPHY)
    if references:
        _insert(found, (references,), lambda each: _is_appendix(each) or _closes(each))
    sources = by_kind.get(GeneratedKind.PROVENANCE)
    if sources:
        _insert(found, (sources,), _states)
    rest = tuple(each for blocks_ in made.values() for each in blocks_)
    if rest and profile_of(node) is Profile.SELL_SIDE:
        rest = (PageBreak(rest[0].span), *rest)
    _insert(found, rest, lambda each: _is(each, GeneratedKind.NOTICE))
    notice = by_kind.get(GeneratedKind.NOTICE)
    return (*found, *((notice,) if notice else ()))


def _insert(blocks: list[Block], new: Blocks, stops: Stop) -> None:
    """Put ``new`` before the first block after the text where ``stops`` says so.

    The last chapter of the text counts: a statement that the author placed before it stays there.
    """
    text = next((at for at, each in enumerate(blocks) if not isinstance(each, Generated)), 0)
    chapters = (
        at
        for at, each in enumerate(blocks)
        if isinstance(each, Heading) and each.level == 1 and not stops(each)
    )
    text = max(text, *chapters, 0)
    places = (at for at in range(text, len(blocks)) if stops(blocks[at]))
    at = next(places, len(blocks))
    blocks[at:at] = new


def _is(block: Block, kind: GeneratedKind) -> bool:
    return isinstance(block, Generated) and block.kind is kind


def _is_appendix(block: Block) -> bool:
    return isinstance(block, Heading) and block.is_appendix


def _states(block: Block) -> bool:
    """Tell whether ``block`` begins a statement of the house, or is the notice."""
    if isinstance(block, Heading):
        titles = [title for name, title in STATEMENTS.items() if name != _RISKS]
        return not block.numbered and plain_words(block.content) in titles
    return _is(block, GeneratedKind.NOTICE)


def _closes(block: Block) -> bool:
    return _states(block) or (isinstance(block, Generated) and block.kind in _CLOSING)


# ---- official letters ----------------------------------------------------------------------


def letter_blocks(
    blocks: Blocks, node: tree.Mapping | None, signed: tuple[str, dt.date], sink: Sink
) -> Blocks:
    """Return the text of an official letter between whom it is to and who signs it."""
    span = node.span if node else (blocks[0].span if blocks else None)
    if span is None:
        return blocks
    found = list(blocks)
    addressees = markdown(node, "addressees", sink) if node else ()
    if addressees:
        to = Paragraph((*addressees, Text("：", span)), span, stand=Stand(is_flush=True))
        at = next((n for n, each in enumerate(found) if not isinstance(each, Generated)), 0)
        found[at:at] = (to,)
    end = (*_attachments(node, sink), *_signed(node, signed, span, sink))
    _insert(found, end, lambda each: _is_appendix(each) or _closes(each))
    return tuple(found)


def _attachments(node: tree.Mapping | None, sink: Sink) -> Iterator[Block]:
    items = (
        [each for each in node.listing("attachments") if isinstance(each, tree.Scalar)]
        if node
        else []
    )
    for number, each in enumerate(items, 1):
        lead = "附件：" if number == 1 else "　　　"
        count = f"{number}. " if len(items) > 1 else ""
        words = (Text(lead + count, each.span), *read_inlines(each.excerpt, sink))
        yield Paragraph(words, each.span, stand=Stand(lines_above=1 if number == 1 else 0))


def _signed(
    node: tree.Mapping | None, signed: tuple[str, dt.date], span: Span, sink: Sink
) -> Iterator[Block]:
    """Yield who signs, and the day, two characters further right (GB/T 9704-2012)."""
    signer = (node.word("signature") if node else "") or signed[0]
    day = date_words(signed[1])
    name_from, day_from = _from_right(_width(signer), _width(day))
    if signer:
        yield Paragraph(
            (Text(signer, span),), span, stand=Stand(lines_above=2, from_right=name_from)
        )
    yield Paragraph(
        (Text(day, span),),
        span,
        stand=Stand(lines_above=0 if signer else 2, from_right=day_from),
    )
    remark = markdown(node, "remark", sink) if node else ()
    if remark:
        yield Paragraph((Text("（", span), *remark, Text("）", span)), span)


def _from_right(name: int, day: int) -> tuple[int, int]:
    """Return how far from the right edge name and day end, in thousandths of their size."""
    after = name - day
    return (2000, after) if after >= 2000 else (4000 - after, 2000)  # noqa: PLR2004 - two ems


def _width(words: str) -> int:
    """Return about how wide ``words`` are, with the gaps beside figures, in thousandths."""
    joints = sum(a.isascii() != b.isascii() for a, b in pairwise(words))
    return sum(500 if each.isascii() else 1000 for each in words) + 250 * joints
