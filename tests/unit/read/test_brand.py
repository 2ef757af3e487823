"""Brand kits: ours is whole and readable; a kit of the report's folder is checked."""

import itertools
import re

import pytest
from msgspec.structs import asdict

from reportgen.diag import Sink, Source
from reportgen.model.brand import FontRole, StyleRole
from reportgen.model.length import mm, pt
from reportgen.model.typography import USUAL, EmphasisMark, Kinsoku, Typography
from reportgen.read.brand import find_brand, read_brand, templates_folder
from reportgen.read.files import Folder

FILE = templates_folder() / "default" / "brand.yaml"


@pytest.fixture
def text():
    return FILE.read_text("utf-8")


def read(text):
    sink = Sink()
    brand = read_brand(Source("brand.yaml", text), sink)
    return brand, [d.code.value for d in sink]


@pytest.fixture
def brand(text):
    return read(text)[0]


def test_our_kit_has_every_role(brand):
    assert set(brand.fonts) == set(FontRole)
    assert set(brand.styles) == set(StyleRole)
    assert brand.styles[StyleRole.BODY].size == pt(10.5)
    assert brand.styles[StyleRole.BODY].first_indent == 2000
    assert brand.page.width == mm(210)
    assert len(brand.digest) == 64


def test_our_kit_names_fonts_that_are_there(brand):
    fonts = FILE.parents[2] / "assets" / "fonts"
    if not fonts.is_dir():
        fonts = FILE.parents[2] / "fonts"
    for file in {spec.file for spec in brand.fonts.values()} | set(brand.fallbacks):
        assert (fonts / file.name).is_file()


def luminance(colour):
    def linear(value):
        value /= 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return sum(
        weight * linear(value)
        for weight, value in zip(
            (0.2126, 0.7152, 0.0722), (colour.red, colour.green, colour.blue), strict=True
        )
    )


def test_words_stand_out_from_the_page(brand):
    # WCAG 2.1, 1.4.3: at least 4.5 to 1.
    for style in brand.styles.values():
        assert 1.05 / (luminance(style.colour) + 0.05) >= 4.5


# Machado, Oliveira and Fernandes 2009: full deuteranopia and protanopia, in linear light.
DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


KITS = sorted(path.parent.name for path in FILE.parents[1].glob("*/brand.yaml"))


@pytest.mark.parametrize("kit", KITS)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_series_of_every_kit_differ_for_every_reader(kit, deficiency):
    made, _ = read((FILE.parents[1] / kit / "brand.yaml").read_text("utf-8"))
    seen = [lab(colour, DEFICIENCIES[deficiency]) for colour in made.palette.chart]
    for one, other in itertools.combinations(seen, 2):
        distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        assert distance >= 15


def lab(colour, matrix):
    def linear(value):
        value /= 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    rgb = [linear(v) for v in (colour.red, colour.green, colour.blue)]
    r, g, b = (min(1, max(0, sum(m * v for m, v in zip(row, rgb, strict=True)))) for row in matrix)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('primary: "#1F3A5F"', 'primary: "1F3A5G"', "RG119"),
        ("colour: primary}", "colour: primry}", "RG119"),
        ("size: 26", "size: 大", "RG104"),
        ("size: 26", "size: -3", "RG104"),
        ("size: 26", "size: 9999", "RG104"),
        ("file: NotoSansSC-Bold.ttf", "file: ../../NotoSansSC-Bold.ttf", "RG107"),
        ("file: NotoSansSC-Bold.ttf", "file: /fonts/NotoSansSC-Bold.ttf", "RG107"),
        ("DejaVuSans.ttf]", "'C:DejaVuSans.ttf']", "RG107"),
        ("font: heading, size: 26", "font: headings, size: 26", "RG119"),
        ("name: default", "nam: default", "RG101"),
        ("  top: 28\n", "", "RG105"),
        ("inner: 27", "inner: 200", "RG104"),
        ("  folio: {", "  folios: {", "RG101"),
    ],
)
def test_a_wrong_kit_is_found(text, old, new, code):
    assert old in text
    brand, codes = read(text.replace(old, new))
    assert brand is None
    assert code in codes


def test_a_kit_of_the_report_is_found_by_its_path(text, tmp_path, folder):
    (tmp_path / "品牌").mkdir()
    (tmp_path / "品牌" / "brand.yaml").write_text(text.replace("default", "house"), "utf-8")
    inputs = folder("brand: 品牌\n").inputs
    assert inputs.brand.name == "house"
    assert inputs.brand_folder == tmp_path / "品牌"


def test_a_faulty_kit_does_not_hide_other_faults(text, tmp_path, folder):
    (tmp_path / "kit.yaml").write_text(text.replace("size: 26", "size: x"), "utf-8")
    reading = folder("brand: kit.yaml\n", body="<b>\n")
    assert reading.codes == ["RG104", "RG116"]
    assert reading.inputs.brand.name == "default"


def test_without_a_name_our_kit_is_used():
    brand, home = find_brand(None, Folder(None), Sink())
    assert (brand.name, home) == ("default", FILE.parent)


@pytest.fixture
def bare(text):
    """Return our kit without a word about typography."""
    return re.sub(r"(?m)^typography:\n.*\n", "", text)


def test_a_brand_without_typography_is_set_as_usual(bare, brand):
    assert asdict(read(bare)[0].typography) == asdict(USUAL)
    assert asdict(brand.typography) == asdict(USUAL)


def test_a_brand_says_how_lines_are_set(bare):
    chosen = (
        "排版: {避头尾: 严格, 连续标点: 1, 行末标点: 全宽, 中西间隙: 0.2, 标点悬挂: 是,"
        " 强调: 加粗, 断词: 否}\n"
    )
    brand, found = read(bare + chosen)
    assert not found
    assert asdict(brand.typography) == asdict(
        Typography(
            kinsoku=Kinsoku.STRICT,
            adjacent=1000,
            halves_line_end=False,
            autospace=200,
            hangs=True,
            emphasis=EmphasisMark.STRONG,
            hyphenates=False,
        )
    )


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ("{autospace: 0.6}", "RG104"),
        ("{autospace: wide}", "RG104"),
        ("{adjacent: 2}", "RG119"),
        ("{kinsoku: loose}", "RG119"),
        ("{ruby: yes}", "RG101"),
        ("strict", "RG104"),
    ],
)
def test_a_choice_that_is_none_is_found(bare, chosen, code):
    brand, found = read(f"{bare}typography: {chosen}\n")
    assert brand is None
    assert found == [code]


def with_body(text, typed):
    """Return the kit with ``typed`` as the file of its body."""
    return re.sub(r"(?<=file: )NotoSerifSC-Regular.ttf", typed, text, count=1)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Own.otf", ("Own.otf", 0, 0)),
        ("msyh.TTC#1", ("msyh.TTC", 1, 0)),
        ("{file: a/Own.ttc, index: 2}", ("a/Own.ttc", 2, 0)),
        ("{文件: Own.ttf, 字重: 350}", ("Own.ttf", 0, 350)),
        ("{file: Own.otc#3, weight: 700}", ("Own.otc", 3, 700)),
        ("C#1", ("C#1", 0, 0)),
    ],
)
def test_a_font_is_named_with_its_number_and_its_weight(text, typed, found):
    brand, codes = read(with_body(text, f'"{typed}"' if "#" in typed[:4] else typed))
    file = brand.fonts[FontRole.BODY].file
    assert codes == []
    assert (file.name, file.index, file.weight) == found
    assert file.span.source.line(file.span.line)[file.span.column - 1 :].startswith(found[0][:1])


@pytest.mark.parametrize(
    "typed",
    [
        "{file: Own.ttf, weight: 0}",
        "{file: Own.ttf, weight: 1001}",
        "{file: Own.ttf, weight: 350.5}",
        "{file: Own.ttc, index: -1}",
        "{file: Own.ttc#1, index: 1}",
    ],
)
def test_a_number_or_a_weight_that_no_font_has_is_found(text, typed):
    assert read(with_body(text, typed))[1] == ["RG104"]


def test_a_font_outside_the_kit_is_found(text):
    assert "RG107" in read(with_body(text, "{file: ../Own.ttf}"))[1]
