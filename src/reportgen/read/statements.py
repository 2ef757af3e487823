"""Statements of the house, as blocks in their places."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from reportgen.read import yaml_tree as tree
from reportgen.read.declarations import markdown
from reportgen.read.inline import plain_words, read_inlines
from reportgen.read.profiles import profile_of

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
    insert(found, made.pop(_RISKS, ()), lambda each: is_appendix(each) or closes(each))
    references = by_kind.get(GeneratedKind.BIBLIOGRAPHY)
    if references:
        insert(found, (references,), lambda each: is_appendix(each) or closes(each))
    sources = by_kind.get(GeneratedKind.PROVENANCE)
    if sources:
        insert(found, (sources,), _states)
    rest = tuple(each for blocks_ in made.values() for each in blocks_)
    if rest and profile_of(node) is Profile.SELL_SIDE:
        rest = (PageBreak(rest[0].span), *rest)
    insert(found, rest, lambda each: _is(each, GeneratedKind.NOTICE))
    notice = by_kind.get(GeneratedKind.NOTICE)
    return (*found, *((notice,) if notice else ()))


def insert(blocks: list[Block], new: Blocks, stops: Stop) -> None:
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


def is_appendix(block: Block) -> bool:
    """Tell whether an appendix begins here."""
    return isinstance(block, Heading) and block.is_appendix


def _states(block: Block) -> bool:
    """Tell whether ``block`` begins a statement of the house, or is the notice."""
    if isinstance(block, Heading):
        titles = [title for name, title in STATEMENTS.items() if name != _RISKS]
        return not block.numbered and plain_words(block.content) in titles
    return _is(block, GeneratedKind.NOTICE)


def closes(block: Block) -> bool:
    """Tell whether the text ends here: a statement, the references, sources or notice."""
    return _states(block) or (isinstance(block, Generated) and block.kind in _CLOSING)
