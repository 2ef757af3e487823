"""send, status: the commands of what was built and who gets it."""

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Literal

import click

from reportgen.cli.commands import config_option
from reportgen.cli.say import Speaker, exits

Language = Literal["zh", "en"]

_NOT_DELIVERED = 4
_report = click.argument("report", type=click.Path(path_type=Path))
_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
_json = click.option("--json", "as_json", is_flag=True, help="结果写成 JSON / JSON output")
_state = click.option(
    "--state", type=click.Path(path_type=Path), help="台账的文件夹 / state folder"
)
_config = config_option


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@click.command()
@_report
@click.option("--dry-run", type=click.Path(path_type=Path), help="只把邮件写成 .eml 放进这个文件夹")
@click.option(
    "--resolve",
    type=(int, click.Choice(["sent", "resend"])),
    help="了结一封悬置（held）的邮件 / settle a held message: ID sent|resend",
)
@_config
@_state
@_lang
@_json
def send(  # noqa: PLR0913 - each is an option of the command line
    report: Path,
    dry_run: Path | None,
    resolve: tuple[int, str] | None,
    config: Path,
    state: Path | None,
    lang: Language,
    *,
    as_json: bool,
) -> None:
    """把最近一期发给收件人，每期每人至多一次 / send the current issue, once."""
    from reportgen.automate import send as sending  # noqa: PLC0415 - `--help` need not load it
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        kept = writable_state(report, state)
        if dry_run is not None:
            speaker.paths(sending.dry_run(report, kept, dry_run))
            return
        if resolve is not None:
            message, verdict = resolve
            row = sending.settle(kept, message, was_sent=verdict == "sent", clock=_now)
            speaker.messages([row])
            return
        rows = sending.send(report, kept, config, os.environ, _now)
        speaker.messages(rows)
        if not speaker.unsent(sending.findings_of(rows)):
            sys.exit(_NOT_DELIVERED)


@click.command()
@click.argument("report", type=click.Path(path_type=Path), required=False)
@_state
@_lang
@_json
def status(report: Path | None, state: Path | None, lang: Language, *, as_json: bool) -> None:
    """列出已生成的成品和邮件 / list what was built and what was sent."""
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above
    from reportgen.automate.status import status  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        speaker.status(status(writable_state(report or Path(), state), _now()))
