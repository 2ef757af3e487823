"""The order of Chinese names."""

from reportgen.zh.collation import by_pinyin, by_strokes


def test_names_by_pinyin_follow_their_sounds_not_their_codes():
    names = ["鑫晟电池", "比亚迪", "中创新航", "宁德时代", "欣旺达", "安徽"]
    expected = ["安徽", "比亚迪", "宁德时代", "欣旺达", "鑫晟电池", "中创新航"]
    assert sorted(names, key=by_pinyin) == expected


def test_places_of_two_readings_stand_where_readers_look_for_them():
    names = ["浙江", "长沙", "重庆", "厦门", "上海", "安徽", "曾国藩"]
    expected = ["安徽", "长沙", "重庆", "上海", "厦门", "曾国藩", "浙江"]
    assert sorted(names, key=by_pinyin) == expected


def test_names_by_strokes_begin_with_the_fewest():
    assert sorted(["赵", "丁", "王", "一"], key=by_strokes) == ["一", "丁", "王", "赵"]


def test_latin_names_and_digits_come_before_han():
    assert sorted(["安徽", "TCL", "3M"], key=by_pinyin) == ["3M", "TCL", "安徽"]
