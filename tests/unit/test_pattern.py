"""A pattern that waits is as good as one that is ready."""

import re

import pytest

from reportgen.model.pattern import pattern


def test_a_pattern_is_compiled_at_its_first_use(monkeypatch):
    asked = []
    ready = re.compile
    monkeypatch.setattr(re, "compile", lambda *words: asked.append(words) or ready(*words))
    waiting = pattern("([0-9]+)%", re.ASCII)
    assert asked == []
    assert waiting.search("约 12%")[1] == "12"
    assert waiting.sub("", "12%") == ""
    assert len(asked) == 1


def test_a_wrong_pattern_is_an_error_at_its_first_use():
    with pytest.raises(re.error):
        pattern("(").match("")


def test_a_pattern_of_bytes_reads_bytes():
    assert pattern(rb"\d+").findall(b"1 22") == [b"1", b"22"]
