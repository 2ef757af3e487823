"""A company's Word file as the template of ours: open it, take its looks, fill it."""

from reportgen.write_docx.template.agreement import check_agreement
from reportgen.write_docx.template.dress import dressed
from reportgen.write_docx.template.fill import filled
from reportgen.write_docx.template.heading_numbers import heading_pattern
from reportgen.write_docx.template.opening import Template, open_template

__all__ = [
    "Template",
    "check_agreement",
    "dressed",
    "filled",
    "heading_pattern",
    "open_template",
]
