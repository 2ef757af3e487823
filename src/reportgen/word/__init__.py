"""Word files taken apart: parts, styles, lists, and what stands in their paragraphs."""
