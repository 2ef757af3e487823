from types import SimpleNamespace

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from tests.typesetter import BODY, EM, fonts, text_of, words

from reportgen.diag import Code, Sink
from reportgen.fonts import DASH_PAIR, LATIN_QUOTES, assets_dir, open_fonts, written
from reportgen.model.brand import FontFile, FontRole, FontSpec
from reportgen.model.typography import Digits, Typography
from reportgen.typeset.paragraph import set_lines


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


# ---- digits --------------------------------------------------------------------------------

PLAIN_DIGITS = "0123456789"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """Return a folder with a font whose other digits are its letters a to j."""
    folder = tmp_path_factory.mktemp("kit")
    font = TTFont(assets_dir() / "fonts" / "DejaVuSansMono.ttf")
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    rules = "".join(f"sub {name} by {to};" for name, to in zip(names, "abcdefghij", strict=True))
    addOpenTypeFeaturesFromString(font, f"feature pnum {{ {rules} }} pnum;")
    font.save(folder / "Digits.ttf")
    return folder


def digits_of(kit, digits, sink=None):
    spec = FontSpec(FontFile("Digits.ttf"), "", "", is_bold=False)
    brand = SimpleNamespace(
        fonts={FontRole.BODY: spec}, fallbacks=(), typography=Typography(digits=digits)
    )
    return open_fonts(brand, kit, sink)


def test_digits_of_another_form_are_other_glyphs_that_copy_as_digits(kit):
    sink = Sink()
    fonts = digits_of(kit, Digits.PROPORTIONAL, sink)
    ((face, shown),) = fonts.runs(PLAIN_DIGITS, FontRole.BODY)
    assert not sink.found
    assert "".join(map(written, shown)) == PLAIN_DIGITS
    assert not set(shown) & set(PLAIN_DIGITS)
    assert face.outline(shown[1]) == face.outline("b") != face.outline("1")


def test_a_number_of_another_form_keeps_to_its_unit(kit):
    fonts = digits_of(kit, Digits.PROPORTIONAL)
    for ems in range(5, 9):
        lines = set_lines([words("GDP增长25万")], ems * EM, BODY, fonts)
        assert not any(text_of(line).startswith("万") for line in lines)


def test_digits_that_a_font_lacks_are_found(kit):
    sink = Sink()
    spec = FontSpec(FontFile("NotoSerifSC-Regular.ttf"), "", "", is_bold=False)
    for digits in (Digits.TABULAR, Digits.PROPORTIONAL):
        brand = SimpleNamespace(
            fonts={FontRole.BODY: spec}, fallbacks=(), typography=Typography(digits=digits)
        )
        open_fonts(brand, kit, sink)
    assert [each.code for each in sink.found] == [Code.FONT_WITHOUT_DIGITS] * 2


def test_digits_that_are_of_one_width_anyhow_are_tabular(kit):
    sink = Sink()
    digits_of(kit, Digits.TABULAR, sink)
    assert not sink.found
