"""check, ack: find faults, mend what is safe to mend, and let judgements stand."""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from reportgen.cli.commands import config_option
from reportgen.cli.rows import asked_row, param_option
from reportgen.cli.say import Speaker, exits

if TYPE_CHECKING:
    from reportgen.automate.desk.examine import Examined
    from reportgen.automate.desk.fixing import Mended

Language = Literal["zh", "en"]

_report = click.argument("report", type=click.Path(path_type=Path))
_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
_json = click.option("--json", "as_json", is_flag=True, help="结果和问题写成 JSON / JSON output")


@click.command()
@_report
@click.option("--period", default="", help="报告期，代替稿件里的 period；如 2024Q3、auto")
@param_option
@config_option
@click.option(
    "--strict", is_flag=True, help="数字和文字的问题都算错误，N107 逐处列出 / all must be right"
)
@click.option(
    "--fix", is_flag=True, help="先列出能稳妥改正的地方，问过再写进稿件 / mend what is safe"
)
@click.option("--yes", is_flag=True, help="与 --fix 同用：不问，直接写入 / write without asking")
@_lang
@_json
def check(  # noqa: PLR0913 - each is an option of the command line
    report: Path,
    period: str,
    params: tuple[str, ...],
    config: Path,
    lang: Language,
    *,
    strict: bool,
    fix: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """检查 REPORT，不写任何输出 / find the faults of REPORT, make no file."""
    from reportgen.automate.desk.examine import examine  # noqa: PLC0415 - `--help` need not load rooms

    if yes and not fix:
        raise click.UsageError("--yes 要与 --fix 同用 / --yes goes with --fix")
    speaker, row = Speaker(lang, as_json=as_json), asked_row(params)

    def examined() -> "Examined":
        now = dt.datetime.now(dt.UTC)
        return examine(report, period=period, settings=config, is_strict=strict, row=row, now=now)

    with exits(speaker):
        found = examined()
        if fix and _mended(found, report, speaker, is_agreed=yes):
            found = examined()
        speaker.findings(found.findings)
        if found.exit_code:
            sys.exit(found.exit_code)
        speaker.all_well(len(found.findings))


def _mended(found: "Examined", report: Path, speaker: Speaker, *, is_agreed: bool) -> bool:
    """Show what can be mended; write it when that is agreed to. Tell whether it was written."""
    from reportgen.automate.desk.fixing import in_word, mend, write  # noqa: PLC0415 - few mend

    files = mend(found.findings, report)
    speaker.mend_in_word(in_word(found.findings))
    if not files:
        speaker.nothing_to_mend()
        return False
    _show(files, speaker)
    is_agreed = is_agreed or (not speaker.as_json and _asked(speaker))
    if not is_agreed:
        speaker.not_mended()
        return False
    write(files)
    return True


def _show(files: "tuple[Mended, ...]", speaker: Speaker) -> None:
    if speaker.as_json:
        fixes = [
            {
                "file": file.shown,
                "line": each.span.line,
                "column": each.span.column,
                "length": each.span.length,
                "text": each.text,
            }
            for file in files
            for each in file.fixes
        ]
        click.echo(json.dumps({"fixes": fixes}, ensure_ascii=False))
        return
    for file in files:
        click.echo(file.diff)


def _asked(speaker: Speaker) -> bool:
    """Ask whether to write, where somebody is there to answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return click.confirm(speaker.may_i_mend(), err=True)


@click.command()
@_report
@click.argument("keys", nargs=-1)
@click.option("--list", "only_list", is_flag=True, help="只列出，不确认 / only list them")
@click.option("--state", type=click.Path(path_type=Path), help="台账的文件夹 / state folder")
@_lang
@_json
def ack(
    report: Path,
    keys: tuple[str, ...],
    state: Path | None,
    lang: Language,
    *,
    only_list: bool,
    as_json: bool,
) -> None:
    """确认待复核（N111）的句子仍然成立；不给编号就是全部 / let judgements stand.

    KEYS 是 build、check 列出的编号。数再变动时要重新确认。
    """
    from reportgen.automate.history.review import acknowledge, listed  # noqa: PLC0415 - as above
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        kept = writable_state(report, state)
        if only_list:
            found = listed(report, kept)
        else:
            found = acknowledge(report, kept, keys, dt.datetime.now(dt.UTC))
        speaker.reviews(found)
