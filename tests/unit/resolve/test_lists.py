"""Labels of lists: by their depth, or as the author typed them."""

from tests.unit.resolve.desk import make

from reportgen.model import document as doc


def labels(markdown):
    return [item.label for block in make(markdown).of(doc.ListBlock) for item in block.items]


def test_numbers_change_their_look_with_the_depth():
    text = "1. 甲\n   1. 乙\n      1. 丙\n         1. 丁\n            1. 戊"
    assert labels(text) == ["1.", "（1）", "①", "a.", "1."]


def test_bullets_change_their_look_with_the_depth():
    assert labels("- 甲\n  - 乙\n    - 丙\n      - 丁") == ["•", "–", "▪", "▪"]


def test_bullets_inside_numbers_start_with_a_bullet():
    assert labels("1. 甲\n   - 乙") == ["1.", "•"]


def test_what_stands_inside_a_typed_list_is_labelled_otherwise():
    assert labels("（1）甲\n   1. 乙\n（2）丙") == ["（1）", "（2）", "①"]


def test_more_items_than_circled_numbers_have_brackets():
    inner = "\n".join(f"      {n}. 项" for n in range(1, 22))
    assert labels(f"1. 甲\n   1. 乙\n{inner}")[-1] == "21）"


def test_boxes_are_printed():
    assert labels("- [x] 甲\n- [ ] 乙") == ["☑", "☐"]
