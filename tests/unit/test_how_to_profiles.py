"""The how-to of profiles: every example builds in both formats, its tables name all there is."""

import re
from pathlib import Path

import pytest
import yaml
from tests.profiles import TODAY

from reportgen import build_report
from reportgen.model.artifact import ArtifactKind
from reportgen.read.profile_keys import LETTER, PROFILE_KEYS, STATEMENTS

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "profiles.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
_LENT = {
    "id": "example",
    "title": "某行业报告",
    "summary": "规模扩大。",
    "references": [
        {
            "key": "a",
            "type": "EB",
            "title": "市场数据",
            "author": ["某协会"],
            "url": "https://example.org/a",
            "accessed": "2025-11-20",
        }
    ],
    "sections": [{"title": "概况", "text": "市场规模扩大[@a]。"}],
}
"""What an example leaves out: it shows the keys of its profile alone."""
_CHINESE = {"标题": "title", "日期": "date", "机构": "organisation", "体例": "profile"}


def _whole(example):
    typed = yaml.safe_load(example)
    named = {_CHINESE.get(key, key) for key in typed}
    is_letter = typed.get("体例") == "公文"
    if is_letter or "sections" in typed:
        named |= {"references", "summary", "sections"}
    lent = {key: each for key, each in _LENT.items() if key not in named}
    if is_letter:
        lent["sections"] = [{"title": "概况", "text": "平台运行平稳。"}]
    return lent | typed


def test_each_profile_has_an_example():
    asked = {typed.get("profile", typed.get("体例")) for typed in map(yaml.safe_load, EXAMPLES)}
    assert asked >= {"research", "consulting", "sell_side", "公文"}


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_builds_in_both_formats_and_lacks_nothing(example):
    built = build_report(_whole(example), env={}, today=TODAY)
    assert {each.kind for each in built.artifacts} == {ArtifactKind.PDF, ArtifactKind.DOCX}
    assert {each.code.value for each in built.findings} <= {"RG190"}


@pytest.mark.parametrize("fields", [STATEMENTS, LETTER])
def test_every_key_of_statements_and_letters_is_told(fields):
    for key in fields.keys:
        assert key.chinese in PAGE, key.name
        assert key.name in PAGE, key.name


def test_every_key_of_profiles_is_told():
    for key in PROFILE_KEYS:
        assert f"`{key.name}`" in PAGE or f"{key.name}:" in PAGE, key.name
