import pytest
from tests.typesetter import fonts

from reportgen.fonts import DASH_PAIR, LATIN_QUOTES
from reportgen.model.brand import FontRole


@pytest.fixture
def sans():
    return fonts().face(FontRole.BODY)


def test_a_han_character_is_an_em_wide(sans):
    assert sans.advance("中") == 1000


def test_the_blank_of_a_full_width_mark_is_on_its_open_side(sans):
    assert sans.halving("，") == (0, 500)
    assert sans.halving("》") == (0, 500)
    assert sans.halving("（") == (500, 0)
    assert sans.halving("·") == (250, 250)


def test_what_is_no_full_width_mark_cannot_be_halved(sans):
    assert sans.halving("中") == sans.halving("A") == (0, 0)


def test_latin_letters_are_kerned(sans):
    pieces, advance = sans.word("AVATAR")
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == "AVATAR"
    assert advance < sum(map(sans.advance, "AVATAR"))
    moves = sum(piece for piece in pieces if isinstance(piece, int))
    assert advance == sum(map(sans.advance, "AVATAR")) + moves


def test_letters_never_become_ligatures(sans):
    pieces, _ = sans.word("office")
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == "office"


def test_two_dashes_are_one_glyph_two_ems_wide(sans):
    assert sans.advance(DASH_PAIR) == 2000


def test_the_code_face_has_no_private_characters():
    mono = fonts().face(FontRole.CODE)
    assert not mono.has(DASH_PAIR)
    assert not any(map(mono.has, LATIN_QUOTES.values()))


def test_an_outline_stays_within_the_em(sans):
    outline = sans.outline("一")
    assert outline[0][0] == "m"
    assert outline[-1] == ("h",)
    assert all(0 <= x <= 1000 for _, x, _ in outline[:-1])


def test_the_curves_of_a_truetype_face_become_cubic():
    curves = [each for each in fonts().by_name("DejaVuSans").outline("o") if each[0] == "c"]
    assert curves
    assert all(len(curve) == 7 for curve in curves)


def test_a_space_has_no_outline(sans):
    assert sans.outline(" ") == ()
