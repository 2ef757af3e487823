"""What an entry must say, by what it is (GB/T 7714-2025, 8.2 to 8.15), and what it lacks."""

from collections.abc import Iterator

from reportgen.diag import Code, Sink
from reportgen.model.report import DocumentKind as Kind
from reportgen.model.report import Reference, ReferenceStandard, ReferenceStyle
from reportgen.resolve.references import people
from reportgen.resolve.references.elements import bare_year, is_day
from reportgen.resolve.references.gb import carrier, kind_of

_CLAUSES = {
    Kind.BOOK: "8.2", Kind.COMPILATION: "8.2", Kind.PROCEEDINGS: "8.6", Kind.JOURNAL: "8.5",
    Kind.NEWSPAPER: "8.5", Kind.THESIS: "8.7", Kind.REPORT: "8.8", Kind.STANDARD: "8.9",
    Kind.PATENT: "8.10", Kind.WEB_PAGE: "8.11", Kind.ARCHIVE: "8.12", Kind.MAP: "8.13",
    Kind.DATA_SET: "8.14", Kind.PREPRINT: "8.15",
}  # fmt: skip
_CHINESE = {
    "title": "题名", "author": "作者", "container": "载于", "publisher": "出版者", "date": "日期",
    "number": "文献号", "url": "网址", "accessed": "引用日期",
}  # fmt: skip
_NEEDED = {
    Kind.NEWSPAPER: ("date",),
    Kind.JOURNAL: ("date",),
    Kind.THESIS: ("publisher",),
    Kind.STANDARD: ("number",),
    Kind.PATENT: ("number", "author"),
    Kind.WEB_PAGE: ("url", "accessed"),
    Kind.DATA_SET: ("accessed",),
    Kind.PREPRINT: ("url", "accessed"),
}


def check_entry(reference: Reference, style: ReferenceStyle, sink: Sink) -> None:
    """Report what ``reference`` lacks, and dates that are none."""
    kind = kind_of(reference)
    if reference.given_kind:
        sink.add(
            Code.REFERENCE_KIND_UNKNOWN,
            reference.span,
            key=reference.key,
            kind=reference.given_kind,
            mark=kind.value,
        )
    elif reference.kind is None and not reference.fields.get("url"):
        sink.add(Code.REFERENCE_WITHOUT_KIND, reference.span, key=reference.key)
    for name in _lacking(reference, kind, style):
        sink.add(
            Code.REFERENCE_LACKS,
            reference.span,
            key=reference.key,
            kind=kind.value,
            field=f"{name} / {_CHINESE[name]}",
            rule=f"{_edition(style)}，{_CLAUSES.get(kind, '8.1')}",
        )
    seen = reference.fields.get("accessed", "")
    if seen and not is_day(seen):
        sink.add(Code.REFERENCE_DATE, reference.span, key=reference.key, date=seen)


def _lacking(reference: Reference, kind: Kind, style: ReferenceStyle) -> Iterator[str]:
    fields = reference.fields
    needed = list(_NEEDED.get(kind, ()))
    if kind in (Kind.JOURNAL, Kind.NEWSPAPER) and "range" in fields:
        needed = []
    if style.standard is ReferenceStandard.GB_2015 and carrier(reference) == "OL":
        needed.append("accessed")
    for name in ("title", *dict.fromkeys(needed)):
        has_it = bool(people.creators(reference)) if name == "author" else bool(fields.get(name))
        if not has_it:
            yield name
    is_part = kind in (Kind.JOURNAL, Kind.NEWSPAPER) and "range" not in fields
    if is_part and not fields.get("container"):
        yield "container"
    is_named_by_number = kind is Kind.STANDARD and not people.creators(reference)
    has_year = bool(bare_year(fields.get("date", ""))) or is_named_by_number
    if style.is_by_author and not has_year and "date" not in needed:
        yield "date"


def _edition(style: ReferenceStyle) -> str:
    return "GB/T 7714—2015" if style.standard is ReferenceStandard.GB_2015 else "GB/T 7714—2025"
