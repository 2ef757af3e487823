"""What is said of a batch: how far it is, how it went, and what status shows of it."""

from collections.abc import Iterator

from reportgen.diag.show import Language
from reportgen.ledger import Tally

_BATCH = ("成批", "batch")
_JOBS = {
    "waiting": ("等待", "waiting"),
    "running": ("在做", "at work"),
    "done": ("做好", "done"),
    "refused": ("有错", "faulty"),
    "poison": ("三次未成", "given up"),
}


def how_it_went(made: int, unchanged: int, failed: int, left: int, language: Language) -> str:
    """Return of how many rows the report was made, and of how many not."""
    if language == "zh":
        still = f"，{unchanged} 份无变化" if unchanged else ""
        rest = f"，{left} 份没有做" if left else ""
        return f"做好 {made} 份{still}，{failed} 份有错{rest}"
    still = f", {unchanged} unchanged" if unchanged else ""
    rest = f", {left} not tried" if left else ""
    return f"{made} made{still}, {failed} failed{rest}"


def told_before(count: int, language: Language) -> str:
    """Return how many findings of other rows are left out, being those of the first."""
    if language == "zh":
        return f"另有 {count} 处发现在同样的地方，不再重复（--json 列出全部）"
    return f"{count} more findings at the same places (--json lists all)"


def how_far(done: int, rows: int, rate: float, left: float | None, language: Language) -> str:
    """Return how far a batch is: of how many, how many a second, how many seconds are left."""
    clock = "" if left is None else f"{left // 60:.0f}:{left % 60:02.0f}"
    rest = f" · {'还要' if language == 'zh' else 'left'} {clock}" if clock else ""
    speed = f" · {rate:.1f} {'份/秒' if language == 'zh' else '/s'}" if rate else ""
    return f"{done}/{rows}{speed}{rest}"


def batch_lines(place: str, tally: Tally, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield how far a batch is, and which of its reports are given up and why."""
    column = 0 if language == "zh" else 1
    counts = [f"{_JOBS[state][column]} {count}" for state, count in tally.counts.items()]
    yield _BATCH[column], place, ("，", ", ")[column].join(counts)
    for params, log in tally.poison:
        yield "", _JOBS["poison"][column], params, log.partition("\n")[0]
