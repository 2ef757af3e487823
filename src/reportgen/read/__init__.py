"""From the author's files to a Report, a Brand and Snapshots."""

from reportgen.read.report import Inputs, read_report
from reportgen.read.schema import json_schema

__all__ = ["Inputs", "json_schema", "read_report"]
