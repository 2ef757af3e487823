"""The how-to of data: every example has keys that mean something where they stand."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reportgen.diag import Sink, Source
from reportgen.read import json_schema
from reportgen.read.declarations import read_sources
from reportgen.read.excerpt import Excerpt
from reportgen.read.reach import read_reach
from reportgen.read.yaml_tree import Mapping, load_tree

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "data.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
OPERATOR = [block for block in BLOCKS if re.match(r"databases:|http:", block)]
REPORT = [block for block in BLOCKS if block not in OPERATOR]


def tree_of(text):
    sink = Sink()
    found = load_tree(Excerpt.whole(Source("data.md", text)), sink)
    assert list(sink) == []
    return found


def plain(node):
    if isinstance(node, Mapping):
        return {name: plain(entry.value) for name, entry in node.entries.items()}
    if hasattr(node, "items"):
        return [plain(each) for each in node.items]
    return node.text


def keyed(block):
    """Return the block as keys of a report: a line of the body names a source."""
    first, *rest = block.split("\nmetrics:\n")
    if re.match(r"sources:|period:|metrics:|freshness:", block):
        return block
    indented = "".join(f"  {line}\n" for line in first.splitlines())
    ending = f"metrics:\n{rest[0]}" if rest else ""
    return f"sources:\n{indented}{ending}"


@pytest.mark.parametrize("block", REPORT, ids=lambda block: block.split(":")[0])
def test_an_example_is_of_keys_that_are_known(block):
    tree = tree_of(keyed(block))
    keys = {"title": "甲", **plain(tree)}
    assert list(Draft202012Validator(json_schema()).iter_errors(keys)) == []
    sink = Sink()
    read_sources(tree.mapping("sources"), {}, tree.span, sink)
    assert list(sink) == []


@pytest.mark.parametrize("block", OPERATOR, ids=lambda block: block.split(":")[0])
def test_an_example_of_the_operators_file_allows_something(block, tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(block, "utf-8")
    sink = Sink()
    reach = read_reach(path, {"MART_URL": "sqlite://"}, sink)
    assert list(sink) == []
    assert reach.databases or (reach.hosts and (reach.private_hosts or reach.tokens))
