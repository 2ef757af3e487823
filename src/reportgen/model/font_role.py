"""Font role: what a face of a brand is for."""

from enum import StrEnum


class FontRole(StrEnum):
    """What a face is for."""

    BODY = "body"
    STRONG = "strong"
    HEADING = "heading"
    CODE = "code"
    CHART = "chart"
    CHART_STRONG = "chart_strong"
