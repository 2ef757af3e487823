"""Warm: what a worker needs, imported once in the process that all workers are forked from.

No work is done here and no connection opened: DuckDB and threads do not survive a fork.
"""

import os
from importlib import import_module

_NEEDED = (
    "reportgen.automate.batches.engines.worker",
    "reportgen.automate.schedule.plan",
    "reportgen.build",
    "reportgen.deliver",
    "reportgen.trace",
    "reportgen.verify",
    "reportgen.write_docx",
    "reportgen.write_pdf",
)

for _pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_pool, "1")  # a pool of threads in the parent would not be forked
for _name in _NEEDED:
    import_module(_name)
