"""A file that came back is compared with the one sent out: every number that reads otherwise."""

import copy
import io
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from tests.returned_files import NOTES, edited, tracked, without

from reportgen import build_report
from reportgen.returned import Change, changed_bookmarks, changed_numbers
from reportgen.verify.inspect import inspect

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def sent():
    return build_report(ROOT / "data" / "coreweave", to=["docx"], env={}).artifacts[0].data


def word(data):
    found = inspect(data, "退回.docx").word
    assert found is not None
    return found


def told(sent, came):
    return [
        (each.change, each.metric, each.old, each.new)
        for each in changed_numbers(word(sent), word(came))
    ]


def test_a_file_that_came_back_untouched_has_no_changed_number(sent):
    assert told(sent, sent) == []
    assert changed_bookmarks(word(sent)) == ()


def test_a_changed_number_is_told_with_its_metric_old_and_new(sent):
    came = edited(sent, ("<w:t>19亿美元</w:t>", "<w:t>21亿美元</w:t>"))
    assert told(sent, came) == [(Change.CHANGED, "营收", "19亿美元", "21亿美元")]


def test_a_number_split_over_several_runs_is_one_number(sent):
    split = "<w:t>1</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>9亿</w:t></w:r><w:r><w:t>美元</w:t>"
    assert told(sent, edited(sent, ("<w:t>19亿美元</w:t>", split))) == []
    other = split.replace("9亿", "8亿")
    changed = told(sent, edited(sent, ("<w:t>19亿美元</w:t>", other)))
    assert changed == [(Change.CHANGED, "营收", "19亿美元", "18亿美元")]


def test_words_changed_beside_a_number_do_not_change_it(sent):
    assert told(sent, edited(sent, ("的飞跃，达到", "的大幅飞跃，升至"))) == []


def test_a_number_whose_bookmark_went_with_its_words_is_found_by_the_text_round_it(sent):
    start = sent_bookmark(sent, "_rgm_2")
    came = edited(sent, (start, ""), ("<w:t>19亿美元</w:t>", "<w:t>21亿美元</w:t>"))
    assert told(sent, came) == [(Change.CHANGED, "营收", "19亿美元", "21亿美元")]


def sent_bookmark(sent, name):
    body = zip_text(sent, "word/document.xml")
    end = body.index(f'w:name="{name}"/>') + len(f'w:name="{name}"/>')
    return body[body.rindex("<w:bookmarkStart", 0, end) : end]


def paragraph_with(words, opened):
    """Return the element of the paragraph that says ``words``."""
    return next(p for p in opened.paragraphs if words in p.text)._element  # noqa: SLF001 - python-docx names it so


def zip_text(data, part):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(part).decode()


def test_a_changed_cell_of_a_table_is_told_by_its_row_and_column(sent):
    came = edited(sent, ("<w:t>19.15</w:t>", "<w:t>19.25</w:t>"))
    (found,) = changed_numbers(word(sent), word(came))
    assert (found.metric, found.old, found.new) == ("营收", "19.15", "19.25")
    assert found.where.endswith("表1 · 营业收入 / 2024年")


def test_a_changed_number_in_a_caption_is_told(sent):
    body = zip_text(sent, "word/document.xml")
    caption = body.index("2024年营业收入约为2022年的")
    number = body.index("<w:t>120倍</w:t>", caption)
    head = body[caption : number + len("<w:t>120倍</w:t>")]
    came = edited(sent, (head, head.replace("120倍", "130倍")))
    assert told(sent, came) == [(Change.CHANGED, "营收倍数", "120倍", "130倍")]


def test_a_changed_number_in_a_foot_note_is_told(sent):
    came = edited(sent, ("<w:t>1600万美元</w:t>", "<w:t>1700万美元</w:t>"), part=NOTES)
    (found,) = changed_numbers(word(sent), word(came))
    assert (found.metric, found.old, found.new) == ("营收", "1600万美元", "1700万美元")
    assert found.where.startswith("脚注")


def test_a_changed_value_of_a_chart_is_told(sent):
    came = edited(sent, ("<c:v>65</c:v>", "<c:v>66</c:v>"), part="word/charts/chart1.xml")
    (found,) = changed_numbers(word(sent), word(came))
    assert (found.old, found.new, found.metric) == ("65", "66", "")


def test_a_number_nobody_bound_is_told_without_a_metric(sent):
    came = edited(sent, ("超65%的销售额", "超62%的销售额"))
    assert told(sent, came) == [(Change.CHANGED, "", "65%", "62%")]


def test_a_number_that_was_taken_out_is_told(sent):
    came = edited(sent, ("<w:r><w:t>19亿美元</w:t></w:r>", ""))
    assert told(sent, came) == [(Change.REMOVED, "营收", "19亿美元", "")]


def test_numbers_of_a_paragraph_that_is_gone_are_told(sent):
    opened = python_docx.Document(io.BytesIO(sent))
    gone = paragraph_with("5.97%", opened)
    gone.getparent().remove(gone)
    saved = io.BytesIO()
    opened.save(saved)
    assert (Change.REMOVED, "英伟达持股", "5.97%", "") in told(sent, saved.getvalue())


def test_a_paragraph_that_was_moved_changes_no_number(sent):
    opened = python_docx.Document(io.BytesIO(sent))
    paragraph_with("350亿美元", opened).addnext(paragraph_with("5.97%", opened))
    saved = io.BytesIO()
    opened.save(saved)
    assert told(sent, saved.getvalue()) == []


def test_a_paragraph_that_was_copied_is_told_as_a_copy(sent):
    opened = python_docx.Document(io.BytesIO(sent))
    one = paragraph_with("5.97%", opened)
    one.addnext(copy.deepcopy(one))
    saved = io.BytesIO()
    opened.save(saved)
    assert told(sent, saved.getvalue()) == [(Change.COPIED, "", "", "5.97%")]


def test_a_number_typed_anew_is_told_as_added(sent):
    came = edited(sent, ("然而，这种高度依赖", "然而，占比88.8%的高度依赖"))
    assert told(sent, came) == [(Change.ADDED, "", "", "88.8%")]


def test_a_tracked_change_is_pending_until_somebody_accepts_it(sent):
    came = edited(sent, tracked("19亿美元", "21亿美元"))
    (found,) = changed_numbers(word(sent), word(came))
    assert (found.metric, found.old, found.new) == ("营收", "19亿美元", "21亿美元")
    assert found.is_pending
    assert found.author == "王经理"


def test_without_the_file_sent_out_the_bookmarks_tell_the_changed_number(sent):
    came = word(edited(sent, ("<w:t>19亿美元</w:t>", "<w:t>21亿美元</w:t>")))
    (found,) = changed_bookmarks(came)
    assert (found.metric, found.old, found.new) == ("营收", "19亿美元", "21亿美元")


def test_python_docx_keeps_all_that_is_compared(sent):
    opened = python_docx.Document(io.BytesIO(sent))
    saved = io.BytesIO()
    opened.save(saved)
    assert told(sent, saved.getvalue()) == []
    assert changed_bookmarks(word(saved.getvalue())) == ()


def test_a_file_that_lost_its_map_is_compared_with_the_one_sent_out(sent):
    came = without(edited(sent, ("<w:t>19亿美元</w:t>", "<w:t>21亿美元</w:t>")), "item1.xml")
    assert word(came).numbers == ()
    assert told(sent, came) == [(Change.CHANGED, "营收", "19亿美元", "21亿美元")]


def test_a_paragraph_of_many_thousand_characters_is_compared_in_time(sent):
    long = "增长了1元，" * 40_000
    came = edited(sent, ("的飞跃，达到", f"的{long}达到"))
    assert len(changed_numbers(word(sent), word(came))) > 10_000
