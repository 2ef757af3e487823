"""Lists as authors write them: typed Chinese labels, boxes to tick."""

from hypothesis import given
from hypothesis import strategies as st

from reportgen.diag import Sink, Source
from reportgen.model import report as src
from reportgen.model.report import LabelStyle
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.inline import plain_words
from reportgen.read.markdown import Collected, read_blocks


def outline(blocks):
    """Return lists as ``[style, item, …]``, an item as its words and what is below."""
    made = []
    for block in blocks:
        match block:
            case src.ListBlock():
                made.append([block.style, *(outline(item) for item in block.items)])
            case src.Quote():
                made.append(outline(block.blocks))
            case src.CodeBlock():
                made.append(block.text)
            case src.Paragraph():
                made.append(plain_words(block.content))
            case _:
                made.append(type(block).__name__)
    return made


def test_typed_labels_in_sequence_are_a_list(markdown):
    text = "包括：\n（1）甲；\n（2）乙，\n还有丙；\n\n（3）丁。\n\n正文。"
    assert outline(markdown(text).blocks) == [
        "包括：",
        [LabelStyle.PARENTHESES, ["甲；"], ["乙，还有丙；"], ["丁。"]],
        "正文。",
    ]


def test_every_style_of_label_is_known(markdown):
    for first, second, style in (
        ("①", "②", LabelStyle.CIRCLED),
        ("1）", "2）", LabelStyle.BRACKET),
        ("(1)", "(2)", LabelStyle.PARENTHESES),
        ("1、", "2、", LabelStyle.COMMA),
        ("一、", "二、", LabelStyle.CHINESE),
        ("　　（一）", "　　（二）", LabelStyle.CHINESE_PARENTHESES),
    ):
        assert outline(markdown(f"{first}甲\n{second}乙").blocks) == [[style, ["甲"], ["乙"]]]


def test_a_lone_label_stays_prose(markdown):
    for text in ("（1）甲", "（2）甲\n（3）乙", "（1）甲\n\n正文\n\n（2）乙", "（1）甲\n（1）乙"):
        assert all(isinstance(block, src.Paragraph) for block in markdown(text).blocks), text


def test_lists_stand_inside_the_items_of_others(markdown):
    text = "（1）甲：\n①子；\n②丑；\n（2）乙：\n- 寅\n\n  第二段。\n（3）丙"
    assert outline(markdown(text).blocks) == [
        [
            LabelStyle.PARENTHESES,
            ["甲：", [LabelStyle.CIRCLED, ["子；"], ["丑；"]]],
            ["乙：", [None, ["寅", "第二段。"]]],
            ["丙"],
        ]
    ]


def test_a_heading_or_a_fence_ends_a_typed_list(markdown):
    text = "（1）甲\n（2）乙\n## 标题\n（1）丙\n（2）丁\n:::{分页}\n:::"
    kinds = [type(block).__name__ for block in markdown(text).blocks]
    assert kinds == ["ListBlock", "Heading", "ListBlock", "PageBreak"]


def test_words_of_a_typed_list_know_their_place(markdown):
    item = markdown("甲\n（1）[x](bad:y)\n（2）乙")
    assert item.found == ["正文.md:2:4 RG124"]


def test_boxes_are_ticked_or_not(markdown):
    block = markdown("- [x] 甲\n- [ ] 乙\n- 丙").blocks[0]
    assert block.ticks == (True, False, None)
    assert outline([block]) == [[None, ["甲"], ["乙"], ["丙"]]]
    assert markdown("- [x](https://a.cn)").blocks[0].ticks == ()


@given(
    st.lists(st.sampled_from(["（1）", "（2）", "①", "②", "一、", "字", "\n", "- ", "  ", "> "]))
)
def test_no_line_of_labels_is_lost(parts):
    text = "".join(f"{part}甲\n" if part.strip() else part for part in parts)
    sink = Sink()
    blocks = read_blocks(Excerpt.whole(Source("a.md", text)), Collected(Folder(None), sink))
    assert str(outline(blocks)).count("甲") == text.count("甲")
