"""What an author writes is what the Report says."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diag import Sink, Source
from reportgen.model import report
from reportgen.read.excerpt import Excerpt, join_lines
from reportgen.read.files import Folder
from reportgen.read.inline import read_inlines
from reportgen.read.markdown import Collected, read_blocks


def words(content):
    return "".join(
        words(each.content) if hasattr(each, "content") else getattr(each, "text", "")
        for each in content
    )


def test_a_report_has_headings_lists_quotes_tables_and_code(markdown):
    text = (
        "# 一\n\n## 二 {-}\n\n- 甲\n- 乙\n\n3. 丙\n\n> 丁\n\n```sql\nselect {{ 1 }}\n```\n\n"
        "| 甲 | 乙 | 丙 |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n\n:::{分页}\n:::\n"
    )
    first, second, bullets, numbers, quote, code, table, page_break = markdown(text).blocks
    assert (first.level, first.numbered, second.level, second.numbered) == (1, True, 2, False)
    assert len(bullets.items) == 2
    assert (numbers.ordered, numbers.start) == (True, 3)
    assert words(quote.blocks[0].content) == "丁"
    assert (code.text, code.language) == ("select {{ 1 }}", "sql")
    assert table.aligns == (report.Align.START, report.Align.CENTER, report.Align.END)
    assert [words(cell) for cell in [c.content for c in table.rows[0]]] == ["1", "2", "3"]
    assert isinstance(page_break, report.PageBreak)


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("**“重要”**的", "“重要”"),
        ("说**（一）**二", "（一）"),
        ("增长**120%。**这", "120%。"),
        ("a **b** c", "b"),
        ("字**GPU**字", "GPU"),
    ],
)
def test_strong_works_beside_chinese_marks(markdown, text, strong):
    found = [each for each in markdown(text).blocks[0].content if isinstance(each, report.Strong)]
    assert [words(each.content) for each in found] == [strong]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["汉字", "汉字"], "汉字汉字"),
        (["words", "words"], "words words"),
        (["汉字", "words"], "汉字words"),
        (["句。", "words"], "句。words"),
        (["他说“是”", "GPU"], "他说“是”GPU"),
        (["said “yes”", "and left"], "said “yes” and left"),
        (["café", "noir"], "café noir"),
        (["12%", "of"], "12% of"),
    ],
)
def test_a_line_end_is_a_space_between_latin_words_only(markdown, lines, joined):
    assert join_lines(lines) == joined
    assert words(markdown("\n".join(lines)).blocks[0].content) == joined


def test_two_spaces_or_a_backslash_break_the_line(markdown):
    kinds = [type(each).__name__ for each in markdown("甲  \n乙\\\n丙").blocks[0].content]
    assert kinds == ["Text", "LineBreak", "Text", "LineBreak", "Text"]


def test_an_ascii_key_ends_at_the_first_han_character(markdown):
    content = markdown("见@fig-revenue所示，{@tbl-指标}。邮箱a@fig-x.cn").blocks[0].content
    assert [each.key for each in content if isinstance(each, report.CrossRef)] == [
        "fig-revenue",
        "tbl-指标",
    ]


def test_a_chinese_key_without_braces_is_found_and_not_printed_in_silence():
    text, sink = "见@tbl-指标和{@tbl-指标}，写信给a@fig-图.cn。", Sink()
    read_inlines(Excerpt.whole(Source("a.md", text)), sink)
    assert [(each.code.value, each.span.column) for each in sink] == [("RG163", 2)]


def test_a_note_is_kept_by_its_label(markdown):
    reading = markdown("句[^口径]。\n\n[^口径]: 注**一**[@a]。\n")
    assert [type(each).__name__ for each in reading.blocks] == ["Paragraph"]
    assert words(reading.notes["口径"].content) == "注一。"


def test_a_callout_holds_blocks_and_other_directives(markdown):
    text = "::::{callout} 核心观点\n- 甲\n\n:::{chart} revenue\n:::\n::::\n\n:::{表格} kpi\n:::\n"
    callout, table = markdown(text).blocks
    assert words(callout.title) == "核心观点"
    assert [type(each).__name__ for each in callout.blocks] == ["ListBlock", "ChartRef"]
    assert (callout.blocks[1].key, table.key) == ("revenue", "kpi")


def test_bars_inside_a_number_part_no_cells(markdown):
    table = markdown(
        "| 甲 | {{ 营收 | 亿(1) }} |\n|---|---|\n| `a|b` | {{ 营收 | 同比 }} |"
    ).blocks[0]
    assert [table.head[0][1].content[0].key] == ["营收|yi(1)"]


def test_code_keeps_what_was_typed(markdown):
    text = "`｛｛营收｜亿｝｝`\n\n```\n：：：｛图表｝\n【@a】\n```\n"
    paragraph, code = markdown(text).blocks
    assert paragraph.content[0].text == "｛｛营收｜亿｝｝"
    assert code.text == "：：：｛图表｝\n【@a】"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲<b>乙</b>", ["正文.md:1:2 RG116", "正文.md:1:6 RG116"]),
        ("<div>\n甲\n</div>", ["正文.md:1:1 RG116"]),
        ("<!-- 注 -->", ["正文.md:1:1 RG116"]),
        ("[甲](javascript:alert(1))", ["正文.md:1:1 RG124"]),
        ("[甲](附录.md)", ["正文.md:1:1 RG124"]),
        ("<ftp://a.cn>", ["正文.md:1:1 RG124"]),
        ("{% 若 营收 > 0 %}甲", ["正文.md:1:1 RG251"]),
        (":::{图标} revenue\n:::", ["正文.md:1:5 RG117"]),
        (":::{图表}\n:::", ["正文.md:1:5 RG105"]),
        (":::{图表} a\n文字\n:::", ["正文.md:2:1 RG132"]),
        (":::{图表} a\n:width: 3\n:::", ["正文.md:2:2 RG101"]),
        (":::{分页} 文字\n:::", ["正文.md:1:9 RG132"]),
        (":::{图} a.png\n:宽: 5%\n甲\n:::", ["正文.md:1:8 RG106", "正文.md:2:5 RG159"]),
        (
            ":::{图} a.png\n：宽： 八成\n甲\n:::",
            ["正文.md:1:8 RG106", "正文.md:2:1 RG103", "正文.md:2:5 RG159"],
        ),
        (":::{图表} a", ["正文.md:1:1 RG118"]),
        ("甲\n\n:::", ["正文.md:3:1 RG118"]),
        ("[^a]: 甲\n\n[^a]: 乙", ["正文.md:3:1 RG102"]),
        ("[^a]: > 甲", ["正文.md:1:1 RG152"]),
        ("文字![图](a.png)文字", ["正文.md:1:3 RG132"]),
        ("![图](https://a.cn/b.png)", ["正文.md:1:1 RG123"]),
        ("![图](data:image/png;base64,AA)", ["正文.md:1:1 RG123"]),
        ("甲&#x202E;", ["正文.md:1:2 RG111"]),
        ("[甲]: https://a.cn", ["正文.md:1:1 RG132"]),
    ],
)
def test_what_cannot_be_made_is_found(markdown, text, found):
    assert markdown(text).found == found


def test_the_rest_is_read_after_a_fault(markdown):
    text = "<b>\n\n{{ x\n\n:::{坏} y\n内{{ 1 | 坏 }}\n:::\n\n> [甲](x:y)\n"
    assert markdown(text).codes == ["RG116", "RG112", "RG117", "RG115", "RG124"]


@pytest.mark.parametrize(
    ("text", "code", "plain"),
    [
        ("｛｛营收｜亿（1）｝｝", "RG113", "{{营收|亿(1)}}"),
        ("{{ 营收 ｜ 亿（1） }}", "RG113", "{{ 营收 | 亿(1) }}"),
        ("【@key】", "RG113", "[@key]"),
        ("｛@fig-a｝", "RG113", "{@fig-a}"),
        ("：：：｛提示｝ 看\n：：：", "RG103", ":::{提示} 看"),
        ("[^1]：注", "RG103", ":"),
    ],
)
def test_full_width_typing_is_understood_and_can_be_mended(markdown, text, code, plain):
    reading = markdown(text)
    (finding,) = reading.sink.found
    assert (finding.code, finding.fix.text) == (code, plain)
    assert reading.blocks or reading.notes


FRAGMENTS = ["汉字", "word ", "。", "“", "”", "*", "**", "_", "`", "1", "\n", " ", "，", "[", "]"]
MARKS = [":", "\\", "{", "}", "@", "!", "(", ")", "《", "》", "…", "~", "$", "^", "：", "|"]


HOLDERS = ("language", "text", "tex", "term", "content", "blocks", "items", "header", "rows")
"""The parts of a block that hold what was typed, in order."""


@given(st.lists(st.sampled_from(FRAGMENTS + MARKS), max_size=30).map("".join))
def test_no_words_are_lost_or_made_up(text):
    sink = Sink()
    excerpt = Excerpt.whole(Source("x.md", text))
    collected = Collected(Folder(None), sink)
    blocks = read_blocks(excerpt, collected)

    def letters(items):
        for item in items:
            if isinstance(item, str):
                yield from (char for char in item if char.isalnum())
            elif isinstance(item, tuple):
                yield from letters(item)
            else:
                yield from letters([getattr(item, name, ()) for name in HOLDERS])

    said = "".join(letters((*blocks, *(note for note in collected.notes.values()))))
    if sink.found:  # a refused piece may hold words; nothing else may be gone
        return
    typed = "".join(char for char in text if char.isalnum())
    without_labels = [c for c in typed if c != "1"]
    assert [c for c in said if c != "1"] == without_labels


@given(st.text(alphabet="{}｛｝[]【】@%|（()）:：#- \n汉a1<>&`*_!~^", max_size=60))
def test_no_text_breaks_the_reader(text):
    sink = Sink()
    read_blocks(Excerpt.whole(Source("x.md", text)), Collected(Folder(None), sink))
    for finding in sink:
        assert 1 <= finding.span.line <= max(1, text.count("\n") + 1)
        assert finding.span.column <= len(finding.span.source.line(finding.span.line)) + 1


def test_ideographic_spaces_before_a_paragraph_are_left_to_the_style(markdown):
    text = markdown("\u3000\u3000首行缩进\u3000两字").blocks[0].content[0]
    assert (text.text, text.span.column) == ("首行缩进\u3000两字", 3)


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 9000, "[a]" * 9000, "**a " * 9000, "`a``b" * 9000, "{{" * 9000, "[^" * 9000),
        *("[@" * 9000, "{%" * 9000, "｛｛" * 9000, "<!--" * 9000, "![" * 9000, "&#" * 9000),
        *("汉{{ a }}\n" * 5000, ":::{提示}\n" * 2000, ">" * 9000 + "a", "- " * 9000 + "a"),
    ],
    ids=range(16),
)
def test_hostile_markdown_takes_little_time(text):
    before = time.perf_counter()
    sink = Sink()
    read_blocks(Excerpt.whole(Source("x.md", text)), Collected(Folder(None), sink))
    assert time.perf_counter() - before < 10


def test_what_is_nested_too_deep_is_found_not_lost(markdown):
    assert markdown("> " * 15 + "甲").codes == []
    assert markdown("> " * 60 + "甲").codes == ["RG121"]


def test_wide_pages_and_columns_hold_blocks_and_columns_stand_in_wide_pages(markdown):
    text = "::::{横页}\n甲\n\n:::{分栏} 3\n乙\n:::\n::::\n\n:::{columns}\n丙\n:::\n"
    wide, columns = markdown(text).blocks
    assert (wide.is_wide, wide.columns) == (True, 1)
    assert (wide.blocks[1].is_wide, wide.blocks[1].columns) == (False, 3)
    assert (columns.is_wide, columns.columns) == (False, 2)


def test_a_pointer_may_ask_for_the_page(markdown):
    refs = [markdown(text).blocks[0].content[0] for text in ("{@sec-a | 页}", "{@sec-a|page}")]
    assert [(ref.key, ref.wants_page) for ref in refs] == [("sec-a", True)] * 2
    assert markdown("{@sec-a | 行}").found == ["正文.md:1:11 RG153"]
    assert markdown("| 甲 |\n| - |\n| {@sec-a | 页} |").blocks[0].rows[0][0].content[0].wants_page

    assert markdown("| 甲 |\n| - |\n| {@sec-a | 页} |").blocks[0].rows[0][0].content[0].wants_page


def test_a_chapter_may_be_an_appendix(markdown):
    for typed in ("{.appendix}", "{附录}", "{#app-a .appendix}", "{ 附录 #app-a }"):
        heading = markdown(f"# 口径 {typed}").blocks[0]
        assert heading.is_appendix
        assert heading.key == ("app-a" if "#" in typed else "")
    assert markdown("## 口径 {附录}").found == ["正文.md:1:4 RG154"]
    assert not markdown("# 口径 {附录说明}").blocks[0].is_appendix


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("面积3万m^2^。", [("2", "super")]),
        ("CO~2~与SO~4~^2-^", [("2", "sub"), ("4", "sub"), ("2-", "super")]),
        ("R~最大~为10^-3^", [("最大", "sub"), ("-3", "super")]),
        ("增长3~5年，占10~20%", []),
        ("周一~周五和周六~周日", []),
        ("x^2+y^2=z^2", []),
        ("A~B区、C~D区", []),
        ("^2^开头", []),
        (r"m\^2\^", []),
        ("`m^2^`", []),
        ("^ 2^和~~删~~", []),
    ],
)
def test_small_characters_are_read_and_ranges_are_not(markdown, text, small):
    made = markdown(text)
    found = [each for each in made.blocks[0].content if isinstance(each, report.Scripted)]
    assert [(each.text, each.script.value) for each in found] == small
    assert all(each.span.column > 1 for each in found)
    assert not made.codes
