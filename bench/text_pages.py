"""Set about N pages of tagged text and print: pages, seconds, bytes, peak memory in MB."""

import datetime as dt
import re
import statistics
import sys
import time
from pathlib import Path

from reportgen.automate import MemoryCache, here
from reportgen.automate.collector import relax_collector
from reportgen.build import check
from reportgen.model.world import World
from reportgen.typeset import typeset
from reportgen.write_pdf import write_pdf

TEXT = Path(__file__).parent.parent / "data" / "coreweave" / "正文.md"
PARAGRAPHS_A_PAGE = 6


def main() -> None:
    """Set another document of the same length each time."""
    relax_collector()
    pages, rounds = int(sys.argv[1]), int(sys.argv[2])
    times, made, size = [], 0, 0
    for turn in range(rounds + 1):
        checked = check(source(pages, turn), world())
        started = time.perf_counter()
        stream = typeset(checked.document, checked.brand, checked.fonts)
        counted = _Counted(stream)
        brand, fonts = checked.brand, checked.fonts
        data = write_pdf(
            counted.pages(), checked.document, brand, _no_picture, fonts, MemoryCache()
        )
        times.append(time.perf_counter() - started)
        made, size = counted.count, len(data)
    spent = statistics.median(times[1:] if rounds > 1 else times)
    print(made, f"{spent:.4f}", size, f"{peak_memory():.0f}")


def peak_memory() -> float:
    """Return the peak of this process alone, in MB (a child's rusage starts at its parent's)."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


class _Counted:
    def __init__(self, stream):
        self._stream, self.count = stream, 0

    def pages(self):
        while True:
            try:
                page = next(self._stream)
            except StopIteration as end:
                return end.value
            self.count += 1
            yield page


def _no_picture(_chart):
    raise LookupError("there are no charts here")


def world() -> World:
    """Return a fixed world."""
    return here(cache=MemoryCache(), env={}, today=dt.date(2025, 12, 18))


def source(pages: int, turn: int = 0) -> dict:
    """Return a report of about ``pages`` pages: the example's prose over and over, with notes.

    No paragraph comes twice, in this ``turn`` or another: each starts with numbers of its own and
    another of its sentences, so that no cache can know its lines.
    """
    prose = re.sub(
        r"(?ms)^:::.*?^:::$|^\[\^.*?$|\[\^\S+?\]|@fig-\w+|@tbl-\w+", "", TEXT.read_text("utf-8")
    )
    prose = re.sub(r"\{\{.*?\}\}", "19亿美元", prose)
    prose = re.sub(r"\[@[\w-]+\]", "[@a]", prose)
    lines = [line for line in prose.splitlines() if line.strip()]
    body, paragraphs, note = [], 0, 0
    while paragraphs < pages * PARAGRAPHS_A_PAGE:
        for line in lines:
            body.append(line)
            if not line.startswith("#"):
                paragraphs += 1
                body[-1] = _turned(line, turn, paragraphs)
                if paragraphs % 4 == 0:
                    note += 1
                    body[-1] += f"[^{note}]"
                    body.append(
                        f"[^{note}]: 第{turn}组第{note}条注释：口径说明与资料出处，见原始公告。"
                    )
    return {
        "id": "bench",
        "title": "排版基准",
        "date": "2025-12-18",
        "aigc": {"mode": "none"},
        "references": {
            "style": "simple",
            "entries": {"a": {"publisher": "新华社", "title": "新闻", "url": "https://example.cn"}},
        },
        "sections": ["contents", {"text": "\n\n".join(body)}, "bibliography"],
    }


def _turned(line: str, turn: int, number: int) -> str:
    sentences = re.findall(r"[^。]+。?", line)
    start = number % len(sentences)
    return f"观察{turn}之{number}：" + "".join(sentences[start:] + sentences[:start])


if __name__ == "__main__":
    main()
