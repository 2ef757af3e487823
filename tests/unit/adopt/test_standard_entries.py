"""An entry of GB/T 7714 is read back into its elements, or left whole."""

import pytest

from reportgen.adopt.standard_entries import elements_of


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        (
            "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
            {
                "type": "N",
                "author": "丁文详",
                "title": "数字革命与竞争国际化",
                "container": "中国青年报",
                "date": "2000-11-20",
                "issue": "15",
            },
        ),
        (
            "GB/T 7714—2015　信息与文献 参考文献著录规则[S].",
            {"type": "S", "title": "信息与文献 参考文献著录规则", "number": "GB/T 7714—2015"},
        ),
        (
            "王琦. 土壤湿度反演方法研究[D]. 武汉：武汉大学，2022：87.",
            {
                "type": "D",
                "author": "王琦",
                "title": "土壤湿度反演方法研究",
                "place": "武汉",
                "publisher": "武汉大学",
                "date": "2022",
                "pages": "87",
            },
        ),
    ],
)
def test_an_entry_is_read_into_its_elements(text, elements):
    assert elements_of(text) == elements


@pytest.mark.parametrize(
    "text",
    [
        "国家统计局 - “货运量” (https://data.stats.gov.cn)",
        "丁文详，2000. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        "中国国家博物馆[EB/OL]. https://www.chnmuseum.cn/.",
        "[M]",
        "",
    ],
    ids=["simple", "author and date", "no day of access", "no title", "nothing"],
)
def test_what_is_not_understood_whole_is_left_whole(text):
    assert elements_of(text) == {}
