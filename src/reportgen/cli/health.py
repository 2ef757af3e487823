"""doctor: what this machine lacks, and how to mend it."""

import os
from pathlib import Path
from typing import Literal

import click

from reportgen.cli.say import Speaker, exits

Language = Literal["zh", "en"]
_NAMES = {
    "python": ("Python", "Python"),
    "fonts": ("自带字体", "fonts of ours"),
    "disk": ("磁盘空间", "free disk"),
    "folder": ("稿件文件夹可写", "report folder is writable"),
    "time_zone": ("时区资料", "time zones"),
    "ledger": ("记录簿", "ledger"),
    "settings": ("本机配置", "settings file"),
    "settings_seen": ("配置只有自己能读", "settings are read by you alone"),
    "server": ("邮件服务器能登录", "mail server lets us in"),
    "extra": ("可选功能", "optional"),
}
_MENDS = {
    "python": ("装 Python 3.11 或更新的", "install Python 3.11 or newer"),
    "fonts": ("重装 reportgen：安装不完整", "install reportgen again: files are missing"),
    "disk": ("腾出至少 0.5 GB", "free half a gigabyte"),
    "folder": (
        "换一个能写的文件夹，或用 --state 指定",
        "use a folder you may write to, or --state",
    ),
    "time_zone": ("pip install tzdata", "pip install tzdata"),
    "ledger": ("reportgen status 会说明怎样恢复", "reportgen status tells how to recover"),
    "settings": (
        "要发邮件、连数据库时才需要；写法见 docs/how-to/mail.md",
        "only for mail and databases; see docs/how-to/mail.md",
    ),
    "settings_seen": ("chmod 600 这个文件", "chmod 600 this file"),
    "server": (
        "核对主机、端口、口令的环境变量；证书不对时不会登录",
        "check host, port and the variable of the password; a wrong certificate is never accepted",
    ),
    "extra": ('要用时 pip install "reportgen[{}]"', 'when wanted: pip install "reportgen[{}]"'),
}


@click.command()
@click.argument("report", type=click.Path(path_type=Path), required=False)
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    default=Path.home() / ".config" / "reportgen" / "config.yaml",
    help="本机的配置文件 / settings file",
)
@click.option("--offline", is_flag=True, help="不登录邮件服务器 / do not log in to mail servers")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
def doctor(report: Path | None, settings: Path, offline: bool, lang: Language) -> None:  # noqa: FBT001 - click gives it by position
    """检查这台机器：字体、磁盘、时区、邮件登录 / check this machine.

    给出 REPORT 时也查它的记录簿。只登录邮件服务器，不发邮件。
    """
    from reportgen.automate.desk.doctor import examine  # noqa: PLC0415 - `--help` need not load it

    at = int(lang == "en")
    failed = False
    with exits(Speaker(lang, as_json=False)):
        for found in examine(report, settings, os.environ, is_offline=offline):
            sign = "✓" if found.is_ok else ("✗" if found.is_needed else "–")
            click.echo(f"{sign} {_NAMES[found.part.value][at]}：{found.detail}")
            if not found.is_ok:
                click.echo(f"    {_MENDS[found.part.value][at].format(found.detail)}")
                failed = failed or found.is_needed
    if failed:
        raise SystemExit(1)
