"""A picture for Word: the same marks as SVG, and as PNG for readers without SVG."""

from reportgen.draw.guest import no_traces
from reportgen.draw.svg import svg_of
from reportgen.fonts import FontSet
from reportgen.model.chart import Picture, WordPicture


def word_picture(picture: Picture, fonts: FontSet) -> WordPicture:
    """Return ``picture`` as Word shows it."""
    with no_traces():
        from reportgen.draw.raster import png_of  # noqa: PLC0415 - brings in matplotlib

    return WordPicture(svg_of(picture, fonts), png_of(picture, fonts))
