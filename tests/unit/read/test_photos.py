"""Photos made ready for print: upright, in RGB, no finer than a printer shows."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from reportgen.read.photos import ready


def saved(mode, size, kind="JPEG", **options):
    out = BytesIO()
    Image.new(mode, size, 128 if mode == "L" else None).save(out, kind, **options)
    return out.getvalue()


def test_a_plain_picture_stays_as_it_is():
    for data in (saved("RGB", (40, 20)), saved("RGBA", (40, 20), "PNG"), saved("L", (40, 20))):
        assert ready(data, 40, 20) == (data, 40, 20)


def test_a_photo_taken_upright_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    data, width, height = ready(saved("RGB", (40, 20), exif=exif), 40, 20)
    assert (width, height) == (20, 40)
    with Image.open(BytesIO(data)) as opened:
        assert (opened.size, opened.getexif().get(0x0112, 1)) == ((20, 40), 1)


def test_printing_colours_become_screen_colours():
    data, *_ = ready(saved("CMYK", (40, 20)), 40, 20)
    with Image.open(BytesIO(data)) as opened:
        assert opened.mode == "RGB"


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "JPEG"), ("RGBA", "PNG"), ("P", "PNG")])
def test_a_picture_finer_than_print_is_made_smaller_and_always_the_same(mode, kind):
    typed = saved(mode, (3600, 1200), kind)
    made = ready(typed, 3600, 1200)
    assert made[1:] == (3000, 1000)
    assert made == ready(typed, 3600, 1200)


def test_a_photo_leaves_behind_what_its_camera_says_of_its_owner():
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "canary camera", "canary owner"
    photo = saved("RGB", (40, 20), exif=exif, comment=b"canary words")
    assert photo.count(b"canary") == 3
    data, *_ = ready(photo, 40, 20)
    assert b"canary" not in data
    with Image.open(BytesIO(data)) as made, Image.open(BytesIO(photo)) as typed:
        assert made.tobytes() == typed.tobytes()


def test_a_drawing_leaves_behind_what_its_program_says():
    about = PngInfo()
    about.add_text("Author", "canary")
    about.add_itxt("XML:com.adobe.xmp", "<canary/>")
    drawing = saved("P", (40, 20), "PNG", pnginfo=about, transparency=3)
    data, *_ = ready(drawing, 40, 20)
    assert b"canary" not in data
    with Image.open(BytesIO(data)) as made, Image.open(BytesIO(drawing)) as typed:
        assert made.info["transparency"] == typed.info["transparency"]
        assert made.tobytes() == typed.tobytes()


@given(st.binary(max_size=60))
def test_any_bytes_behind_the_start_of_a_picture_pass_through(rest):
    for start in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
        assert ready(start + rest, 1, 1)[0].startswith(start[:2])
