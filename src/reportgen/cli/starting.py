"""init: a folder that builds, new or from a finished report of another hand."""

import datetime as dt
import sys
from collections import Counter
from pathlib import Path
from typing import Literal

import click

from reportgen.cli.say import Speaker, exits

Language = Literal["zh", "en"]
_PROFILES = {
    "research": ("研究报告", "a research report"),
    "consulting": ("咨询报告", "a report for a client"),
    "sell_side": ("证券研究报告", "a broker's report, by licensed firms only"),
    "gongwen": ("公文", "an official document"),
}
_BRANDS = {"gongwen": "gongwen"}
_TO_FILL_IN = "【待填：机构名称】"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path),
    help="现成的报告：.docx、.md、.txt / a finished report",
)
@click.option(
    "--profile", type=click.Choice(list(_PROFILES)), help="体例，缺省 research / kind of report"
)
@click.option("--title", help="标题，缺省是文件夹的名字 / title")
@click.option("--organisation", help="机构 / who publishes it")
@click.option("--brand", help="default、classic、gongwen，或自己的品牌文件夹 / a brand")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
def init(folder: Path, file: Path | None, lang: Language, **asked: str | None) -> None:
    """新建稿件文件夹 FOLDER，或由现成的报告得到 / make a report folder, new or from a report.

    新建的稿件马上能生成，里面的注释说明每一行怎么写；没有给出的在终端上问，最多四个问题。

    由现成的报告得到的：标点按国家标准改好，引用和文献对上，做了什么、哪里没有看懂写在
    导入说明.md。

    已有的文件夹不动。
    """
    speaker = Speaker(lang, as_json=False)
    with exits(speaker):
        if file is None:
            _start(folder, lang, asked, speaker)
        else:
            if any(asked.values()):
                raise click.UsageError(
                    "--from 不和 --profile、--title、--organisation、--brand 一起用"
                )
            _adopt(file, folder, speaker)
        click.echo(f"{('下一步', 'Next')[lang == 'en']}：reportgen build {folder}", err=True)


def _adopt(file: Path, folder: Path, speaker: Speaker) -> None:
    from reportgen.automate.desk.adopting import adopt  # noqa: PLC0415 - `--help` need not load it

    paths, adopted = adopt(file, folder)
    speaker.paths(paths)
    counts = Counter(note.kind.value for note in adopted.notes)
    for kind, count in counts.items():
        click.echo(f"{kind}：{count} 处", err=True)


def _start(folder: Path, lang: Language, asked: dict[str, str | None], speaker: Speaker) -> None:
    from reportgen.adopt import Answers  # noqa: PLC0415 - as above
    from reportgen.automate.desk.starting import kits, start  # noqa: PLC0415 - as above
    from reportgen.model.report import Profile  # noqa: PLC0415 - as above

    is_english = lang == "en"
    ask = _Questions(is_asked=sys.stdin.isatty())
    title = ask(asked["title"], ("标题", "Title")[is_english], folder.resolve().name)
    for name, words in _PROFILES.items() if ask.is_asked and not asked["profile"] else ():
        click.echo(f"  {name:<12}{words[is_english]}", err=True)
    profile = ask(asked["profile"], ("体例", "Kind")[is_english], "research", list(_PROFILES))
    who = ask(asked["organisation"], ("机构", "Organisation")[is_english], _TO_FILL_IN)
    usual = _BRANDS.get(profile, "default")
    brand = ask(asked["brand"], ("品牌", "Brand")[is_english], usual, list(kits()))
    today = dt.datetime.now(dt.UTC).astimezone().date().isoformat()
    speaker.paths(start(folder, Profile(profile), Answers(title, who, brand, today)))


class _Questions:
    """Asks what no option said, on a terminal; elsewhere the usual answer holds."""

    def __init__(self, *, is_asked: bool) -> None:
        self.is_asked = is_asked

    def __call__(
        self, given: str | None, question: str, usual: str, choices: list[str] | None = None
    ) -> str:
        if given or not self.is_asked:
            return given or usual
        kind = click.Choice(choices) if choices else None
        return str(click.prompt(question, default=usual, type=kind, err=True))
