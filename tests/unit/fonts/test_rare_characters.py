"""The fonts that come with us print every character of GB 18030-2022, levels 1 and 2."""

import pytest
from tests.typesetter import fonts

from reportgen.fonts import composed, doubt_of
from reportgen.model.brand import FontRole
from reportgen.zh.moved import MOVED

# 通用规范汉字表 (2013) beyond the basic plane; code points from github.com/kitty-panics/cn-tables.
TABLE = (
    "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀"
    "𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷"
    "𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮"
    "𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
)
LEVEL_1 = (*range(0x3400, 0x4DB6), *range(0x4E00, 0x9FF0))
ROLES = (FontRole.BODY, FontRole.STRONG, FontRole.HEADING)


def test_the_table_has_196_characters_beyond_the_basic_plane():
    assert len(set(TABLE)) == len(TABLE) == 196


@pytest.mark.parametrize("role", ROLES)
def test_every_han_character_of_levels_1_and_2_is_in_each_text_face(role):
    face = fonts().face(role)
    assert [chr(code) for code in LEVEL_1 if not face.has(chr(code))] == []
    shown = fonts().runs(TABLE, role)
    assert [(each.name, text) for each, text in shown] == [(f"{face.name}-P2", TABLE)]


def test_none_of_them_is_doubted():
    assert fonts().missing(TABLE) == []
    assert not any(map(doubt_of, (*TABLE, *map(chr, LEVEL_1))))


def test_marks_of_reports_are_printed():
    marks = "。，、；：？！“”‘’（）《》【】—…·～￥％＋－×÷±≤≥℃①⑳ⅠⅩ㈠→■□▲△●○★☆☑☐✔✗⁰⁹₀₉½"
    assert fonts().missing(marks) == []


def test_characters_that_moved_in_2022_are_printed_at_their_new_places():
    assert len(MOVED) == 18
    assert fonts().missing("".join(MOVED.values())) == []
    assert (
        bytes.fromhex("a6d9fe59").decode("gb18030").translate(str.maketrans(dict(MOVED))) == "︐龴"
    )


def test_a_character_of_another_plane_is_cut_from_the_same_file():
    ((face, text),) = fonts().runs("𬭎", FontRole.BODY)
    program = face.subset(text)
    assert program.glyphs == (("𬭎", 1),)
    assert program.widths == {1: 1000}


def test_a_letter_and_its_mark_are_drawn_as_one():
    assert fonts().runs("e\u0301n", FontRole.BODY)[0][1] == "én"
    assert composed("凞\u0301") == "凞\u0301"


def test_a_latin_word_is_of_one_face_where_one_has_all_of_it():
    runs = [(face.name, text) for face, text in fonts().runs("见Łódź市", FontRole.BODY)]
    assert [text for _, text in runs] == ["见", "Łódź", "市"]
    assert runs[1][0] == "DejaVuSans"
    assert fonts().runs("Lodz", FontRole.BODY)[0][0].name == "NotoSansSC-Regular"
