"""From a stream of Pages to PDF bytes."""

from reportgen.write_pdf.writer import write_pdf

__all__ = ["write_pdf"]
