"""init: a folder that builds, from a finished report of another hand."""

from collections import Counter
from pathlib import Path
from typing import Literal

import click

from reportgen.cli.say import Speaker, exits

Language = Literal["zh", "en"]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path),
    required=True,
    help="现成的报告：.docx、.md、.txt / a finished report",
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
def init(folder: Path, file: Path, lang: Language) -> None:
    """把现成的报告变成稿件文件夹 FOLDER / make a report folder from a finished report.

    标点按国家标准改好，引用和文献对上，做了什么、哪里没有看懂写在 导入说明.md。
    已有的文件夹不动。
    """
    from reportgen.automate.adopting import adopt  # noqa: PLC0415 - `--help` need not load it

    speaker = Speaker(lang, as_json=False)
    with exits(speaker):
        paths, adopted = adopt(file, folder)
        speaker.paths(paths)
        counts = Counter(note.kind.value for note in adopted.notes)
        for kind, count in counts.items():
            click.echo(f"{kind}：{count} 处", err=True)
        click.echo(f"下一步：reportgen build {folder}", err=True)
