"""What a careful editor would find in a report."""

from reportgen.lint.report import lint

__all__ = ["lint"]
