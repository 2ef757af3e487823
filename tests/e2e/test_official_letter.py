"""An official letter as it is set, measured in its files: GB/T 9704-2012, number by number."""

import io
import re
import zipfile

import pypdfium2
import pytest
from tests.profiles import TODAY

from reportgen import build_report
from reportgen.model.artifact import ArtifactKind

MM = 72 / 25.4
HEIGHT = 297
TOP, INNER, OUTER, WIDE, HIGH = 37, 28, 26, 156, 225
RED, BLACK = (0xB3, 0x12, 0x1D), (0x1C, 0x1C, 0x1C)
LONG = "全市各级机关要把数据更新的责任落实到具体岗位和具体人员" * 40
KEYS = {
    "id": "letter",
    "title": "关于平台运行情况的报告",
    "date": "2025-10-20",
    "organisation": "滨江市数据资源管理局",
    "profile": "gongwen",
    "classification": "秘密★1年",
    "letter": {
        "copy_number": "000018",
        "urgency": "特急",
        "number": "滨数报〔2025〕18号",
        "signatory": "王之江",
        "addressees": "市人民政府",
        "attachments": ["情况表", "清单"],
        "remark": "联系人王敏",
        "copies_to": "市委办公室，市人大常委会办公室",
        "issued_by": "滨江市数据资源管理局办公室",
        "issued_on": "2025-10-21",
    },
    "sections": [{"text": f"# 基本情况\n\n{LONG}\n\n## 总体平稳\n\n### 甲\n\n运行平稳。\n"}],
}


class Line:
    """Characters on one baseline: what they say, and where, in millimetres from the upper left."""

    def __init__(self, chars):
        chars = sorted(chars, key=lambda each: each[1])
        self.text = "".join(each[0] for each in chars)
        self.left, self.right = chars[0][1], chars[-1][2]
        self.top, self.bottom = min(e[3] for e in chars), max(e[4] for e in chars)
        self.baseline, self.size = chars[0][5], chars[0][6]


@pytest.fixture(scope="module")
def built():
    return {each.kind: each.data for each in build_report(KEYS, env={}, today=TODAY).artifacts}


@pytest.fixture(scope="module")
def pages(built):
    """The lines and the rules of each page."""
    pdf = pypdfium2.PdfDocument(built[ArtifactKind.PDF])
    return [(list(_lines(page)), list(_rules(page))) for page in pdf]


def _lines(page):
    text = page.get_textpage()
    rows = {}
    for place in range(text.count_chars()):
        char = text.get_text_range(place, 1)
        if not char.strip():
            continue
        wide, tight = text.get_charbox(place, loose=True), text.get_charbox(place)
        size = pypdfium2.raw.FPDFText_GetFontSize(text, place)
        x, y = pypdfium2.raw.c_double(), pypdfium2.raw.c_double()
        pypdfium2.raw.FPDFText_GetCharOrigin(text, place, x, y)
        sides = (wide[0] / MM, wide[2] / MM, HEIGHT - tight[3] / MM, HEIGHT - tight[1] / MM)
        rows.setdefault(round(y.value), []).append((char, *sides, HEIGHT - y.value / MM, size))
    yield from (Line(rows[y]) for y in sorted(rows, reverse=True))


def _rules(page):
    for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = each.get_bounds()
        red, green, blue, alpha = (pypdfium2.raw.c_uint() for _ in range(4))
        pypdfium2.raw.FPDFPageObj_GetFillColor(each, red, green, blue, alpha)
        colour = (red.value, green.value, blue.value)
        yield left / MM, HEIGHT - top / MM, (right - left) / MM, (top - bottom) / MM, colour


def near(value, within=0.5):
    return pytest.approx(value, abs=within)


def line_of(page, words):
    return next(each for each in page[0] if words in each.text)


def full_lines(page):
    return [each for each in page[0] if len(each.text) == 28]


def test_a_page_has_22_lines_of_28_characters(pages):
    assert len(full_lines(pages[1])) == 22
    assert max(len(each.text) for each in pages[1][0]) == 28


def test_characters_have_size_three_and_fill_the_measure(pages):
    for each in full_lines(pages[1]):
        assert each.size == 15.75
        assert each.right - each.left == near(WIDE)


def test_the_text_stands_in_156_by_225_millimetres(pages):
    lines = full_lines(pages[1])
    pitch = (lines[-1].baseline - lines[0].baseline) / 21
    assert pitch == near(HIGH / 22, 0.02)
    assert lines[0].top >= TOP
    assert lines[-1].bottom <= TOP + HIGH
    # The blank of a line is half above, half below its characters.
    middle = (lines[0].top + lines[-1].bottom) / 2
    assert middle == near(TOP + HIGH / 2, 0.6)


@pytest.mark.parametrize(("number", "left"), [(1, OUTER), (2, INNER)])
def test_the_binding_edge_is_28_millimetres_wide(number, left, pages):
    assert {round(each.left, 1) for each in full_lines(pages[number])} == {left}


def test_marks_stand_in_the_upper_left_corner_from_the_first_line(pages):
    marks = pages[0][0][:3]
    assert [each.text for each in marks] == ["000018", "秘密★1年", "特急"]
    for number, each in enumerate(marks):
        assert each.left == near(INNER)
        assert (each.top + each.bottom) / 2 == near(TOP + (number + 0.5) * HIGH / 22)
        assert each.size == 15.75


def test_the_mark_of_the_office_is_red_centred_and_35_millimetres_down(pages, built):
    mark = line_of(pages[0], "滨江市数据资源管理局")
    assert mark.top == near(TOP + 35)
    assert (mark.left + mark.right) / 2 == near(INNER + WIDE / 2)
    assert mark.size > 21
    # Its ink is that of the red rule.
    pdf = pypdfium2.PdfDocument(built[ArtifactKind.PDF])
    inks = set()
    for each in pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        red, green, blue, alpha = (pypdfium2.raw.c_uint() for _ in range(4))
        pypdfium2.raw.FPDFPageObj_GetFillColor(each, red, green, blue, alpha)
        inks.add((red.value, green.value, blue.value))
    assert inks == {RED, BLACK}


def test_the_number_and_who_signed_stand_two_lines_below_an_em_from_each_side(pages):
    mark, number = line_of(pages[0], "滨江市"), line_of(pages[0], "滨数报")
    em = 15.75 / MM
    assert number.text == "滨数报〔2025〕18号签发人：王之江"
    assert number.top - mark.bottom == near(2 * HIGH / 22, 1)
    assert number.left == near(INNER + em)
    assert number.right == near(INNER + WIDE - em)


def test_without_who_signed_the_number_is_centred():
    letter = {key: each for key, each in KEYS["letter"].items() if key != "signatory"}
    made = build_report(KEYS | {"letter": letter}, env={}, today=TODAY)
    pdf = next(each.data for each in made.artifacts if each.kind is ArtifactKind.PDF)
    number = next(e for e in _lines(pypdfium2.PdfDocument(pdf)[0]) if e.text.startswith("滨数报"))
    assert (number.left + number.right) / 2 == near(INNER + WIDE / 2)


def test_a_red_rule_as_wide_as_the_text_stands_4_millimetres_below(pages):
    number = line_of(pages[0], "滨数报")
    ((left, top, wide, _, _),) = [each for each in pages[0][1] if each[4] == RED]
    assert top - number.bottom == near(4)
    assert (left, wide) == (near(INNER, 0.1), near(WIDE, 0.1))


def test_the_title_has_size_two_and_stands_two_lines_below_the_rule(pages):
    title = line_of(pages[0], "关于平台运行情况的报告")
    (rule,) = [each for each in pages[0][1] if each[4] == RED]
    assert title.size == 21
    assert title.top - rule[1] == near(2 * HIGH / 22, 1)
    assert (title.left + title.right) / 2 == near(INNER + WIDE / 2)


def test_the_addressee_stands_a_line_below_flush_left(pages):
    title, to = line_of(pages[0], "关于平台"), line_of(pages[0], "市人民政府：")
    assert to.left == near(INNER)
    assert to.baseline - title.baseline == near(2 * HIGH / 22, 1)


def _last(pages, words):
    return next(each for page in pages for each in page[0] if each.text.startswith(words))


def test_attachments_stand_a_line_below_the_text_two_ems_in(pages):
    text, first, second = (_last(pages, words) for words in ("运行平稳", "附件：1.", "2.清单"))
    em = 15.75 / MM
    assert first.left - text.left == near(0)
    assert second.left == near(first.left + 3 * em, 1)


def test_the_day_starts_two_ems_right_of_who_signs(pages):
    day = _last(pages, "2025年10月20日")
    page = next(page for page in pages if day in page[0])
    name = page[0][page[0].index(day) - 1]
    assert name.text == "滨江市数据资源管理局"
    assert day.left - name.left == near(2 * 15.75 / MM, 1)
    assert day.baseline - name.baseline == near(HIGH / 22, 0.1)


def test_pages_are_numbered_at_the_outer_side_below_the_text(pages):
    em = 14 / MM
    for number, (lines, _) in enumerate(pages, 1):
        folio = lines[-1]
        assert (folio.text, folio.size) == (f"—{number}—", 14)
        if number % 2:
            assert folio.right == near(210 - OUTER - em)
        else:
            assert folio.left == near(OUTER + em)
        # A dash stands about 0.38 em above the line; it is 7 mm below the text.
        assert folio.baseline - 0.38 * em - (TOP + HIGH) == near(7)


def test_no_page_but_the_first_says_how_secret_it_is(pages):
    said = ["".join(each.text for each in lines) for lines, _ in pages]
    assert ["秘密" in each for each in said] == [True] + [False] * (len(pages) - 1)


def test_the_record_stands_at_the_foot_of_the_last_page_between_rules(pages):
    rules = pages[-1][1]
    copies, issued = (line_of(pages[-1], words) for words in ("抄送：", "印发"))
    left = OUTER if len(pages) % 2 == 0 else INNER
    em = 14 / MM
    first, inner, last = sorted(each for each in rules if each[2] > WIDE - 1)
    first, inner, last = sorted((first, inner, last), key=lambda each: each[1])
    assert copies.text == "抄送：市委办公室，市人大常委会办公室。"
    assert issued.text == "滨江市数据资源管理局办公室2025年10月21日印发"
    assert (copies.size, issued.size) == (14, 14)
    assert (copies.left, issued.left) == (near(left + em), near(left + em))
    assert issued.right == near(left + WIDE - em)
    assert [each[2] for each in (first, inner, last)] == [near(WIDE, 0.1)] * 3
    assert [each[3] for each in (first, inner, last)] == [
        *(near(0.35, 0.02), near(0.25, 0.02), near(0.35, 0.02))
    ]
    assert last[1] + last[3] == near(TOP + HIGH, 0.1)
    assert first[1] < copies.top < inner[1] < issued.top < last[1]


# ---- Word ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def word(built):
    with zipfile.ZipFile(io.BytesIO(built[ArtifactKind.DOCX])) as opened:
        return {name: opened.read(f"word/{name}.xml").decode() for name in ("document", "styles")}


def _twips(millimetres):
    return round(millimetres * MM * 20)


def test_word_has_the_same_page(word):
    size, margins = (
        dict(re.findall(r'w:(\w+)="(\d+)"', re.search(f"<w:{tag} [^>]*>", word["document"])[0]))
        for tag in ("pgSz", "pgMar")
    )
    assert (int(size["w"]), int(size["h"])) == (_twips(210), _twips(297))
    wanted = {"top": TOP, "left": INNER, "right": OUTER, "bottom": HEIGHT - TOP - HIGH}
    assert {key: int(margins[key]) for key in wanted} == {
        key: _twips(each) for key, each in wanted.items()
    }


def test_word_sets_28_characters_a_line_and_22_lines_a_page(word):
    style = _style(word, "BodyText")
    size, closer = (
        int(re.search(f'<w:{tag} w:val="(-?\\d+)"', style)[1]) for tag in ("sz", "spacing")
    )
    advance = size / 2 + closer / 20
    pitch = int(re.search(r'w:line="(\d+)" w:lineRule="exact"', style)[1]) / 20
    assert int(WIDE * MM / advance) == 28
    assert int(HIGH * MM / pitch) == 22


@pytest.mark.parametrize(
    ("style", "face"),
    [
        ("Title", "方正小标宋简体"),
        ("Organisation", "方正小标宋简体"),
        ("BodyText", "仿宋"),
        ("Heading1", "黑体"),
        ("Heading2", "楷体"),
        ("Heading3", "仿宋"),
        ("Classification", "黑体"),
        ("Record", "仿宋"),
    ],
)
def test_word_names_the_faces_that_are_prescribed(style, face, word):
    assert f'w:eastAsia="{face}"' in _style(word, style)


def test_word_frames_the_record_at_the_foot_of_the_text(word):
    frames = re.findall(r"<w:framePr [^>]*yAlign[^>]*>", word["document"])
    assert len(frames) == 3  # both lines, and the rule between them
    place = 'w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left"'
    assert set(frames) == {f'<w:framePr w:w="{_twips(WIDE)}" {place} w:yAlign="bottom"/>'}


def _style(word, name):
    return re.search(f'<w:style [^>]*w:styleId="{name}">.*?</w:style>', word["styles"])[0]
