"""Numbers, strings and colours as PDF spells them."""

from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageCms

from reportgen.model.brand import Colour
from reportgen.write_pdf.faces import UsedFace
from reportgen.write_pdf.profile import srgb_profile
from reportgen.write_pdf.syntax import (
    byte_string,
    colour,
    decimal,
    factor,
    number,
    spelled,
    text_string,
)


@given(st.integers(-10_000_000, 10_000_000))
def test_a_number_is_right_to_the_hundredth_and_short(length):
    text = number(length)
    assert abs(Decimal(text) * 1000 - length) <= 5
    assert text == "0" or not text.endswith(("0", ".")) or "." not in text
    assert text != "-0"


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "0.5"), (-0.004, "0"), (-2.0, "-2"), (1.005, "1")]
)
def test_a_decimal_is_short(value, text):
    assert decimal(value) == text


def test_small_things_are_not_lost():
    assert factor(0.00012) == "0.00012"
    assert factor(-0.000001) == "0"
    assert spelled(-5) == "-0.05"
    assert colour(Colour(255, 0, 128)) == "1 0 0.502"


@given(st.text())
def test_any_words_come_back(words):
    string = pikepdf.Object.parse(text_string(words).encode())
    assert str(string) == words


@given(st.text())
def test_any_name_comes_back(words):
    assert bytes(pikepdf.Object.parse(byte_string(words.encode()).encode())) == words.encode()


def test_a_code_is_the_code_point_in_its_plane():
    face = UsedFace(None, "F1")
    assert face.shown(("甲A", -250, "丙")) == "[<75320041>250<4e19>]TJ"
    assert face.shown(("\uffff",)) == "<ffff>Tj"
    assert face.shown(("𠀀𮯠",)) == "<0000ebe0>Tj"


def test_the_profile_is_one_that_others_read():
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile())).profile
    assert profile.profile_description == "sRGB"
    known = ImageCms.createProfile("sRGB")
    for name in ("red_primary", "green_primary", "blue_primary"):
        made, wanted = getattr(profile, name)[0], getattr(known, name)[0]
        assert made == pytest.approx(wanted, abs=3e-4)
