"""The reference list: cited sources, numbered in the order of first citation or by author."""

from collections.abc import Iterable, Mapping

from reportgen.diag import Code, Sink
from reportgen.model.document import Bibliography, BibliographyEntry, Pieces, Run
from reportgen.model.pattern import pattern
from reportgen.model.report import Reference, Report
from reportgen.resolve.citations import Citations
from reportgen.resolve.references import entry_words

_FIRST_STOP = pattern(r"\. |．| - |\.$")


def bibliography(references: Mapping[str, Reference], citations: Citations) -> Bibliography:
    """Return the entries of all cited keys."""
    style = citations.style
    keys = list(citations.numbers)
    if style.is_by_author:
        from reportgen.resolve.references.dates import in_order  # noqa: PLC0415 - for GB/T 7714

        keys = [each.key for each in in_order((references[key] for key in keys), style)]
    return Bibliography(tuple(_entry(references[key], citations) for key in keys))


def _entry(reference: Reference, citations: Citations) -> BibliographyEntry:
    key, style = reference.key, citations.style
    number = citations.numbers[key]
    content = entry_words(reference, style, letter=citations.letters.get(key, ""))
    return BibliographyEntry(
        number=number,
        label="" if style.is_by_author else f"[{number}]",
        content=content,
        anchor=f"ref-{key}",
        cited_at=citations.first_marks[key],
        who=_who(content),
    )


def _who(content: Pieces) -> str:
    """Return what an entry starts with, up to its first stop."""
    first = content[0] if content else None
    if not isinstance(first, Run) or first.script:
        return ""
    stop = _FIRST_STOP.search(first.text)
    return first.text[: stop.start()] if stop else first.text.rstrip()


def check_references(report: Report, cited: Mapping[str, int], sink: Sink) -> None:
    """Report entries that lack what the style prints, and entries that are never cited."""
    for key, reference in report.references.items():
        if not report.style.is_gb:
            _check_simple(reference, sink)
        elif key in cited:  # a library holds much that this report does not print
            from reportgen.resolve.references.needs import check_entry  # noqa: PLC0415 - for GB/T 7714

            check_entry(reference, report.style, sink)
        if key not in cited and not reference.is_of_library:
            sink.add(Code.UNUSED_REFERENCE, reference.span, key=key)
    _check_addresses([each for key, each in report.references.items() if key in cited], sink)


def _check_addresses(references: Iterable[Reference], sink: Sink) -> None:
    """Report entries that send a reader where another one does: one source has one number."""
    seen: dict[str, str] = {}
    for each in references:
        for name in ("doi", "url"):
            address = each.fields.get(name, "").strip()
            other = (
                seen.setdefault(address.rstrip("/").casefold(), each.key) if address else each.key
            )
            if other != each.key:
                place = each.span
                sink.add(Code.SAME_ADDRESS, place, key=each.key, other=other, address=address)
                break


def _check_simple(reference: Reference, sink: Sink) -> None:
    key, fields = reference.key, reference.fields
    if not fields.get("title", "").strip():
        sink.add(Code.INCOMPLETE_REFERENCE, reference.span, key=key, field="title")
    if not fields.get("publisher", "").strip() and not fields.get("url", "").strip():
        wanted = "url / publisher"
        sink.add(Code.INCOMPLETE_REFERENCE, reference.span, key=key, field=wanted)
