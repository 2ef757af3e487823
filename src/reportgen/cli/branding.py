"""brand: a kit from a company's Word file, and how a kit looks."""

from pathlib import Path
from typing import Literal

import click

from reportgen.cli.say import Speaker, exits

Language = Literal["zh", "en"]
_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)


@click.group()
def brand() -> None:
    """新建一套品牌，或看一套品牌的样子 / make a brand, or see what one looks like."""


@brand.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path),
    required=True,
    help="公司的 .docx、.dotx / the company's Word file",
)
@_lang
def new(folder: Path, file: Path, lang: Language) -> None:
    """由公司的 Word 文件得到品牌文件夹 FOLDER / make a brand from a company's Word file.

    取颜色、字体名称、字号、纸张和标志；文件里有 {{正文}} 的，Word 成品就做在它里面。
    """
    from reportgen.automate.desk.branding import new_brand  # noqa: PLC0415 - `--help` need not load it

    speaker = Speaker(lang, as_json=False)
    with exits(speaker):
        speaker.paths(new_brand(folder, file))
        click.echo(f"{('下一步', 'Next')[lang == 'en']}：reportgen brand show {folder}", err=True)


@brand.command()
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(),
    help="放到哪个文件夹，缺省是这里 / into which folder, here by default",
)
@_lang
def show(name: str, out: Path, lang: Language) -> None:
    """把品牌 NAME 的样子印成 PDF 和 Word / print what a brand looks like.

    NAME 是 default、classic、gongwen，或自己的品牌文件夹。
    """
    from reportgen.automate.desk.branding import specimen  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=False)
    with exits(speaker):
        speaker.paths(specimen(name, out))
