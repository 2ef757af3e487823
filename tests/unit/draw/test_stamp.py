"""A picture that a machine made says so, in a corner and inside (GB 45438-2025, 5.2)."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from tests.unit.resolve.desk import HERE, report

from reportgen.diag import Sink
from reportgen.draw.stamp import has_machine_made, stamp_pictures
from reportgen.model import report as src
from reportgen.verify import read_label
from reportgen.verify.label_rules import label_faults
from reportgen.write_docx.picture_label import with_label

AIGC = src.AigcSpec(src.AigcMode.ASSISTED, ("end",), "example", "", HERE)


def picture(size, kind="PNG", shade=200):
    Image.new("RGB", size, (shade,) * 3).save(out := BytesIO(), kind, quality=95)
    return src.ImageFile("x", out.getvalue(), *size)


@pytest.fixture
def stamped(fonts):
    def stamp(image, *, aigc=AIGC, is_made=True):
        block = src.ImageBlock("x", "", (), "图", HERE, 0, is_made)
        sink = Sink()
        made = stamp_pictures(report(blocks=(block,), images={"x": image}, aigc=aigc), fonts, sink)
        return made.images["x"], [each.code.value for each in sink]

    return stamp


def pixels(image):
    with Image.open(BytesIO(image.data)) as opened:
        return np.asarray(opened.convert("L")).astype(int)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(900, 600), (600, 900), (320, 240)])
def test_the_words_in_the_corner_are_as_high_as_the_norm_asks(stamped, kind, size):
    made, codes = stamped(picture(size, kind))
    assert codes == []
    shown = pixels(made)
    bright = np.argwhere(shown > 230)
    assert (bright[:, 0].max() - bright[:, 0].min() + 1) >= 0.05 * min(size)
    assert bright[:, 0].min() > size[1] * 0.8  # in the lower right corner
    assert bright[:, 1].min() > size[0] * 0.5
    assert (shown[: size[1] // 2] > 190).all()  # the rest of the picture is left alone


def test_the_same_picture_is_stamped_the_same(stamped):
    assert stamped(picture((400, 300)))[0] == stamped(picture((400, 300)))[0]


def test_other_pictures_stay_as_they_are(stamped):
    image = picture((400, 300))
    assert stamped(image, is_made=False)[0] is image
    assert not has_machine_made(report("![图](x.png)"))


def test_a_report_without_a_label_cannot_have_such_a_picture(stamped):
    none = src.AigcSpec(src.AigcMode.NONE, (), "", "", HERE)
    assert stamped(picture((400, 300)), aigc=none)[1] == ["RG180"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_label_inside_is_read_back_and_the_picture_still_opens(stamped, kind):
    made, _ = stamped(picture((400, 300), kind))
    data = with_label(made.data, made.label)
    assert label_faults(read_label(data)) == ()
    with Image.open(BytesIO(data)) as opened:
        opened.load()
        assert opened.size == (400, 300)
