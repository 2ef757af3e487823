"""Characters that no font has are found at the place where they were typed."""

import pytest
from msgspec.structs import replace
from tests.unit.lint.desk import findings, places
from tests.unit.resolve.desk import (
    HERE,
    ORIGIN,
    chart,
    facts,
    points,
    references,
    table,
    words,
)

from reportgen.diag import Source, Span
from reportgen.model import facts as fact
from reportgen.model import report as src
from reportgen.model.report import CitationMode

RARE = "𪚲"


def elsewhere(line):
    return Span(Source("report.yaml", "\n" * 20), line, 3)


def test_fonts_that_have_everything_find_nothing():
    assert findings("# 概况\n\n正文。", absent=RARE) == ()


def test_a_character_is_found_where_it_was_typed_each_time():
    found = findings(f"# 概况\n\n生僻字{RARE}和**{RARE}**。\n", absent=RARE)
    assert places(found, "RG401") == [(3, 4), (3, 8)]
    assert (found[0].values["character"], found[0].values["codepoint"]) == (RARE, "U+2A6B2")
    assert "BabelStone Han" in found[0].values["hint"]


def test_it_is_found_in_headings_lists_tables_callouts_notes_and_code():
    body = (
        f"# 概况{RARE}\n\n- 项{RARE}\n\n| {RARE} | 占比 |\n|---|---|\n| 甲 | {RARE} |\n\n"
        f":::{{提示}} 要{RARE}点\n正文[^n]\n:::\n\n[^n]: 注{RARE}\n\n"
        f"> ```\n> x = 1\n> y{RARE} = 2\n> ```\n\n`{RARE}`\n"
    )
    assert places(findings(body, absent=RARE), "RG401") == [
        (1, 5),
        (3, 4),
        (5, 3),
        (7, 7),
        (9, 10),
        (13, 8),
        (17, 4),
        (20, 2),
    ]


def test_a_character_typed_as_an_entity_is_found_at_the_entity():
    assert places(findings("甲&#x2A6B2;乙。", absent=RARE), "RG401") == [(1, 2)]


def test_the_title_is_looked_at_too():
    assert places(findings("甲。", title=words(f"报{RARE}告"), absent=RARE), "RG401") == [(1, 2)]


def test_a_character_of_a_charts_data_is_found_at_the_charts_declaration():
    declared = {"a": replace(chart("a")["a"], span=elsewhere(7))}
    found = findings(
        ":::{图表} a\n:::",
        facts(charts={"a": points(1, names=(f"客户{RARE}",))}),
        charts=declared,
        absent=RARE,
    )
    assert places(found, "RG401") == [(7, 3)]


def test_a_character_in_text_and_in_data_is_found_at_both():
    cells = ((fact.Wording(RARE),),)
    data = fact.TableFacts((fact.TableColumn("客户", is_number=False),), cells, "", ORIGIN)
    found = findings(
        f"见{RARE}。\n\n:::{{表格}} t\n:::",
        facts(tables={"t": data}),
        tables={"t": replace(table("t")["t"], span=elsewhere(9))},
        absent=RARE,
    )
    assert places(found, "RG401") == [(9, 3), (1, 2)]


def test_a_character_of_a_cited_source_is_found_at_the_source():
    entry = {"title": f"题{RARE}", "url": "https://a.cn", "author": "某"}
    listed = references(a=entry)
    listed["a"] = replace(listed["a"], span=elsewhere(4))
    for mode in CitationMode:
        found = findings("甲[@a]。", references=listed, citations=mode, absent=RARE)
        assert places(found, "RG401") == [(4, 3)]


def test_what_is_not_printed_needs_no_font():
    listed = references(a={"title": "题", "url": "https://a.cn", "author": RARE})
    listed |= references(b={"title": RARE, "url": "https://b.cn"})
    assert places(findings("甲[@a]。", references=listed, absent=RARE), "RG401") == []


def test_a_character_of_ours_or_of_a_plain_key_is_found_at_the_report():
    found = findings("甲。", category=f"金融{RARE}", absent=f"{RARE}布")
    absent = [d for d in found if d.code == "RG401"]
    assert {d.values["character"] for d in absent} == {RARE, "布"}
    assert {d.span for d in absent} == {HERE}


def doubts(found):
    return [(d.code.value, d.span.line, d.span.column) for d in found if d.code.value != "RG401"]


def test_a_private_character_is_found_with_the_one_to_write_instead():
    found = findings("第一行。\n第\ue81e二\ue900行。")
    assert doubts(found) == [("RG422", 2, 2), ("RG422", 2, 4)]
    assert [each.values["hint"] for each in found] == ["龴 U+9FB4", "—"]


def test_a_letter_and_its_mark_are_fine_where_they_are_one_character():
    assert doubts(findings("Cafe\u0301，n\u01d6，ü。")) == []


def test_a_mark_that_no_letter_takes_up_is_found():
    found = findings("均值 x\u0304 与 e\u0304。")
    assert doubts(found) == [("RG421", 1, 5)]
    assert found[0].values["character"] == "◌\u0304"


@pytest.mark.parametrize("word", ["བོད", "ᠮᠣᠩᠭᠣᠯ", "ئۇيغۇر", "हिन्दी", "עברית"])
def test_a_script_whose_letters_join_is_found(word):
    found = findings(f"见{word}。")
    assert doubts(found) == [("RG421", 1, 2)]
    assert found[0].values["character"] == word
    assert found[0].span.length == len(word)


def test_a_variation_selector_of_a_han_character_is_a_warning():
    found = findings("邉\U000e0101和☑\ufe0f。")
    assert doubts(found) == [("RG423", 1, 2)]
    assert found[0].code.is_warning


def test_words_of_the_brand_are_looked_at_too():
    assert places(findings("正文。", absent="共"), "RG401")


def test_the_author_of_an_entry_by_the_standard_is_looked_at_too():
    author = {"author": (src.Name(RARE),)}
    entry = src.Reference("a", {"title": "题"}, HERE, src.DocumentKind.BOOK, author)
    found = findings("甲[@a]。", references={"a": entry}, style=src.ReferenceStyle(), absent=RARE)
    assert [each.code for each in found] == ["RG401"]
