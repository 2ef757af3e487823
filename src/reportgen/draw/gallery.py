"""Gallery: all pictures of a report, drawn when a writer asks, kept by what they depend on."""

from collections.abc import Sequence

from reportgen.draw.chart import chart_key, draw_chart, native_chart
from reportgen.draw.keep import (
    native_bytes,
    native_from_bytes,
    picture_bytes,
    picture_from_bytes,
)
from reportgen.draw.word import word_picture
from reportgen.fonts import FontSet
from reportgen.model.brand import Brand
from reportgen.model.chart import Chart, Picture, WordPicture
from reportgen.model.document import Blocks, Figure
from reportgen.model.native_chart import NativeChart
from reportgen.model.world import World


class Gallery:
    """Draws each chart once; the marks are kept in the cache by what they depend on."""

    def __init__(
        self, brand: Brand, fonts: FontSet, world: World, figures: Sequence[Picture]
    ) -> None:
        self._brand = brand
        self._fonts = fonts
        self._world = world
        self._own = {picture.digest: picture for picture in figures}
        self._drawn: dict[bytes, Picture] = {}

    def picture(self, chart: Chart) -> Picture:
        """Return the marks of ``chart``."""
        key = self._key(chart)
        if key not in self._drawn:
            self._drawn[key] = self._picture(chart, key)
        return self._drawn[key]

    def _key(self, chart: Chart) -> bytes:
        """Return what the picture depends on: a font file may change under its name."""
        return chart_key(chart, self._brand) + self._fonts.digest.encode()

    def _picture(self, chart: Chart, key: bytes) -> Picture:
        if chart.drawing is not None:
            return self._own[chart.drawing.digest]
        cache = self._world.cache
        known = cache.get(key)
        if known is not None:
            return picture_from_bytes(known)
        self._world.progress("draw")
        picture = draw_chart(chart, self._brand, self._fonts)
        cache.put(key, picture_bytes(picture))
        return picture

    def native(self, chart: Chart) -> NativeChart | None:
        """Return ``chart`` for Word to draw itself, or nothing where only a picture will do."""
        if chart.drawing is not None:
            return None
        cache, key = self._world.cache, self._key(chart) + b"native"
        known = cache.get(key)
        if known is not None:
            return native_from_bytes(known)
        native = native_chart(chart, self._brand, self._fonts)
        cache.put(key, native_bytes(native))
        return native

    def word_picture(self, chart: Chart) -> WordPicture:
        """Return ``chart`` as Word shows it, made from the same marks."""
        cache, key = self._world.cache, self._key(chart)
        svg, png = cache.get(key + b"svg"), cache.get(key + b"png")
        if svg is None or png is None:
            drawn = word_picture(self.picture(chart), self._fonts)
            cache.put(key + b"svg", drawn.svg)
            cache.put(key + b"png", drawn.png)
            return drawn
        return WordPicture(svg, png)

    def pngs(self, blocks: Blocks) -> dict[str, bytes]:
        """Return the charts among ``blocks`` as PNG, by their anchors."""
        figures = (each for each in blocks if isinstance(each, Figure))
        return {
            each.anchor: self.word_picture(each.content).png
            for each in figures
            if isinstance(each.content, Chart)
        }
