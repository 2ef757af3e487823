"""Words of the text that say a page: room is held, and filled when the page is known."""

import pytest
from tests.typesetter import BODY, fonts, words

from reportgen.model.page import Place
from reportgen.typeset.paragraph import set_lines
from reportgen.typeset.slots import Slots


def shown(label, pages):
    """Return the slot of ``见第?页`` when ``pages`` were expected and ``label`` came."""
    slots = Slots(fonts(), lambda: pages)
    held, is_known = slots.held("sec-1")
    assert not is_known
    (line,) = set_lines([words(f"第{held}页", key=1)], 10**6, BODY, fonts())
    name = slots.words_with_page("sec-1", line.segments[0])
    slots.places["sec-1"] = Place(0, 0, label)
    return line, slots.filled(1, lambda _, __: line)[name]


def text_and_width(runs):
    text, width = "", 0
    for run in runs:
        face = fonts().by_name(run.face)
        for piece in run.pieces:
            if isinstance(piece, str):
                text += piece
                width += sum(map(face.advance, piece)) * run.size / 1000
            else:
                width += piece * run.size / 1000
    return text, width


@pytest.mark.parametrize(
    ("label", "pages"), [("7", 5), ("7", 50), ("12", 9), ("123", 99), ("iv", 9)]
)
def test_the_number_stands_in_the_middle_of_its_room(label, pages):
    line, slot = shown(label, pages)
    text, width = text_and_width(slot.runs)
    assert text == f"第{label}页"
    assert abs(width - line.width) < 200 or label == "iv"


def test_a_page_that_is_known_needs_no_room():
    slots = Slots(fonts(), lambda: 100)
    slots.places["sec-1"] = Place(0, 0, "8")
    assert slots.held("sec-1") == ("8", True)
