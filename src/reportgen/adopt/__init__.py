"""Foreign things become our source: a report in text, Markdown or Word as a folder that builds."""

from reportgen.adopt.folder import Adopted, adopt_markdown, adopt_text

__all__ = ["Adopted", "adopt_markdown", "adopt_text"]
