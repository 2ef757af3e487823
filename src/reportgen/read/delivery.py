"""Read `delivery`: addresses, the letter's words, what is attached."""

from decimal import Decimal

from reportgen.diag import Code, Sink
from reportgen.model.pattern import pattern
from reportgen.model.report import (
    Block,
    Blocks,
    DefinitionList,
    DeliverySpec,
    Divider,
    Heading,
    KpiCards,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
)
from reportgen.model.walk import written_blocks
from reportgen.read import yaml_tree as tree
from reportgen.read.check import number_of
from reportgen.read.declarations import markdown
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.markdown import Collected, read_blocks

_MEGABYTE = 1024 * 1024
_MAX_MEGABYTES = Decimal(20)
_ADDRESS = pattern(r"[^@\s<>()\[\],;:\\\"]+@[^@\s<>()\[\],;:\\\"]+\.[^@\s<>()\[\],;:\\\"]+")
_IN_A_LETTER = (Paragraph, ListBlock, Quote, DefinitionList, KpiCards, Divider)
_CONTROL = pattern(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def read_delivery(node: tree.Mapping, folder: Folder, sink: Sink) -> DeliverySpec | None:
    """Return the delivery, if there is one; addresses that cannot be are found."""
    typed = node.mapping("delivery")
    if typed is None:
        return None
    if node.get("params") is not None:
        sink.add(Code.ROWS_NOT_MAILED, typed.span)
    if not node.word("id"):
        sink.add(Code.NO_ID, typed.span)
    if not node.word("period"):
        sink.add(Code.NO_PERIOD, typed.span)
    sender = typed.scalar("from")
    recipients = [each for each in typed.listing("to") if isinstance(each, tree.Scalar)]
    for each in [*([sender] if sender else []), *recipients]:
        if not is_address(each.text):
            sink.add(Code.BAD_ADDRESS, each.span, address=_CONTROL.sub("␍", each.text))
    addresses = [each.text.strip() for each in recipients if is_address(each.text)]
    if not recipients:
        sink.add(Code.MISSING_KEY, typed.span, key="to", place="delivery")
    return DeliverySpec(
        server=typed.word("via"),
        sender=sender.text.strip() if sender else "",
        recipients=tuple({_bare(each).casefold(): each for each in addresses}.values()),
        subject=markdown(typed, "subject", sink),
        body=_body(typed, folder, sink),
        attach=_attach(node, typed, sink),
        attachment=markdown(typed, "name", sink),
        max_bytes=_max_bytes(typed, sink),
        span=typed.span,
    )


def _attach(report: tree.Mapping, node: tree.Mapping, sink: Sink) -> tuple[str, ...]:
    """Return what is attached: by default what is made; what is not made cannot be."""
    made = [each.text for each in report.listing("outputs") if isinstance(each, tree.Scalar)]
    made = made or ["pdf", "docx"]
    asked = [each for each in node.listing("attach") if isinstance(each, tree.Scalar)]
    for each in asked:
        if each.text not in made:
            _refuse(each, "delivery.attach", "、".join(made), sink)
    return tuple(dict.fromkeys(each.text for each in asked)) or tuple(made)


def _max_bytes(node: tree.Mapping, sink: Sink) -> int:
    typed = node.scalar("max_mb")
    largest = number_of(typed) if typed else _MAX_MEGABYTES
    if typed is not None and (largest is None or largest <= 0):
        _refuse(typed, "delivery.max_mb", "> 0", sink)
    return int((largest or _MAX_MEGABYTES) * _MEGABYTE)


def _refuse(typed: tree.Scalar, key: str, known: str, sink: Sink) -> None:
    sink.add(Code.UNKNOWN_VALUE, typed.span, value=typed.text, key=key, known=known, nearest="—")


def _bare(address: str) -> str:
    """Return ``address`` without the name before it."""
    from email.utils import parseaddr  # noqa: PLC0415 - many reports are not mailed

    return parseaddr(address)[1]


def is_address(text: str) -> bool:
    """Tell whether ``text`` is one address, with or without a name, and nothing else."""
    if _CONTROL.search(text) or text.count("@") != 1:
        return False
    address = _bare(text)
    local, _, domain = address.rpartition("@")
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return local.isascii() and bool(_ADDRESS.fullmatch(address))


def _body(node: tree.Mapping, folder: Folder, sink: Sink) -> Blocks:
    """Return the letter's blocks; one that a letter does not show is found, however deep."""
    file = node.scalar("body")
    source = folder.text(file.text, file.span, sink) if file else None
    if source is None:
        return ()
    blocks: list[Block] = []
    for block in read_blocks(Excerpt.whole(source), Collected(folder, sink)):
        if isinstance(block, Heading):
            blocks.append(Paragraph((Strong(block.content, block.span),), block.span))
            continue
        refused = [b for b in written_blocks((block,)) if not isinstance(b, _IN_A_LETTER)]
        for each in refused:
            sink.add(Code.NOT_YET, each.span, what="邮件正文里的这种版块（such a block in mail）")
        if not refused:
            blocks.append(block)
    return tuple(blocks)
