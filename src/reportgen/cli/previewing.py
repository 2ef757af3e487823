"""preview: a window in the browser on a report while it is written."""

import secrets
from pathlib import Path
from typing import Literal

import click

from reportgen.cli.say import Speaker, exits

Language = Literal["zh", "en"]


@click.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.option(
    "--port", type=int, default=0, help="端口，缺省任选一个 / port, any free one by default"
)
@click.option("--settings", type=click.Path(path_type=Path), help="本机的配置文件 / settings file")
@click.option("--open/--no-open", "opens", default=True, help="打开浏览器 / open a browser")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
def preview(report: Path, port: int, settings: Path | None, opens: bool, lang: Language) -> None:  # noqa: FBT001 - click gives it by position
    """在浏览器里看着稿件变成页面，保存就更新 / see the pages of REPORT while you write.

    只在本机看得到，地址里有一次性的口令；按 Ctrl+C 结束。
    """
    from msgspec.structs import replace  # noqa: PLC0415 - `--help` need not load it

    from reportgen.automate import here  # noqa: PLC0415 - as above
    from reportgen.preview import Desk, Window, serve_window  # noqa: PLC0415 - as above
    from reportgen.preview.server import open_socket  # noqa: PLC0415 - as above

    speaker = Speaker(lang, as_json=False)
    with exits(speaker):
        try:
            listening = open_socket(port)
        except OSError as fault:
            raise click.ClickException(f"--port {port}: {fault.strerror}") from fault
        window = Window(listening, secrets.token_urlsafe(24), lang)

        def ready() -> None:
            click.echo(window.address)
            if opens:
                click.launch(window.address)

        serve_window(Desk(report, lambda: replace(here(), settings=settings)), window, ready)
