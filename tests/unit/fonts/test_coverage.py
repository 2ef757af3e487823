from types import SimpleNamespace

import pytest
from tests.typesetter import fonts

from reportgen.diag import Code, MakeError
from reportgen.fonts import DASH_PAIR, HAN_DASH, LATIN_QUOTES, open_fonts
from reportgen.model.brand import FontFile, FontRole, FontSpec
from reportgen.model.typography import USUAL


def brand_with(file):
    spec = FontSpec(FontFile(file), "", "", is_bold=False)
    return SimpleNamespace(fonts={FontRole.BODY: spec}, fallbacks=(), typography=USUAL)


def names(text, role=FontRole.BODY):
    return [(face.name, part) for face, part in fonts().runs(text, role)]


def test_text_is_shown_in_the_face_of_its_role():
    assert names("营收ABC") == [("NotoSansSC-Regular", "营收ABC")]


def test_a_character_the_face_lacks_comes_from_a_fallback():
    assert names("完成☑，") == [
        ("NotoSansSC-Regular", "完成"),
        ("DejaVuSans", "☑"),
        ("NotoSansSC-Regular", "，"),
    ]
    assert names("x营收", FontRole.CODE) == [
        ("DejaVuSansMono", "x"),
        ("NotoSansSC-Regular", "营收"),
    ]


def test_two_dashes_become_their_glyph_where_the_face_has_it():
    assert names("云——端") == [("NotoSansSC-Regular", f"云{DASH_PAIR}端")]
    assert names("a——b", FontRole.CODE) == [("DejaVuSansMono", "a——b")]


@pytest.mark.parametrize("text", ["北京—上海", "2020—2024年", "京—A", "A — 京"])
def test_a_lone_dash_is_an_em_wide_beside_han(text):
    assert names(text) == [("NotoSansSC-Regular", text.replace("—", HAN_DASH))]
    assert fonts().face(FontRole.BODY).advance(HAN_DASH) == 1000


@pytest.mark.parametrize("text", ["AI—cloud", "AI — cloud"])
def test_a_lone_dash_between_latin_words_is_latin(text):
    assert names(text) == [("NotoSansSC-Regular", text)]


def test_an_apostrophe_in_a_latin_word_is_narrow():
    assert names("CoreWeave’s") == [("NotoSansSC-Regular", f"CoreWeave{LATIN_QUOTES['’']}s")]


def test_an_apostrophe_closes_no_quotation():
    narrow = LATIN_QUOTES["’"]
    assert names("叫‘AI’s’的") == [("NotoSansSC-Regular", f"叫‘AI{narrow}s’的")]


def test_quotes_around_latin_words_in_chinese_stay_wide():
    assert names("所谓“GPU”云") == [("NotoSansSC-Regular", "所谓“GPU”云")]
    assert names("是“GPU” 2025年") == [("NotoSansSC-Regular", "是“GPU” 2025年")]


def test_quotes_in_an_english_sentence_are_narrow():
    opening, closing = LATIN_QUOTES["“"], LATIN_QUOTES["”"]
    said = [("NotoSansSC-Regular", f"he said {opening}Hello{closing} to all")]
    assert names("he said “Hello” to all") == said


def test_what_leaves_no_mark_takes_no_room():
    assert names("soft\u00adware\u200b") == [("NotoSansSC-Regular", "software")]
    assert names("a\tb\nc") == [("NotoSansSC-Regular", "a b c")]


def test_missing_characters_are_named_once_and_in_order():
    text = "中\U00020000\n\u200b☐\U00020000𠮷"
    assert fonts().missing(text) == ["\U00020000", "𠮷"]


def test_a_private_character_of_the_author_is_missing():
    assert fonts().missing(DASH_PAIR) == [DASH_PAIR]


def test_a_width_is_that_of_all_its_runs():
    sans = fonts().face(FontRole.BODY)
    dingbat = fonts().by_name("DejaVuSans").advance("☑")
    assert fonts().width("完☑", FontRole.BODY, 10_000) == (sans.advance("完") + dingbat) * 10
    assert fonts().width("AVA", FontRole.BODY, 10_000) == sans.word("AVA")[1] * 10


def test_a_brand_may_bring_its_own_font(tmp_path):
    ours = fonts().face(FontRole.CODE).file.path
    (tmp_path / "Own.ttf").write_bytes(ours.read_bytes())
    assert open_fonts(brand_with("Own.ttf"), tmp_path).face(FontRole.BODY).name == "Own"


def test_two_files_of_one_name_are_two_faces(tmp_path):
    (tmp_path / "fonts").mkdir()
    mono = fonts().face(FontRole.CODE).file.path.read_bytes()
    (tmp_path / "fonts" / "DejaVuSans.ttf").write_bytes(mono)
    found = open_fonts(brand_with("fonts/DejaVuSans.ttf"), tmp_path)
    assert found.face(FontRole.BODY).name == "DejaVuSans"
    assert found.by_name("DejaVuSans-2").file != found.face(FontRole.BODY).file


def test_a_font_that_is_nowhere_stops_the_build():
    with pytest.raises(MakeError) as stopped:
        open_fonts(brand_with("Nowhere.ttf"))
    (finding,) = stopped.value.diagnostics
    assert finding.code is Code.FONT_NOT_FOUND
    assert finding.values == {"file": "Nowhere.ttf"}


def test_a_role_may_have_fallbacks_of_its_own():
    serif = FontSpec(FontFile("NotoSerifSC-Regular.ttf"), "", "", is_bold=False)
    styled = FontSpec(serif.file, "", "", is_bold=False, fallbacks=(FontFile("DejaVuSerif.ttf"),))
    brand = SimpleNamespace(
        fonts={FontRole.BODY: styled, FontRole.CHART: serif}, fallbacks=(), typography=USUAL
    )
    found = open_fonts(brand)
    names = [found.runs("Łódź", role)[0][0].name for role in (FontRole.BODY, FontRole.CHART)]
    assert names == ["DejaVuSerif", "DejaVuSans"]
