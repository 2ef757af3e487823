"""From a Report and its Facts to a Document: every number, label and reference filled in."""

from reportgen.resolve.document import resolve
from reportgen.resolve.letter import resolve_letter

__all__ = ["resolve", "resolve_letter"]
