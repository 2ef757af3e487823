"""Pictures that a machine made: the words in a corner (GB 45438-2025, 5.2), and their label."""

import hashlib
import math
import uuid
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.diag import Code, Sink
from reportgen.fonts import FontSet
from reportgen.model.brand import FontRole
from reportgen.model.image import ImageFile
from reportgen.model.label import ImplicitLabel
from reportgen.model.report import AigcMode, ImageBlock, Report
from reportgen.model.walk import written_blocks

if TYPE_CHECKING:
    from PIL import Image

_WORDS = "AI生成"
_SHARE = 0.06
"""So much of the shorter side the words are high: 5 % (5.2), and soft edges."""
_SMALLEST = 12
_MARGIN = 0.6
"""Of the height of the words: how far the plate reaches beyond them."""
_PLATE, _INK = (0, 0, 0, 150), (255, 255, 255, 255)
_QUALITY = 92
_JPEG = b"\xff\xd8\xff"
_NAMESPACE = uuid.UUID("b0a7f6d5-8f53-5c0e-a3a4-5d9a7c7b1f0e")


def has_machine_made(report: Report) -> bool:
    """Tell whether the author says of a picture that a machine made it."""
    return next(_machine_made(report), None) is not None


def stamp_pictures(report: Report, fonts: FontSet, sink: Sink) -> Report:
    """Return ``report`` with every picture that a machine made marked as one."""
    images = dict(report.images)
    for block in _machine_made(report):
        picture = report.images.get(block.path)
        if report.aigc.mode is AigcMode.NONE:
            sink.add(Code.PICTURE_UNLABELLED, block.span, path=block.path)
        elif isinstance(picture, ImageFile):
            images[block.path] = _stamped(picture, report.aigc.provider, fonts)
        elif picture is not None:
            sink.add(Code.PICTURE_NOT_STAMPED, block.span, path=block.path)
    return replace(report, images=images)


def _machine_made(report: Report) -> Iterator[ImageBlock]:
    for block in written_blocks(report.blocks):
        if isinstance(block, ImageBlock) and block.is_machine_made:
            yield block


def _stamped(image: ImageFile, provider: str, fonts: FontSet) -> ImageFile:
    identity = uuid.uuid5(_NAMESPACE, hashlib.sha256(image.data).hexdigest())
    label = ImplicitLabel("1", provider, str(identity)).as_json()
    found = fonts.face(FontRole.CHART_STRONG).file
    return replace(image, data=_drawn(image.data, found.path, found.index), label=label)


def _drawn(data: bytes, font: Path, index: int) -> bytes:
    """Return the picture with the words in its lower right corner."""
    from PIL import Image  # noqa: PLC0415 - few reports have such a picture

    is_jpeg = data.startswith(_JPEG)
    with Image.open(BytesIO(data)) as opened:
        picture = opened.convert("RGB" if is_jpeg else "RGBA")
    plate = _plate(font, index, min(picture.size))
    right, low = picture.width - plate.width, picture.height - plate.height
    picture.paste(plate, (max(0, right), max(0, low)), plate)
    out = BytesIO()
    if is_jpeg:
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    else:
        picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _plate(font: Path, index: int, side: int) -> "Image.Image":
    """Return the words on a dark plate, as high as a picture with the shorter ``side`` needs."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - as above

    wanted = max(_SMALLEST, math.ceil(side * _SHARE))
    size = wanted
    while True:  # the ink is lower than the size
        face = ImageFont.truetype(str(font), size, index)
        left, top, right, bottom = map(round, face.getbbox(_WORDS))
        if bottom - top >= wanted:
            break
        size += 1
    pad = round(wanted * _MARGIN)
    plate = Image.new("RGBA", (right - left + 2 * pad, bottom - top + 2 * pad), _PLATE)
    ImageDraw.Draw(plate).text((pad - left, pad - top), _WORDS, font=face, fill=_INK)
    return plate
