"""Print the microseconds a character of setting paragraphs into lines, and of breaking alone."""

import re
import statistics
import sys
import time
from pathlib import Path

from reportgen.automate import MemoryCache, here
from reportgen.build import check
from reportgen.model.brand import StyleRole
from reportgen.typeset.break_lines import break_lines
from reportgen.typeset.line import Fragment
from reportgen.typeset.paragraph import forget, set_lines
from reportgen.typeset.prepare import Manner, prepare

TEXT = Path(__file__).parent.parent / "data" / "coreweave" / "正文.md"
ONE_SENTENCE = {
    "id": "one",
    "title": "一",
    "date": "2025-12-18",
    "aigc": {"mode": "none"},
    "sections": [{"text": "# 一\n\n一句话。"}],
}


def main() -> None:
    """Set the example's paragraphs again and again."""
    rounds = int(sys.argv[1])
    checked = check(ONE_SENTENCE, here(cache=MemoryCache(), env={}))
    brand, fonts = checked.brand, checked.fonts
    style = brand.styles[StyleRole.BODY]
    prose = re.sub(r"\[@[\w-]+\]|\{\{.*?\}\}", "19亿美元", TEXT.read_text("utf-8"))
    paragraphs = [line for line in prose.splitlines() if len(line) > 40]
    fragments = [[Fragment(p, style.font, style.size, style.colour)] for p in paragraphs]
    characters = sum(map(len, paragraphs))
    measure = brand.page.measure
    manner = Manner(measure, style.size, fonts.typography)
    indent = style.first_indent * style.size // 1000
    whole, broken = [], []
    for _ in range(rounds * 5 + 1):
        forget()
        started = time.perf_counter()
        for each in fragments:
            set_lines(each, measure, style, fonts)
        whole.append(time.perf_counter() - started)
        started = time.perf_counter()
        for each in fragments:
            break_lines(prepare(each, fonts, manner), measure, indent)
        broken.append(time.perf_counter() - started)
    print(f"lines from text {statistics.median(whole[1:]) / characters * 1e6:.3f}")
    print(f"lines broken {statistics.median(broken[1:]) / characters * 1e6:.3f}")


if __name__ == "__main__":
    main()
