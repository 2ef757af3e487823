"""Entries by GB/T 7714: the examples of the standard come out as it prints them."""

from pathlib import Path

import pytest
from tests.unit.resolve.desk import said

from reportgen.diag import Sink, Source
from reportgen.model import document as doc
from reportgen.model.report import (
    CitationMode,
    CitationSystem,
    MarkWidth,
    ReferenceStandard,
    ReferenceStyle,
)
from reportgen.read.check import check
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.reference_keys import REFERENCES
from reportgen.read.references import read_references, read_style
from reportgen.read.yaml_tree import load_tree
from reportgen.resolve.references import entry_words
from reportgen.resolve.references.needs import check_entry

EXAMPLES = Path(__file__).with_name("standard_examples.txt").read_text("utf-8")
GB_2025 = ReferenceStyle()
GB_2015 = ReferenceStyle(ReferenceStandard.GB_2015)
BY_AUTHOR = ReferenceStyle(system=CitationSystem.AUTHOR_DATE)


def examples(section):
    """Return clause, declaration and print of each example of a section."""
    part = EXAMPLES.split(f"== {section}\n", 1)[1].split("\n== ")[0]
    return [tuple(each.split("\n")) for each in part.strip().split("\n\n")]


def declared(text):
    """Return the one entry whose keys stand in ``text``, parted by semicolons."""
    lines = "".join(f"  {each}\n" for each in text.split("; "))
    sink = Sink()
    tree = load_tree(Excerpt.whole(Source("report.yaml", f"entries:\n x:\n{lines}")), sink)
    found = read_references(check(tree, REFERENCES, "references", sink), Folder(None), sink)
    assert not list(sink)
    return found["x"]


def printed(text, style=GB_2025, **cited):
    return said(entry_words(declared(text), style, **cited))


def lacking(text, style=GB_2025):
    sink = Sink()
    check_entry(declared(text), style, sink)
    return [each.values["field"] for each in sink if each.code == "RG430"]


def style_of(text, mode=CitationMode.LIST):
    sink = Sink()
    tree = load_tree(Excerpt.whole(Source("report.yaml", text)), sink)
    style = read_style(check(tree, REFERENCES, "references", sink), mode, sink)
    return style, [f"{each.code} {each.values['option']}" for each in sink]


def _id(example):
    return f"{example[0]} {example[2][:12]}"


@pytest.mark.parametrize("example", examples("2025"), ids=_id)
def test_an_example_of_the_edition_of_2025_is_printed_as_it_stands_there(example):
    _, entry, words = example
    assert printed(entry) == words


@pytest.mark.parametrize("example", examples("2025 author-date"), ids=_id)
def test_an_entry_by_author_and_year_has_the_year_behind_the_author(example):
    _, entry, words = example
    assert printed(entry, BY_AUTHOR) == words


@pytest.mark.parametrize("example", examples("2015"), ids=_id)
def test_an_example_of_the_edition_of_2015_is_printed_as_it_stands_there(example):
    _, entry, words = example
    assert printed(entry, GB_2015) == words


@pytest.mark.parametrize("example", examples("2025"), ids=_id)
def test_the_standard_s_own_examples_lack_nothing(example):
    assert lacking(example[1]) == []


BOOK = (
    "type: M; author: 张三；李四; title: 题; place: 北京; publisher: 某社; date: 2020; pages: 3--5"
)


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (MarkWidth.MIXED, "张三，李四. 题[M]. 北京：某社，2020：3-5."),
        (MarkWidth.HALF, "张三, 李四. 题[M]. 北京: 某社, 2020: 3-5."),
        (MarkWidth.FULL, "张三，李四．题［M］．北京：某社，2020：3-5．"),
    ],
)
def test_marks_are_as_wide_as_the_author_wants(width, words):
    assert printed(BOOK, ReferenceStyle(width=width)) == words


@pytest.mark.parametrize(
    ("author", "named"),
    [
        ("张三；李四；王五", "张三，李四，王五"),
        ("张三；李四；王五；赵六", "张三，李四，王五，等"),
        ("张三；等", "张三，等"),
        ("昂温, G；昂温, P S", "昂温 G，昂温 P S"),
        ("尼葛洛庞帝", "尼葛洛庞帝"),
    ],
)
def test_chinese_authors_are_named_as_in_clause_7_1(author, named):
    assert printed(f"type: M; author: {author}; title: 题") == f"{named}. 题[M]."


@pytest.mark.parametrize(
    ("author", "named"),
    [
        ("'Einstein, Albert'", "Einstein A"),
        ("'Williams-Ellis, Amabel'", "Williams-Ellis A"),
        ("'De Morgan, Augustus'", "De Morgan A"),
        ("'Sartre, Jean-Paul'", "Sartre J-P"),
        ("'Li, Jiangning'", "Li Jiangning"),
        ("'Ager, Alan A.'", "Ager A A"),
        ("'Smith, J.；Doe, A.；Roe, B.；Poe, C.'", "Smith J，Doe A，Roe B，et al."),
        ("American Chemical Society", "American Chemical Society"),
    ],
)
def test_western_authors_are_named_as_in_clause_7_1(author, named):
    end = "" if named.endswith(".") else "."
    assert printed(f"type: M; author: {author}; title: Title") == f"{named}{end} Title[M]."


def test_and_others_are_said_in_the_language_of_the_entry():
    more = "'A, B.；C, D.；E, F.；G, H.'"
    assert "，等. " in printed(f"type: M; author: {more}; title: 中文题名")
    assert "，他. " in printed(f"type: M; author: {more}; title: ひらがな")
    assert "，и др. " in printed(f"type: M; author: {more}; title: Геология")
    assert "，et al. " in printed(f"type: M; author: {more}; title: 中文; language: en")


def test_the_edition_of_2015_writes_surnames_in_capitals():
    words = printed("type: M; author: 'Einstein, Albert'; title: Title", GB_2015)
    assert words == "EINSTEIN A. Title[M]."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1", ""), ("第三版", "3版. "), ("第12版", "12版. "), ("修订本", "修订本. ")],
)
def test_an_edition_is_counted_and_the_first_is_not_named(typed, shown):
    assert printed(f"type: M; title: 题; edition: {typed}") == f"题[M]. {shown}".rstrip()


@pytest.mark.parametrize(
    ("typed", "shown"), [("2", "2nd ed"), ("3rd", "3rd ed"), ("11", "11th ed")]
)
def test_an_english_edition_has_its_ending(typed, shown):
    assert printed(f"type: M; title: Title; edition: {typed}") == f"Title[M]. {shown}."


def test_a_note_gives_the_pages_it_cites():
    assert printed(BOOK, pages="9") == "张三，李四. 题[M]. 北京：某社，2020：9."


def test_a_doi_leads_to_its_resolver_and_an_address_to_itself():
    entry = entry_words(declared("type: J; title: T; url: https://a.cn/x; doi: 10.1/ab"), GB_2025)
    links = [(each.text, each.url) for each in entry if isinstance(each, doc.LinkRun)]
    assert links == [
        ("https://a.cn/x", "https://a.cn/x"),
        ("DOI:10.1/ab", "https://doi.org/10.1/ab"),
    ]


def test_a_title_may_be_slanted_and_raised_in_parts():
    entry = entry_words(declared("type: M; title: '*E. coli* 和 H~2~O 的 10^3^ 倍'"), GB_2025)
    looks = [(run.text, run.emphasis, str(run.script)) for run in entry]
    assert looks == [
        ("E. coli", True, ""),
        (" 和 H", False, ""),
        ("2", False, "sub"),
        ("O 的 10", False, ""),
        ("3", False, "super"),
        (" 倍[M].", False, ""),
    ]


@pytest.mark.parametrize("kind", ["EB", "DS", "PP"])
def test_what_changes_on_line_says_when_it_was_looked_at(kind):
    assert "accessed / 引用日期" in lacking(f"type: {kind}; title: 题; url: https://a.cn")


def test_the_edition_of_2015_asks_all_that_is_on_line_when_it_was_looked_at():
    report = "type: R; author: 某院; title: 题; url: https://a.cn"
    assert lacking(report) == []
    assert lacking(report, GB_2015) == ["accessed / 引用日期"]


def test_a_style_is_the_newest_standard_unless_asked_otherwise():
    assert style_of("{entries: {}}") == (GB_2025, [])
    assert style_of("[]")[0] == GB_2025


def test_a_wish_that_changes_nothing_is_found():
    assert style_of("{entries: {}, style: simple, width: full}")[1] == ["RG434 width"]
    notes = style_of("{entries: {}, superscript: yes}", CitationMode.FOOTNOTE)
    assert notes[1] == ["RG434 superscript"]


@pytest.mark.parametrize("width", list(MarkWidth))
def test_no_second_stop_follows_a_word_that_has_one(width):
    style = ReferenceStyle(width=width)
    words = printed(
        "type: M; author: 'A, B.；C, D.；等'; title: T; publisher: Libraries, Inc.", style
    )
    assert "et al. T" in words
    assert words.endswith("Libraries, Inc.")
