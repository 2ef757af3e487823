"""Starts Dask's own commands as processes, forked from one that has them loaded already.

To start Python and load Dask takes seconds of CPU; a test that kills often would do nothing else.
Reads a JSON list a line: the log, ``scheduler`` or ``worker``, and the options; prints the pid.
"""

import json
import os
import random
import signal
import sys

from distributed.cli import dask_scheduler, dask_worker

from reportgen.automate.batches.engines.dask_worker import who

COMMANDS = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}


def serve():
    who()  # what it takes to know it is remembered
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead leave no trace
    for line in sys.stdin:
        log, what, *options = json.loads(line)
        child = os.fork()
        if child == 0:
            run(log, what, options)
        print(child, flush=True)  # noqa: T201 - it is asked for


def run(log, what, options):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    random.seed()
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(file, 1)
    os.dup2(file, 2)
    try:
        COMMANDS[what](options, prog_name=f"dask {what}", standalone_mode=False)
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve()
