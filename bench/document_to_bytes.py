"""Print the median seconds from Document to the bytes of one file, over DATA.json that all differ.

document_to_bytes.py pdf|docx|redline SCRATCH DATA.json DATA2.json ...

A Word file is written with the pages known; setting them is part of the PDF's time. A redline is
that of each file against the one before it, both editions written.
"""

import datetime as dt
import json
import statistics
import sys
import time
from pathlib import Path

from adapter import write_report
from reportgen.automate import MemoryCache, here
from reportgen.automate.collector import relax_collector
from reportgen.build import Checked, check
from reportgen.model.page import Layout
from reportgen.model.world import World
from reportgen.typeset import run_layout, typeset
from reportgen.write_docx import write_docx
from reportgen.write_docx.redline import Edition, write_redline
from reportgen.write_pdf import write_pdf


def main() -> None:
    """Check each report, then time its setting and writing; the first one is not counted."""
    relax_collector()
    scratch, times = Path(sys.argv[2]), []
    world = here(cache=MemoryCache(), today=dt.date(2025, 12, 18), env={})
    last = None
    for number, file in enumerate(map(Path, sys.argv[3:])):
        folder = scratch / f"{number}.report"
        write_report(json.loads(file.read_text("utf-8")), folder)
        made = check(folder, world)
        match sys.argv[1]:
            case "pdf":
                times.append(pdf_seconds(made, world))
            case "docx":
                times.append(docx_seconds(made))
            case "redline":
                times.append(redline_seconds(last or made, made))
        last = made
    print(f"{statistics.median(times[1:]):.4f}")


def pdf_seconds(made: Checked, world: World) -> float:
    """Return how long it takes to set the pages and to write the PDF."""
    started = time.perf_counter()
    pages = typeset(made.document, made.brand, made.fonts)
    write_pdf(pages, made.document, made.brand, _no_picture, made.fonts, world.cache)
    return time.perf_counter() - started


def docx_seconds(made: Checked) -> float:
    """Return how long it takes to write the Word file of set pages."""
    layout = set_pages(made)
    started = time.perf_counter()
    write_docx(made.document, layout, made.brand, _no_picture, _no_chart)
    return time.perf_counter() - started


def redline_seconds(old: Checked, new: Checked) -> float:
    """Return how long it takes to write what changed between two editions of set pages."""
    was, now = (
        Edition(each.document, set_pages(each), _no_picture, _no_chart) for each in (old, new)
    )
    started = time.perf_counter()
    write_redline(was, now, new.brand, None)
    return time.perf_counter() - started


def set_pages(made: Checked) -> Layout:
    """Return where the words of a report stand."""
    return run_layout(typeset(made.document, made.brand, made.fonts))


def _no_picture(_chart):
    raise LookupError("there are no charts here")


def _no_chart(_chart):
    return None


if __name__ == "__main__":
    main()
