"""Places: a click on words leads to the line they were written in."""

import pytest

from reportgen.automate import MemoryCache, here
from reportgen.build import show
from reportgen.model.page import TextItem
from reportgen.preview.places import Places

TEXT = """# 概况

第一段话，讲的是收入。

第二段话有**着重**的字和一个注[^n]，后面还有一句比前面更长的话[^m]。

- 第一条
- 第二条

| 项目 | 数 |
|------|---:|
| 收入 | 12 |

# 结论

最后一段话。

[^n]: 注的文字在这里。

[^m]: 另一个注。
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    keys = "id: a\ntitle: 题目\ndate: 2025-12-18\nsections: [{file: 正文.md}]\n"
    (folder / "report.yaml").write_text(keys, "utf-8")
    (folder / "正文.md").write_text(TEXT, "utf-8")
    return show(folder, here(cache=MemoryCache(), env={}))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("第一段话", 3),
        ("第二段话", 5),
        ("第一条", 7),
        ("第二条", 8),
        ("最后一段话", 16),
        ("概况", 1),
        ("结论", 14),
        ("注的文字", 18),
    ],
)
def test_words_lead_to_their_line(shown, words, line):
    places = Places(shown)
    found = {
        places.span(page.index, item.mcid).line
        for page in shown.pages
        for item in page.items
        if isinstance(item, TextItem) and item.mcid >= 0 and words in said(item)
        if places.span(page.index, item.mcid) is not None
        and places.span(page.index, item.mcid).source.path.endswith("正文.md")
    }
    assert line in found


def said(item):
    text = item.actual_text or "".join(
        piece for run in item.runs for piece in run.pieces if isinstance(piece, str)
    )
    return text.replace(" ", "")


def test_a_place_that_is_not_there_leads_nowhere(shown):
    places = Places(shown)
    assert places.span(99, 0) is None
    assert places.span(0, 9999) is None
    assert places.span(-1, -1) is None
