"""Image: a picture file as it was read."""

from msgspec import Struct


class ImageFile(Struct, frozen=True, gc=False):
    """A picture of the report's folder: PNG or JPEG bytes and its size in pixels."""

    path: str
    data: bytes
    width: int
    height: int
    label: str = ""
    """The implicit label of a picture that a machine made, as JSON."""
