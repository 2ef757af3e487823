"""Word files as sections of a report: their paragraphs as Markdown, each with its place."""

from reportgen.read.word.section import read_word

__all__ = ["read_word"]
