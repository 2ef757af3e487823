"""References as printed: what stands in the list and in notes, by the style the author asked."""

from reportgen.resolve.references.entry import entry_words, source_name

__all__ = ["entry_words", "source_name"]
