"""Pages as SVG: they show what the PDF shows, and only what changed has a new digest."""

import re
from pathlib import Path

import pytest
from lxml import etree

from reportgen.automate import MemoryCache, here
from reportgen.build import show

SVG = "{http://www.w3.org/2000/svg}"
TEXT = "# 概况\n\n一句“话”，ROE——权益的回报，收入为**19.2亿元**。\n\n另一段。\n"


def shown(text=TEXT, **keys):
    report = {
        "id": "a",
        "title": "题目",
        "date": "2025-12-18",
        "sections": [{"text": text}],
        **keys,
    }
    return show(report, here(cache=MemoryCache(), env={}))


def words(page):
    return "".join(node.text or "" for node in etree.fromstring(page.svg).iter(f"{SVG}text"))


def test_every_page_is_sound_svg_of_its_own_size():
    made = shown()
    for page, svg in zip(made.pages, made.svg.pages, strict=True):
        root = etree.fromstring(svg.svg)
        box = [float(each) for each in root.get("viewBox").split()]
        assert box == pytest.approx([0, 0, page.width / 1000, page.height / 1000], abs=0.01)


def test_words_are_text_so_that_they_can_be_found_and_copied():
    page = words(shown().svg.pages[1])
    for part in ("概况", "一句", "收入为", "19.2", "亿元", "另一段。"):
        assert part in page


def test_each_character_has_its_place():
    for page in shown().svg.pages:
        for node in etree.fromstring(page.svg).iter(f"{SVG}text"):
            assert len(node.get("x").split()) == len(node.text)


def test_what_has_no_code_of_its_own_in_the_face_is_an_outline():
    with_dash, without = shown("甲——乙"), shown("甲、乙")
    paths = [len(re.findall("<path", each.svg.pages[1].svg)) for each in (with_dash, without)]
    assert paths[0] == paths[1] + 1


def test_only_the_page_that_changed_has_another_digest():
    text = "\n\n".join(f"# 第{n}章\n\n{'一段话。' * 30}" for n in range(8))
    kit = {"brand": "default"}
    before, after = shown(text, **kit), shown(text.replace("一段话。", "一段语。", 1), **kit)
    changed = [
        number
        for number, pair in enumerate(zip(before.svg.pages, after.svg.pages, strict=True))
        if pair[0].digest != pair[1].digest
    ]
    assert changed == [1]


def test_faces_are_named_with_their_files():
    faces = shown().svg.faces
    assert faces
    assert all(Path(path).is_file() for path in faces.values())


def test_a_chart_is_a_picture_beside_the_page():
    made = show(Path("data/coreweave"), here(cache=MemoryCache(), env={}))
    keys = {
        key for page in made.svg.pages for key in re.findall('href="/media/([0-9a-f]+)"', page.svg)
    }
    assert keys
    assert keys == set(made.svg.media)
    assert all(each.data.startswith(b"<svg") for each in made.svg.media.values())


def test_words_of_data_cannot_become_markup():
    made = shown("<b>&amp;</b>".replace("<", "\\<") + "]]> & 'x' \"y\"")
    assert "]]>" in words(made.svg.pages[1]).replace(" ", "")
