"""The commands; the only place that prints, shows progress or exits."""

from reportgen.cli import checking, differing, returning, running, starting
from reportgen.cli.commands import main

for _command in (
    checking.check,
    checking.ack,
    running.send,
    running.tick,
    running.serve,
    running.schedule,
    running.status,
    returning.verify,
    differing.diff,
    returning.pull,
    starting.init,
):
    main.add_command(_command)

__all__ = ["main"]
