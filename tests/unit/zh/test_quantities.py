"""A quantity is a number with a unit; dates, names, labels and ordinals are none."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.zh.quantities import Relation, find_quantities


def found(text):
    return [text[q.head : q.end] for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("营收达19亿美元。", ["19亿美元"]),
        ("近80%的收入", ["近80%"]),
        ("超过人民币150亿元", ["超过人民币150亿元"]),
        ("拥有3,584块显卡，领先29倍", ["3,584块", "29倍"]),
        ("定价40美元/股，每股收益1.25元", ["40美元/股", "1.25元"]),
        ("提高3.0个百分点，下调25个基点", ["3.0个百分点", "25个基点"]),
        ("1000余家，150多亿元", ["1000余家", "150多亿元"]),
        ("贡献超六成，另有三成半、百分之十五", ["超六成", "三成半", "百分之十五"]),
        ("净利润增长12.5％，单价１２．５元", ["12.5％", "１２．５元"]),
        ("ROE15.2%", ["15.2%"]),
        ("¥3,200万和US$5亿", ["¥3,200万", "$5亿"]),
        ("增速10%～15%，规模16-20亿元", ["10%", "15%", "16", "20亿元"]),
        ("目前有25万台，此前3亿元", ["25万台", "3亿元"]),
        ("装机5.2GW，用电320GWh", ["5.2GW", "320GWh"]),
        ("100日元", ["100日元"]),
        ("由-5%转为3%", ["-5%", "3%"]),
    ],
)
def test_a_number_with_a_unit_is_found_with_what_says_how_exact_it_is(text, quantities):
    assert found(text) == quantities


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月31日，2025-12-18 12:30，2024Q3，2024年前三季度，第三季度",
        "H100、A100、GPT-3 175B、GPT-4o、5G、3D、RTX 4090、iPhone 15、H100 80GB、v2.1.3",
        "《证券法》第57条第2款、中发〔2010〕28号、GB/T 7714—2025、ISO 9001",
        "电话010-88886666，手机13800138000，400-800-1234，+86 13900001111",
        "见图3、表2-1和附录A.1；如第3章第2节所述",
        "[1]、[2,3]、[4-6]",
        "（1）要点；（2）要点",
        "1、要点",
        "2.1 行业特性",
        "3:2的比例、1/3、比分2：1",
        "https://example.com/2024/100亿元.html 和 a100万@example.com",
        "一成不变的十二成员国完成功课",
        "3个月、5年、24小时、30天内",
        "前5名、前10家、第3次会议、60万吨级、10万分之一",
        "601318.SH、600519、12306、95后",
        "编号2024110032号",
    ],
)
def test_dates_names_labels_and_ordinals_are_no_quantities(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("超65%", Relation.OVER),
        ("逾65%", Relation.OVER),
        ("65%以上", Relation.OVER),
        ("60余亿元", Relation.OVER),
        ("近65%", Relation.NEAR),
        ("约为65%", Relation.NEAR),
        ("65%左右", Relation.NEAR),
        ("不足65%", Relation.UNDER),
        ("不超过65%", Relation.UNDER),
        ("达65%", Relation.EXACT),
    ],
)
def test_words_say_how_the_typed_number_stands_to_the_true_one(text, relation):
    assert [q.relation for q in find_quantities(text)] == [relation]


def test_scale_and_currency_make_the_unit():
    (quantity,) = find_quantities("19.15亿美元")
    assert (quantity.unit.base, quantity.unit.factor) == ("美元", Decimal(10**8))
    assert (quantity.places, quantity.figures) == (2, 4)


def test_a_few_of_a_thing_are_small_and_a_thousand_are_not():
    found = find_quantities("3个方面、24家门店、1,200家门店")
    assert [q.is_small for q in found] == [
        True,
        True,
        False,
    ]


DANGER = st.text(
    st.sampled_from(
        "0123456789,.，。%％亿万元美个百分点倍超近约不足多余以上-–—~～至/:："
        "年月日第图表（）()[]〔〕ABq@ \n\ue000"
    )
)


@given(DANGER)
def test_any_text_can_be_read_and_places_are_in_order(text):
    last = 0
    for quantity in find_quantities(text):
        assert 0 <= quantity.head <= quantity.start < quantity.end <= len(text)
        assert quantity.start >= last
        last = quantity.end


@pytest.mark.parametrize(
    "unit", ["1", "1,", "12.5%，", "9-", "A1-", "（1", "亿", "约", "第1、", "1.1.", "\n", "a@"]
)
def test_reading_takes_time_in_proportion_to_the_text(unit):
    start = time.process_time()
    find_quantities(unit * (200_000 // len(unit)))
    assert time.process_time() - start < 5
