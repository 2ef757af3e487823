"""Cross-references print the label of what they lead to."""

import pytest
from tests.unit.resolve.desk import chart, facts, make, points, table

from reportgen.model import document as doc
from reportgen.model import facts as fact
from reportgen.model.report import HeadingScheme

KPI = fact.TableFacts((fact.TableColumn("指标", is_number=False),), (), "", points(1).origin)


def pointing(body, **changes):
    return make(
        body,
        known=facts(charts={"a": points(1), "b": points(2)}, tables={"kpi": KPI}),
        charts=chart("a") | chart("b") | chart("c"),
        tables=table("kpi"),
        **changes,
    )


def test_a_sentence_may_point_ahead():
    made = pointing(
        "见@fig-b、@fig-a与@tbl-kpi。\n\n:::{图表} a\n:::\n\n:::{图表} b\n:::\n\n:::{表格} kpi\n:::"
    )
    assert made.lines == ["见图2、图1与表1。"]
    assert made.codes == []


def test_a_pointer_leads_to_the_anchor_of_its_target():
    made = pointing("# 风险 {#sec-risk}\n\n见@sec-risk。")
    assert made.body[1].content[1] == doc.CrossReference("第一部分", "sec-risk")


@pytest.mark.parametrize(
    ("scheme", "line"),
    [
        (HeadingScheme.SEED, "见第二部分和2.1。"),
        (HeadingScheme.DECIMAL, "见第2部分和2.1。"),
        (HeadingScheme.GONGWEN, "见第二部分和第二部分（一）。"),
    ],
)
def test_a_section_is_named_as_prose_names_it(scheme, line):
    body = "# 现状\n\n见{@risk}和{@race}。\n\n# 风险 {#risk}\n\n## 竞争 {#race}\n"
    assert line in pointing(body, headings=scheme).lines


def test_a_section_without_a_number_is_named_by_its_title():
    made = pointing("见{@data}。\n\n# 附录 {-}\n\n## 数据的**口径** {#data}\n")
    assert made.lines[0] == "见“数据的口径”。"


def test_what_is_not_placed_in_the_text_cannot_be_pointed_at():
    made = pointing("见@fig-c。")
    assert made.found == ["RG208 fig-c"]
    assert made.lines == ["见。"]


def test_a_wrong_key_is_found_with_the_key_that_was_meant():
    made = pointing("见@sec-rsk。\n\n# 风险 {#sec-risk}\n")
    assert made.sink.found[0].values == {"key": "sec-rsk", "nearest": "sec-risk"}


def test_a_pointer_to_a_chart_whose_data_are_faulty_is_no_second_finding():
    assert pointing("见@fig-c。\n\n:::{图表} c\n:::").codes == []


def test_a_pointer_to_a_chart_that_was_never_declared_is_no_second_finding():
    assert pointing("见@fig-x。\n\n:::{图表} x\n:::").found == ["RG206 x"]


def test_a_chart_placed_twice_is_found_at_the_second_place():
    made = pointing("见@fig-a。\n\n:::{图表} a\n:::\n\n:::{图表} a\n:::")
    assert [(d.code, d.span.line) for d in made.sink] == [("RG211", 6)]
    assert len({figure.anchor for figure in made.of(doc.Figure)}) == 2


def test_two_sections_of_one_key_are_found():
    made = pointing("# 现状 {#sec-a}\n\n# 风险 {#sec-a}\n")
    assert made.found == ["RG211 sec-a"]
    assert len({heading.anchor for heading in made.body}) == 2


def test_an_authors_key_never_takes_an_anchor_of_ours():
    made = pointing("# 甲 {#cite-1}\n\n# 乙 {#sec-references}\n\n见{@cite-1}与{@sec-references}。")
    assert [heading.anchor for heading in made.of(doc.Heading)] == [
        "sec-cite-1",
        "sec-references_2",
    ]
    assert made.lines[2] == "见第一部分与第二部分。"
