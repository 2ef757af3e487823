"""Subsets are kept: the same characters cost nothing the second time."""

from io import BytesIO

import pikepdf
import pytest
from tests.unit.write_pdf.builder import BRAND, FONTS, Builder, document, picture

from reportgen.automate import MemoryCache
from reportgen.diag import Code, PromiseError
from reportgen.fonts import OutlineKind
from reportgen.model.brand import FontRole
from reportgen.write_pdf import write_pdf
from reportgen.write_pdf.pack_font import font_bytes, font_from_bytes, pack_font


class Counting(MemoryCache):
    def __init__(self):
        super().__init__()
        self.kept = 0

    def put(self, key, value):
        self.kept += 1
        super().put(key, value)


def written(words, cache):
    builder = Builder()
    builder.text(words)
    return write_pdf(builder.stream(), document(), BRAND, picture, FONTS, cache)


def test_a_kept_font_is_the_font():
    font = pack_font(FONTS.face(FontRole.BODY).subset("营收，2025"))
    assert font.outlines is OutlineKind.TRUE_TYPE
    assert font_from_bytes(font_bytes(font)) == font


def test_the_same_characters_are_not_cut_again():
    cache = Counting()
    first = written("营收增长", cache)
    assert cache.kept == 1
    assert written("增长营收", cache) != first
    assert written("营收增长", cache) == first
    assert cache.kept == 1


def test_other_characters_take_the_place_of_the_last():
    cache = Counting()
    for words in ("营收", "增长", "营收"):
        with pikepdf.open(BytesIO(written(words, cache))) as pdf:
            (font,) = pdf.pages[0].Resources.Font.values()
            assert f"{ord(words[0]):04x}"[:2] in font.ToUnicode.read_bytes().decode()
    assert cache.kept == 3
    assert len(cache._known) == 1  # noqa: SLF001 - the size is the promise


def test_a_character_no_font_has_never_leaves_as_tofu():
    builder = Builder()
    builder.text("营𪚲")
    with pytest.raises(PromiseError) as stopped:
        write_pdf(builder.stream(), document(), BRAND, picture, FONTS, MemoryCache())
    (finding,) = stopped.value.diagnostics
    assert finding.code is Code.TOFU
    assert finding.values["codepoints"] == "U+2A6B2"
