"""Addresses in running text are linked whole, without the marks around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.zh.addresses import linked_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("见https://a.cn/b?c=1。", [("见", ""), ("https://a.cn/b?c=1",) * 2, ("。", "")]),
        ("（https://a.cn/b）", [("（", ""), ("https://a.cn/b",) * 2, ("）", "")]),
        ("(https://a.cn/b_(c)), d", [("(", ""), ("https://a.cn/b_(c)",) * 2, ("), d", "")]),
        ("网址www.a.cn,电话1", [("网址", ""), ("www.a.cn", "https://www.a.cn"), (",电话1", "")]),
        ("邮箱x.y@a.com.cn。", [("邮箱", ""), ("x.y@a.com.cn", "mailto:x.y@a.com.cn"), ("。", "")]),
        ("第@一、a@b、www.、@fig-x", [("第@一、a@b、www.、@fig-x", "")]),
        ("", []),
    ],
)
def test_an_address_ends_where_its_sentence_goes_on(text, parts):
    assert list(linked_parts(text)) == parts


@given(st.text("a.@:/w) 文，", max_size=30))
def test_nothing_of_the_text_is_lost(text):
    assert "".join(part for part, _ in linked_parts("http://a" + text)) == "http://a" + text
