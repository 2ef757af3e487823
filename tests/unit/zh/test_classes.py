import pytest

from reportgen.fonts import DASH_PAIR, HAN_DASH
from reportgen.zh.classes import PRIVATE_DASHES, TOKEN, Kind, kind_of


def cut(text):
    return [match[0] for match in TOKEN.finditer(text)]


def test_text_is_cut_into_han_runs_words_and_single_marks():
    assert cut("营收12.5%，（AI Cloud）——") == [
        "营收", "12.5%", "，", "（", "AI", " ", "Cloud", "）", "——",
    ]  # fmt: skip


def test_nothing_is_lost_in_cutting():
    text = "a，b。“c”……d／e/f ☐①中\U00020000é한－～·\u00a0\t"
    assert "".join(cut(text)) == text


def test_a_slash_between_latin_letters_is_part_of_the_word():
    assert cut("TCP/IP") == ["TCP/IP"]
    assert cut("元/股") == ["元", "/", "股"]


def test_an_address_ends_at_a_full_width_mark():
    assert cut("https://a.cn/x，见") == ["https://a.cn/x", "，", "见"]


@pytest.mark.parametrize(
    ("chars", "kind"),
    [
        ("中①☐％\U00020000", Kind.HAN),
        ("Aé5,$", Kind.LATIN),
        ("（《“", Kind.OPENING),
        ("）》”", Kind.CLOSING),
        ("，。；", Kind.STOP),
        ("—…⸺" + DASH_PAIR, Kind.DASH),
        ("·～/", Kind.MIDDLE),
        (" \u00a0\t", Kind.SPACE),
    ],
)
def test_each_character_has_one_class(chars, kind):
    assert {kind_of(char) for char in chars} == {kind}


def test_fonts_and_rules_mean_the_same_private_dashes():
    assert PRIVATE_DASHES == DASH_PAIR + HAN_DASH
