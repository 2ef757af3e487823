"""Entries by GB/T 7714: the examples of the standard come out as it prints them."""

from pathlib import Path

import pytest
from tests.unit.resolve.desk import said

from reportgen.diag import Sink, Source
from reportgen.model.report import (
    CitationMode,
    CitationSystem,
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
