"""status: what was built, and who got it."""

import datetime as dt
from pathlib import Path
from typing import Literal

import click

from reportgen.cli.say import Speaker, exits

Language = Literal["zh", "en"]

_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
_json = click.option("--json", "as_json", is_flag=True, help="结果写成 JSON / JSON output")
_state = click.option(
    "--state", type=click.Path(path_type=Path), help="台账的文件夹 / state folder"
)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


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
