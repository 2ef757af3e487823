"""Attachments of a PDF: those the report asked for, whole, and no others."""

import hashlib
from collections.abc import Iterator

from reportgen.model.document import Document
from reportgen.verify.pdf_file import PdfFile
from reportgen.verify.pdf_objects import Name, Value, text_of

_MOST_LEAVES = 1 << 12


def attachment_faults(
    file: PdfFile, catalog: dict[str, Value], document: Document
) -> Iterator[str]:
    """Yield what is missing of the attachments, or there without being asked for."""
    wanted = {each.name: each for each in document.pdf.attachments}
    names = file.dictionary(catalog.get("Names")).get("EmbeddedFiles")
    found = dict(_specifications(file, names))
    yield from (f"EmbeddedFiles {name}" for name in sorted(wanted.keys() ^ found.keys()))
    if len(file.items(catalog.get("AF"))) != len(wanted):
        yield "AF"
    for name in sorted(wanted.keys() & found.keys()):
        specification = file.dictionary(found[name])
        body = file.dictionary(specification.get("EF")).get("UF")
        digest = file.dictionary(file.dictionary(body).get("Params")).get("CheckSum")
        data = file.stream(body)
        if digest != hashlib.md5(data, usedforsecurity=False).digest() or data != wanted[name].data:
            yield f"CheckSum {name}"
        if specification.get("AFRelationship") != Name(wanted[name].relation.value):
            yield f"AFRelationship {name}"


def _specifications(file: PdfFile, tree: Value) -> Iterator[tuple[str, Value]]:
    todo = [file.dictionary(tree)]
    for _ in range(_MOST_LEAVES):
        if not todo:
            return
        node = todo.pop()
        todo += [file.dictionary(kid) for kid in file.items(node.get("Kids"))]
        entries = file.items(node.get("Names"))
        for key, value in zip(entries[::2], entries[1::2], strict=False):
            if isinstance(key, bytes):
                yield text_of(key), value
