"""Citations: numbered by first appearance, noted once, listed at the end."""

import pytest
from tests.unit.resolve.desk import chart, facts, make, points, references, report, said, words

from reportgen.diag import Sink
from reportgen.model import document as doc
from reportgen.model.report import CitationMode, Generated, GeneratedKind
from reportgen.resolve import resolve
from reportgen.resolve.citations import bracketed


def cited(body, **changes):
    return make(body, **({"references": references("a", "b", "c", "d")} | changes))


def listed(made):
    return [entry for block in made.of(doc.Bibliography) for entry in block.entries]


def test_sources_are_numbered_in_the_order_in_which_they_are_cited_first():
    assert cited("甲[@c]。乙[@a]。丙[@c]。丁[@b]。").marks == ["[1]", "[2]", "[1]", "[3]"]


def test_several_sources_at_one_place_share_a_bracket():
    made = cited("甲[@a]，乙[@b]，丙[@c]，丁[@d]，戊[@c; @a]，己[@b; @a; @c]，庚[@a; @a]。")
    assert made.marks[4:] == ["[1,3]", "[1-3]", "[1]"]


@pytest.mark.parametrize(
    ("numbers", "label"),
    [((2,), "[2]"), ((1, 2), "[1-2]"), ((1, 3), "[1,3]"), ((1, 2, 3, 7, 9, 10), "[1-3,7,9-10]")],
)
def test_consecutive_numbers_become_a_range(numbers, label):
    assert bracketed(numbers) == label


def test_the_place_in_the_source_stands_behind_the_bracket():
    assert cited("见[@a, 第57页]。").marks == ["[1]第57页"]


def test_a_source_cited_with_its_place_has_a_bracket_of_its_own():
    assert cited("见[@a, 第57页; @b; @c]。").marks == ["[1]第57页", "[2-3]"]


def test_only_the_first_citation_of_a_source_brings_a_note_to_the_foot_of_the_page():
    made = cited("甲[@a]。乙[@a; @b]。")
    first, second = (p for p in made.body[0].content if isinstance(p, doc.CitationMark))
    assert [note.label for note in made.document.notes] == ["[1]", "[2]"]
    assert first.notes == ("note-1",)
    assert second.notes == ("note-2",)


def test_a_note_says_what_the_list_says():
    made = cited("甲[@a]。")
    note, (entry, *_) = made.document.notes[0], listed(made)
    assert said(note.content) == said(entry.content) == "a社 - “a题” (https://a.cn)"


def test_the_list_alone_needs_no_notes():
    made = cited("甲[@a]。", citations=CitationMode.LIST)
    assert made.document.notes == ()
    assert [entry.label for entry in listed(made)] == ["[1]"]


def test_notes_alone_need_no_list():
    made = cited("甲[@a]。", citations=CitationMode.FOOTNOTE)
    assert [note.label for note in made.document.notes] == ["[1]"]
    assert not listed(made)
    assert made.lines == ["甲[1]。"]


def test_without_a_citation_there_is_no_list():
    assert cited("甲。").lines == ["甲。"]


def test_source_lines_of_charts_count_where_the_chart_stands():
    made = cited(
        "甲[@a]。\n\n:::{图表} revenue\n:::\n\n乙[@c]。",
        charts=chart("revenue", cite="[@b]"),
        known=facts(charts={"revenue": points(1, 2)}),
    )
    assert made.marks == ["[1]", "[2]", "[3]"]
    assert [entry.anchor for entry in listed(made)] == ["ref-a", "ref-b", "ref-c"]


def test_the_summary_on_the_cover_is_read_first():
    made = cited("甲[@a]。", summary=words("摘要[@b]"))
    assert made.marks == ["[1]", "[2]"]
    assert listed(made)[0].anchor == "ref-b"


def test_an_entry_leads_back_to_its_first_mark():
    made = cited("甲[@a]。乙[@b]。丙[@a]。")
    assert [entry.cited_at for entry in listed(made)] == ["cite-1", "cite-2"]


def test_a_list_that_stands_before_the_text_is_whole():
    written = report("甲[@a]。", references=references("a"))
    first = Generated(GeneratedKind.BIBLIOGRAPHY, written.span)
    moved = report(references=written.references, blocks=(first, *written.blocks, first))
    body = resolve(moved, facts(), Sink()).body
    assert [type(block).__name__ for block in body] == ["Heading", "Bibliography", "Paragraph"]
    assert body[0].anchor == "sec-references"
    assert len(body[1].entries) == 1


def test_an_unknown_source_is_found_with_the_name_that_was_meant():
    made = make("甲[@sina-ip]。", references=references("sina-ipo"))
    unknown = next(d for d in made.sink if d.code == "RG203")
    assert unknown.values == {"key": "sina-ip", "count": "1", "nearest": "sina-ipo"}
    assert (unknown.span.line, unknown.span.column, unknown.span.length) == (1, 4, 7)
    assert made.lines == ["甲。"]


def test_an_unknown_source_leaves_the_others_in_their_bracket():
    made = cited("甲[@a; @x; @b]。")
    assert made.marks == ["[1-2]"]


def test_every_source_that_is_never_cited_is_found():
    assert cited("甲[@b]。").found == ["RG204 a", "RG204 c", "RG204 d"]


def test_a_title_bears_no_marks():
    made = cited("甲[@a]。", title=words("报告[@b]**之一**"))
    assert made.document.cover.title == "报告之一"
    assert made.marks == ["[1]"]
    assert "RG204 b" in made.found


@pytest.mark.parametrize(
    ("fields", "entry"),
    [
        ({"publisher": "搜狐", "title": "题", "url": "https://a.cn"}, "搜狐 - “题” (https://a.cn)"),
        ({"title": "题", "url": "https://a.cn"}, "“题” (https://a.cn)"),
        ({"publisher": "搜狐", "title": "题"}, "搜狐 - “题”"),
        ({"publisher": "新浪", "title": "“亲儿子”遇冷"}, "新浪 - “‘亲儿子’遇冷”"),
    ],
)
def test_an_entry_is_printed_as_in_the_seed(fields, entry):
    made = make("甲[@a]。", references=references(a=fields))
    assert said(listed(made)[0].content) == entry
    assert made.codes == []


def test_the_address_of_an_entry_is_a_link():
    entry = listed(cited("甲[@a]。"))[0]
    assert doc.LinkRun("https://a.cn", "https://a.cn") in entry.content


@pytest.mark.parametrize(
    ("fields", "lacking"),
    [
        ({"url": "https://a.cn"}, ["title"]),
        ({"title": "题"}, ["url / publisher"]),
        ({"author": "佚名"}, ["title", "url / publisher"]),
    ],
)
def test_an_entry_without_what_the_style_prints_is_found(fields, lacking):
    made = make("甲[@a]。", references=references(a=fields))
    assert [d.values["field"] for d in made.sink if d.code == "RG212"] == lacking
