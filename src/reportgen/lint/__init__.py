"""What a careful editor would find in a report."""

from reportgen.lint.report import Looks, Written, judged, lint

__all__ = ["Looks", "Written", "judged", "lint"]
