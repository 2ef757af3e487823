"""Contents: each line leads to its section and prints the page where that stands."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.typeset.sample import (
    BRAND,
    artifacts,
    contents,
    document,
    heading,
    lines_of_body,
    made,
    paragraph,
    slot_text,
)

from reportgen.model.page import SlotItem, Tag
from reportgen.typeset.parts import roman


def a_report(lengths):
    heads = [
        heading(f"第{n}章", 1 + n % 3, "一、" if n % 3 == 0 else "2.1", f"sec-{n}")
        for n in range(len(lengths))
    ]
    body = [
        b
        for head, n in zip(heads, lengths, strict=True)
        for b in (head, paragraph(lines_of_body(n)))
    ]
    return heads, document(*body, front=[contents(*heads)])


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12))
@settings(max_examples=15)
def test_the_numbers_of_the_contents_are_the_pages_of_the_sections(lengths):
    heads, report = a_report(lengths)
    whole = made(report)
    items = whole.find(Tag.CONTENTS_ITEM)
    assert len(items) == len(heads)
    for item, head in zip(items, heads, strict=True):
        page = whole.layout.places[head.anchor].label
        assert whole.words(item) == f"{head.label}{head.content[0].text}{page}"
        assert f"{head.content[0].text}" in "".join(
            words for _, _, words in whole.texts(next(p for p in whole.body if p.label == page))
        )


def test_a_line_of_the_contents_is_one_link_from_its_label_to_its_number():
    _, report = a_report([3, 3])
    whole = made(report)
    for item in whole.find(Tag.CONTENTS_ITEM):
        (reference,) = whole.layout.structure[item].kids
        (link,) = whole.layout.structure[reference.element].kids
        assert whole.tag(reference.element) is Tag.REFERENCE
        assert whole.tag(link.element) is Tag.LINK
    left, right = BRAND.page.inner, BRAND.page.inner + BRAND.page.measure
    areas = whole.pages[1].links
    assert len(areas) == 2
    assert areas[0].x == left
    assert {area.x + area.width for area in areas} == {right}


def test_leaders_are_not_heard():
    _, report = a_report([3, 3])
    whole = made(report)
    assert "..." not in "".join(whole.reading())
    assert any("...." in words for words in artifacts(whole.pages[1]))


def test_page_numbers_end_at_the_right_margin():
    _, report = a_report([40] * 12)
    whole = made(report)
    right = BRAND.page.inner + BRAND.page.measure
    slots = [item for item in whole.pages[1].items if isinstance(item, SlotItem) and item.mcid >= 0]
    for item in slots:
        slot = whole.layout.slots[item.name]
        assert item.x + slot.width == right
        assert slot_text(slot).isdecimal()


def test_the_contents_title_is_the_caption_of_the_list():
    _, report = a_report([3])
    whole = made(report)
    (element,) = whole.find(Tag.CONTENTS)
    first = whole.layout.structure[element].kids[0]
    assert whole.tag(first.element) is Tag.CAPTION
    assert whole.words(first.element) == "目录"


def test_roman_numbers():
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 1994)] == [
        "i", "iv", "ix", "xiv", "xl", "xc", "mcmxciv",
    ]  # fmt: skip
