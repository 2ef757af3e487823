"""build, schema, explain: each a few lines round a verb."""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from msgspec.structs import replace

from reportgen.automate.collector import relax_collector
from reportgen.cli.rows import Asked, build_all, row_options
from reportgen.cli.say import Speaker, Stages, exits
from reportgen.diag import DataError

if TYPE_CHECKING:  # `--help` need not load the rooms
    from reportgen.automate import Order, Rebuilt
    from reportgen.model.world import World

Language = Literal["zh", "en"]
_STANDARD_INPUT = "-"

_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
_json = click.option("--json", "as_json", is_flag=True, help="结果和问题写成 JSON / JSON output")
_period = click.option("--period", default="", help="报告期，代替稿件里的 period；如 2024Q3、auto")
config_option = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path.home() / ".config" / "reportgen" / "config.yaml",
    help="本机的配置：邮件服务器、数据库、可取数据的主机 / the operator's file",
)
_report = click.argument("report", type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reportgen")
def main() -> None:
    """Build branded Chinese reports, PDF and Word / 从一个稿件文件夹生成 PDF 与 Word 报告."""
    relax_collector()


@main.command()
@_report
@click.option("--to", "kinds", default="", help="pdf,docx；缺省按稿件的 outputs")
@click.option("--out", type=click.Path(path_type=Path), help="输出文件夹；缺省为 REPORT/out")
@click.option("--state", type=click.Path(path_type=Path), help="台账的文件夹 / where to remember")
@_period
@row_options
@config_option
@click.option("--strict", is_flag=True, help="数字和文字的问题都算错误 / all must be right")
@click.option(
    "--why",
    "tells_why",
    is_flag=True,
    help="说明为什么重做、哪些数字因此变了 / say why it was built",
)
@click.option("--force", is_flag=True, help="没有变化也重做 / build even if nothing changed")
@click.option(
    "--redline",
    help="旧稿：台账里的一期（序号、期间、上期）或它的文件夹；另写一份修订稿"
    " / an older state: write what changed since",
)
@click.option(
    "--issue",
    help="按存档重做旧的一期：序号、期间、上期 / make an old issue again from its archive",
)
@_lang
@_json
def build(
    report: Path,
    kinds: str,
    period: str,
    config: Path,
    lang: Language,
    *,
    as_json: bool,
    **options: Any,  # noqa: ANN401 - click hands each over by name
) -> None:
    """生成 REPORT 的 PDF 和 Word / build the files of REPORT.

    REPORT 是含 report.yaml 的文件夹，或单个 .yaml、.md 文件；写 - 就从标准输入读 JSON，键相同。
    """
    from reportgen.automate import Order, here, parse_kinds, redline  # noqa: PLC0415 - as above

    issue, asked = options.pop("issue"), Asked(options)
    if asked.is_batch and (issue or options["redline"]):
        raise click.UsageError("成批时不用 --issue、--redline / not for several rows")
    strict, tells_why = options.pop("strict"), options.pop("tells_why")
    if issue and (period or options["redline"] or options["force"]):
        raise click.UsageError("--issue 不与 --period、--redline、--force 同用 / stands alone")
    if tells_why and (issue or asked.is_batch or str(report) == _STANDARD_INPUT):
        raise click.UsageError("--why 只问一份稿件这一次 / of one report as it is now")
    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker), Stages(lang) as stages:
        words = [word for word in kinds.split(",") if word]
        order = Order(report, parse_kinds(words), **options)
        now = dt.datetime.now(dt.UTC)
        world = here(progress=stages.show, settings=config)
        world = replace(world, period=period, row=asked.row, is_strict=strict)
        if asked.is_batch:
            build_all(order, asked, replace(world, row={}), now, (speaker, stages))
            return
        done = _done(order, issue, world, now)
        marked = redline(order, world)
        stages.close()
        speaker.findings((*done.findings, *done.held, *marked.findings))
        if done.is_unchanged and not tells_why:
            speaker.unchanged()
        if tells_why:
            _tell_why(done, order, lang, as_json=as_json)
        speaker.paths((*done.paths, *marked.paths))
        if done.is_held:
            speaker.not_sendable()
            sys.exit(DataError.exit_code)


def _tell_why(done: "Rebuilt", order: "Order", lang: Language, *, as_json: bool) -> None:
    from reportgen.automate.history.why import why_done  # noqa: PLC0415 - few ask
    from reportgen.cli.asking import tell_why  # noqa: PLC0415 - as above

    tell_why(why_done(done, order), lang, as_json=as_json)


def _done(order: "Order", issue: str | None, world: "World", now: dt.datetime) -> "Rebuilt":
    """Build what ``order`` names: keys from another program, an old issue, or a report."""
    from reportgen.automate import build_piped, rebuild, reissue  # noqa: PLC0415 - as above

    if str(order.report) == _STANDARD_INPUT:
        return build_piped(sys.stdin.buffer.read().decode("utf-8", "replace"), order, world, now)
    return reissue(order, issue, world) if issue else rebuild(order, world, now)


@main.command()
def schema() -> None:
    """打印 report.yaml 的 JSON Schema，供编辑器补全 / print the JSON Schema."""
    from reportgen.read import json_schema  # noqa: PLC0415 - as above

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@main.command()
@click.argument("code")
@_lang
def explain(code: str, lang: Language) -> None:
    """说明一个编号的含义 / explain a code such as RG203."""
    from reportgen.cli.say import explanation  # noqa: PLC0415 - as above

    click.echo(explanation(code, lang))
