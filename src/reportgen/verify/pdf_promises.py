"""Check a made PDF: it reads back, is tagged and titled, its links lead somewhere, its label."""

from collections.abc import Iterator
from html import escape

from reportgen.diag import Code, Diagnostic, Sink
from reportgen.model.document import Document
from reportgen.model.pattern import pattern
from reportgen.verify.pdf_attachments import attachment_faults
from reportgen.verify.pdf_file import PdfFile
from reportgen.verify.pdf_fonts import font_faults
from reportgen.verify.pdf_objects import Name, UnreadableError, Value, text_of
from reportgen.verify.promises import check_labels, check_notice, place_in

_LABEL = pattern(rb"/AIGC\s*(?=[(<])")
"""The key and a string after it; the letters alone may stand in a title."""
_STRING = rb"(\((?:[^()\\]|\\.)*\)|<[0-9a-f]*>)"
_LINK = pattern(rb"/Dest" + _STRING)
_PLACE = pattern(_STRING + rb" \[\d+ 0 R/XYZ")


def check_pdf(data: bytes, document: Document, name: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the PDF ``data``, shown as a file called ``name``."""
    sink, span = Sink(), place_in(name)
    try:
        file = PdfFile(data)
        file.check_places()
        for part in _missing_parts(file, document):
            sink.add(Code.PDF_BROKEN, span, part=part)
        for anchor in _dead_links(file):
            sink.add(Code.PDF_BROKEN, span, part=f"/Dest {anchor}")
        check_labels(list(_labels(file, data)), document, span, sink)
    except UnreadableError as fault:
        sink.add(Code.PDF_BROKEN, span, part=fault)
    check_notice(document, span, sink)
    return sink.found


def pdf_faults(data: bytes) -> Iterator[str]:
    """Yield what is wrong with any PDF, whatever it should say; raise where it cannot be read."""
    file = PdfFile(data)
    file.check_places()
    catalog = file.dictionary(file.trailer.get("Root"))
    yield from _untagged(file, catalog)
    if not _text(file, catalog.get("Lang")):
        yield "Lang"
    if not _text(file, file.dictionary(file.trailer.get("Info")).get("Title")):
        yield "Title"
    yield from font_faults(file, catalog.get("Pages"))
    yield from (f"/Dest {anchor}" for anchor in _dead_links(file))


def producer_of(file: PdfFile) -> str:
    """Return which program says that it wrote the file."""
    return _text(file, file.dictionary(file.trailer.get("Info")).get("Producer")) or ""


def _missing_parts(file: PdfFile, document: Document) -> Iterator[str]:
    catalog = file.dictionary(file.trailer.get("Root"))
    yield from _untagged(file, catalog)
    if _text(file, catalog.get("Lang")) != document.language:
        yield "Lang"
    for key in ("PageLabels", "OutputIntents", "ViewerPreferences"):
        if not file.resolved(catalog.get(key)):
            yield key
    title = file.dictionary(file.trailer.get("Info")).get("Title")
    if _text(file, title) != document.cover.title:
        yield "Title"
    packet = file.stream(catalog.get("Metadata"))
    yield from (f"Metadata {name}" for name, words in _claims(document) if words not in packet)
    yield from font_faults(file, catalog.get("Pages"))
    yield from attachment_faults(file, catalog, document)


def _untagged(file: PdfFile, catalog: dict[str, Value]) -> Iterator[str]:
    """Yield what a tagged file has and this one lacks."""
    if not file.dictionary(catalog.get("Pages")).get("Count"):
        yield "Pages"
    tree = file.dictionary(catalog.get("StructTreeRoot"))
    if tree.get("Type") != Name("StructTreeRoot"):
        yield "StructTreeRoot"
    if file.dictionary(tree.get("K")).get("S") != Name("Document"):
        yield "StructTreeRoot K"
    if not file.dictionary(tree.get("ParentTree")):
        yield "ParentTree"
    if file.dictionary(catalog.get("MarkInfo")).get("Marked") is not True:
        yield "MarkInfo"


def _claims(document: Document) -> Iterator[tuple[str, bytes]]:
    """Yield what the packet says of standards and title."""
    part = b"3" if document.pdf.has_files else b"2"
    yield "pdfaid:part", b"<pdfaid:part>%b</pdfaid:part>" % part
    yield "pdfaid:conformance", b"<pdfaid:conformance>A</pdfaid:conformance>"
    yield "pdfuaid:part", b"<pdfuaid:part>1</pdfuaid:part>"
    yield "dc:title", f">{escape(document.cover.title)}</rdf:li>".encode()


def _text(file: PdfFile, value: Value) -> str | None:
    found = file.resolved(value)
    return text_of(found) if isinstance(found, bytes) else None


def _dead_links(file: PdfFile) -> list[str]:
    links, places = set[bytes](), set[bytes]()
    for pack in file.packs():
        links.update(_LINK.findall(pack))
        places.update(_PLACE.findall(pack))
    return sorted(link.decode("latin-1") for link in links - places)


def _labels(file: PdfFile, data: bytes) -> Iterator[str]:
    """Yield the label of the Info dictionary, and any copy of it that a reader of bytes finds."""
    label = _text(file, file.dictionary(file.trailer.get("Info")).get("AIGC"))
    if label is None:
        return
    copies = len(_LABEL.findall(data)) + data.count(b"<TC260:AIGC>")
    yield from [label] * copies
