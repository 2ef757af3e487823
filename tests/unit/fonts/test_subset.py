import pytest
import uharfbuzz as hb
from tests.typesetter import fonts

from reportgen.fonts import DASH_PAIR
from reportgen.model.brand import FontRole

TEXT = "CoreWeave营收，·•" + DASH_PAIR


@pytest.fixture
def program():
    return fonts().face(FontRole.BODY).subset(TEXT)


def test_a_subset_does_not_depend_on_the_order_of_its_characters(program):
    assert fonts().face(FontRole.BODY).subset(reversed(TEXT + TEXT)) == program


def test_other_characters_make_another_name(program):
    other = fonts().face(FontRole.BODY).subset(TEXT + "新")
    assert program.name.endswith("+NotoSansSC-Regular")
    assert len(program.name.split("+")[0]) == 6
    assert other.name != program.name


def test_every_character_has_the_right_outline(program):
    sans = fonts().face(FontRole.BODY)
    font = hb.Font(hb.Face(program.data))
    assert [char for char, _ in program.glyphs] == sorted(set(TEXT))
    for char, glyph in program.glyphs:
        assert glyph
        assert font.get_glyph_h_advance(glyph) == sans.advance(char) == program.widths[glyph]


def test_characters_of_one_outline_share_it(program):
    glyphs = dict(program.glyphs)
    assert glyphs["·"] == glyphs["•"]


def test_only_the_tables_a_pdf_needs_are_kept(program):
    tables = set(hb.Face(program.data).table_tags)
    assert tables == {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}
    assert len(program.data) < 4000


def test_the_descriptor_says_what_the_face_is():
    mono = fonts().face(FontRole.CODE).subset("x")
    bold = fonts().face(FontRole.STRONG).subset("x")
    assert mono.flags & 1
    assert not bold.flags & 1
    assert bold.stem > mono.stem
    assert bold.descent < 0 < bold.cap_height < bold.ascent


def test_an_empty_subset_is_still_a_font():
    program = fonts().face(FontRole.BODY).subset("")
    assert program.glyphs == ()
    assert program.widths == {}
    assert hb.Face(program.data).glyph_count == 1
