"""verify, pull: the commands for files that came back from their readers."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from msgspec.structs import replace

from reportgen.cli.commands import config_option
from reportgen.cli.say import Speaker, exits
from reportgen.diag import Diagnostic, columns

if TYPE_CHECKING:
    from reportgen.automate.desk.pulling import Pulled
    from reportgen.automate.desk.verifying import Verified
    from reportgen.model.returned import WordComment
    from reportgen.returned import NumberEdit

Language = Literal["zh", "en"]

_BROKEN = 7
_WIDEST = 44
_lang = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 / message language"
)
_json = click.option("--json", "as_json", is_flag=True, help="结果写成 JSON / JSON output")
_report = click.option(
    "--report", type=click.Path(path_type=Path), help="报告；到它的台账里找原件 / whose file it is"
)
_state = click.option(
    "--state", type=click.Path(path_type=Path), help="台账的文件夹 / state folder"
)
_period = click.option("--period", default="", help="报告期，代替稿件里的 period；如 2024Q3、auto")
_original = click.option(
    "--original", type=click.Path(path_type=Path), help="当时发出的文件 / the file as it was sent"
)
_STATES = {
    "changed": ("已改", "changed"),
    "removed": ("没了", "removed"),
    "added": ("新增", "added"),
    "copied": ("复制", "copied"),
    "pending": ("修订待接受", "pending"),
}
_HEADS = {
    "zh": ("代码", "状态", "指标", "原文", "现文", "位置"),
    "en": ("code", "state", "metric", "old", "new", "place"),
}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_report
@_original
@_state
@_lang
@_json
def verify(
    files: tuple[Path, ...],
    report: Path | None,
    original: Path | None,
    state: Path | None,
    lang: Language,
    *,
    as_json: bool,
) -> None:
    """核对 PDF、Word 文件；读者退回的 Word 逐个核对数字 / verify files, also returned ones.

    退出码：0 没有问题；7 数字被改、标识或结构不对、PDF 与 Word 不一致；2 文件打不开。
    """
    from reportgen.automate.desk.verifying import (  # noqa: PLC0415 - `--help` need not load the rooms
        Verifying,
        verify_files,
    )

    speaker = Speaker(lang, as_json=as_json)
    with exits(speaker):
        found = verify_files(Verifying(files, report, state, original))
        teller = Teller(lang, as_json=as_json)
        for each in found:
            teller.verified(each)
        told = [finding for each in found for _, finding in each.numbers]
        speaker.findings((finding for each in found for finding in each.findings), told)
    if not all(each.is_sound for each in found):
        sys.exit(_BROKEN)


_VERDICTS = {
    "valid": ("合规", "right"),
    "faulty": ("不合规", "breaks the rules"),
    "missing": ("缺失", "missing"),
    "none": ("无", "none"),
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("report", type=click.Path(path_type=Path), required=False)
@_original
@click.option("--accept", is_flag=True, help="待接受的修订也算 / count tracked changes as accepted")
@click.option("--yes", "--write", "writes", is_flag=True, help="不问，直接写进稿件 / apply it")
@_period
@config_option
@_state
@_lang
@_json
def pull(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    file: Path,
    report: Path | None,
    original: Path | None,
    period: str,
    config: Path,
    state: Path | None,
    lang: Language,
    *,
    as_json: bool,
    accept: bool,
    writes: bool,
) -> None:
    """把读者在 Word 里改的文字放回稿件 / bring a reader's edits back into REPORT.

    补丁打印在标准输出；问过以后才写进稿件，不在终端里运行时只打印。数字从不写回。
    """
    from reportgen.automate import here  # noqa: PLC0415 - as above
    from reportgen.automate.desk.pulling import (  # noqa: PLC0415 - as above
        Pulling,
        pull,
        write_pulled,
    )

    speaker = Speaker(lang, as_json=as_json)
    teller = Teller(lang, as_json=as_json)
    with exits(speaker):
        world = replace(here(settings=config), period=period)
        done = pull(Pulling(file, report, original, state, accept), world)
        teller.pulled(done)
        speaker.findings(done.findings)
        if done.texts and (writes or teller.asks(len(done.texts))):
            teller.wrote(write_pulled(done))


class Teller:
    """Says what was found in files that came back, as tables on stdout."""

    def __init__(self, language: Language, *, as_json: bool) -> None:
        self._language: Language = language
        self._zh = language == "zh"
        self._as_json = as_json

    def verified(self, found: "Verified") -> None:
        """Print what was found in one file."""
        if self._as_json:
            click.echo(json.dumps(_record(found), ensure_ascii=False))
            return
        click.echo(self._title(found))
        self.numbers(found.numbers)
        self.comments(found.comments)

    def pulled(self, done: "Pulled") -> None:
        """Print the patch on stdout; what else there is to say goes to stderr."""
        if self._as_json:
            record = {
                "patch": done.patch,
                "files": [each.path.as_posix() for each in done.texts],
                "edits": [
                    {"where": each.where, "old": each.old, "new": each.new} for each in done.edits
                ],
                "compared_with": done.compared_with,
                "comments": _comments(done.comments),
            }
            click.echo(json.dumps(record, ensure_ascii=False))
            return
        click.echo(done.patch, nl=False)
        self.comments(done.comments, is_aside=True)
        sent = done.compared_with or self._said("稿件现在的样子", "the report as it is now")
        count = len(done.edits)
        words = f"与 {sent} 比较，{count} 处改动放得回稿件"
        click.echo(self._said(words, f"compared with {sent}: {count} edits to pull"), err=True)
        for each in done.edits:
            click.echo(f"  {each.where}  {each.old or '—'} → {each.new or '—'}", err=True)

    def asks(self, files: int) -> bool:
        """Ask whether to write; nobody is asked who is not at a terminal."""
        if self._as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return False
        return click.confirm(
            self._said(f"写进 {files} 个文件？", f"write {files} files?"), err=True
        )

    def wrote(self, paths: Sequence[Path]) -> None:
        """Say which files were written."""
        for path in paths:
            click.echo(self._said(f"已写入 {path}", f"written {path}"), err=True)

    def _title(self, found: "Verified") -> str:
        label = self._said(*_VERDICTS[found.verdict.value])
        parts = [f"{found.path}", self._said(f"AIGC 标识：{label}", f"AIGC label: {label}")]
        if found.compared_with:
            with_words = f"与 {found.compared_with} 比较", f"compared with {found.compared_with}"
            parts.append(self._said(*with_words))
            if not found.numbers:
                parts.append(self._said("数字没有变动", "no number changed"))
        if found.numbers:
            count = len(found.numbers)
            parts.append(self._said(f"数字有 {count} 处变动", f"{count} numbers changed"))
        return "  ".join(parts)

    def numbers(self, numbers: Sequence[tuple["NumberEdit", Diagnostic]]) -> None:
        """Print what became of numbers, a line each."""
        rows = [
            (
                finding.code.value,
                self._said(*_STATES["pending" if edit.is_pending else edit.change.value]),
                edit.metric or "—",
                edit.old or "—",
                edit.new or "—",
                " ".join(filter(None, (edit.where, edit.author))),
            )
            for edit, finding in numbers
        ]
        if rows:
            self.table(_HEADS[self._language], rows)

    def comments(self, comments: Sequence["WordComment"], *, is_aside: bool = False) -> None:
        """Print the comments: who, what about, and the words."""
        for each in comments:
            about = f"“{_short(each.about)}”" if each.about else ""
            head = self._said("批注", "comment")
            words = " ".join(each.text.split())
            place = f"（{each.place}）" if each.place else ""
            click.echo(f"  {head}  {each.author}  {about}：{words}{place}", err=is_aside)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print rows under their heads; a Han character takes two cells."""
        lines = [tuple(heads), *(tuple(map(_short, row)) for row in rows)]
        widths = [max(columns(line[at]) for line in lines) for at in range(len(heads))]
        for line in lines:
            click.echo("  " + "".join(_padded(line, widths)).rstrip())

    def _said(self, zh: str, en: str) -> str:
        return zh if self._zh else en


def _padded(line: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for word, width in zip(line, widths, strict=True):
        yield word + " " * (width - columns(word) + 2)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WIDEST else words[: _WIDEST - 1] + "…"


def _record(found: "Verified") -> dict[str, object]:
    """Return what was found as plain data."""
    return {
        "file": found.path.as_posix(),
        "kind": found.kind,
        "label": found.label,
        "label_verdict": found.verdict.value,
        "compared_with": found.compared_with,
        "numbers": [
            {
                "code": finding.code.value,
                "state": "pending" if edit.is_pending else edit.change.value,
                "metric": edit.metric,
                "old": edit.old,
                "new": edit.new,
                "where": edit.where,
                "sentence": edit.sentence,
                "author": edit.author,
            }
            for edit, finding in found.numbers
        ],
        "comments": _comments(found.comments),
    }


def _comments(comments: Sequence["WordComment"]) -> list[dict[str, str]]:
    return [
        {"author": each.author, "text": each.text, "about": each.about, "where": each.place}
        for each in comments
    ]
