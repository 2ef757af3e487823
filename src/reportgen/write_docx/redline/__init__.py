"""Redline: what changed between two documents, as Word's own tracked changes."""

from reportgen.write_docx.redline.writer import Edition, Redline, write_redline

__all__ = ["Edition", "Redline", "write_redline"]
