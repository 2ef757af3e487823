"""The reference list: entries in the ``simple`` style, in the order of first citation."""

from collections.abc import Mapping

from reportgen.diag import Code, Sink
from reportgen.model.document import Bibliography, BibliographyEntry, LinkRun, Pieces, Run
from reportgen.model.report import Reference

_INNER_QUOTES = str.maketrans("“”‘’", "‘’“”")


def bibliography(
    references: Mapping[str, Reference], numbers: Mapping[str, int], first_marks: Mapping[str, str]
) -> Bibliography:
    """Return the entries of all cited keys."""
    return Bibliography(
        tuple(
            BibliographyEntry(
                number=number,
                label=f"[{number}]",
                content=entry_words(references[key]),
                anchor=f"ref-{key}",
                cited_at=first_marks[key],
            )
            for key, number in numbers.items()
        )
    )


def entry_words(reference: Reference) -> Pieces:
    """Return an entry as ``站点 - “题名” (网址)``; what the author left out is left out."""
    publisher, title, url = (_field(reference, name) for name in ("publisher", "title", "url"))
    # Quotes inside quotes are single ones (GB/T 15834).
    quoted = f"“{title.translate(_INNER_QUOTES)}”" if title else ""
    words = " - ".join(filter(None, (publisher, quoted)))
    if not url:
        return (Run(words),)
    if not words:
        return (LinkRun(url, url),)
    return (Run(f"{words} ("), LinkRun(url, url), Run(")"))


def source_name(reference: Reference) -> str:
    """Return how a source line names ``reference``: who published it, else its title."""
    publisher, title = _field(reference, "publisher"), _field(reference, "title")
    return publisher or (f"《{title}》" if title else "")


def _field(reference: Reference, name: str) -> str:
    return reference.fields.get(name, "").strip()


def check_references(
    references: Mapping[str, Reference], cited: Mapping[str, int], sink: Sink
) -> None:
    """Report entries that lack what the style prints, and entries that are never cited."""
    for key, reference in references.items():
        if not _field(reference, "title"):
            sink.add(Code.INCOMPLETE_REFERENCE, reference.span, key=key, field="title")
        if not _field(reference, "publisher") and not _field(reference, "url"):
            wanted = "url / publisher"
            sink.add(Code.INCOMPLETE_REFERENCE, reference.span, key=key, field=wanted)
        if key not in cited:
            sink.add(Code.UNUSED_REFERENCE, reference.span, key=key)
