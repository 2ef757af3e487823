"""Document, Layout, Brand and pictures into a native Word file, written part by part."""

from reportgen.write_docx.writer import write_docx

__all__ = ["write_docx"]
