"""A kit of one's own: what it takes over, its art, its heads, its words on dark grounds."""

from io import BytesIO

import pytest
from PIL import Image

from reportgen.diag import Sink, Source
from reportgen.model.art import Disc, Polygon, Rectangle
from reportgen.model.brand import StyleRole
from reportgen.model.colour import Colour
from reportgen.model.furniture import Field
from reportgen.model.length import mm
from reportgen.read.brand import read_brand, templates_folder
from reportgen.read.files import Folder

KITS = sorted(path.parent.name for path in templates_folder().glob("*/brand.yaml"))


def read(text, kit=None):
    sink = Sink()
    brand = read_brand(Source("brand.yaml", text), sink, kit)
    return brand, [(d.code.value, d.span.line) for d in sink]


def own(more):
    """Return what is found in a kit that says only ``more``, and the kit."""
    return read(f"name: 自家\nextends: default\n{more}")


@pytest.fixture
def kit(tmp_path):
    file = BytesIO()
    Image.new("RGB", (40, 20), (200, 30, 30)).save(file, "PNG")
    (tmp_path / "标志.png").write_bytes(file.getvalue())
    return Folder(tmp_path)


@pytest.mark.parametrize("name", KITS)
def test_our_kits_have_no_finding(name):
    brand, found = read((templates_folder() / name / "brand.yaml").read_text("utf-8"))
    assert found == []
    assert brand.name == name
    assert set(brand.styles) == set(StyleRole)


def test_our_kits_look_different():
    default, classic = (
        read((templates_folder() / name / "brand.yaml").read_text("utf-8"))[0]
        for name in ("default", "classic")
    )
    assert default.styles[StyleRole.BODY].size != classic.styles[StyleRole.BODY].size
    assert default.cover.art != classic.cover.art
    assert default.heads != classic.heads


def test_classic_sets_22_lines_of_28_characters():
    text = (templates_folder() / "classic" / "brand.yaml").read_text("utf-8")
    brand, _ = read(text)
    body, page = brand.styles[StyleRole.BODY], brand.page
    assert page.measure // body.size == 28
    assert page.room // body.leading == 22


def test_a_kit_that_extends_ours_says_only_what_is_different():
    brand, found = own('palette: {primary: "#0F4C5C"}\nstyles: {title: {size: 30}}\n')
    assert found == []
    assert brand.palette.primary == Colour.parse("#0F4C5C")
    # Styles and charts follow the palette by its names.
    assert brand.styles[StyleRole.TITLE].colour == brand.palette.primary
    assert brand.palette.chart[0] == brand.palette.primary
    assert (brand.styles[StyleRole.TITLE].size, brand.page.width) == (30_000, mm(210))


def test_chinese_keys_and_colours_do_as_well():
    brand, found = read(
        '名称: 自家\n继承: default\n色板: {主色: "#0F4C5C"}\n'
        "封面: {色块: [{x: 0, y: 0, 宽: 10, 高: 5, 颜色: 主色}]}\n"
    )
    assert found == []
    (block,) = brand.cover.art.pieces
    assert block == Rectangle(0, 0, mm(10), mm(5), Colour.parse("#0F4C5C"))


def test_a_changed_parent_or_picture_is_a_changed_kit(kit):
    text = "name: 自家\nextends: default\nlogo: {file: 标志.png}\n"
    before, _ = read(text, kit)
    seen = {path.rsplit("/", 1)[-1] for path, _ in kit.seen}
    assert {"brand.yaml", "标志.png"} <= seen
    picture = kit.root / "标志.png"
    Image.new("RGB", (40, 20), (0, 0, 0)).save(picture)
    after, _ = read(text, kit)
    assert before.digest != after.digest


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("pallete: {}\n", [("RG101", 3)]),
        ("cover: {shapes: [{kind: circle, x: 1, y: 1, colour: primary}]}\n", [("RG105", 3)]),
        ("cover: {shapes: [{kind: polygon, points: [[0, 0]], colour: text}]}\n", [("RG104", 3)]),
        ("cover: {background: primry}\n", [("RG119", 3)]),
        ('heads: {head: {left: "{张}"}}\n', [("RG119", 3)]),
        ("heads: {chapter_pages: 否}\n", [("RG162", 3)]),
        ("watermark: {opacity: 3}\n", [("RG104", 3)]),
        ("logo: {file: 没有.png}\n", [("RG106", 3)]),
        ("logo: {file: ../标志.png}\n", [("RG107", 3)]),
        ('palette: {muted: "#BBBBBB"}\n', "RG161"),
        ("cover: {background: text}\n", "RG161"),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(more, found, kit):
    _, codes = read(f"name: 自家\nextends: default\n{more}", kit)
    if isinstance(found, str):
        assert found in {code for code, _ in codes}
    else:
        assert codes[: len(found)] == found


def test_an_unknown_parent_is_found():
    assert read("name: 自家\nextends: klassic\n")[1] == [("RG119", 2)]


def test_faint_words_are_only_a_warning():
    brand, found = own('palette: {muted: "#999999"}\n')
    assert brand is not None
    assert {code for code, _ in found} == {"RG161"}


def test_words_on_a_picture_are_judged_by_its_tone(kit):
    image = "cover: {image: {file: 标志.png, x: 0, y: 0, width: 210, height: 297%s}}\n"
    head = "name: 自家\nextends: default\n"
    assert read(head + image % "", kit)[1] == []
    assert "RG161" in {code for code, _ in read(head + image % ", tone: primary", kit)[1]}


def test_shapes_are_lines_circles_and_polygons():
    brand, found = own(
        "cover:\n  shapes:\n"
        "    - {kind: 线, x: 10, y: 10, x2: 30, y2: 10, thickness: 2, colour: accent}\n"
        "    - {kind: 圆, x: 50, y: 50, radius: 20, colour: white, opacity: 0.5}\n"
        "    - {kind: 多边形, points: [[0, 0], [10, 0], [0, 10]], colour: text}\n"
    )
    assert found == []
    line, circle, triangle = brand.cover.art.pieces
    assert isinstance(line, Polygon)
    assert min(line.points) == (mm(10), mm(9))
    assert circle == Disc(mm(50), mm(50), mm(20), Colour(255, 255, 255), 0.5)
    art = brand.cover.art
    assert art.ground(mm(2), mm(2)) == triangle.colour
    assert art.ground(mm(9), mm(9)) == Colour(255, 255, 255)


def test_heads_are_words_and_fields():
    brand, found = own('heads: {head: {left: ["{机构}", "{title}"]}, foot: {centre: "— {页} —"}}\n')
    assert found == []
    assert brand.heads.head.left == ((Field.ORGANISATION,), (Field.TITLE,))
    assert brand.heads.foot.centre == (("— ", Field.PAGE, " —"),)
    assert brand.heads.head.right == ()


def test_a_logo_may_be_an_svg_and_what_is_behind_it_shows_through(tmp_path):
    circle = '<circle cx="5" cy="5" r="4" fill="#FFFFFF"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{circle}</svg>'
    (tmp_path / "标志.svg").write_text(svg, "utf-8")
    kit = Folder(tmp_path)
    brand, found = read("name: 自家\nextends: default\nlogo: {file: 标志.svg}\n", kit)
    assert found == []
    assert brand.images["标志.svg"].is_clear
