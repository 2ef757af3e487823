"""tick, serve, schedule: the commands of a report that runs by itself."""

import datetime as dt
import sys
import time
from pathlib import Path
from typing import Literal

import click

from reportgen.cli.commands import config_option
from reportgen.cli.say import Speaker, exits

Language = Literal["zh", "en"]

_report = click.argument("report", type=click.Path(path_type=Path))
_quiet = click.option(
    "--quiet",
    type=float,
    default=2.0,
    help="文件几秒没有写入才读 / seconds without a write before files are read",
)
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
@_quiet
@config_option
@_state
@_lang
@_json
def tick(
    report: Path,
    quiet: float,
    config: Path,
    state: Path | None,
    lang: Language,
    *,
    as_json: bool,
) -> None:
    """做完到期或有变化的事就退出，给 cron 用 / do what is due or changed, and end.

    没有要做的事就不出声；同一个问题只说一次，退出码每次都有。
    """
    from reportgen.automate.front import here  # noqa: PLC0415 - as above
    from reportgen.automate.schedule.at_rest import at_rest  # noqa: PLC0415 - as above
    from reportgen.automate.schedule.job import Job  # noqa: PLC0415 - as above
    from reportgen.automate.schedule.tick import attempt  # noqa: PLC0415 - as above
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        job = Job(report, writable_state(report, state), config, quiet)
        with job.state.alone("serve"):
            files = at_rest(job, time.time, time.sleep)
            made = attempt(job, here(settings=config), now, files.digest)
        if made.is_news or sys.stderr.isatty():
            speaker.attempted(made)
        sys.exit(made.exit_code)


@click.command()
@click.argument("reports", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--every", type=float, default=10.0, help="每隔几秒看一次文件 / seconds between looks"
)
@_quiet
@config_option
@_state
@_lang
@_json
def serve(  # noqa: PLR0913 - each is an option of the command line
    reports: tuple[Path, ...],
    every: float,
    quiet: float,
    config: Path,
    state: Path | None,
    lang: Language,
    *,
    as_json: bool,
) -> None:
    """一直运行：有变化就重做，到期就发送 / run until told to stop.

    REPORTS 是报告，或装着报告的文件夹；不写就按配置里的 reports。每次动作记一行。
    """
    from reportgen.automate.front import here  # noqa: PLC0415 - as above
    from reportgen.automate.schedule.job import Job  # noqa: PLC0415 - as above
    from reportgen.automate.schedule.places import check_places, listed_places, reports_in  # noqa: PLC0415 - as above
    from reportgen.automate.schedule.serve import serve  # noqa: PLC0415 - as above
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above
    from reportgen.cli.desk import ServerDesk, WallClock  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        places = listed_places(reports, config)
        check_places(places, reports_in(places))

        def jobs() -> list[Job]:
            found = reports_in(places)
            return [
                Job(each, writable_state(each, state), config, quiet, is_one_of_many=True)
                for each in found
            ]

        desk = ServerDesk(speaker)
        try:
            serve(jobs, lambda _job: here(settings=config), WallClock(), desk, every)
        finally:
            desk.close()


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
    from reportgen.automate.schedule.agenda import described, kept_plan, next_moments  # noqa: PLC0415 - as above
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        kept = writable_state(report, state)
        if what == "list":
            rows = [described(each, lang) for each in kept_plan(report, kept)]
        else:
            moments, findings = next_moments(report, kept, now(), count)
            rows = [
                {"name": each.schedule, "at": each.at.isoformat("T" if as_json else " ", "minutes")}
                for each in moments
            ]
            speaker.findings(findings)
        speaker.records(rows)
        if not rows:
            speaker.no_schedule()
