"""Document, Layout, Brand and pictures into a native Word file, written part by part."""

from reportgen.write_docx.opened import opened_docx
from reportgen.write_docx.writer import write_docx

__all__ = ["opened_docx", "write_docx"]
