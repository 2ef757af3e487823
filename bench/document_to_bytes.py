"""Print the median seconds from Document to PDF bytes over DATA.json files that all differ.

document_to_bytes.py SCRATCH DATA.json DATA2.json ...
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
from reportgen.build import check
from reportgen.typeset import typeset
from reportgen.write_pdf import write_pdf


def main() -> None:
    """Check each report, then time its setting and writing; the first one is not counted."""
    relax_collector()
    scratch, times = Path(sys.argv[1]), []
    world = here(cache=MemoryCache(), today=dt.date(2025, 12, 18), env={})
    for number, file in enumerate(map(Path, sys.argv[2:])):
        folder = scratch / f"{number}.report"
        write_report(json.loads(file.read_text("utf-8")), folder)
        made = check(folder, world)
        started = time.perf_counter()
        pages = typeset(made.document, made.brand, made.fonts)
        write_pdf(pages, made.document, made.brand, _no_picture, made.fonts, world.cache)
        times.append(time.perf_counter() - started)
    print(f"{statistics.median(times[1:]):.4f}")


def _no_picture(_chart):
    raise LookupError("there are no charts here")


if __name__ == "__main__":
    main()
