"""From a Report and its Facts to a Document: every number, label and reference filled in."""

from reportgen.resolve.document import resolve

__all__ = ["resolve"]
