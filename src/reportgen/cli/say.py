"""How the command line speaks: paths on stdout, findings and progress on stderr."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from reportgen.automate.history.status import message_line
from reportgen.diag import (
    Code,
    Diagnostic,
    ReportgenError,
    Severity,
    Sink,
    Source,
    Span,
    as_json,
    catalogue,
    nearest,
    show,
)
from reportgen.diag.show import Language, columns
from reportgen.ledger import MessageRow

if TYPE_CHECKING:
    from reportgen.automate.schedule.tick import Attempt
    from reportgen.cli.log import LogLine

_SHOWN_OF_A_CODE = 20
"""A person who mends twenty faults of one kind knows the kind."""
_SHOWN_OF_A_MARK = 5
"""Of marks typed wrong even fewer are enough: a whole text in half-width commas is one habit."""
_INTERRUPTED = 130
_CUT_OFF = 141
_INTERNAL = 70

_STAGES = {
    "read": ("读取稿件", "reading"),
    "compute": ("计算指标", "computing"),
    "resolve": ("编号与引用", "resolving"),
    "draw": ("绘制图表", "drawing charts"),
    "typeset": ("排版", "typesetting"),
    "write_docx": ("写 Word 文件", "writing Word"),
    "verify": ("核对成品", "verifying"),
}


def _shown_of(code: Code) -> int:
    return _SHOWN_OF_A_MARK if code.value.startswith("P") else _SHOWN_OF_A_CODE


class Speaker:
    """Says results and findings to a person, or as JSON lines to a program."""

    def __init__(self, language: Language, *, as_json: bool) -> None:
        self._language: Language = language
        self.as_json = as_json

    @property
    def language(self) -> Language:
        """The language of its words."""
        return self._language

    def findings(self, found: Iterable[Diagnostic], told: Sequence[Diagnostic] = ()) -> None:
        """Show findings on stderr, and how many there are; to a program, every one.

        Those ``told`` elsewhere, in a table, are only counted.
        """
        found = tuple(found)
        if self.as_json:
            for diagnostic in found:
                record = as_json(diagnostic, self._language)
                click.echo(json.dumps(record, ensure_ascii=False), err=True)
            return
        seen: Counter[Code] = Counter()
        mendable: Counter[Code] = Counter()
        for diagnostic in found:
            seen[diagnostic.code] += 1
            if seen[diagnostic.code] <= _shown_of(diagnostic.code):
                click.echo(show(diagnostic, self._language) + "\n", err=True)
            elif diagnostic.fix is not None:
                mendable[diagnostic.code] += 1
        for code, count in seen.items():
            if count > _shown_of(code):
                click.echo(self._more(code, count - _shown_of(code), mendable[code]), err=True)
        if found or told:
            click.echo(self._count((*found, *told)), err=True)

    def _more(self, code: Code, count: int, mendable: int) -> str:
        if self._language == "zh":
            mended = f"；check --fix 能改正 {mendable} 处" if mendable else ""
            return f"{code} 另有 {count} 处未列出（--json 列出全部{mended}）"
        mended = f"; check --fix mends {mendable}" if mendable else ""
        return f"{count} more of {code} (--json lists all{mended})"

    def _count(self, found: tuple[Diagnostic, ...]) -> str:
        errors = sum(d.severity is Severity.ERROR for d in found)
        warnings = len(found) - errors
        if self._language == "zh":
            return f"共 {errors} 个错误，{warnings} 个提醒"
        return f"{errors} errors, {warnings} warnings"

    def paths(self, paths: Iterable[Path]) -> None:
        """Print the made files on stdout, one a line."""
        lines = [str(path) for path in paths]
        if self.as_json:
            click.echo(json.dumps({"paths": lines}, ensure_ascii=False))
        else:
            click.echo("\n".join(lines))

    def row(self, row: Mapping[str, str]) -> None:
        """Say which row of its table the report at hand is about."""
        shown = "，".join(f"{column}={name}" for column, name in row.items())
        if shown and not self.as_json:
            click.echo(f"── {shown}", err=True)
        elif shown:
            click.echo(json.dumps({"row": dict(row)}, ensure_ascii=False))

    def unchanged(self) -> None:
        """Say that there was nothing to do."""
        if not self.as_json:
            words = "无变化" if self._language == "zh" else "nothing changed"
            click.echo(words, err=True)

    def failed(self, fault: ReportgenError) -> None:
        """Say why a round of the server failed; it goes on."""
        self.findings(fault.diagnostics)

    def unsent(self, findings: tuple[Diagnostic, ...]) -> bool:
        """Show what is not sent, and what is undecided; tell whether all was sent."""
        self.findings(findings)
        return all(each.severity is Severity.WARNING for each in findings)

    def attempted(self, made: "Attempt") -> None:
        """Say what a tick did, nothing when there was nothing to do or it was said before."""
        self.complaints(made)
        done = made.ticked
        if done is not None and not done.rebuilt.is_unchanged:
            self.paths(done.rebuilt.paths)
        if done is not None and done.messages:
            self.messages(done.messages)

    def complaints(self, made: "Attempt") -> None:
        """Show what a tick found."""
        if made.fault is not None:
            self.findings(made.fault.diagnostics)
        done = made.ticked
        if done is None:
            return
        found = (*done.notes, *done.faults, *done.rebuilt.findings, *done.rebuilt.held)
        if done.messages:
            from reportgen.automate.mail.send import findings_of  # noqa: PLC0415 - only after a send

            found = (*found, *findings_of(done.messages))
        self.findings((*found, *done.remarks))

    def logged(self, line: "LogLine") -> None:
        """Print one line of a server's log, at once."""
        from reportgen.cli.log import as_json_line, log_words  # noqa: PLC0415 - a server's alone

        click.echo(as_json_line(line) if self.as_json else log_words(line, self._language))
        sys.stdout.flush()

    def not_sendable(self) -> None:
        """Say that the files are made but nothing may be sent."""
        if not self.as_json:
            zh, en = "文件已生成，这一期不能发送", "the files are made; this issue may not be sent"
            click.echo(zh if self._language == "zh" else en, err=True)

    def mend_in_word(self, number: int) -> None:
        """Say that a Word file of the author is never written."""
        if number and not self.as_json:
            zh = f"另有 {number} 处在 Word 稿件里：程序不写 .docx，请照提示在 Word 里改"
            en = f"{number} more in Word files: no program writes these, mend them in Word"
            click.echo(zh if self._language == "zh" else en, err=True)

    def nothing_to_mend(self) -> None:
        """Say that no finding can be mended by a program."""
        if not self.as_json:
            words = "没有可以自动改正的" if self._language == "zh" else "nothing to mend here"
            click.echo(words, err=True)

    def not_mended(self) -> None:
        """Say that nothing was written, and how it would be."""
        if not self.as_json:
            zh, en = "没有写入；加 --yes 写入", "nothing was written; --yes writes it"
            click.echo(zh if self._language == "zh" else en, err=True)

    def may_i_mend(self) -> str:
        """Return the question before files of the author are written."""
        return "写入以上改动？" if self._language == "zh" else "write these changes?"

    def reviews(self, found: Sequence[Diagnostic]) -> None:
        """Print judgements: key, old and new number, the sentence."""
        if self.as_json:
            lines = [dict(each.values) for each in found]
            click.echo(json.dumps(lines, ensure_ascii=False))
            return
        self.lines(
            (
                each.values["key"],
                f"{each.values['before']} → {each.values['after']}",
                each.values["words"],
            )
            for each in found
        )
        if not found:
            click.echo("没有待复核的" if self._language == "zh" else "nothing to review", err=True)

    def messages(self, rows: Sequence[MessageRow]) -> None:
        """Print messages: number, state, period, recipient, and what waits for a decision."""
        if self.as_json:
            click.echo(json.dumps([message_line(row) for row in rows], ensure_ascii=False))
            return
        waits = "待决定：内容已变" if self._language == "zh" else "undecided: content changed"
        self.lines(
            (
                row.id,
                row.state.value,
                row.addressee.period,
                row.addressee.recipient,
                waits if row.undecided else row.reason,
            )
            for row in rows
        )

    def totals(self, totals: Mapping[str, int]) -> None:
        """Say how many messages are where, so that they add up to the list."""
        if self.as_json or not totals:
            return
        words = "，".join(f"{name} {count}" for name, count in totals.items())
        total = sum(totals.values())
        click.echo(
            f"共 {total}：{words}" if self._language == "zh" else f"{total}: {words}", err=True
        )

    def no_schedule(self) -> None:
        """Say that no schedule is known, and what makes one known."""
        zh = "没有日程：在 report.yaml 里写 schedule，再 reportgen build 一次"
        en = "no schedule: write schedule in report.yaml, then reportgen build"
        click.echo(zh if self._language == "zh" else en, err=True)

    def records(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Print records, a line each; to a program as one list."""
        if self.as_json:
            click.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False))
        else:
            self.lines(row.values() for row in rows)

    def lines(self, rows: Iterable[Iterable[object]]) -> None:
        """Print rows of words in columns; a Han character takes two cells."""
        for line in aligned([[str(word) for word in row] for row in rows]):
            click.echo(line)

    def all_well(self, warnings: int) -> None:
        """Say that a check found no error."""
        if self.as_json:
            click.echo(json.dumps({"errors": 0, "warnings": warnings}))
        elif not warnings:
            click.echo("没有发现问题" if self._language == "zh" else "no fault found", err=True)

    def internal(self, fault: Exception) -> None:
        """Say that the fault is ours, in one finding."""
        sink = Sink()
        reason = f"{type(fault).__name__}: {fault}"
        sink.add(Code.INTERNAL, Span(Source("reportgen", ""), 1, 1), reason=reason)
        self.findings(sink)


@contextmanager
def exits(speaker: Speaker) -> Iterator[None]:
    """Turn what the verbs raise into findings on stderr and an exit code."""
    try:
        yield
    except ReportgenError as fault:
        speaker.findings(fault.diagnostics)
        sys.exit(fault.exit_code)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:  # `| head` has read enough; nothing is left to be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_CUT_OFF)
    except Exception as fault:
        if os.environ.get("REPORTGEN_DEBUG"):
            raise
        speaker.internal(fault)
        sys.exit(_INTERNAL)


class Stages:
    """Names the stage at work, on a terminal only, and leaves no trace."""

    def __init__(self, language: Language) -> None:
        self._column = 0 if language == "zh" else 1
        self._status = None
        if sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415 - only for a terminal

            self._status = Console(stderr=True).status("")
            self._status.start()

    def show(self, stage: str, *about: str) -> None:
        """Name ``stage``, and what else there is to say of it."""
        if self._status:
            from rich.markup import escape  # noqa: PLC0415 - only for a terminal

            self._status.update(escape(" · ".join((*about, _STAGES[stage][self._column]))) + "…")

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let other words be said; the line comes back below them."""
        if self._status:
            self._status.stop()
        yield
        if self._status:
            self._status.start()

    def close(self) -> None:
        """Wipe the line."""
        if self._status:
            self._status.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield ``rows`` as lines whose columns stand below each other; empty columns are left out."""
    count = max(map(len, rows), default=0)
    whole = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = [max(columns(row[at]) for row in whole) for at in range(count)]
    for row in whole:
        cells = (
            word + " " * (width - columns(word))
            for word, width in zip(row, widths, strict=True)
            if width
        )
        yield "  ".join(cells).rstrip()


class _Blanks(dict[str, str]):
    """Stands for the values of a message that nobody has at hand."""

    def __missing__(self, _name: str) -> str:
        return "…"


def explanation(code: str, language: Language) -> str:
    """Return what ``code`` means; raise a click error for an unknown one."""
    words = catalogue(language)
    known = [each.value for each in Code]
    wanted = code.upper()
    if wanted not in known:
        close = nearest(wanted, known)
        hint = f"，是不是 {close}？" if close else ""
        raise click.BadParameter(f"没有编号 {code}{hint} / no such code")
    message = {part: text.format_map(_Blanks()) for part, text in words[wanted].items()}
    label = words["label"]
    severity = words["severity"]["warning" if Code(wanted).is_warning else "error"]
    return (
        f"{wanted} ({severity}): {message['what']}\n"
        f"{label['why']}: {message['why']}\n"
        f"{label['mend']}: {message['mend']}"
    )
