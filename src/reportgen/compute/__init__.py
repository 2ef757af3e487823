"""From Snapshots to Facts: metrics, series, tables and how they are said."""

from reportgen.compute.facts import compute_facts
from reportgen.compute.repetition import repeated
from reportgen.compute.settle import conditions, settle

__all__ = ["compute_facts", "conditions", "repeated", "settle"]
