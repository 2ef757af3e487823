"""An author who asks for a chart that can be edited hears when it stays a picture."""

import pytest

from reportgen.build import check
from reportgen.model.world import World

REPORT = """
title: 题
date: 2025-12-18
sources: {{s: {{file: s.csv}}}}
charts:
  a: {{kind: {kind}, from: s, x: 年, y: 收入, title: 上升, cite: 年报, {option}}}
sections: [{{title: 章, text: "见@fig-a。\\n\\n:::{{图表}} a\\n:::\\n"}}]
"""


def found(folder, kind, option):
    from reportgen.automate import MemoryCache

    (folder / "s.csv").write_text("年,收入\n2022,3\n2023,5\n2024,9\n", "utf-8")
    (folder / "report.yaml").write_text(REPORT.format(kind=kind, option=option), "utf-8")
    findings = check(folder, World({}, None, MemoryCache())).findings
    return [each for each in findings if each.code.value == "RG340"]


@pytest.mark.parametrize(
    ("kind", "option", "words"),
    [
        ("bar", "bands: [{from: 4, to: 6}], native: yes", "bands"),
        ("line", "range: [-7, 333], native: yes", "range / scale"),
    ],
)
def test_what_was_asked_for_and_cannot_be_is_said(kind, option, words, tmp_path):
    (one,) = found(tmp_path, kind, option)
    assert (one.values["key"], one.values["option"]) == ("a", words)
    assert one.span.line == 6


@pytest.mark.parametrize("option", ["native: yes", "bands: [{from: 4, to: 6}]", "native: no"])
def test_what_can_be_or_was_not_asked_for_is_no_finding(option, tmp_path):
    assert found(tmp_path, "bar", option) == []
