"""The period a report is about: as written, or the last one its data fill."""

from collections.abc import Iterable, Iterator

from reportgen.compute.definitions import Definitions
from reportgen.compute.periods import RELATIVE_WORDS, last_common_period
from reportgen.compute.sources import Sources
from reportgen.diag import Code, Sink
from reportgen.model.period import Period
from reportgen.model.report import NumberRef, Report

_AUTO = "auto"


def report_period(
    report: Report,
    refs: Iterable[NumberRef],
    definitions: Definitions,
    sources: Sources,
    sink: Sink,
) -> Period | None:
    """Return the report's period; ``auto`` that finds none is a finding.

    ``auto`` looks at the sources whose numbers move with the report's period: a table of years
    that is only quoted ``@2024`` does not hold back a quarterly report.
    """
    if report.found_period is not None:
        return report.found_period
    if report.period != _AUTO:
        return Period.parse(report.period) if report.period else None
    asked = list(refs)
    moving = list(dict.fromkeys(_moving_sources(asked, definitions)))
    is_needed = bool(moving) or any(ref.name in RELATIVE_WORDS for ref in asked)
    names = moving or list(dict.fromkeys(_all_sources(definitions)))
    if not names and is_needed:  # a report of charts and tables alone
        names = list(report.sources)
    found = [source for name in names if (source := sources.get(name))]
    period = last_common_period([source.coverage for source in found if source.coverage])
    if period is None and is_needed and not definitions.lack_data:
        known = sources.shown(names)
        sink.add(Code.PERIOD_NOT_COVERED, report.span, period=_AUTO, known=known)
    return period


def _moving_sources(refs: Iterable[NumberRef], definitions: Definitions) -> Iterator[str]:
    for ref in refs:
        if ref.name in definitions.metrics and (not ref.period or ref.period in RELATIVE_WORDS):
            yield from definitions.moving_sources(ref.name)


def _all_sources(definitions: Definitions) -> Iterator[str]:
    for name in definitions.metrics:
        yield from definitions.moving_sources(name)
