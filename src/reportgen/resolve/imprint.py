"""The imprint: the lines of the cover that say what a report is, when, and who answers for it."""

from collections.abc import Iterator

from reportgen.model.report import Profile, Report
from reportgen.zh.calendar import date_words

_SECURITIES = "证券研究报告"
"""The words that a report of a securities firm must bear (发布证券研究报告暂行规定)."""


def kind_words(report: Report) -> str:
    """Return what the cover must say that the report is."""
    if report.profile != Profile.SELL_SIDE:
        return ""
    return f"{_SECURITIES}｜{report.category}" if report.category else _SECURITIES


def cover_lines(report: Report) -> Iterator[str]:
    """Yield when a report was published, and what it is about."""
    if report.profile == Profile.GONGWEN:
        return
    moment = report.imprint.published_at.partition(" ")[2]
    yield f"发布时间：{date_words(report.date)}{f' {moment}' if moment else ''}"
    if report.category and report.profile != Profile.SELL_SIDE:
        yield f"分类：{report.category}"


def letter_marks(report: Report) -> tuple[str, ...]:
    """Return what stands in the upper left corner of an official letter (GB/T 9704, 7.2.1 to 3)."""
    imprint = report.imprint
    if report.profile != Profile.GONGWEN:
        return ()
    return tuple(filter(None, (imprint.copy_number, report.classification, imprint.urgency)))


def imprint_lines(report: Report) -> Iterator[str]:
    """Yield who answers for the report, or the number of an official letter."""
    imprint = report.imprint
    if report.profile == Profile.GONGWEN and imprint.number:
        yield imprint.number
    for analyst in imprint.analysts:
        licence = f"（执业证书编号：{analyst.licence}）" if analyst.licence else ""
        yield f"分析师：{analyst.name}{licence}"
    if imprint.qualification:
        yield imprint.qualification
