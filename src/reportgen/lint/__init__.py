"""What a careful editor would find in a report."""

from reportgen.lint.report import Looks, Written, lint

__all__ = ["Looks", "Written", "lint"]
