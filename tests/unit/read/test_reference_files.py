"""References of other programs: CSL-JSON and BibTeX, as lenient as their makers."""

import json

import pytest

from reportgen.diag import Sink, Source
from reportgen.model.report import DocumentKind, Emphasis, Name, Scripted, Text
from reportgen.read.bibtex import read_bibtex
from reportgen.read.csl_json import read_csl
from reportgen.read.reference_words import typed_names


def csl(*items, text=None):
    sink = Sink()
    source = Source("库.json", text if text is not None else json.dumps(items, ensure_ascii=False))
    return {each.key: each for each in read_csl(source, sink)}, [str(each) for each in sink]


def bib(text):
    sink = Sink()
    return {each.key: each for each in read_bibtex(Source("库.bib", text), sink)}, list(sink)


def shown(inlines):
    kinds = {Text: "", Emphasis: "*", Scripted: "^"}
    return [
        kinds[type(each)] + (each.content[0].text if isinstance(each, Emphasis) else each.text)
        for each in inlines
    ]


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("article-journal", "J"),
        ("article-newspaper", "N"),
        ("paper-conference", "C"),
        ("thesis", "D"),
        ("report", "R"),
        ("standard", "S"),
        ("patent", "P"),
        ("webpage", "EB"),
        ("dataset", "DS"),
        ("software", "CP"),
        ("article", "PP"),
        ("map", "CM"),
        ("chapter", "M"),
    ],
)
def test_a_type_of_csl_has_its_code(type_, kind):
    found, _ = csl({"id": "a", "type": type_, "title": "题"})
    assert found["a"].kind == DocumentKind(kind)


def test_csl_gives_names_dates_and_what_is_slanted():
    author = [
        {"family": "Veen", "given": "P. H.", "dropping-particle": "v d"},
        {"literal": "世界银行"},
    ]
    dates = {"issued": {"date-parts": [[2014, 2, 5]]}, "accessed": {"date-parts": [["2020", 1]]}}
    item = {"id": "a", "type": "book", "title": "The <i>E. coli</i> &amp; H<sub>2</sub>O"}
    found, faults = csl(item | {"author": author} | dates)
    entry = found["a"]
    assert faults == []
    assert entry.names["author"] == (Name("Veen", "P. H.", particle="v d"), Name("世界银行"))
    assert (entry.fields["date"], entry.fields["accessed"]) == ("2014-02-05", "2020-01")
    assert entry.fields["title"] == "The E. coli & H2O"
    assert shown(entry.titles["title"]) == ["The ", "*E. coli", " & H", "^2", "O"]
    assert entry.is_of_library


def test_an_entry_of_csl_is_found_where_it_names_itself():
    found, _ = csl(text='[\n  {"title": "甲",\n   "id": "zhang2020"}\n]')
    span = found["zhang2020"].span
    assert (span.line, span.column, span.length) == (3, 11, 9)


@pytest.mark.parametrize("text", ["", "{", '{"a": 1}', "[" * 100_000, '"x"', "null"])
def test_what_is_no_csl_is_a_finding(text):
    found, faults = csl(text=text)
    assert found == {}
    assert len(faults) == 1
    assert "RG436" in faults[0]


@pytest.mark.parametrize("item", [1, None, [], {"title": 5, "author": "x", "issued": []}, {}])
def test_odd_items_of_csl_break_nothing(item):
    csl(item, {"id": "b", "type": "book", "author": [None, {"given": "A"}], "issued": 7})


BIB = r"""
@string{press = "清华大学出版社"}
@comment{不是条目}
@book{knuth,
  author = {Knuth, Donald E. and {World Bank} and van der Berg, Jan and others},
  title = {{\"U}ber \textit{E. coli}, H$_2$O \& 50\% more},
  publisher = press, year = 1984, month = 3, pages = {1--5}
}
@article{new, author={张三 and 李四}, title={题}, journal={刊}, date={2020-05-06}, number=3}
@misc{site, title={页}, url={https://a.cn/x_y%20z~}}
@misc{paper, title={P}, eprint={1}, archiveprefix={arXiv}, url={https://arxiv.org}}
"""


def test_bibtex_becomes_plain_words():
    found, faults = bib(BIB)
    book = found["knuth"]
    assert faults == []
    assert book.fields["title"] == "Über E. coli, H2O & 50% more"
    assert shown(book.titles["title"]) == ["Über ", "*E. coli", ", H", "^2", "O & 50% more"]
    assert book.fields["publisher"] == "清华大学出版社"
    names = [(name.family, name.given) for name in book.names["author"]]
    assert names == [
        ("Knuth", "Donald E."),
        ("World Bank", ""),
        ("van der Berg", "Jan"),
        ("等", ""),
    ]
    assert found["new"].names["author"] == (Name("张三"), Name("李四"))
    assert found["new"].fields["issue"] == "3"
    assert found["site"].fields["url"] == "https://a.cn/x_y%20z~"
    assert [found[key].kind.value for key in ("new", "site", "paper")] == ["J", "EB", "PP"]
    assert found["paper"].fields["publisher"] == "arXiv"


def test_a_faulty_block_is_found_with_its_line_and_the_rest_is_read():
    found, faults = bib("@book{a, title={甲}}\n\n@book{b, title={乙\n\n@book{c, title={丙}}\n")
    assert set(found) == {"a", "c"}
    assert [(each.code, each.span.line) for each in faults] == [("RG437", 3)]


def test_a_key_that_stands_twice_is_left_to_who_collects_them():
    sink = Sink()
    text = "@book{a, title={甲}}\n@book{a, title={乙}}\n"
    read = list(read_bibtex(Source("库.bib", text), sink))
    assert [(each.key, each.span.line) for each in read] == [("a", 1), ("a", 2)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("张三；李四", [Name("张三"), Name("李四")]),
        ("张三、李四, 五", [Name("张三"), Name("李四", "五")]),
        ("Smith, John A.; Roe, B., Jr", [Name("Smith", "John A."), Name("Roe", "B.", "Jr")]),
        ("World Bank", [Name("World Bank")]),
        ("张三, ", [Name("张三,")]),
    ],
)
def test_names_are_parted_as_people_type_them(typed, names):
    assert list(typed_names(typed)) == names
