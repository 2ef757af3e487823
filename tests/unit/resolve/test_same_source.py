"""One source has one number: two entries of one address are found (R04)."""

import pytest
from tests.profiles import found, whole


def _found(text, **fields):
    keys = whole("research")
    (first,) = keys["references"]
    keys["references"] = [first, first | {"key": "b", "title": "另一个题名"} | fields]
    keys["sections"][0]["text"] = text
    return [
        (each.values["key"], each.values["other"], each.values["address"])
        for each in found(keys)
        if each.code == "RG164"
    ]


@pytest.mark.parametrize("url", ["https://example.org/a", "https://Example.org/a/"])
def test_two_cited_entries_of_one_address_are_found(url):
    assert _found("甲[@a]。乙[@b]。", url=url) == [("b", "a", url)]


@pytest.mark.parametrize("url", ["https://example.org/b", "https://example.org/a?page=2"])
def test_two_addresses_are_two_sources(url):
    assert _found("甲[@a]。乙[@b]。", url=url) == []


def test_an_entry_that_is_not_cited_is_not_asked():
    assert _found("甲[@a]。") == []


def test_two_entries_of_one_doi_are_found():
    keys = whole("research")
    (first,) = keys["references"]
    paper = {"type": "J", "container": "某学报", "date": "2024", "range": "1-9", "doi": "10.1/X"}
    one = first | paper | {"url": "https://example.org/one"}
    two = first | paper | {"key": "b", "url": "https://example.org/two", "doi": "10.1/x"}
    keys["references"] = [one, two]
    keys["sections"][0]["text"] = "甲[@a]。乙[@b]。"
    assert [each.values["address"] for each in found(keys) if each.code == "RG164"] == ["10.1/x"]
