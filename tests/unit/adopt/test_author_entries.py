"""Entries by author and date are read back into the elements that print them."""

import pytest

from reportgen.adopt.author_entries import elements_by_author


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            "丁文详，2000. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
            {"author": "丁文详", "container": "中国青年报", "date": "2000-11-20", "issue": "15"},
        ),
        (
            "邱均平，2000b. 网络信息计量的几个问题[J]. 情报学报，19（3）：5-9.",
            {"container": "情报学报", "date": "2000", "volume": "19", "pages": "5-9"},
        ),
        (
            "佚名，2023. 人物龙凤帛画[J]. 中国书法（3）：5.",
            {"container": "中国书法", "date": "2023", "issue": "3", "pages": "5"},
        ),
        (
            "扬奎斯特，萨金特，2010. 递归宏观经济理论[M]. 杨斌，译. 2版. 北京：某社：798.",
            {"author": "扬奎斯特；萨金特", "place": "北京", "publisher": "某社", "pages": "798"},
        ),
        (
            "Falout J，Hood M，et al.，2009. Demotivation[J]. System，37（3）：403-417.",
            {"author": "Falout, J；Hood, M；等", "date": "2009", "volume": "37"},
        ),
        (
            "彭守璋，2025. 数据集[DS/OL]. 某中心（2025-07-07） [2025-07-15]. https://a.example/.",
            {"publisher": "某中心", "date": "2025-07-07", "accessed": "2025-07-15"},
        ),
    ],
)
def test_an_entry_by_author_and_date_is_parted(entry, told):
    found = elements_by_author(entry)
    assert {name: found.get(name) for name in told} == told


@pytest.mark.parametrize(
    "entry", ["", "某书", "张三. 某书[M]. 北京：某社，2020.", "张三，2020. 某书"]
)
def test_another_entry_is_none_of_these(entry):
    assert elements_by_author(entry) == {}
