"""A whole report: open it, hold its keys against the table, and read all they name."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code, Sink
from reportgen.model.brand import Brand
from reportgen.model.facts import Half, Snapshot
from reportgen.model.report import (
    AigcMode,
    AigcSpec,
    Block,
    Blocks,
    DeliverySpec,
    Embedded,
    Freshness,
    Generated,
    GeneratedKind,
    HeadingScheme,
    Inlines,
    MachineMade,
    NumberRef,
    PdfSpec,
    Profile,
    Report,
    ReportRow,
)
from reportgen.model.template import TemplateFile
from reportgen.model.walk import flat
from reportgen.read import declarations
from reportgen.read import yaml_tree as tree
from reportgen.read.aigc import read_aigc
from reportgen.read.brand import find_brand
from reportgen.read.charts import read_charts
from reportgen.read.citing import Citing, read_citing
from reportgen.read.data import Data, Given, read_data
from reportgen.read.declarations import markdown
from reportgen.read.entry import Opened, open_entry
from reportgen.read.markdown import Collected
from reportgen.read.opened_keys import checked_keys, whole_keys
from reportgen.read.pdf import read_pdf, source_texts
from reportgen.read.profiles import profile_of, read_day, read_imprint, with_profile
from reportgen.read.reach import read_reach
from reportgen.read.schedules import read_schedules
from reportgen.read.sections import Part, section, sections
from reportgen.read.statements import STATEMENTS, arranged, statement
from reportgen.read.table_specs import read_tables
from reportgen.read.template import (
    asked_template,
    draws_charts,
    loaded_template,
    read_docx,
    with_template,
)
from reportgen.read.waivers import key_waivers
from reportgen.read.words import asked_period, read_half, read_id, read_period


class Inputs(Struct, frozen=True):
    """All that the other rooms start from."""

    report: Report
    brand: Brand
    snapshots: Mapping[str, Snapshot]
    brand_folder: Path
    files: tuple[tuple[str, str], ...] = ()
    """Path and SHA-256 of every file that was read."""
    marks: tuple[tuple[str, str], ...] = ()
    """Of each source from a database or an address, what differs when its data do."""
    remotes: tuple[tuple[str, bytes], ...] = ()
    """What they gave, as an archive keeps it."""


class _Parts(Struct, frozen=True):
    """What is read before the rest, which depends on it."""

    date: dt.date
    data: Data
    citing: Citing
    aigc: AigcSpec
    pdf: PdfSpec
    draws_charts: bool
    organisation: str
    """Who signs: as typed, or as the kit says."""


def read_report(  # noqa: PLR0913 - what comes from outside, each by its name
    entry: Path | Mapping[str, object],
    sink: Sink,
    *,
    env: Mapping[str, str],
    today: dt.date,
    frames: Mapping[str, object] | None = None,
    period: str = "",
    settings: Path | None = None,
    archived: Mapping[str, bytes] | None = None,
    row: Mapping[str, str] | None = None,
    folder: Path | None = None,
    called: str = "",
) -> Inputs | None:
    """Return what the author gave; nothing when the report cannot even be opened.

    ``period`` is asked for by the caller, in place of the report's own; ``settings`` is the
    operator's file, which names what may be asked outside the report's folder; ``archived`` is what
    was given there when an old issue was made; ``row`` says which row of ``params`` it is about;
    ``called`` is what findings call the folder of a report that was copied.
    """
    opened = open_entry(entry, sink, folder, called)
    typed = checked_keys(opened, sink)
    if opened is None or typed is None:
        return None
    checked = with_profile(whole_keys(typed, opened, sink), sink)
    brand, brand_folder = _kit(checked, opened, sink)
    if brand is None:
        return None
    reach = partial(read_reach, settings, env, sink)
    data = read_data(checked, opened, Given(frames or {}, archived or {}, reach, row or {}), sink)
    if data.row is None and (row or checked.get("params") is not None):
        return None  # whom it is about is not known: all its names would be unknown, too
    aigc = read_aigc(checked.mapping("aigc"), env, checked.span, sink)
    parts = _Parts(
        read_day(checked, today, sink),
        data,
        read_citing(checked, opened.folder, sink),
        aigc,
        read_pdf(checked.mapping("pdf"), aigc, checked.span, sink),
        draws_charts(checked.mapping("docx"), default=brand.draws_charts),
        checked.word("organisation") or brand.organisation,
    )
    report = _of_period(_report(checked, opened, parts, sink), asked_period(period, sink))
    report = replace(report, refused=_refused(checked, report))
    texts = source_texts(typed, opened, sink) if Embedded.SOURCE in parts.pdf.embed else ()
    brand = with_template(brand, _template(checked, opened, sink))
    report = _published(replace(report, texts=texts), checked, brand)
    seen = tuple(sorted(dict.fromkeys(opened.folder.seen)))
    return Inputs(report, brand, data.snapshots, brand_folder, seen, data.marks, data.remotes)


def _kit(node: tree.Mapping, opened: Opened, sink: Sink) -> tuple[Brand | None, Path]:
    """Return the brand; where a kit has a fault, ours lets the other rooms find the rest."""
    brand, folder = find_brand(node.scalar("brand"), opened.folder, sink)
    return (brand, folder) if brand is not None else find_brand(None, opened.folder, sink)


def _template(node: tree.Mapping, opened: Opened, sink: Sink) -> TemplateFile | None:
    return loaded_template(asked_template(node.mapping("docx"), sink), opened.folder, sink)


def _titled(row: ReportRow | None, title: Inlines) -> ReportRow | None:
    """Return ``row``, which may be named in the title."""
    names = {each.name for each in flat(title) if isinstance(each, NumberRef)}
    return replace(row, is_in_title=row.column in names) if row else None


def _of_period(report: Report, asked: str) -> Report:
    """Return ``report`` for the period that the caller asks for, if he does."""
    return replace(report, period=asked or report.period)


def _refused(node: tree.Mapping, report: Report) -> frozenset[str]:
    """Return the charts and tables that are declared and yet not in ``report``."""
    declared = (("charts", "fig", report.charts), ("tables", "tbl", report.tables))
    return frozenset(
        f"{prefix}-{name}"
        for key, prefix, kept in declared
        for name, _, _ in declarations.named(node.mapping(key))
        if name not in kept
    )


def _published(report: Report, node: tree.Mapping, brand: Brand) -> Report:
    """Return ``report`` with the words that its kit gives."""
    back = brand.back_cover if node.word("back_cover", "yes") == "yes" else None
    return replace(
        report,
        organisation=report.organisation or brand.organisation,
        contact=back.contact if back else (),
        disclaimer=back.disclaimer if back else "",
        half=read_half(node) or brand.half or Half.UP,
    )


def _report(node: tree.Mapping, opened: Opened, parts: _Parts, sink: Sink) -> Report:
    sources = parts.data.sources
    collected = Collected(opened.folder, sink)
    return Report(
        id=read_id(node.scalar("id"), sink),
        title=markdown(node, "title", sink),
        subtitle=markdown(node, "subtitle", sink),
        summary=markdown(node, "summary", sink),
        date=parts.date,
        category=node.word("category"),
        organisation=node.word("organisation"),
        profile=profile_of(node).value,
        imprint=read_imprint(node, parts.date, sink),
        outputs=tuple(dict.fromkeys(map(_text, node.listing("outputs")))) or ("pdf", "docx"),
        headings=HeadingScheme(node.word("headings")) if node.word("headings") else None,
        citations=parts.citing.mode,
        style=parts.citing.style,
        note_numbering=parts.citing.numbering,
        aigc=parts.aigc,
        period=read_period(node.scalar("period"), sink, may_be_auto=True),
        sources={name: each.spec for name, each in sources.items()},
        metrics=parts.data.metrics,
        charts=read_charts(node.mapping("charts"), sources, sink, are_native=parts.draws_charts),
        tables=read_tables(node.mapping("tables"), sources, sink),
        references=parts.citing.references,
        blocks=_blocks(node, opened, parts, collected),
        notes=collected.notes,
        images=collected.images,
        span=node.span,
        claims=parts.data.claims,
        schedules=read_schedules(node, opened.folder, sink),
        delivery=_delivery(node, opened, parts.data.row, sink),
        pdf=parts.pdf,
        docx=read_docx(node.mapping("docx")),
        has_cover=node.word("cover", "yes") == "yes",
        classification=node.word("classification"),
        watermark=markdown(node, "watermark", sink),
        freshness=_freshness(node.mapping("freshness"), sink),
        waivers=(*key_waivers(node, opened.keys, sink), *collected.waivers),
        row=_titled(parts.data.row, markdown(node, "title", sink)),
    )


def _delivery(
    node: tree.Mapping, opened: Opened, row: ReportRow | None, sink: Sink
) -> DeliverySpec | None:
    if node.mapping("delivery") is None:
        return None
    from reportgen.read.delivery import read_delivery  # noqa: PLC0415 - few are mailed

    return read_delivery(node, opened.folder, row, sink)


def _freshness(node: tree.Mapping | None, sink: Sink) -> Freshness:
    if node is None:
        return Freshness()
    from reportgen.read.freshness import read_freshness  # noqa: PLC0415 - few demand it

    return read_freshness(node, sink)


def _blocks(node: tree.Mapping, opened: Opened, parts: _Parts, collected: Collected) -> Blocks:
    sink = collected.sink
    before = len(sink.errors)
    items = sections(node, opened)
    blocks = [block for item in items for block in _section(item, node, opened, collected)]
    is_empty = all(isinstance(block, Generated) for block in blocks)
    if is_empty and len(sink.errors) == before:
        sink.add(Code.EMPTY_REPORT, node.span)
    for block in blocks:
        if isinstance(block, MachineMade) and parts.aigc.mode is AigcMode.NONE:
            sink.add(Code.SECTION_UNLABELLED, block.span, mode=block.mode.value)
    named = frozenset(item.text for item in items if isinstance(item, tree.Scalar))
    closing = [
        Generated(kind, node.span) for kind in _unnamed(node, parts) if kind.value not in named
    ]
    whole = arranged(blocks, node, named, closing, sink)
    if _has_contents(node):
        whole = (Generated(GeneratedKind.CONTENTS, node.span), *whole)
    if profile_of(node) is Profile.GONGWEN:
        signed = (parts.organisation, parts.date)
        from reportgen.read.letters import letter_blocks  # noqa: PLC0415 - few are letters

        whole = letter_blocks(whole, node.mapping("letter"), signed, sink)
    return whole


def _section(
    item: Part, node: tree.Mapping, opened: Opened, collected: Collected
) -> Iterator[Block]:
    """Yield the blocks of one part; a statement of the house is written among the keys."""
    if isinstance(item, tree.Scalar) and item.text in STATEMENTS:
        yield from statement(item.text, node.mapping("statements"), item.span, collected.sink)
    else:
        yield from section(item, opened, collected)


def _has_contents(node: tree.Mapping) -> bool:
    """Tell whether the profile gives contents: where the author did not say what is in it."""
    is_asked = node.scalar("profile") is not None and profile_of(node) is not Profile.GONGWEN
    return is_asked and node.get("sections") is None


def _unnamed(node: tree.Mapping, parts: _Parts) -> Iterator[GeneratedKind]:
    """Yield what stands at the end when ``sections`` does not place it."""
    if parts.citing.has_list:
        yield GeneratedKind.BIBLIOGRAPHY
    if profile_of(node) is Profile.SELL_SIDE and parts.data.sources:
        yield GeneratedKind.PROVENANCE
    if parts.aigc.mode is not AigcMode.NONE and "end" in parts.aigc.places:
        yield GeneratedKind.NOTICE


def _text(node: object) -> str:
    return node.text if isinstance(node, tree.Scalar) else ""
