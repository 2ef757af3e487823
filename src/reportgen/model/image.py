"""Image: a picture file as it was read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture of the report's folder: PNG or JPEG bytes and its size in pixels."""

    path: str
    data: bytes = field(repr=False)
    width: int
    height: int
