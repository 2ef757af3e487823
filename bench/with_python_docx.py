"""The peers' resolved JSON as a Word file by python-docx's own calls, as people write it.

with_python_docx.py --formats docx --out DIR DATA.json [DATA2.json ...]

Headings, paragraphs, tables and references: no contents, no notes, no fields, no charts.
"""

import argparse
import json
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH


def main() -> None:
    """Read the command line, write every file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default="docx")
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("data", nargs="+", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for file in options.data:
        report = json.loads(file.read_text("utf-8"))
        written(report).save(str(options.out / f"{file.stem}.docx"))


def written(report: dict) -> docx.document.Document:
    """Return ``report`` as a document."""
    document = docx.Document()
    document.add_heading(report["meta"]["title"], 0)
    for block in report["body"]:
        match block["type"]:
            case "h":
                document.add_heading(block["text"], block["level"])
            case "p":
                paragraph = document.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                for run in block["runs"]:
                    paragraph.add_run(run.get("t", ""))
            case "table":
                add_table(document, block)
    return document


def add_table(document: docx.document.Document, block: dict) -> None:
    """Add the table of ``block``, cell by cell and row by row (the quicker of the usual ways)."""
    document.add_paragraph(block["caption"])
    table = document.add_table(rows=1 + len(block["rows"]), cols=len(block["columns"]))
    for row, values in zip(table.rows, [block["columns"], *block["rows"]], strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = str(value)


if __name__ == "__main__":
    main()
