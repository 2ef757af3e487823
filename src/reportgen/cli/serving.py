"""tick, serve, schedule: the commands of a report that runs by itself."""

import datetime as dt
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from reportgen.cli.commands import config_option
from reportgen.cli.say import Speaker, exits

if TYPE_CHECKING:
    from reportgen.automate.tick import Ticked

Language = Literal["zh", "en"]

_NOT_DELIVERED = 4
_STEP_SECONDS = 0.1
_report = click.argument("report", type=click.Path(path_type=Path))
_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
_json = click.option("--json", "as_json", is_flag=True, help="结果写成 JSON / JSON output")
_state = click.option(
    "--state", type=click.Path(path_type=Path), help="台账的文件夹 / state folder"
)


def now() -> dt.datetime:
    """Return what the clock of this machine shows."""
    return dt.datetime.now(dt.UTC)


@click.command()
@_report
@config_option
@_state
@_lang
@_json
def tick(report: Path, config: Path, state: Path | None, lang: Language, *, as_json: bool) -> None:
    """做完到期或有变化的事就退出，给 cron 用 / do what is due or changed, and end."""
    from reportgen.automate.front import here  # noqa: PLC0415 - as above
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above
    from reportgen.automate.tick import Job, tick  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        job = Job(report, writable_state(report, state), config)
        if not speaker.ticked(tick(job, here(settings=config), now)):
            sys.exit(_NOT_DELIVERED)


@click.command()
@_report
@click.option("--every", type=float, default=10.0, help="每隔几秒看一次 / seconds between looks")
@config_option
@_state
@_lang
@_json
def serve(
    report: Path,
    every: float,
    config: Path,
    state: Path | None,
    lang: Language,
    *,
    as_json: bool,
) -> None:
    """一直运行：有变化就重做，到期就发送 / run until told to stop."""
    from reportgen.automate.front import here  # noqa: PLC0415 - as above
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above
    from reportgen.automate.tick import Job, serve  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda which, _frame: told.append(which))
    with exits(speaker):
        job = Job(report, writable_state(report, state), config)
        serve(job, partial(here, settings=config), now, _Desk(speaker, told, every))


class _Desk:
    """What the server tells, and when it is told to stop."""

    def __init__(self, speaker: Speaker, told: list[int], every: float) -> None:
        self._speaker = speaker
        self.failed = speaker.failed
        self._told = told
        self._every = every

    def done(self, ticked: "Ticked") -> None:
        """Say what a tick did."""
        self._speaker.ticked(ticked)

    def goes_on(self) -> bool:
        """Wait for the next look; tell whether there is one."""
        until = time.monotonic() + self._every
        while not self._told and time.monotonic() < until:
            time.sleep(_STEP_SECONDS)
        return not self._told


@click.command()
@click.argument("what", type=click.Choice(["list", "next"]))
@_report
@click.option("--count", type=click.IntRange(1, 1000), default=10, help="列几次 / how many moments")
@_state
@_lang
@_json
def schedule(
    what: str,
    report: Path,
    count: int,
    state: Path | None,
    lang: Language,
    *,
    as_json: bool,
) -> None:
    """列出日程，或接下来的几次 / list the schedules, or the next moments."""
    from reportgen.automate.agenda import described, kept_plan, next_moments  # noqa: PLC0415 - as above
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        kept = writable_state(report, state)
        if what == "list":
            rows = [described(each) for each in kept_plan(report, kept)]
        else:
            moments, findings = next_moments(report, kept, now(), count)
            rows = [(each.schedule, each.at.isoformat(" ", "minutes")) for each in moments]
            speaker.findings(findings)
        speaker.lines(rows)
        if not rows:
            speaker.no_schedule()
