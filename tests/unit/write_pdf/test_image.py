"""Every picture file is shown as it is."""

from contextlib import contextmanager
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.unit.write_pdf.builder import Builder, document, figure, jpeg, png, written

from reportgen.model.length import pt
from reportgen.model.report import ImageFile


@contextmanager
def image_of(data):
    builder = Builder()
    builder.figure("fig-a", pt(50))
    content = ImageFile("a.png", data, 8, 8)
    made = written(builder, document(figure(content, "fig-a")))
    with pikepdf.open(BytesIO(made)) as pdf:
        yield pikepdf.PdfImage(next(iter(pdf.pages[0].Resources.XObject.values())))


def file_of(image, **more):
    out = BytesIO()
    image.save(out, "PNG", **more)
    return out.getvalue()


def noise(mode, size=(7, 5)):
    width = len(Image.new(mode, (1, 1)).tobytes())
    data = bytes((37 * place) % 251 for place in range(size[0] * size[1] * width))
    return Image.frombytes(mode, size, data)


@pytest.mark.parametrize("mode", ["L", "RGB", "P"])
def test_an_opaque_png_keeps_its_bytes_and_colours(mode):
    image = noise(mode)
    if mode == "P":
        image.putpalette(bytes((11 * place) % 256 for place in range(768)))
    data = file_of(image)
    with image_of(data) as made:
        assert made.obj.read_raw_bytes() in data
        assert made.as_pil_image().convert("RGB").tobytes() == image.convert("RGB").tobytes()


@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from(["1", "L", "RGB"]))
@settings(max_examples=30)
def test_any_size_of_png_comes_out_right(width, height, mode):
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    with image_of(file_of(image)) as made:
        assert made.as_pil_image().convert("RGB").tobytes() == image.convert("RGB").tobytes()


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_not_opaque_gets_a_mask(mode):
    image = noise(mode)
    with image_of(file_of(image)) as made:
        mask = pikepdf.PdfImage(made.obj.SMask).as_pil_image()
        assert mask.tobytes() == image.convert("RGBA").getchannel("A").tobytes()
        shown = made.as_pil_image().convert("RGB")
        assert shown.tobytes() == image.convert("RGBA").convert("RGB").tobytes()


def test_a_palette_with_a_hole_gets_a_mask():
    image = noise("P")
    image.putpalette(bytes(768))
    with image_of(file_of(image, transparency=3)) as made:
        assert "/SMask" in made.obj


def test_an_alpha_channel_that_hides_nothing_is_dropped():
    image = noise("RGB").convert("RGBA")
    with image_of(file_of(image)) as made:
        assert "/SMask" not in made.obj


def test_a_jpeg_keeps_its_bytes():
    for mode in ("RGB", "L"):
        data = jpeg(mode)
        with image_of(data) as made:
            assert made.obj.read_raw_bytes() == data
            assert made.obj.Filter == "/DCTDecode"


def test_a_jpeg_in_printing_colours_is_turned_into_screen_colours():
    with image_of(jpeg("CMYK")) as made:
        assert made.obj.ColorSpace == "/DeviceRGB"


def test_the_same_picture_is_in_the_file_once():
    builder = Builder()
    builder.figure("fig-a", pt(50))
    builder.figure("fig-b", pt(50))
    one, two = (figure(ImageFile(name, png(), 8, 8), f"fig-{name}") for name in "ab")
    data = written(builder, document(one, two))
    assert data.count(b"/SMask") == 1
