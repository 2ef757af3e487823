"""The parts of an official letter around its text, as blocks in their places (GB/T 9704-2012)."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from reportgen.diag import Sink, Span
from reportgen.model.report import Block, Blocks, Generated, Paragraph, Text
from reportgen.model.stand import RecordLine, Stand
from reportgen.read import yaml_tree as tree
from reportgen.read.declarations import markdown
from reportgen.read.inline import read_inlines
from reportgen.read.statements import closes, insert, is_appendix
from reportgen.read.words import read_date
from reportgen.zh.calendar import date_words

_ATTACHED = "附件："
_COPIES = "抄送："
_STOPS = "。．.，、；"


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
    insert(found, end, lambda each: is_appendix(each) or closes(each))
    return (*found, *(_record(node, signed[1], sink) if node else ()))


def _record(node: tree.Mapping, day: dt.date, sink: Sink) -> Iterator[Block]:
    """Yield who gets copies, and who issues the letter and when (GB/T 9704-2012, 7.4)."""
    lines = []
    copies, issuer = node.scalar("copies_to"), node.scalar("issued_by")
    if copies:
        words = f"{_COPIES}{copies.text.rstrip(_STOPS)}。"
        lines.append((words, copies.span, RecordLine(lead=len(_COPIES))))
    if issuer:
        issued = f"{date_words(read_date(node.scalar('issued_on'), day, sink))}印发"
        lines.append((issuer.text + issued, issuer.span, RecordLine(tail=len(issued))))
    for number, (words, span, line) in enumerate(lines, 1):
        ends = replace(line, is_first=number == 1, is_last=number == len(lines))
        yield Paragraph((Text(words, span),), span, stand=Stand(record=ends))


def _attachments(node: tree.Mapping | None, sink: Sink) -> Iterator[Block]:
    items = (
        [each for each in node.listing("attachments") if isinstance(each, tree.Scalar)]
        if node
        else []
    )
    for number, each in enumerate(items, 1):
        count = f"{number}." if len(items) > 1 else ""
        lead = _ATTACHED + count if number == 1 else count
        words = (Text(lead, each.span), *read_inlines(each.excerpt, sink))
        stand = Stand(lines_above=1 if number == 1 else 0, lead=len(lead))
        yield Paragraph(words, each.span, stand=stand)


def _signed(
    node: tree.Mapping | None, signed: tuple[str, dt.date], span: Span, sink: Sink
) -> Iterator[Block]:
    """Yield who signs, and the day, two characters further right (GB/T 9704-2012)."""
    signer = (node.word("signature") if node else "") or signed[0]
    day = date_words(signed[1])
    widths = _width(signer), _width(day)
    name_from, day_from = _from_right(*widths)
    if signer:
        stand = Stand(lines_above=2, from_right=name_from, width=widths[0])
        yield Paragraph((Text(signer, span),), span, stand=stand)
    above = 0 if signer else 2
    stand = Stand(lines_above=above, from_right=day_from, width=widths[1])
    yield Paragraph((Text(day, span),), span, stand=stand)
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
