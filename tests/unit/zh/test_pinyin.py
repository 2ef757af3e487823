"""The order of Chinese names, and names spelled in pinyin."""

import pytest

from reportgen.zh.languages import Language, language_of
from reportgen.zh.pinyin import is_spelled_name, pinyin_order


def test_names_go_by_their_sound_those_with_several_readings_by_the_surname_s():
    names = ["仇英", "单士元", "翟明", "闫三", "丁文", "区建", "李四", "解缙", "张三", "艾青"]
    ordered = sorted(names, key=pinyin_order)
    assert ordered == [
        "艾青", "丁文", "李四", "区建", "仇英", "单士元", "解缙", "闫三", "翟明", "张三",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("family", "given", "is_chinese"),
    [
        ("Li", "Jiangning", True),
        ("Wang", "Shanshan", True),
        ("Ouyang", "Xiu", True),
        ("Lü", "Meng", True),
        ("Li", "J.", False),
        ("Ager", "Alan A.", False),
        ("Smith", "Jo", False),
        ("Li", "Peter", False),
    ],
)
def test_a_name_in_pinyin_is_told_from_a_western_one(family, given, is_chinese):
    assert is_spelled_name(family, given) is is_chinese


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("信息与文献", Language.CHINESE),
        ("GNSS-R 数据", Language.CHINESE),
        ("図書館の用語", Language.JAPANESE),
        ("Nature", Language.WESTERN),
        ("Геология", Language.RUSSIAN),
        ("도서관", Language.OTHER),
        ("2024", Language.WESTERN),
    ],
)
def test_the_script_tells_the_language(words, language):
    assert language_of(words) is language
