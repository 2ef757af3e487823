"""Let matplotlib in without letting it write: when first imported it makes folders in the home."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

_FOLDER = "MPLCONFIGDIR"


@contextmanager
def no_traces() -> Iterator[None]:
    """Give matplotlib a passing folder while it is imported; a folder the user chose stays his."""
    if "matplotlib" in sys.modules or _FOLDER in os.environ:
        yield
        return
    with TemporaryDirectory() as folder:
        os.environ[_FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[_FOLDER]
