"""The how-to of references: its examples are read as they stand, its tables name all there is."""

import re
from pathlib import Path

import pytest

from reportgen.diag import Sink, Source
from reportgen.model.report import CitationMode
from reportgen.read.check import check
from reportgen.read.excerpt import Excerpt
from reportgen.read.keys import REPORT
from reportgen.read.reference_keys import KINDS, REFERENCE
from reportgen.read.references import read_style
from reportgen.read.yaml_tree import load_tree

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "references.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_has_only_keys_and_values_that_count(example):
    sink = Sink()
    tree = load_tree(Excerpt.whole(Source("report.yaml", f"title: 题\n{example}")), sink)
    keys = check(tree, REPORT, "", sink)
    read_style(keys.get("references"), CitationMode.LIST, sink)
    assert list(sink) == []


def test_every_kind_of_source_and_every_key_of_an_entry_is_told():
    for option in KINDS.options:
        assert f"| {option.name} | {option.chinese} |" in PAGE
    for key in REFERENCE.keys:
        assert re.search(rf"(?:\| |、){re.escape(key.name)}\b", PAGE), key.name
        assert key.chinese in PAGE
