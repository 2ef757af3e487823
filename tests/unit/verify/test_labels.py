"""The label is read back from pictures, too; from what has none comes nothing."""

import json
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from reportgen.verify import read_label

LABEL = '{"Label":"1","ContentProducer":"a&b"}'
XMP = '<x:xmpmeta><TC260:AIGC>{"Label":"1","ContentProducer":"a&amp;b"}</TC260:AIGC></x:xmpmeta>'


def png(**chunk):
    info = PngImagePlugin.PngInfo()
    if "xmp" in chunk:
        info.add_itxt("XML:com.adobe.xmp", chunk["xmp"], zip=chunk.get("packed", False))
    if "text" in chunk:
        info.add_text("AIGC", chunk["text"])
    if "international" in chunk:
        info.add_itxt("AIGC", chunk["international"])
    out = BytesIO()
    Image.new("L", (1, 1)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_the_label_of_a_picture_is_in_its_xmp(packed):
    assert read_label(png(xmp=XMP, packed=packed)) == LABEL


def test_the_label_of_a_picture_may_be_an_attribute():
    assert (
        read_label(png(xmp='<a TC260:AIGC="{&quot;Label&quot;:&quot;1&quot;}"/>'))
        == '{"Label":"1"}'
    )


def test_the_label_of_a_picture_may_be_a_text():
    wrapped = json.dumps({"AIGC": {"Label": "1"}})
    assert read_label(png(text=wrapped)) == wrapped
    assert read_label(png(international=wrapped)) == wrapped


def test_what_has_no_label_gives_nothing():
    assert read_label(png()) is None
    assert read_label("创作声明".encode()) is None
    assert read_label(b"") is None


@given(st.sampled_from([b"%PDF-", b"PK", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"]), st.binary())
def test_broken_bytes_are_said_to_be_broken(start, rest):
    with suppress(ValueError):
        assert read_label(start + rest) is None
