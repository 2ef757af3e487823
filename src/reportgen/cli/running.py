"""status: what was built, what is current, due and undecided; one run in detail; a checkup."""

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from reportgen.cli.batch_words import batch_lines
from reportgen.cli.differing import is_report
from reportgen.cli.rows import asked_row, param_option
from reportgen.cli.say import Speaker, aligned, exits
from reportgen.diag import Severity, as_json

if TYPE_CHECKING:
    from reportgen.automate.history.detail import Detail
    from reportgen.automate.history.status import Status
    from reportgen.automate.state import State
    from reportgen.ledger import BuildRecord

Language = Literal["zh", "en"]
_FAULTY = 1


@click.command()
@click.argument("words", nargs=-1, metavar="[REPORT] [RUN]")
@param_option
@click.option("--check", "is_checkup", is_flag=True, help="检查台账和存档是否完好 / is all sound?")
@click.option("--state", type=click.Path(path_type=Path), help="台账的文件夹 / state folder")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON / JSON output")
def status(
    words: tuple[str, ...],
    *,
    params: tuple[str, ...],
    is_checkup: bool,
    state: Path | None,
    lang: Language,
    as_json: bool,
) -> None:
    """列出各次生成、日程、成批的进度和邮件；写了 RUN 就细看那一次 / what was built and sent.

    RUN 是序号、期间、上期、最新。--check 检查台账和存档的每个文件，退出码 1 表示有缺损。
    """
    from reportgen.automate.history.status import status as known  # noqa: PLC0415 - as above
    from reportgen.automate.state import writable_state  # noqa: PLC0415 - `--help` need not load it

    speaker = Speaker(lang, as_json=as_json)
    report, run = _meant(words)
    with exits(speaker):
        kept = writable_state(report, state)
        if is_checkup:
            _check(kept, speaker)
        elif run:
            from reportgen.automate.history.detail import detail  # noqa: PLC0415 - as above
            from reportgen.automate.history.runs import Runs  # noqa: PLC0415 - as above
            from reportgen.automate.making import row_key  # noqa: PLC0415 - as above

            row = asked_row(params)
            found = detail(run, Runs(report, state, row_key(row) if row else None))
            _Told(lang).run(found, as_json=as_json)
        else:
            told = known(kept, dt.datetime.now(dt.UTC), report)
            speaker.findings(told.findings)
            _Told(lang).all(told, speaker)


def _meant(words: tuple[str, ...]) -> tuple[Path, str]:
    rest = list(words)
    report = Path(rest.pop(0)) if rest and is_report(Path(rest[0])) else Path()
    if len(rest) > 1:
        raise click.UsageError(f"多了：{' '.join(rest[1:])} / too many words")
    return report, rest[0] if rest else ""


def _check(kept: "State", speaker: Speaker) -> None:
    from reportgen.automate.history.checkup import checkup  # noqa: PLC0415 - few ask

    found = checkup(kept)
    speaker.findings(found)
    if any(each.severity is Severity.ERROR for each in found):
        sys.exit(_FAULTY)
    speaker.all_well(len(found))


class _Told:
    """Says what the ledger knows in one language."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._is_chinese = language == "zh"

    def _word(self, chinese: str, english: str) -> str:
        return chinese if self._is_chinese else english

    # ---- all runs ----------------------------------------------------------------------------

    def all(self, found: "Status", speaker: Speaker) -> None:
        """Print the builds, the newest first, and whatever is open."""
        if speaker.as_json:
            from reportgen.automate.history.status import status_line  # noqa: PLC0415 - as above

            click.echo(json.dumps(status_line(found), ensure_ascii=False))
            return
        if not found.builds:
            click.echo(self._word("还没有生成过", "nothing built yet"), err=True)
        lines = aligned([self._build(each, found) for each in found.builds])
        for each, line in zip(found.builds, lines, strict=True):
            colour = "red" if each.id in found.held else None
            click.secho(line, fg=colour, bold=each.id in found.current)
        for batch in found.batches:
            speaker.lines(batch_lines(*batch, self._language))
        for title, rows in self._open(found):
            if rows:
                click.secho(f"\n{title}", bold=True)
                for line in aligned(rows):
                    click.echo(f"  {line}")
        if found.messages:
            click.echo(self._word("\n邮件", "\nMessages"))
            speaker.messages(found.messages)

    def _build(self, each: "BuildRecord", found: "Status") -> list[str]:
        from reportgen.trace.said_why import moment  # noqa: PLC0415 - as above

        codes = "、".join(dict.fromkeys(why.code.value for why in found.held.get(each.id, ())))
        held = self._word(f"不能发送（{codes}）", f"not to be sent ({codes})") if codes else ""
        current = self._word("当前", "current") if each.id in found.current else ""
        row = "，".join(f"{k}={v}" for k, v in _plain(each.params).items())
        at = moment(each.built_at)
        return [f"#{each.id}", at, current, each.report, row, each.period, each.name, held]

    def _open(self, found: "Status") -> Iterator[tuple[str, list[list[str]]]]:
        from reportgen.trace.said_why import moment  # noqa: PLC0415 - as above

        tries = self._word("试过 {} 次", "tried {} times")
        rows = [[each.schedule, moment(each.due), tries.format(each.tries)] for each in found.open]
        yield self._word("到了时间还没做完", "Due and not done"), rows
        due = [[each.schedule, each.at.strftime("%Y-%m-%d %H:%M %Z")] for each in found.due]
        yield self._word("下次", "Next"), due

    # ---- one run -----------------------------------------------------------------------------

    def run(self, found: "Detail", *, as_json: bool) -> None:
        """Print one run in detail."""
        if as_json:
            click.echo(json.dumps(self._plain_run(found), ensure_ascii=False))
            return
        from reportgen.trace.said_why import why_lines  # noqa: PLC0415 - as above

        for title, rows in self._parts(found):
            if rows:
                click.secho(title, bold=True)
                for line in aligned(rows):
                    click.echo(f"  {line}")
        click.secho(self._word("缘由", "Why"), bold=True)
        for line in why_lines(found.why, self._language):
            click.echo(f"  {line}")
        for title, findings in (
            (self._word("问题", "Findings"), found.findings),
            (self._word("不能发送", "Not to be sent"), found.held),
        ):
            if findings:
                click.secho(title, bold=True)
                Speaker(self._language, as_json=False).findings(findings)

    def _parts(self, found: "Detail") -> Iterator[tuple[str, list[list[str]]]]:
        from reportgen.trace.said_why import moment  # noqa: PLC0415 - as above

        record = found.record
        row = [[self._word("行", "row"), *each] for each in found.row.items()]
        yield (
            f"#{record.id}  {record.name}",
            [
                [self._word("稿件", "report"), f"{record.report}  {record.place}".strip()],
                [self._word("期间", "period"), record.period],
                *row,
                [self._word("时间", "built"), moment(record.built_at)],
            ],
        )
        gone = self._word("存档里没有了", "no longer archived")
        yield (
            self._word("文件", "Files"),
            [
                [kind, digest[:12], gone if kind in found.missing else ""]
                for kind, digest in record.files
            ],
        )
        inputs = [[found.shown(path), digest[:12]] for path, digest in record.inputs]
        yield self._word("由这些做成", "Made of"), inputs
        others = [[name, _short(value)] for name, value in record.settings]
        yield self._word("此外", "And of"), others
        yield self._word("隐式标识", "Label"), [[*each] for each in found.label.items()]

    def _plain_run(self, found: "Detail") -> dict[str, object]:
        from msgspec import to_builtins  # noqa: PLC0415 - as above

        record = found.record
        return {
            "run": record.id,
            "report": record.report,
            "place": record.place,
            "row": found.row,
            "period": record.period,
            "name": record.name,
            "built_at": record.built_at,
            "files": dict(record.files),
            "missing": list(found.missing),
            "inputs": {found.shown(path): digest for path, digest in record.inputs},
            "settings": dict(record.settings),
            "label": found.label,
            "findings": [as_json(each, self._language) for each in found.findings],
            "held": [as_json(each, self._language) for each in found.held],
            "why": to_builtins(found.why, str_keys=True),
        }


_LONG = 64


def _short(value: str) -> str:
    is_digest = len(value) == _LONG and value.isalnum()
    return value[:12] if is_digest else value


def _plain(params: str) -> dict[str, str]:
    return json.loads(params) if params else {}
