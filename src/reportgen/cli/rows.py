"""A report made once for each row of a table: which rows are asked for, and how it goes."""

import datetime as dt
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.batch_words import how_far, how_it_went, told_before
from reportgen.cli.engines import ENGINE_OPTIONS, AskedEngine
from reportgen.cli.say import Speaker, Stages
from reportgen.diag import DataError, Diagnostic, ReportgenError
from reportgen.model.world import RowChoice, World

if TYPE_CHECKING:
    from reportgen.automate import Order, RowDone

_SOME_FAILED = 1
_MOST_ROWS = 1_000_000
_OPTIONS = (
    click.option(
        "--param",
        "params",
        multiple=True,
        help="一行一份的报告要哪一行：客户=甲；同一列写几次就做几份 / which rows: COLUMN=NAME",
    ),
    click.option("--row", "numbers", default="", help="要第几行：3 或 3,5-9 / rows by number"),
    click.option("--all", "every_row", is_flag=True, help="一行一份的报告，每行都做 / every row"),
    click.option("--fail-fast", is_flag=True, help="成批时一份有错就停 / stop at the first fault"),
    *ENGINE_OPTIONS,
)


class Asked:
    """Which rows the command line asks for, and who makes them."""

    def __init__(self, options: dict[str, Any]) -> None:
        pairs, self._every = _pairs(options.pop("params")), options.pop("every_row")
        self.engine = AskedEngine(options)
        self.fails_fast = options.pop("fail_fast")
        self.choice = RowChoice(pairs, _numbers(options.pop("numbers")))

    @property
    def row(self) -> dict[str, str]:
        """The one row, by what stands in its columns."""
        return dict(self.choice.words)

    @property
    def is_batch(self) -> bool:
        """Whether there may be several."""
        words = self.choice.words
        is_batch = self._every or bool(self.choice.numbers) or len(words) > len(self.row)
        if self.engine.is_asked and not is_batch:
            raise click.UsageError("--engine 只用于成批（如 --all）/ only for several rows")
        return is_batch


def row_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give ``command`` the options that say which rows, and how they are made."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


param_option = _OPTIONS[0]


def asked_row(words: Sequence[str]) -> dict[str, str]:
    """Return which row ``words`` ask for, each ``客户=甲``."""
    return dict(_pairs(words))


def _pairs(words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    found = []
    for word in words:
        column, sign, name = word.replace("＝", "=", 1).partition("=")
        if not (sign and column.strip() and name.strip()):
            raise click.BadParameter(
                f"“{word}”：写成 列=值 / write COLUMN=NAME", param_hint="--param"
            )
        found.append((column.strip(), name.strip()))
    return tuple(dict.fromkeys(found))


def _numbers(words: str) -> tuple[int, ...]:
    found: list[int] = []
    for word in filter(None, (each.strip() for each in words.replace("，", ",").split(","))):
        first, dash, last = word.partition("-")
        ends = (first.strip(), (last if dash else first).strip())
        if not all(end.isascii() and end.isdigit() and int(end) < _MOST_ROWS for end in ends):
            raise click.BadParameter(f"“{word}”：写成 3 或 3,5-9 / write 3,5-9", param_hint="--row")
        found += range(int(ends[0]), int(ends[1]) + 1)
    return tuple(dict.fromkeys(found))


class _Watcher:
    """Keeps the line on the terminal that says how far a batch is."""

    def __init__(self, stages: Stages, speaker: Speaker) -> None:
        self._stages, self._speaker = stages, speaker
        self.rows = self._done = self._made = self._waiting = 0
        self._begun = time.monotonic()

    def begins(self, rows: int, waiting: int) -> None:
        """Hear how many rows there are, and of how many the report is to be made."""
        self.rows, self._waiting, self._begun = rows, waiting, time.monotonic()

    def stage(self, row: Mapping[str, str], stage: str) -> None:
        """Hear which stage the report of ``row`` has reached."""
        seconds = max(time.monotonic() - self._begun, 0.001)
        left = (self._waiting - self._made) * seconds / self._made if self._made else None
        language = self._speaker.language
        far = how_far(self._done, self.rows, self._made / seconds, left, language)
        self._stages.show(stage, far, "，".join(row.values()))

    def note(self, finding: Diagnostic) -> None:
        """Hear what there is to say of the engine."""
        self._speaker.findings([finding])

    def count(self, *, was_made: bool) -> None:
        """Count a row."""
        self._done += 1
        self._made += was_made


def build_all(
    order: "Order", asked: Asked, world: World, now: dt.datetime, says: tuple[Speaker, Stages]
) -> None:
    """Build the report of every row, saying of each what was made or what is wrong with it."""
    from reportgen.automate import Plan, rebuild_rows  # noqa: PLC0415 - `--help` need not load it

    speaker, stages = says
    watcher = _Watcher(stages, speaker)
    plan = Plan(asked.engine.engine(), asked.choice, asked.fails_fast, watcher)
    teller = _Teller(speaker)
    with _stopped_by_term(), closing(rebuild_rows(order, world, now, plan)) as done:
        for each in done:
            with stages.aside():
                teller.tell(each)
            is_made = isinstance(each.done, ReportgenError) or not each.done.is_unchanged
            watcher.count(was_made=is_made)
    stages.close()
    counts = teller.sum_up(watcher.rows)
    if counts["failed"]:
        sys.exit(_SOME_FAILED)
    if counts["held"]:
        speaker.not_sendable()
        sys.exit(DataError.exit_code)


class _Teller:
    """Tells what became of each row; what the reports of several rows share it tells once."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._counts: Counter[str] = Counter()
        self._told: set[str] = set()

    def tell(self, row: "RowDone") -> None:
        """Say what was made for ``row``, or what is wrong with it."""
        speaker, counts, done = self._speaker, self._counts, row.done
        speaker.row(row.row)
        if isinstance(done, ReportgenError):
            counts["failed"] += 1
            speaker.findings(done.diagnostics)
            return
        counts["unchanged" if done.is_unchanged else "made"] += 1
        counts["held"] += done.is_held
        found = (*done.findings, *done.held)
        new = tuple(each for each in found if speaker.as_json or _mark(each) not in self._told)
        self._told.update(map(_mark, found))
        counts["told before"] += len(found) - len(new)
        speaker.findings(new)
        speaker.paths(done.paths)

    def sum_up(self, rows: int) -> Counter[str]:
        """Say how many of ``rows`` went how; return the counts."""
        counts, speaker = self._counts, self._speaker
        if counts["told before"] and not speaker.as_json:
            click.echo(told_before(counts["told before"], speaker.language), err=True)
        settled = counts["made"], counts["unchanged"], counts["failed"]
        click.echo(how_it_went(*settled, rows - sum(settled), speaker.language), err=True)
        return counts


def _mark(finding: Diagnostic) -> str:
    """Return what makes a finding the same in the reports of other rows: which, and where."""
    return f"{finding.code.value} {finding.span}"


@contextmanager
def _stopped_by_term() -> Iterator[None]:
    """Let SIGTERM end the batch as Ctrl-C does: what is at work waits for the next time."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
