"""Foreign things become our source: a report in text, Markdown or Word as a folder that builds."""

from reportgen.adopt.folder import Adopted, adopt_markdown, adopt_text
from reportgen.adopt.kit import Kit, kit_words
from reportgen.adopt.starter import Answers, fill_in

__all__ = ["Adopted", "Answers", "Kit", "adopt_markdown", "adopt_text", "fill_in", "kit_words"]
