"""First pass: labels and anchors of what can be pointed at, so that pointers may look ahead."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model import report as src
from reportgen.model.facts import Facts
from reportgen.model.walk import written_blocks
from reportgen.resolve.charts import chart_fault
from reportgen.resolve.numbering import Numbering

REFERENCES = "sec-references"
_OUR_PREFIXES = ("fig-", "tbl-", "table-", "ref-", "cite-", "note-", "notemark-")


class Target(Struct, frozen=True):
    """A heading, figure or table: its printed label, its anchor, and what pointers print."""

    label: str
    anchor: str
    pointer: str


class Targets(Struct, frozen=True):
    """The targets of a report, twice: as they come, and by the author's keys."""

    in_order: Iterator[Target]
    """One for each heading, figure and table that is printed, in reading order."""
    by_key: Mapping[str, Target]
    lost: frozenset[str]
    """Keys of figures and tables that are not printed; why has been found already."""


def find_targets(report: src.Report, facts: Facts, sink: Sink) -> Targets:
    """Return all that can be pointed at in ``report``."""
    found = _Finder(report, facts, sink)
    for block in written_blocks(report.blocks):
        found.add(block)
    return Targets(iter(found.in_order), found.by_key, frozenset(found.lost))


def is_printed(
    block: src.ChartRef | src.TableRef | src.ImageBlock, report: src.Report, facts: Facts
) -> bool:
    """Tell whether what ``block`` shows is known and can be shown."""
    match block:
        case src.ChartRef(key=key):
            spec, values = report.charts.get(key), facts.charts.get(key)
            if key in report.figures:
                return True
            return bool(spec and values and chart_fault(spec.kind, values) is None)
        case src.TableRef(key=key):
            return key in report.tables and key in facts.tables
        case src.ImageBlock():
            return block.path in report.images


def report_lost(
    block: src.ChartRef | src.TableRef | src.ImageBlock,
    report: src.Report,
    facts: Facts,
    sink: Sink,
) -> None:
    """Report why ``block`` is not printed, unless that has been found with files and data."""
    charts, tables = report.charts, report.tables
    match block:
        case src.ChartRef(key=key) if f"fig-{key}" in report.refused:
            pass
        case src.TableRef(key=key) if f"tbl-{key}" in report.refused:
            pass
        case src.ChartRef(key=key) if key not in charts:
            close = nearest(key, charts) or "—"
            sink.add(Code.UNKNOWN_CHART, block.span, key=key, nearest=close)
        case src.ChartRef(key=key) if key in facts.charts:
            fault = chart_fault(charts[key].kind, facts.charts[key])
            if fault is not None:
                sink.add(fault, charts[key].span, key=key)
        case src.TableRef(key=key) if key not in tables:
            close = nearest(key, tables) or "—"
            sink.add(Code.UNKNOWN_TABLE, block.span, key=key, nearest=close)
        case _:
            pass


class _Finder:
    """Numbers block after block and gives each an anchor of its own."""

    def __init__(self, report: src.Report, facts: Facts, sink: Sink) -> None:
        self._report = report
        self._facts = facts
        self._sink = sink
        self._numbering = Numbering(report.headings or src.HeadingScheme.SEED)
        self._plain_tables = 0
        self._keys = {
            block.key
            for block in written_blocks(report.blocks)
            if isinstance(block, src.Heading) and block.key
        }
        self._taken = {REFERENCES}
        self.in_order: list[Target] = []
        self.by_key: dict[str, Target] = {}
        self.lost: set[str] = set()

    def add(self, block: src.Block) -> None:
        """Take ``block`` into account."""
        match block:
            case src.Heading():
                self._heading(block)
            case src.ChartRef() | src.ImageBlock():
                self._placed(block, f"fig-{block.key}" if block.key else "")
            case src.TableRef():
                self._placed(block, f"tbl-{block.key}")
            case src.PipeTable():
                self._typed_table(block)
            case src.Formula():
                self._formula(block)
            case _:
                pass

    def _heading(self, block: src.Heading) -> None:
        number = self._numbering.heading(
            block.level, is_numbered=block.numbered, is_appendix=block.is_appendix
        )
        label = number.label if number else ""
        pointer = number.pointer if number else f"“{_words(block.content)}”"
        key = self._new(block.key, block.span)
        if key:
            anchor = f"sec-{key}" if key.startswith(_OUR_PREFIXES) else key
        else:
            anchor = number.anchor if number else "sec-unnumbered"
        self._keep(label, self._free(anchor, but_keys=not key), pointer, key)

    def _formula(self, block: src.Formula) -> None:
        """Number a formula that has a key; one that cannot be set has been found."""
        key = f"eq-{block.key}" if block.key else ""
        if block.tex not in self._report.formulas:
            self.lost.add(key)
            return
        number = f"（{self._numbering.formula()}）" if key else ""
        anchor = self._free(key or "formula")
        self._keep(number, anchor, f"式{number}", self._new(key, block.span) if key else "")

    def _typed_table(self, block: src.PipeTable) -> None:
        """Number a table that has a caption; only such a one can be pointed at."""
        self._plain_tables += 1
        name = f"tbl-{block.frame.key}" if block.frame.key else ""
        label = self._numbering.table() if block.frame.caption else ""
        anchor = self._free(name or f"table-{self._plain_tables}")
        self._keep(label, anchor, label, self._new(name, block.span) if label else "")

    def _placed(self, block: src.ChartRef | src.TableRef | src.ImageBlock, key: str) -> None:
        if not is_printed(block, self._report, self._facts):
            self.lost.add(key)
            report_lost(block, self._report, self._facts, self._sink)
            return
        is_table = isinstance(block, src.TableRef)
        label = self._numbering.table() if is_table else self._numbering.figure()
        anchor = self._free(key or f"fig-image-{label[1:]}")
        self._keep(label, anchor, label, self._new(key, block.span))

    def _new(self, key: str, span: Span) -> str:
        """Return ``key``, or nothing and a finding when it is in use."""
        if key in self.by_key:
            self._sink.add(Code.DUPLICATE_ANCHOR, span, key=key)
            return ""
        return key

    def _free(self, wanted: str, *, but_keys: bool = False) -> str:
        """Return an anchor like ``wanted`` that is not in use."""
        anchor, count = wanted, 1
        while anchor in self._taken or (but_keys and anchor in self._keys):
            count += 1
            anchor = f"{wanted}_{count}"
        self._taken.add(anchor)
        return anchor

    def _keep(self, label: str, anchor: str, pointer: str, key: str = "") -> None:
        target = Target(label, anchor, pointer)
        self.in_order.append(target)
        if key:
            self.by_key[key] = target


def _words(inlines: src.Inlines) -> str:
    parts = []
    for inline in inlines:
        match inline:
            case src.Text() | src.Code():
                parts.append(inline.text)
            case src.Strong() | src.Emphasis() | src.Link():
                parts.append(_words(inline.content))
            case _:
                pass
    return "".join(parts)
