"""A brand's own fonts, of every kind; the files belong to a conformance sample."""

import struct
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.automate import MemoryCache
from reportgen.diag import Code, MakeError, Sink, Source, Span
from reportgen.fonts import BrokenFontError, OutlineKind, open_fonts
from reportgen.fonts.face import Face
from reportgen.model.brand import FontFile, FontRole, FontSpec
from reportgen.model.typography import USUAL
from reportgen.write_pdf.faces import Faces
from reportgen.write_pdf.file import File

KIT = Path(__file__).parents[2] / "conformance" / "samples" / "own-fonts" / "品牌" / "fonts"
HERE = Span(Source("brand.yaml", "file: x"), 1, 7)
TEXT = "城市2025，·•"


def brand_with(file):
    spec = FontSpec(file, "", "", is_bold=False)
    return SimpleNamespace(fonts={FontRole.BODY: spec}, fallbacks=(), typography=USUAL)


def face_of(name, index=0, weight=0):
    file = FontFile(name, index, weight)
    return open_fonts(brand_with(file), KIT).face(FontRole.BODY)


def finding_of(file, folder):
    with pytest.raises(MakeError) as stopped:
        open_fonts(brand_with(file), folder)
    (finding,) = stopped.value.diagnostics
    return finding


@pytest.mark.parametrize(
    ("name", "index", "weight", "kind"),
    [
        ("RGTestSans-Regular.otf", 0, 0, OutlineKind.COMPACT),
        ("RGTestSans-VF.otc", 1, 0, OutlineKind.COMPACT),
        ("RGTestSans-VF.otc", 1, 350, OutlineKind.COMPACT),
        ("RGTestFlex-VF.ttf", 0, 0, OutlineKind.TRUE_TYPE),
        ("RGTestFlex-VF.ttf", 0, 650, OutlineKind.TRUE_TYPE),
        ("RGTestHei.ttc", 1, 0, OutlineKind.TRUE_TYPE),
    ],
)
def test_a_font_of_any_kind_is_cut_with_its_outlines(name, index, weight, kind):
    face = face_of(name, index, weight)
    program = face.subset(TEXT)
    assert program.outlines is kind
    known = {char for char in TEXT if face.has(char)}
    assert {char for char, _ in program.glyphs} == known >= set("城市2025，")
    assert all(program.widths[glyph] == face.advance(char) for char, glyph in program.glyphs)
    assert face_of(name, index, weight).subset(TEXT) == program


def test_a_font_of_names_is_cut_like_one_of_numbers():
    program = face_of("RGTestMono.otf").subset("AZ")
    assert program.outlines is OutlineKind.COMPACT
    assert program.glyphs == (("A", 1), ("Z", 2))
    assert program.flags & 1


def test_the_index_chooses_the_face_of_a_collection():
    assert not face_of("RGTestSans-VF.otc", 0).has("城")
    assert face_of("RGTestSans-VF.otc", 1).has("城")
    thin, bold = (face_of("RGTestHei.ttc", index).subset("城") for index in (0, 1))
    assert thin.data != bold.data
    assert thin.stem < bold.stem


@pytest.mark.parametrize(("name", "index"), [("RGTestFlex-VF.ttf", 0), ("RGTestSans-VF.otc", 1)])
def test_a_variable_font_is_set_and_cut_at_its_weight(name, index):
    light, bold = (face_of(name, index, weight) for weight in (400, 700))
    assert light.name != bold.name
    assert bold.advance("m") > light.advance("m")
    assert bold.outline("一") != light.outline("一")
    assert light.subset("一").data != bold.subset("一").data
    assert bold.subset("m").widths == {1: bold.advance("m")}


def test_the_shapes_of_charts_are_those_of_the_font():
    assert {"m", "c", "h"} <= {step[0] for step in face_of("RGTestSans-Regular.otf").outline("6")}


def test_an_embedded_true_type_font_has_no_trace_of_its_variations():
    data = face_of("RGTestFlex-VF.ttf", 0, 650).subset("一").data
    assert set(hb.Face(data).table_tags) == {"glyf", "loca", "head", "hhea", "hmtx", "maxp"}


def test_a_font_that_is_nowhere_is_found_at_its_place():
    finding = finding_of(FontFile("Nowhere.otf", span=HERE), KIT)
    assert finding.code is Code.FONT_NOT_FOUND
    assert finding.span == HERE


@pytest.mark.parametrize(
    ("data", "index"),
    [
        (b"", 0),
        (b"OTTO" + bytes(100), 0),
        (b"wOF2" + bytes(100), 0),
        (b"%PDF-1.7 no font at all", 0),
        (b"ttcf\0\1\0\0\0\0\0\1", 0),
        ((KIT / "RGTestHei.ttc").read_bytes(), 2),
        ((KIT / "RGTestMono.otf").read_bytes(), 1),
        ((KIT / "RGTestMono.otf").read_bytes()[:2000], 0),
    ],
)
def test_a_file_that_is_no_sound_font_is_found(tmp_path, data, index):
    (tmp_path / "Odd.otf").write_bytes(data)
    finding = finding_of(FontFile("Odd.otf", index, span=HERE), tmp_path)
    assert finding.code is Code.FONT_NOT_USABLE
    assert finding.span == HERE


@pytest.mark.parametrize(("bits", "is_allowed"), [(0, True), (4, True), (8, True), (2, False)])
def test_the_owner_says_whether_a_font_may_be_embedded(tmp_path, bits, is_allowed):
    (tmp_path / "Own.otf").write_bytes(with_embedding_bits(bits))
    sink = Sink()
    open_fonts(brand_with(FontFile("Own.otf", span=HERE)), tmp_path, sink)
    assert [each.code for each in sink.found] == [Code.FONT_NOT_EMBEDDABLE] * (not is_allowed)


def test_a_font_that_must_be_embedded_whole_is_refused(tmp_path):
    (tmp_path / "Own.otf").write_bytes(with_embedding_bits(0x108))
    assert finding_of(FontFile("Own.otf"), tmp_path).code is Code.FONT_NOT_EMBEDDABLE


def with_embedding_bits(bits):
    data = bytearray((KIT / "RGTestMono.otf").read_bytes())
    (count,) = struct.unpack_from(">H", data, 4)
    for at in range(12, 12 + 16 * count, 16):
        if data[at : at + 4] == b"OS/2":
            struct.pack_into(">H", data, struct.unpack_from(">I", data, at + 8)[0] + 8, bits)
    return bytes(data)


def test_only_a_variable_font_has_other_weights():
    assert finding_of(FontFile("RGTestMono.otf", 0, 300), KIT).code is Code.FONT_NOT_VARIABLE
    outside = finding_of(FontFile("RGTestFlex-VF.ttf", 0, 900), KIT)
    assert outside.code is Code.FONT_WEIGHT_OUTSIDE
    assert (outside.values["least"], outside.values["most"]) == ("400", "700")


def test_all_faults_of_fonts_are_found_in_one_run():
    sink = Sink()
    spec = FontSpec(FontFile("Nowhere.otf"), "", "", is_bold=False)
    mono = FontSpec(FontFile("RGTestMono.otf", 7), "", "", is_bold=False)
    brand = SimpleNamespace(
        fonts={FontRole.BODY: spec, FontRole.CODE: mono}, fallbacks=(), typography=USUAL
    )
    faces = open_fonts(brand, KIT, sink)
    assert {each.code for each in sink.found} == {Code.FONT_NOT_FOUND, Code.FONT_NOT_USABLE}
    assert faces.face(FontRole.BODY).has("城")


def test_a_face_has_a_name_a_pdf_can_spell(tmp_path):
    (tmp_path / "方正 书宋.otf").write_bytes((KIT / "RGTestMono.otf").read_bytes())
    assert (
        open_fonts(brand_with(FontFile("方正 书宋.otf")), tmp_path).face(FontRole.BODY).name
        == "Face"
    )


def test_a_changed_file_is_another_face(tmp_path):
    own = tmp_path / "Own.otf"
    own.write_bytes((KIT / "RGTestMono.otf").read_bytes())
    first = open_fonts(brand_with(FontFile("Own.otf")), tmp_path).face(FontRole.BODY)
    again = open_fonts(brand_with(FontFile("Own.otf")), tmp_path).face(FontRole.BODY)
    own.write_bytes((KIT / "RGTestSans-Regular.otf").read_bytes())
    other = open_fonts(brand_with(FontFile("Own.otf")), tmp_path).face(FontRole.BODY)
    assert again is first
    assert other is not first
    assert other.has("城")


def test_other_fonts_have_another_digest(tmp_path):
    own = tmp_path / "Own.otf"
    digests = []
    for name in ("RGTestMono.otf", "RGTestSans-Regular.otf", "RGTestMono.otf"):
        own.write_bytes((KIT / name).read_bytes())
        digests.append(open_fonts(brand_with(FontFile("Own.otf")), tmp_path).digest)
    assert digests[0] == digests[2] != digests[1]


def test_a_link_out_of_the_kit_is_no_font_of_it(tmp_path):
    kit = tmp_path / "kit"
    kit.mkdir()
    (tmp_path / "Own.otf").write_bytes((KIT / "RGTestMono.otf").read_bytes())
    (kit / "Own.otf").symlink_to(tmp_path / "Own.otf")
    assert finding_of(FontFile("Own.otf"), kit).code is Code.FONT_NOT_FOUND


FILES = sorted(path for path in KIT.iterdir() if path.suffix in {".otf", ".otc", ".ttc", ".ttf"})
DAMAGE = st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=120)
@given(path=st.sampled_from(FILES), damage=DAMAGE, kept=st.floats(0.3, 1.5))
def test_a_damaged_font_is_a_finding_never_a_crash(tmp_path_factory, path, damage, kept):
    data = bytearray(path.read_bytes())
    for place, byte in damage:
        data[place] = byte
    folder = tmp_path_factory.mktemp("kit")
    (folder / path.name).write_bytes(data[: int(len(data) * kept)])
    sink = Sink()
    found = open_fonts(brand_with(FontFile(path.name)), folder, sink)
    assert {each.code for each in sink.found} <= {Code.FONT_NOT_USABLE, Code.FONT_NOT_EMBEDDABLE}
    for face, text in found.runs("城市2025，“AVA”——", FontRole.BODY):
        assert face.word(text)
        assert [face.outline(char) for char in text]
        with suppress(BrokenFontError):
            face.subset(text)


def test_an_outline_that_is_broken_beyond_the_trial_is_a_finding_of_the_build(monkeypatch):
    def cut(*_):
        raise BrokenFontError("glyf")

    faces = open_fonts(brand_with(FontFile("RGTestMono.otf")), KIT)
    monkeypatch.setattr(Face, "subset", cut)
    used = Faces(faces, "a", MemoryCache())
    used.face(faces.face(FontRole.BODY).name).shown(("AB",))
    file = File()
    with pytest.raises(MakeError) as stopped:
        used.embed(file, file.reserve())
    assert [each.code for each in stopped.value.diagnostics] == [Code.FONT_NOT_USABLE]
