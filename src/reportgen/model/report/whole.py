"""The report: everything the author wrote, in one noun."""

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct, field

from reportgen.diag import Span
from reportgen.model.chart import Picture
from reportgen.model.facts import Half
from reportgen.model.image import ImageFile
from reportgen.model.period import Period
from reportgen.model.report.blocks import Blocks, NoteText
from reportgen.model.report.charts import ChartSpec
from reportgen.model.report.declared import (
    AigcSpec,
    CitationMode,
    Claim,
    DocxSpec,
    HeadingPattern,
    HeadingScheme,
    MetricSpec,
    PdfSpec,
    ReportRow,
    SourceSpec,
    SourceText,
    TableSpec,
)
from reportgen.model.report.delivery import DeliverySpec
from reportgen.model.report.freshness import Freshness
from reportgen.model.report.inlines import Inlines
from reportgen.model.report.profile import Imprint
from reportgen.model.report.references import NoteNumbering, Reference, ReferenceStyle
from reportgen.model.report.schedule import ScheduleSpec
from reportgen.model.report.waivers import Waiver


class Report(Struct, frozen=True, gc=False):
    """Everything the author wrote."""

    id: str
    title: Inlines
    subtitle: Inlines
    summary: Inlines
    date: dt.date
    category: str
    organisation: str
    profile: str
    outputs: tuple[str, ...]
    headings: HeadingScheme | HeadingPattern | None
    """Nothing: as the template numbers them, or as is usual here."""
    citations: CitationMode
    aigc: AigcSpec
    period: str
    """``auto`` or a period; empty when the report has none."""
    sources: Mapping[str, SourceSpec]
    metrics: Mapping[str, MetricSpec]
    charts: Mapping[str, ChartSpec]
    tables: Mapping[str, TableSpec]
    references: Mapping[str, Reference]
    blocks: Blocks
    notes: Mapping[str, NoteText]
    images: Mapping[str, ImageFile | Picture]
    span: Span
    schedules: tuple[ScheduleSpec, ...] = ()
    delivery: DeliverySpec | None = None
    pdf: PdfSpec | None = None
    docx: DocxSpec = DocxSpec()
    texts: tuple[SourceText, ...] = ()
    """What it was written in, where the author wants that attached."""
    figures: Mapping[str, Picture] = field(default_factory=dict)
    """The author's own figures as marks, by the keys of their charts."""
    formulas: Mapping[str, Picture] = field(default_factory=dict)
    """Formulas as marks, by their TeX."""
    inline_formulas: Mapping[str, Picture] = field(default_factory=dict)
    """Those inside lines, which are set lower and in one colour."""
    refused: frozenset[str] = frozenset()
    """Charts and tables (``fig-x``, ``tbl-x``) whose faults were found as they were read."""
    claims: tuple[Claim, ...] = ()
    """What ``assert`` and the ``checks`` of metrics say of the data."""
    row: ReportRow | None = None
    """Whom or what it is about, when there is one report a row of a table."""
    has_cover: bool = True
    classification: str = ""
    watermark: Inlines = ()
    contact: tuple[str, ...] = ()
    """Lines of the back cover."""
    style: ReferenceStyle = ReferenceStyle()
    """How references are written and cited."""
    note_numbering: NoteNumbering = NoteNumbering.PAGE
    disclaimer: str = ""
    freshness: Freshness = Freshness()
    found_period: Period | None = None
    """The last period that the data fill, where it was wanted before the numbers are computed."""
    half: Half = Half.UP
    """How numbers are rounded, where a metric does not say it itself."""
    imprint: Imprint = Imprint()
    """Who answers for it, as its profile asks."""
    waivers: tuple[Waiver, ...] = ()
    """Findings that the author lets stand, with reasons."""
