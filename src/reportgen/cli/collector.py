"""How often Python looks for rings of objects while a command runs."""

import gc

_THRESHOLDS = (10_000, 20, 20)


def relax_collector() -> None:
    """Look for rings fifteen times less often than Python does by itself.

    A build makes some hundred thousand small things and hardly a ring: at the usual thresholds a
    quarter of a cold build goes into looking for rings, and memory is the same without.
    """
    gc.set_threshold(*_THRESHOLDS)
