"""Print the median seconds from Document to the bytes of one file, over DATA.json that all differ.

document_to_bytes.py pdf|docx SCRATCH DATA.json DATA2.json ...

A Word file is written with the pages known; setting them is part of the PDF's time.
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
from reportgen.model.world import World
from reportgen.typeset import run_layout, typeset
from reportgen.write_docx import write_docx
from reportgen.write_pdf import write_pdf


def main() -> None:
    """Check each report, then time its setting and writing; the first one is not counted."""
    relax_collector()
    scratch, times = Path(sys.argv[2]), []
    timed = {"pdf": pdf_seconds, "docx": docx_seconds}[sys.argv[1]]
    world = here(cache=MemoryCache(), today=dt.date(2025, 12, 18), env={})
    for number, file in enumerate(map(Path, sys.argv[3:])):
        folder = scratch / f"{number}.report"
        write_report(json.loads(file.read_text("utf-8")), folder)
        times.append(timed(check(folder, world), world))
    print(f"{statistics.median(times[1:]):.4f}")


def pdf_seconds(made: Checked, world: World) -> float:
    """Return how long it takes to set the pages and to write the PDF."""
    started = time.perf_counter()
    pages = typeset(made.document, made.brand, made.fonts)
    write_pdf(pages, made.document, made.brand, _no_picture, made.fonts, world.cache)
    return time.perf_counter() - started


def docx_seconds(made: Checked, _world: World) -> float:
    """Return how long it takes to write the Word file of set pages."""
    layout = run_layout(typeset(made.document, made.brand, made.fonts))
    started = time.perf_counter()
    write_docx(made.document, layout, made.brand, _no_picture, _no_chart)
    return time.perf_counter() - started


def _no_picture(_chart):
    raise LookupError("there are no charts here")


def _no_chart(_chart):
    return None


if __name__ == "__main__":
    main()
