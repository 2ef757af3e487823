"""Promises kept? From Artifacts to a Verdict."""

from reportgen.verify.check_docx import check_docx
from reportgen.verify.check_pdf import check_pdf
from reportgen.verify.labels import read_label

__all__ = ["check_docx", "check_pdf", "read_label"]
