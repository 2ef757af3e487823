"""The way from Snapshots to Facts, a step a line."""

from collections.abc import Mapping

from msgspec.structs import replace

from reportgen.compute.charts import chart_facts
from reportgen.compute.choices import check_claims, choices, names_asked
from reportgen.compute.database import Database
from reportgen.compute.definitions import Definitions
from reportgen.compute.large_sources import needed_columns, with_large_sources
from reportgen.compute.made_sources import with_made_sources
from reportgen.compute.metrics import Metrics
from reportgen.compute.periods import RELATIVE_WORDS
from reportgen.compute.query import Query
from reportgen.compute.report_period import report_period
from reportgen.compute.settle import settle
from reportgen.compute.source_tables import source_table
from reportgen.compute.sources import Sources
from reportgen.compute.tables import metric_table
from reportgen.compute.used_data import used_data
from reportgen.compute.walk import conditions, number_refs
from reportgen.compute.wordings import Speaker
from reportgen.diag import Sink
from reportgen.model.facts import ChartFacts, Facts, Snapshot, TableFacts, Wording
from reportgen.model.report import MetricSpec, NumberRef, Report, TableSpec


def compute_facts(report: Report, snapshots: Mapping[str, Snapshot], sink: Sink) -> Facts:
    """Return all numbers ``report`` may quote; what cannot be computed has a finding."""
    files = [each.large.path for each in snapshots.values() if each.large is not None]
    database = Database(tuple(files), needed_columns(report, snapshots))
    try:
        read = with_large_sources(snapshots, database, sink) if files else snapshots
        found = with_made_sources(report, read, database, sink)
        facts = _facts(report, Sources(report, found, sink), database, sink)
        return replace(facts, snapshots=found)
    finally:
        database.close()


def _facts(report: Report, sources: Sources, database: Database, sink: Sink) -> Facts:
    refs = list(number_refs(report))
    definitions = Definitions({**_formulas(refs, report), **report.metrics}, sources, sink)
    listed = (ref for spec in report.tables.values() for ref in _rows(spec))
    asked = [*refs, *listed, *names_asked(conditions(report))]
    now = report_period(report, asked, definitions, sources, sink)
    query = Query(sources, database, sink)
    metrics = Metrics(definitions, query, report.references, sink)
    query.prepare(report.metrics.values(), now)
    for name in report.metrics:
        if now is not None or not definitions.is_bound(name):
            metrics.now(name, now, report.metrics[name].span)
    speaker = Speaker(definitions, metrics, now, sink)
    check_claims(report.claims, speaker)
    chosen = choices(conditions(report), speaker)
    said = list(number_refs(settle(report, chosen), chosen))
    _check_names(refs, said, definitions)
    wordings = _wordings(said, speaker)
    charts = _charts(report, sources, speaker, sink)
    tables = _tables(report, sources, speaker, sink)
    data = used_data(report, sources, now, sink)
    facts = Facts(now, metrics.found, wordings, charts, tables, data, chosen)
    if not report.freshness.is_asked:
        return facts
    from reportgen.compute.freshness import holds  # noqa: PLC0415 - only where it is asked

    return replace(facts, holds=holds(report, now, query))


def _formulas(refs: list[NumberRef], report: Report) -> dict[str, MetricSpec]:
    """Return the formulas typed in the text, each as a metric of its own."""
    return {
        ref.name: MetricSpec(
            name=ref.name,
            label=ref.name,
            source="",
            sql="",
            expr=ref.name,
            value=None,
            unit=None,
            period="",
            format=None,
            evidence=None,
            span=ref.span,
            formula_span=ref.formula_span,
        )
        for ref in refs
        if ref.formula_span is not None and ref.name not in report.metrics
    }


def _rows(spec: TableSpec) -> tuple[NumberRef, ...]:
    return () if spec.periods else spec.metrics


def _check_names(refs: list[NumberRef], said: list[NumberRef], definitions: Definitions) -> None:
    """Find unknown names in the words that are not chosen: in the next issue they may be."""
    spoken = {ref.span for ref in said}
    for ref in refs:
        if ref.span not in spoken and ref.name not in RELATIVE_WORDS:
            definitions.find(ref.name, ref.span)


def _wordings(refs: list[NumberRef], speaker: Speaker) -> dict[str, Wording]:
    """Answer every place, so that each fault is shown where it stands; each key once."""
    said = {ref.key: wording for ref in refs if (wording := speaker.wording(ref))}
    return dict(sorted(said.items()))


def _charts(
    report: Report, sources: Sources, speaker: Speaker, sink: Sink
) -> dict[str, ChartFacts]:
    made = {
        key: chart_facts(spec, sources, speaker.now, sink) for key, spec in report.charts.items()
    }
    return {key: facts for key, facts in made.items() if facts is not None}


def _tables(
    report: Report, sources: Sources, speaker: Speaker, sink: Sink
) -> dict[str, TableFacts]:
    made = {
        key: source_table(spec, sources, speaker.now, sink)
        if spec.source
        else metric_table(spec, speaker, sink)
        for key, spec in report.tables.items()
    }
    return {key: facts for key, facts in made.items() if facts is not None}
