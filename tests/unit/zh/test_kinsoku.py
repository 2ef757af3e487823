"""Rules of CLREQ 3.1.3 (GB level) and GB/T 15834 5.1."""

import pytest

from reportgen.model.typography import Kinsoku
from reportgen.zh.kinsoku import may_break


def breaks(words, *, is_spaced=False, kinsoku=Kinsoku.GB):
    """Tell whether a line may end at the stroke in ``words``."""
    before, after = words.split("|")
    return may_break(before[-1], after[0], is_spaced=is_spaced, kinsoku=kinsoku)


@pytest.mark.parametrize("mark", "。，、：；？！”’」』）》〉】〕·～／%‰℃°")
def test_a_mark_of_the_words_before_never_starts_a_line(mark):
    assert not breaks(f"云|{mark}")


@pytest.mark.parametrize("mark", "“‘「『（《〈【〔／$€£#")
def test_a_mark_of_the_words_after_never_ends_a_line(mark):
    assert not breaks(f"{mark}|云")


def test_a_line_may_end_between_any_two_han_characters():
    assert breaks("营|收")


def test_a_line_may_end_after_a_stop_and_before_an_opening_bracket():
    assert breaks("收，|营")
    assert breaks("收|（营")
    assert breaks("》|《")


def test_a_number_stays_with_its_unit():
    assert not breaks("25|万")
    assert not breaks("9|亿")
    assert not breaks("12.5|%")
    assert not breaks("2025|年")
    assert breaks("25|云")


def test_an_ordinal_stays_with_its_number():
    assert not breaks("第|3")
    assert not breaks("第|四")
    assert not breaks("图|1")
    assert not breaks("图|1", is_spaced=True)
    assert breaks("云|3")


def test_a_sign_stays_with_its_number():
    assert not breaks("−|5")
    assert not breaks("－|5")
    assert not breaks("￥|5")


def test_a_latin_word_is_never_cut_and_words_part_at_their_space():
    assert not breaks("Core|Weave")
    assert breaks("AI|Cloud", is_spaced=True)


def test_a_typed_citation_stays_with_the_words_before_it():
    assert not breaks("美元|[1]")
    assert breaks("见|[1]", is_spaced=True)


def test_a_lone_dash_joins_what_is_on_both_its_sides():
    assert not breaks("北京|—上海")
    assert breaks("—|上海")


def test_a_pair_of_dashes_may_start_a_line_at_the_usual_level():
    assert breaks("云|⸺")


def test_the_strict_level_keeps_dashes_from_line_starts():
    assert not breaks("云|⸺", kinsoku=Kinsoku.STRICT)
    assert not breaks("云|…", kinsoku=Kinsoku.STRICT)
    assert breaks("⸺|云", kinsoku=Kinsoku.STRICT)


def test_the_basic_level_lets_a_line_end_beside_a_slash():
    assert breaks("元|／", kinsoku=Kinsoku.BASIC)
    assert not breaks("元|／")
    assert not breaks("／|股")


@pytest.mark.parametrize("kinsoku", Kinsoku)
def test_every_level_keeps_stops_and_brackets_in_place(kinsoku):
    assert not any(breaks(f"云|{mark}", kinsoku=kinsoku) for mark in "，。；：？！、”’）》】·～⁉")
    assert not any(breaks(f"{mark}|云", kinsoku=kinsoku) for mark in "“‘（《【")
