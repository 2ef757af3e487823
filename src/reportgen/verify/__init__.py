"""Promises kept? From Artifacts to a Verdict."""

from reportgen.diag import Diagnostic
from reportgen.model.document import Document
from reportgen.verify.labels import read_label

__all__ = ["check_docx", "check_pdf", "read_label"]


def check_pdf(data: bytes, document: Document, name: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the PDF ``data``, shown as a file called ``name``."""
    from reportgen.verify.pdf_promises import check_pdf as check  # noqa: PLC0415 - not for Word files

    return check(data, document, name)


def check_docx(data: bytes, document: Document, name: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the DOCX ``data``, shown as a file called ``name``."""
    from reportgen.verify.word.check import check_docx as check  # noqa: PLC0415 - not for PDFs

    return check(data, document, name)
