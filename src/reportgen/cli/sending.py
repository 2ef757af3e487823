"""send: the command that brings the current issue to its readers, and settles what is open."""

import datetime as dt
import getpass
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from msgspec.structs import asdict

from reportgen.cli.commands import config_option
from reportgen.cli.say import Speaker, exits

if TYPE_CHECKING:
    from reportgen.automate.state import State

Language = Literal["zh", "en"]

_NOT_DELIVERED = 4
_FOLDER = click.Path(path_type=Path)
_READABLE = click.Path(exists=True, readable=True, path_type=Path)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@click.command()
@click.argument("report", type=_FOLDER)
@click.option("--dry-run", type=_FOLDER, help="只把邮件写成 .eml 放进这个文件夹 / write .eml only")
@click.option("--test", "me", default="", help="标【测试】只发给自己 / marked, to oneself only")
@click.option(
    "--sample", type=click.IntRange(1), default=1, help="--test 发几份 / how many of them"
)
@click.option("--to", "only", default="", help="只发给这个收件人 / one recipient only")
@click.option(
    "--correct", default="", help="已发的一期有改动：按更正再发，写明理由 / send corrected"
)
@click.option("--again", default="", help="把已发的原样再发给这个邮箱，要有 --reason / once more")
@click.option("--reason", default="", help="--again、--opt-out 的理由 / why")
@click.option("--resume", is_flag=True, help="暂停或停用的服务器马上再试 / try at once what waits")
@click.option(
    "--resolve",
    type=(str, click.Choice(["sent", "resend"])),
    help="了结悬置的邮件：编号（可用逗号隔开几个）或 held / settle: ID[,ID]|held sent|resend",
)
@click.option("--approve", default="", help="以这个岗位批准，要有 --by / let it go out")
@click.option("--reject", default="", help="以这个岗位退回，要有 --by 和 --reason / refuse it")
@click.option("--revoke", default="", help="撤回自己的批准或退回 / take that back")
@click.option("--by", default="", help="批准、退回的人 / who says so")
@click.option("--bounces", type=_READABLE, help="读退信：.eml、mbox 或文件夹 / read bounces")
@click.option("--opt-out", default="", help="这个邮箱不再收取 / this mailbox wants no mail")
@click.option("--opt-in", default="", help="这个邮箱恢复收取 / it wants mail again")
@click.option("--log", "shows_log", is_flag=True, help="打印发送记录，地址为散列 / print the log")
@config_option
@click.option("--state", type=_FOLDER, help="台账的文件夹 / state folder")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON / JSON output")
def send(
    report: Path,
    config: Path,
    state: Path | None,
    lang: Language,
    *,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 - click hands each over by name
) -> None:
    """把最近一期发给收件人，每期每人至多一次 / send the current issue, once."""
    from reportgen.automate.mail import send as sending  # noqa: PLC0415 - `--help` need not load it
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - as above

    if asked["again"] and not asked["reason"]:
        raise click.UsageError("--again 要写明 --reason / needs --reason")
    if any(asked[name] for name in ("approve", "reject", "revoke")) and not asked["by"]:
        raise click.UsageError("要写明 --by 姓名 / needs --by")
    if asked["reject"] and not asked["reason"]:
        raise click.UsageError("--reject 要写明 --reason / needs --reason")
    if asked["resolve"] is not None:
        _numbers(asked["resolve"][0])  # what is mistyped is said before anything is done
    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        kept = writable_state(report, state)
        if _tried(report, kept, config, speaker, asked):
            return
        if _settled(report, kept, speaker, asked) or _judged(report, kept, config, speaker, asked):
            return
        wish = sending.Wish(
            asked["only"], asked["resume"], asked["correct"], asked["again"], asked["reason"]
        )
        done = sending.send(report, kept, config, os.environ, _now, wish)
        speaker.messages(done.rows)
        speaker.totals(done.totals)
        if not speaker.unsent(done.findings):
            sys.exit(_NOT_DELIVERED)


def _numbers(words: str) -> tuple[int, ...]:
    """Return the numbers of messages, typed with commas between them; of ``held`` none."""
    if words == "held":
        return ()
    parts = words.replace("，", ",").split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise click.BadParameter(f"“{words}”：写编号或 held / IDs or held", param_hint="--resolve")
    return tuple(int(part) for part in parts)


def _tried(
    report: Path, kept: "State", config: Path, speaker: Speaker, asked: dict[str, Any]
) -> bool:
    """Write or send what the messages look like; tell whether that was asked for."""
    from reportgen.automate.mail import trial  # noqa: PLC0415 - as above

    if asked["dry_run"] is not None:
        speaker.paths(trial.dry_run(report, kept, config, os.environ, asked["dry_run"]))
        return True
    if asked["me"]:
        wanted = trial.Trial(asked["me"], asked["sample"])
        operator = config, os.environ
        speaker.lines((each,) for each in trial.send_trial(report, kept, operator, wanted, _now))
        return True
    return False


def _judged(
    report: Path, kept: "State", config: Path, speaker: Speaker, asked: dict[str, Any]
) -> bool:
    """Note what an approver says; tell whether that was asked for."""
    from reportgen.automate.mail import approval  # noqa: PLC0415 - as above
    from reportgen.ledger import Verdict  # noqa: PLC0415 - as above

    verdicts = {"approve": Verdict.APPROVED, "reject": Verdict.REJECTED, "revoke": Verdict.REVOKED}
    for name, verdict in verdicts.items():
        if office := asked[name]:
            words = (asked["reason"], getpass.getuser())
            judgement = approval.Judgement(office, asked["by"], verdict, *words)
            operator = config, os.environ
            digests = approval.judge(report, kept, operator, judgement, _now)
            speaker.lines((verdict.value, office, asked["by"], each) for each in digests)
            return True
    return False


def _settled(report: Path, kept: "State", speaker: Speaker, asked: dict[str, Any]) -> bool:
    """Do what is asked besides sending; tell whether it was that."""
    from reportgen.automate.mail import settle  # noqa: PLC0415 - as above

    if asked["resolve"] is not None:
        which, verdict = asked["resolve"]
        numbers = _numbers(which) or settle.held_of(kept, report)
        was_sent = verdict == "sent"
        speaker.messages(
            [settle.settle(kept, each, was_sent=was_sent, clock=_now) for each in numbers]
        )
        return True
    if asked["bounces"] is not None:
        speaker.messages(settle.note_bounces(kept, asked["bounces"], _now))
        return True
    if mailbox := asked["opt_out"] or asked["opt_in"]:
        wants = bool(asked["opt_in"])
        settle.note_wish(kept, mailbox, wants_mail=wants, reason=asked["reason"], clock=_now)
        return True
    if asked["shows_log"]:
        for event in settle.log_of(kept, report):
            click.echo(json.dumps(asdict(event), ensure_ascii=False))
        return True
    return False
