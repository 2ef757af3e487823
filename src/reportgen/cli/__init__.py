"""The commands; the only place that prints, shows progress or exits."""

from reportgen.cli.commands import main

__all__ = ["main"]
