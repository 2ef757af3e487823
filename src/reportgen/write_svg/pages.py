"""Pages: each as one SVG; pictures stand beside, by the digest of what they show."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import assert_never

from msgspec import Struct

from reportgen.fonts import FontSet
from reportgen.model.chart import Chart, Picture
from reportgen.model.document import Document, Figure, Formula
from reportgen.model.image import ImageFile
from reportgen.model.length import Length
from reportgen.model.page import (
    DotItem,
    FormulaItem,
    GlyphRun,
    ImageItem,
    Layout,
    LinkArea,
    Page,
    PageItem,
    PathItem,
    PictureItem,
    RuleItem,
    Slot,
    SlotItem,
    TextItem,
    WatermarkItem,
)
from reportgen.model.walk import printed_blocks
from reportgen.write_svg.words import Words

DrawSvg = Callable[[Picture], bytes]
_PNG = b"\x89PNG"
_HIDDEN = 'aria-hidden="true"'


class Media(Struct, frozen=True):
    """What an SVG shows besides words: its kind (a MIME type) and its bytes."""

    kind: str
    data: bytes


class PagePicture(Struct, frozen=True):
    """One page: its digest says whether it changed. ``width`` and ``height`` are in points."""

    digest: str
    label: str
    width: float
    height: float
    svg: str


class SvgPages(Struct, frozen=True):
    """All pages, and what they show by digest: pictures, and the files of faces by name."""

    pages: tuple[PagePicture, ...]
    media: Mapping[str, Media]
    faces: Mapping[str, Path]


class Drawn(Struct, frozen=True):
    """Who draws what pages only name."""

    pictures: Callable[[Chart], Picture]
    svg: DrawSvg


def write_svg(
    pages: Sequence[Page], layout: Layout, document: Document, fonts: FontSet, drawn: Drawn
) -> SvgPages:
    """Return ``pages`` as SVG; groups of words carry the number of their marked content."""
    writer = _Writer(layout, document, fonts, drawn)
    return SvgPages(tuple(map(writer.page, pages)), writer.media, writer.faces)


class _Writer:
    def __init__(self, layout: Layout, document: Document, fonts: FontSet, drawn: Drawn) -> None:
        self._slots: Mapping[str, Slot] = layout.slots
        self._fonts = fonts
        self._drawn = drawn
        blocks = (*document.front, *document.body)
        figures = (each for each in printed_blocks(blocks) if isinstance(each, Figure | Formula))
        self._figures = {figure.anchor: figure for figure in figures}
        self.media: dict[str, Media] = {}
        self.faces: dict[str, Path] = {}
        self._height: Length = 0

    def page(self, page: Page) -> PagePicture:
        """Return one page."""
        self._height = page.height
        words = Words(self._fonts, page.height)
        parts = [part for item in page.items for part in self._item(item, words)]
        parts += map(self._link, page.links)
        self.faces |= {name: face.file.path for name, face in words.used.items()}
        width, height = page.width / 1000, page.height / 1000
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
            f"{''.join(parts)}</svg>"
        )
        digest = sha256(svg.encode()).hexdigest()[:32]
        return PagePicture(digest, page.label, width, height, svg)

    def _item(self, item: PageItem, words: Words) -> Iterator[str]:
        match item:
            case TextItem():
                yield from self._text(item.runs, item.x, item.y, words, item.mcid)
            case SlotItem():
                runs = self._slots[item.name].runs
                yield from self._text(runs, item.x, item.y, words, item.mcid)
            case RuleItem():
                place = self._rectangle(item.x, item.y, item.width, item.height)
                yield f'<rect {place} fill="#{item.colour.hex}"/>'
            case DotItem():
                x, y = item.x / 1000, (self._height - item.y) / 1000
                yield (
                    f'<circle cx="{x:g}" cy="{y:g}" r="{item.radius / 1000:g}"'
                    f' fill="#{item.colour.hex}"/>'
                )
            case PictureItem():
                key = self._figure(item.key, item.width, item.height)
                place = self._rectangle(item.x, item.y, item.width, item.height)
                yield f'<g data-mcid="{item.mcid}">{_image(key, place)}</g>'
            case FormulaItem():
                key = self._picture(self._drawn.pictures(item.content))
                yield _image(key, self._rectangle(item.x, item.y, item.width, item.height))
            case PathItem():
                yield self._path(item)
            case ImageItem():
                key = self._shown(item.image)
                yield self._clipped(key, item)
            case WatermarkItem():
                yield self._watermark(item, words)
            case _:
                assert_never(item)

    def _text(
        self, runs: tuple[GlyphRun, ...], x: Length, y: Length, words: Words, mcid: int
    ) -> Iterator[str]:
        shown = "".join(part for run in runs for part in words.run(run, x, y))
        yield f'<g data-mcid="{mcid}">{shown}</g>' if mcid >= 0 else f"<g {_HIDDEN}>{shown}</g>"

    def _rectangle(self, x: Length, y: Length, width: Length, height: Length) -> str:
        top = self._height - y - height
        return (
            f'x="{x / 1000:g}" y="{top / 1000:g}"'
            f' width="{width / 1000:g}" height="{height / 1000:g}"'
        )

    def _path(self, item: PathItem) -> str:
        parts = []
        for name, *spots in item.segments:
            places = zip(spots[::2], spots[1::2], strict=True)
            drawn = " ".join(f"{x / 1000:g} {(self._height - y) / 1000:g}" for x, y in places)
            parts.append(("Z" if name == "h" else name.upper()) + drawn)
        look = "" if item.opacity == 1 else f' fill-opacity="{item.opacity:g}"'
        return f'<path fill="#{item.colour.hex}"{look} d="{"".join(parts)}"/>'

    def _clipped(self, key: str, item: ImageItem) -> str:
        """Return an image that is cut where its box ends: an inner SVG cuts by itself."""
        left, low, _, height = item.clip
        top = self._height - low - height
        x, y = (item.x - left) / 1000, (self._height - item.y - item.height - top) / 1000
        place = f'x="{x:g}" y="{y:g}" width="{item.width / 1000:g}" height="{item.height / 1000:g}"'
        return f"<svg {self._rectangle(*item.clip)}>{_image(key, place)}</svg>"

    def _watermark(self, item: WatermarkItem, words: Words) -> str:
        x, y = item.x / 1000, (self._height - item.y) / 1000
        shown = "".join(part for run in item.runs for part in words.run(run, item.x, item.y))
        return (
            f'<g {_HIDDEN} opacity="{item.opacity:g}"'
            f' transform="rotate({-item.angle} {x:g} {y:g})">{shown}</g>'
        )

    def _link(self, link: LinkArea) -> str:
        place = self._rectangle(link.x, link.y, link.width, link.height)
        where = f'data-anchor="{escape(link.anchor)}"' if link.anchor else ""
        where = where or f'data-url="{escape(link.url)}"'
        return f'<rect class="link" fill="none" pointer-events="all" {place} {where}/>'

    def _figure(self, anchor: str, width: Length, height: Length) -> str:
        content = self._figures[anchor].content
        if isinstance(content, Chart):
            return self._picture(self._drawn.pictures(content.in_proportion(width, height)))
        return self._shown(content)

    def _shown(self, image: ImageFile | Picture) -> str:
        return self._file(image) if isinstance(image, ImageFile) else self._picture(image)

    def _file(self, image: ImageFile) -> str:
        key = sha256(image.data).hexdigest()[:32]
        kind = "image/png" if image.data.startswith(_PNG) else "image/jpeg"
        self.media[key] = Media(kind, image.data)
        return key

    def _picture(self, picture: Picture) -> str:
        key = picture.digest[:32]
        if key not in self.media:
            self.media[key] = Media("image/svg+xml", self._drawn.svg(picture))
        return key


def _image(key: str, place: str) -> str:
    return f'<image {place} preserveAspectRatio="none" href="/media/{key}"/>'
