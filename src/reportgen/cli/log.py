"""One line of a server's log: when, which report, why, what was done, how long it took."""

import datetime as dt
from collections import Counter

from msgspec import Struct, json

from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.tick import Attempt
from reportgen.diag.show import Language

_WHY = {
    "start": ("启动", "start"),
    "changed": ("文件有改动", "files changed"),
    "time": ("到时", "time"),
}


class LogLine(Struct, frozen=True, omit_defaults=True):
    """What became of a tick, for a program that reads the log."""

    at: str
    report: str
    why: str
    exit: int
    seconds: float
    due: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    messages: dict[str, int] = {}
    codes: tuple[str, ...] = ()
    mended: bool = False
    next_at: str = ""


def log_line(job: Job, why: str, made: Attempt, now: dt.datetime, seconds: float) -> LogLine:
    """Return the line for what became of a tick."""
    ticked = made.ticked
    found = made.fault.diagnostics if made.fault else ()
    if ticked is not None:
        found = (*ticked.faults, *ticked.rebuilt.held, *ticked.notes)
    is_new = ticked is not None and not ticked.rebuilt.is_unchanged
    return LogLine(
        at=_local(now),
        report=str(job.report),
        why=why,
        exit=made.exit_code,
        seconds=round(seconds, 2),
        due=ticked.due if ticked else (),
        made=tuple(path.name for path in ticked.rebuilt.paths) if ticked and is_new else (),
        messages=dict(Counter(row.state.value for row in ticked.messages)) if ticked else {},
        codes=tuple(dict.fromkeys(each.code.value for each in found)),
        mended=made.is_mended,
        next_at=_local(made.next_at) if made.next_at else "",
    )


def log_words(line: LogLine, language: Language) -> str:
    """Return ``line`` as a person reads it."""
    column = 0 if language == "zh" else 1
    why = _WHY[line.why][column]
    if line.due:
        why = f"{('到期', 'due')[column]} {'、'.join(line.due)}"
    done = ("无变化", "nothing changed")[column]
    if line.made:
        done = f"{('重做', 'made')[column]} {len(line.made)}"
    elif line.exit:
        done = ("没有做成", "failed")[column]
    sent = " ".join(f"{state} {count}" for state, count in line.messages.items())
    if line.mended:
        done += ("，问题已解决", ", mended")[column]
    parts = [line.at, line.report, why, done, sent, " ".join(line.codes), f"{line.seconds:.1f}s"]
    return "  ".join(part for part in parts if part)


def as_json_line(line: LogLine) -> str:
    """Return ``line`` as a program reads it."""
    return json.encode(line).decode()


def _local(moment: dt.datetime) -> str:
    return moment.astimezone().isoformat(timespec="seconds")
