"""why: what made a build necessary, or would; what a thing is made of and what is made of it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from msgspec.structs import replace

from reportgen.cli.commands import config_option
from reportgen.cli.differing import is_report
from reportgen.cli.rows import asked_row, param_option
from reportgen.cli.say import Speaker, exits

if TYPE_CHECKING:
    from reportgen.automate.history.dependence import Asked
    from reportgen.model.reason import Why

Language = Literal["zh", "en"]
_TO_BE_BUILT = 1


@click.command()
@click.argument("words", nargs=-1, metavar="[REPORT] [THING]")
@click.option("--run", default="", help="在哪一期里找：序号、期间、上期；缺省是最新 / in which run")
@param_option
@click.option("--period", default="", help="报告期，代替稿件里的 period / the period asked for")
@config_option
@click.option("--state", type=click.Path(path_type=Path), help="台账的文件夹 / state folder")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON / JSON output")
def why(  # noqa: PLR0913 - each is an option of the command line
    words: tuple[str, ...],
    *,
    run: str,
    params: tuple[str, ...],
    period: str,
    config: Path,
    state: Path | None,
    lang: Language,
    as_json: bool,
) -> None:
    """为什么要重做；一个数、一幅图从哪里来、用在哪里 / why it would be built, what depends on what.

    不写 THING：列出上次生成以来变了什么，不生成；退出码 0 无变化，1 要重做。
    写了 --run：那一次为什么做、哪些数字因此变了。
    THING 是指标（营收、营收@2024Q4）、图1、表2、章节、数据来源、数据文件、正文.md:3，
    或印出来的一个数。
    """
    from reportgen.automate import Order, here  # noqa: PLC0415 - `--help` need not load them
    from reportgen.automate.history.runs import Runs  # noqa: PLC0415 - as above
    from reportgen.automate.history.why import why_built, why_now  # noqa: PLC0415 - as above
    from reportgen.automate.making import row_key  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=as_json)
    report, thing = _meant(words)
    row = asked_row(params)
    with exits(speaker):
        runs = Runs(report, state, row_key(row) if row else None)
        if thing:
            from reportgen.automate.history.dependence import depends  # noqa: PLC0415 - as above

            _tell_dependence(depends(thing, run or "最新", runs), lang, as_json=as_json)
        elif run:
            tell_why(why_built(run, runs), lang, as_json=as_json)
        else:
            world = replace(here(settings=config), period=period, row=row)
            found = why_now(Order(report, state=state), world)
            tell_why(found, lang, as_json=as_json)
            if not found.is_unchanged:
                sys.exit(_TO_BE_BUILT)


def tell_why(found: "Why", language: Language, *, as_json: bool) -> None:
    """Say why a run was made: to a person on stderr, to a program on stdout."""
    if as_json:
        from msgspec.json import encode  # noqa: PLC0415 - few ask

        click.echo(encode(found).decode())
        return
    from reportgen.trace.said_why import why_lines  # noqa: PLC0415 - as above

    for line in why_lines(found, language):
        click.secho(line, err=True, bold=not line.startswith(" "))


def _tell_dependence(asked: "Asked", language: Language, *, as_json: bool) -> None:
    if as_json:
        from msgspec.json import encode  # noqa: PLC0415 - as above

        click.echo(encode(asked).decode())
        return
    from reportgen.trace.said_depends import dependence_lines  # noqa: PLC0415 - as above

    for line in dependence_lines(asked.found, language):
        click.secho(line, bold=not line.startswith(" "))


def _meant(words: tuple[str, ...]) -> tuple[Path, str]:
    """Return the report and the thing that ``words`` name."""
    rest = list(words)
    report = Path(rest.pop(0)) if rest and is_report(Path(rest[0])) else Path()
    if len(rest) > 1:
        raise click.UsageError(f"多了：{' '.join(rest[1:])} / too many words")
    return report, rest[0] if rest else ""
