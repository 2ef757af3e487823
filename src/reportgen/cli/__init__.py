"""The commands; the only place that prints, shows progress or exits."""

from reportgen.cli import (
    asking,
    branding,
    checking,
    differing,
    health,
    previewing,
    returning,
    running,
    sending,
    serving,
    starting,
)
from reportgen.cli.commands import main

for _command in (
    checking.check,
    checking.ack,
    sending.send,
    serving.tick,
    serving.serve,
    serving.schedule,
    running.status,
    returning.verify,
    differing.diff,
    asking.why,
    returning.pull,
    starting.init,
    branding.brand,
    previewing.preview,
    health.doctor,
):
    main.add_command(_command)

__all__ = ["main"]
