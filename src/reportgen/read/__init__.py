"""From the author's files to a Report, a Brand and Snapshots."""

from reportgen.read.brand_parent import templates_folder
from reportgen.read.marks_now import marks_now
from reportgen.read.report import Inputs, read_report
from reportgen.read.schema import json_schema
from reportgen.read.settings import Settings, listed_reports, read_settings

__all__ = [
    "Inputs",
    "Settings",
    "json_schema",
    "listed_reports",
    "marks_now",
    "read_report",
    "read_settings",
    "templates_folder",
]
