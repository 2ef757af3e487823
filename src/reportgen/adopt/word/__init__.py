"""Word files of any hand, read into Markdown, pictures, data and a reference list."""

from reportgen.adopt.word.report import adopt_word

__all__ = ["adopt_word"]
