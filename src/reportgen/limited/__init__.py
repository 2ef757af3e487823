"""Readers of binary files, run alone in a child process with limits on memory and time."""

from reportgen.limited.process import main

__all__ = ["main"]
