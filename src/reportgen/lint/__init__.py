"""What a careful editor would find in a report."""

from reportgen.lint.report import Looks, lint

__all__ = ["Looks", "lint"]
