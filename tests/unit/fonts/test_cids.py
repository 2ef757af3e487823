import pytest
import uharfbuzz as hb
from tests.typesetter import fonts

from reportgen.fonts import DASH_PAIR, assets_dir
from reportgen.fonts.cids import alias_cids
from reportgen.fonts.face import Face
from reportgen.model.brand import FontRole

FONTS = sorted((assets_dir() / "fonts").glob("*.ttf"))


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_code_point_of_a_font_has_a_cid_of_its_own(path):
    face = Face(path.stem, path)
    codes = list(hb.Face(hb.Blob.from_file_path(str(path))).unicodes)
    cids = {face.cid(chr(code)) for code in codes if not 0xE000 <= code < 0xE006}
    assert len(cids) == len([code for code in codes if not 0xE000 <= code < 0xE006])
    assert max(cids) < 65536


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_the_aliases_are_those_a_search_of_all_code_points_finds(path):
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    font = hb.Font(face)
    first: dict[int, int] = {}
    aliases = [c for c in face.unicodes if first.setdefault(font.get_nominal_glyph(c), c) != c]
    assert alias_cids(face, font, {}) == dict(
        zip(aliases, range(face.glyph_count, 99999), strict=False)
    )


def test_characters_of_one_glyph_are_copied_as_they_were_written():
    sans = fonts().face(FontRole.BODY)
    program = sans.subset("-\u00ad·•")
    assert len({sans.cid(char) for char in "-\u00ad·•"}) == 4
    assert sorted(text for _, text in program.to_unicode) == sorted("-\u00ad·•")


def test_a_cid_does_not_depend_on_what_was_asked_before():
    path = assets_dir() / "fonts" / "NotoSansSC-Regular.ttf"
    one, other = Face("one", path), Face("other", path)
    text = "中·文•-" + DASH_PAIR
    assert list(map(one.cid, text)) == list(map(other.cid, reversed(text)))[::-1]


def test_a_character_without_a_glyph_has_cid_nought():
    assert fonts().face(FontRole.CODE).cid("中") == 0
