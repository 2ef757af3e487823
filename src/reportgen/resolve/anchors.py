"""First pass: labels and anchors of what can be pointed at, so that pointers can look ahead."""

from dataclasses import dataclass, field

from reportgen.diag import Code, Sink, Span
from reportgen.model.report import (
    Block,
    Blocks,
    Callout,
    ChartRef,
    Heading,
    HeadingScheme,
    ImageBlock,
    ListBlock,
    PipeTable,
    Quote,
    Report,
    TableRef,
)
from reportgen.zh.numerals import chinese_numeral

_MARKS = "、."


@dataclass(frozen=True, slots=True)
class Target:
    """What a pointer to a key prints, and where it leads."""

    text: str
    anchor: str


@dataclass(slots=True)
class Anchors:
    """The labels of a report: by block (its identity) and by the author's key."""

    by_block: dict[int, Target] = field(default_factory=dict)
    by_key: dict[str, Target] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def of(self, block: Block) -> Target:
        """Return the label and anchor of ``block``."""
        return self.by_block[id(block)]

    def add(self, block: Block, target: Target, key: str, pointer: str) -> None:
        """Keep ``target`` for ``block``; pointers to ``key`` print ``pointer``."""
        self.by_block[id(block)] = target
        self._taken.add(target.anchor)
        if key:
            self.by_key[key] = Target(pointer, target.anchor)

    def is_taken(self, anchor: str) -> bool:
        """Tell whether ``anchor`` is in use."""
        return anchor in self._taken


def find_anchors(report: Report, sink: Sink) -> Anchors:
    """Return the labels and anchors of all that can be pointed at in ``report``."""
    numbers = _Numbers(report.headings)
    anchors = Anchors()
    for block in _flat(report.blocks):
        match block:
            case Heading():
                _heading(block, numbers, anchors, sink)
            case ChartRef() if block.key in report.charts:
                _float(block, f"fig-{block.key}", numbers.figure(), anchors, sink)
            case ImageBlock():
                label = numbers.figure()
                _float(block, block.key or f"fig-image-{label[1:]}", label, anchors, sink)
            case TableRef() if block.key in report.tables:
                _float(block, f"tbl-{block.key}", numbers.table(), anchors, sink)
            case PipeTable():
                numbers.plain_tables += 1
                anchor = f"table-{numbers.plain_tables}"
                anchors.add(block, Target("", anchor), "", "")
            case _:
                pass
    return anchors


def _flat(blocks: Blocks) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        match block:
            case ListBlock():
                for item in block.items:
                    found += _flat(item)
            case Quote() | Callout():
                found += _flat(block.blocks)
            case _:
                pass
    return found


def _heading(block: Heading, numbers: "_Numbers", anchors: Anchors, sink: Sink) -> None:
    if block.numbered:
        label = numbers.heading(block.level)
        anchor = block.key or numbers.numbered_anchor()
    else:
        label = ""
        anchor = block.key or numbers.unnumbered_anchor()
    if anchors.is_taken(anchor):
        if block.key:
            _duplicate(block.key, block.span, sink)
        anchor = f"{anchor}-{len(anchors.by_block)}"
    pointer = label.rstrip(_MARKS) or "".join(getattr(i, "text", "") for i in block.content)
    anchors.add(block, Target(label, anchor), block.key, pointer)


def _float(
    block: ChartRef | TableRef | ImageBlock, key: str, label: str, anchors: Anchors, sink: Sink
) -> None:
    anchor = key
    if anchors.is_taken(anchor):
        _duplicate(key, block.span, sink)
        anchor = f"{key}-{len(anchors.by_block)}"
        key = ""
    anchors.add(block, Target(label, anchor), key, label)


def _duplicate(key: str, span: Span, sink: Sink) -> None:
    sink.add(Code.DUPLICATE_ANCHOR, span, key=key)


class _Numbers:
    """Counts headings, figures and tables."""

    def __init__(self, scheme: HeadingScheme) -> None:
        self._scheme = scheme
        self._levels: list[int] = []
        self._unnumbered = 0
        self._figures = 0
        self._tables = 0
        self.plain_tables = 0

    def heading(self, level: int) -> str:
        levels = self._levels[:level] + [0] * (level - len(self._levels))
        levels[level - 1] += 1
        self._levels = [max(1, count) for count in levels]
        return heading_label(self._scheme, self._levels)

    def numbered_anchor(self) -> str:
        return "sec-" + "-".join(map(str, self._levels))

    def unnumbered_anchor(self) -> str:
        self._unnumbered += 1
        return f"sec-unnumbered-{self._unnumbered}"

    def figure(self) -> str:
        self._figures += 1
        return f"图{self._figures}"

    def table(self) -> str:
        self._tables += 1
        return f"表{self._tables}"


def heading_label(scheme: HeadingScheme, levels: list[int]) -> str:
    """Return what stands before a heading whose counters are ``levels``.

    seed: 一、 2.1 2.1.1 · gongwen (GB/T 9704-2012): 一、（一）1. （1）· decimal: 1 1.1 1.1.1.
    """
    own = levels[-1]
    match scheme:
        case HeadingScheme.SEED if len(levels) == 1:
            return f"{chinese_numeral(own)}、"
        case HeadingScheme.GONGWEN:
            shapes = (f"{chinese_numeral(own)}、", f"（{chinese_numeral(own)}）", f"{own}.")
            deepest = f"（{own}）"
            return shapes[len(levels) - 1] if len(levels) <= len(shapes) else deepest
        case _:
            return ".".join(map(str, levels))
