"""The commands; the only place that prints, shows progress or exits."""

from reportgen.cli import differing, returning, running
from reportgen.cli.commands import main

for _command in (
    running.send,
    running.tick,
    running.serve,
    running.schedule,
    running.status,
    returning.verify,
    differing.diff,
    returning.pull,
):
    main.add_command(_command)

__all__ = ["main"]
