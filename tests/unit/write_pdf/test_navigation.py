"""A reader finds pages by their printed numbers, headings in the outline, anchors by name."""

from io import BytesIO

import pikepdf
import pytest
from tests.unit.write_pdf.builder import Builder, written

from reportgen.write_pdf.navigation import page_labels


@pytest.mark.parametrize(
    ("labels", "spelled"),
    [
        (("", "i", "ii", "1", "2"), "0<<>> 1<</S/r>> 3<</S/D>>"),
        (("1", "2", "3"), "0<</S/D>>"),
        (("", "", "5", "6", "8"), "0<<>> 2<</S/D/St 5>> 4<</S/D/St 8>>"),
        (("iv", "v", "ix", "x"), "0<</S/r/St 4>> 2<</S/r/St 9>>"),
        (("附", "附", "1"), "0<</P<FEFF9644>>> 2<</S/D>>"),
    ],
)
def test_page_labels_are_the_printed_page_numbers(labels, spelled):
    assert page_labels(labels) == f"<</Nums[{spelled}]>>"


def outline_of(*levels):
    builder = Builder()
    for number, level in enumerate(levels):
        builder.heading(f"{level}", f"sec-{number}", level)
    with pikepdf.open(BytesIO(written(builder))) as pdf, pdf.open_outline() as outline:
        return _nested(outline.root)


def _nested(items):
    return [(item.title, _nested(item.children)) if item.children else item.title for item in items]


def test_the_outline_nests_as_the_headings_do():
    assert outline_of(1, 2, 3, 2, 1) == [("1", [("2", ["3"]), "2"]), "1"]


def test_a_skipped_level_does_not_break_the_outline():
    assert outline_of(2, 1, 3, 2) == ["2", ("1", ["3", "2"])]


@pytest.mark.parametrize("count", [1, 64, 65, 200])
def test_every_anchor_is_found_however_many_there_are(count):
    builder = Builder()
    for number in range(count):
        builder.anchor(f"fig-营收{number}")
    with pikepdf.open(BytesIO(written(builder))) as pdf:
        root = pdf.Root.Names.Dests
        leaves = root.get("/Kids", [root])
        names = [bytes(name) for leaf in leaves for name in leaf.Names.as_list()[::2]]
        assert names == sorted(f"fig-营收{number}".encode() for number in range(count))
        for leaf in root.get("/Kids", []):
            assert [bytes(leaf.Limits[0]), bytes(leaf.Limits[1])] == [
                bytes(leaf.Names[0]),
                bytes(leaf.Names[-2]),
            ]


@pytest.mark.parametrize("count", [1, 64, 65, 4097])
def test_pages_come_in_order_however_many_there_are(count):
    builder = Builder()
    for number in range(count - 1):
        builder.furniture(str(number))
        builder.page(str(number))
    with pikepdf.open(BytesIO(written(builder))) as pdf:
        assert len(pdf.pages) == count
        assert pdf.Root.Pages.Count == count
        assert [int(page.StructParents) for page in pdf.pages] == list(range(count))
        assert len(pdf.Root.Pages.Kids) <= 64
