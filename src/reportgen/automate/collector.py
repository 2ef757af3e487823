"""How often Python looks for rings of objects: for whoever owns the process."""

import atexit
import gc

_THRESHOLDS = (10_000, 20, 20)


def relax_collector() -> None:
    """Look for rings fifteen times less often than Python does by itself, and not at the end.

    A build makes some hundred thousand small things and hardly a ring: at the usual thresholds a
    quarter of a cold build goes into looking for rings, and memory is the same without. What is
    left at the end goes with the process.
    """
    gc.set_threshold(*_THRESHOLDS)
    atexit.register(gc.freeze)
