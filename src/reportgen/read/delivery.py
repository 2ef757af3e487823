"""The delivery: who gets it, in which words, with which files, how fast and when."""

from decimal import Decimal

from reportgen.diag import Code, Sink
from reportgen.model.pattern import pattern
from reportgen.model.report import (
    Block,
    Blocks,
    ChartRef,
    DefinitionList,
    DeliverySpec,
    Divider,
    Heading,
    KpiCards,
    ListBlock,
    Paragraph,
    Quote,
    ReportRow,
    Strong,
    TableRef,
)
from reportgen.model.terms import SendWindow, Terms
from reportgen.model.walk import written_blocks
from reportgen.read import yaml_tree as tree
from reportgen.read.addresses import cell_of, is_address, read_addresses, read_sender
from reportgen.read.check import number_of
from reportgen.read.declarations import markdown
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.markdown import Collected, read_blocks

_ZONE = "Asia/Shanghai"
_MEGABYTE = 1024 * 1024
_MAX_MEGABYTES = Decimal(20)
_IN_A_LETTER = (Paragraph, ListBlock, Quote, DefinitionList, KpiCards, Divider)
_WINDOW = pattern(
    r"(工作日|workdays|每天|daily)?\s*(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*"
    r"(\d{1,2})[:：](\d{2})"
)
_LAST_MINUTE = 24 * 60
_WEB = "https://"


def read_delivery(
    node: tree.Mapping, folder: Folder, row: ReportRow | None, sink: Sink
) -> DeliverySpec | None:
    """Return the delivery, if there is one; addresses that cannot be are found."""
    typed = node.mapping("delivery")
    if typed is None:
        return None
    if not node.word("id"):
        sink.add(Code.NO_ID, typed.span)
    if not node.word("period"):
        sink.add(Code.NO_PERIOD, typed.span)
    to = read_addresses(typed, row, sink)
    return DeliverySpec(
        server=typed.word("via"),
        sender=read_sender(typed, sink),
        recipients=to.recipients,
        subject=markdown(typed, "subject", sink),
        body=_body(typed, folder, sink),
        attach=_attach(node, typed, sink),
        attachment=markdown(typed, "name", sink),
        max_bytes=_max_bytes(typed, sink),
        span=typed.span,
        copies=to.copies,
        blind=to.blind,
        group=_group(typed, row, sink),
        terms=_terms(typed, sink),
    )


def _group(node: tree.Mapping, row: ReportRow | None, sink: Sink) -> str:
    """Return what the letters of one message have in common: a cell of the row."""
    typed = node.scalar("group_by")
    return cell_of(f"{{{{{typed.text}}}}}", row, typed.span, sink) if typed is not None else ""


def _terms(node: tree.Mapping, sink: Sink) -> Terms:
    rate = node.mapping("rate")
    domains = [each.text for each in node.listing("allow_domains") if isinstance(each, tree.Scalar)]
    approve = [each.text for each in node.listing("approve") if isinstance(each, tree.Scalar)]
    if approve and not node.word("author"):
        sink.add(Code.MISSING_KEY, node.span, key="author / 编写人", place="delivery")
    return Terms(
        approve=tuple(dict.fromkeys(approve)),
        author=node.word("author").strip(),
        per_minute=_count(rate, "per_minute", sink),
        per_day=_count(rate, "per_day", sink),
        window=_window(node.scalar("send_window"), sink),
        domains=tuple(domains),
        series=_series(node.scalar("unsubscribe"), sink),
    )


def _count(node: tree.Mapping | None, key: str, sink: Sink) -> int:
    typed = node.scalar(key) if node is not None else None
    number = number_of(typed)
    if typed is None:
        return 0
    if number is None or number < 1 or number != int(number):
        _refuse(typed, f"delivery.rate.{key}", "1, 2, 3, …", sink)
        return 0
    return int(number)


def _window(typed: tree.Scalar | None, sink: Sink) -> SendWindow | None:
    if typed is None:
        return None
    found = _WINDOW.fullmatch(typed.text.strip())
    if found is not None:
        on_workdays = found[1] in ("工作日", "workdays")
        start, end = (int(found[n]) * 60 + int(found[n + 1]) for n in (2, 4))
        if 0 <= start < end <= _LAST_MINUTE:
            return SendWindow(on_workdays, start, end, _ZONE)
    _refuse(typed, "delivery.send_window", "工作日 08:00-20:00", sink)
    return None


def _series(typed: tree.Scalar | None, sink: Sink) -> str:
    """Return where a reader asks to get no more: a mailbox, or a page behind TLS."""
    if typed is None:
        return ""
    text = typed.text.strip()
    is_page = text.startswith(_WEB) and text.isascii() and text.isprintable()
    if not (is_address(text) or (is_page and not set(text) & set(' <>"'))):
        _refuse(typed, "delivery.unsubscribe", f"{_WEB}…, x@y.cn", sink)
        return ""
    return text


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
        if isinstance(block, TableRef | ChartRef):
            blocks.append(block)
            continue
        refused = [b for b in written_blocks((block,)) if not isinstance(b, _IN_A_LETTER)]
        for each in refused:
            sink.add(Code.NOT_YET, each.span, what="邮件正文里的这种版块（such a block in mail）")
        if not refused:
            blocks.append(block)
    return tuple(blocks)
