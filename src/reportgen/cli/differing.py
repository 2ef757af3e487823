"""diff: what two issues of a report say differently, as tables, as a page, or as JSON."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from reportgen.cli.rows import asked_row, param_option
from reportgen.cli.say import Speaker, exits

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from reportgen.model.difference import Difference, Stretch
    from reportgen.trace.said_change import Section

Language = Literal["zh", "en"]

_DIFFER = 1
_MOST_ROWS = 40
_WIDTH = 110
_PLACE_WIDTH = 36
_LONG, _KEPT = 30, 12
_REPORTS = {".yaml", ".yml", ".md", ".markdown"}
_OLD, _NEW = "", "最新"


@click.command()
@click.argument("words", nargs=-1, metavar="[REPORT] [OLD] [NEW]")
@param_option
@click.option("--html", type=click.Path(path_type=Path), help="另写成网页 / write a page, too")
@click.option("--state", type=click.Path(path_type=Path), help="台账的文件夹 / state folder")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON / JSON output")
def diff(
    words: tuple[str, ...],
    params: tuple[str, ...],
    html: Path | None,
    state: Path | None,
    lang: Language,
    *,
    as_json: bool,
) -> None:
    """比较两期：数字、文字、表格、图 / list what two issues say differently.

    OLD 和 NEW 是序号（reportgen status 列出）、期间、上期、最新，或 run.json 的路径；
    缺省比较上期和最新，只有一个期间时比较最近两次。REPORT 缺省为当前文件夹。
    退出码：0 没有不同，1 有不同，2 比不了。
    """
    from reportgen.automate.history.runs import Runs, compare_runs  # noqa: PLC0415 - as above
    from reportgen.automate.making import row_key  # noqa: PLC0415 - as above
    from reportgen.automate.publish import publish  # noqa: PLC0415 - `--help` need not load it

    speaker = Speaker(lang, as_json=as_json)
    report, old, new = _meant(words)
    row = asked_row(params)
    with exits(speaker):
        found = compare_runs(old, new, Runs(report, state, row_key(row) if row else None))
        if html is not None:
            from reportgen.trace.page import page  # noqa: PLC0415 - few ask for one

            publish([(html, page(found, lang).encode())])
        if as_json:
            from msgspec.json import encode  # noqa: PLC0415 - as above

            click.echo(encode(found).decode())
        else:
            _show(found, lang)
            if html is not None:
                speaker.paths([html])
        if not found.is_empty:
            sys.exit(_DIFFER)


def _meant(words: tuple[str, ...]) -> tuple[Path, str, str]:
    """Return the report and the two issues that ``words`` name."""
    rest = list(words)
    report = Path()
    if rest and is_report(Path(rest[0])):
        report = Path(rest.pop(0))
    if len(rest) > 2:  # noqa: PLR2004 - an old and a new one
        raise click.UsageError(f"多了：{' '.join(rest[2:])} / too many words")
    old, new = (*rest, *(_OLD, _NEW)[len(rest) :])
    return report, old, new


def is_report(path: Path) -> bool:
    """Tell whether ``path`` is a report, and not a word that means something else."""
    return path.is_dir() or (path.is_file() and path.suffix.lower() in _REPORTS)


def _show(found: "Difference", language: Language) -> None:
    """Print the tables; columns stand by cells, of which a Han character takes two."""
    from rich.console import Console  # noqa: PLC0415 - only to print

    from reportgen.trace.page import side_words  # noqa: PLC0415 - as above
    from reportgen.trace.said_change import sections  # noqa: PLC0415 - as above

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH, soft_wrap=False)
    console.print(f"− {side_words(found.old)}\n+ {side_words(found.new)}", markup=False)
    if found.is_empty:
        console.print("两期所说相同" if language == "zh" else "both say the same")
    for section in sections(found, language):
        console.print()
        console.print(f"[bold]{section.title}[/bold] {len(section.rows)}")
        console.print(_table(section, is_coloured=console.is_terminal))
        more = len(section.rows) - _MOST_ROWS
        if more > 0:
            zh = f"另有 {more} 处未列出（--html 或 --json 列出全部）"
            console.print(zh if language == "zh" else f"{more} more (--html or --json lists all)")


def _table(section: "Section", *, is_coloured: bool) -> "Table":
    from rich import box  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    first_value = len(section.heads) - section.values
    for at, head in enumerate(section.heads):
        is_value = at >= first_value
        is_whole = is_value or (at == 1 and not section.values)
        table.add_column(
            head,
            justify="right" if is_value else "left",
            no_wrap=is_whole,
            overflow="fold",
            max_width=None if at else _PLACE_WIDTH,
        )
    for row in section.rows[:_MOST_ROWS]:
        cells = (
            Text(cell) if isinstance(cell, str) else _inline(cell, is_coloured) for cell in row
        )
        table.add_row(*cells)
    return table


def _inline(parts: "tuple[Stretch, ...]", is_coloured: bool) -> "Text":  # noqa: FBT001 - as rich does
    """Return a text with what is gone and what came; long stretches between are cut short."""
    from rich.text import Text  # noqa: PLC0415 - as above

    made = Text()
    for at, part in enumerate(parts):
        if part.is_same:
            made.append(_short(part.old, is_first=at == 0, is_last=at + 1 == len(parts)))
            continue
        if part.old:
            made.append(part.old if is_coloured else f"[-{part.old}-]", style="red strike")
        if part.new:
            made.append(part.new if is_coloured else f"{{+{part.new}+}}", style="bold green")
    return made


def _short(words: str, *, is_first: bool, is_last: bool) -> str:
    if len(words) <= _LONG:
        return words
    head = "" if is_first else words[:_KEPT]
    tail = "" if is_last else words[-_KEPT:]
    return f"{head}…{tail}"
