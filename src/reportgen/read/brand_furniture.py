"""Heads, feet, covers and watermark of a kit."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from reportgen.diag import Code, Sink, nearest
from reportgen.model.brand import PageGeometry, Palette
from reportgen.model.furniture import (
    BackCoverLook,
    CoverLook,
    Field,
    Heads,
    Phrase,
    Thirds,
    WatermarkLook,
)
from reportgen.model.length import mm, pt
from reportgen.model.pattern import pattern
from reportgen.read.brand_art import ArtReader
from reportgen.read.brand_values import (
    bounded,
    colour,
    is_yes,
    millimetres,
    optional_millimetres,
    part,
    scalars,
)
from reportgen.read.yaml_tree import Mapping, Scalar

_FIELD = pattern(r"\{\s*([^{}]*?)\s*\}")
FIELD_NAMES = {
    "标题": Field.TITLE,
    "章": Field.CHAPTER,
    "机构": Field.ORGANISATION,
    "日期": Field.DATE,
    "密级": Field.CLASSIFICATION,
    "页": Field.PAGE,
    "总页": Field.PAGES,
    "AI声明": Field.NOTICE,
    **{field.value: field for field in Field},
}
_MAX_OPACITY, _MAX_ANGLE = Decimal("0.5"), Decimal(90)
_OPACITY, _ANGLE, _LARGEST = Decimal("0.07"), Decimal(45), Decimal(72)
_MAX_SIZE = Decimal(300)
_DEFAULT = Heads()


class FurnitureReader(Struct, frozen=True):
    """Reads what a kit prints around the text."""

    node: Mapping
    palette: Palette
    page: PageGeometry
    sink: Sink

    def cover(self, name: str) -> CoverLook:
        """Return the cover, or the letterhead, that is written under ``name``."""
        node, sink = part(self.node, name), self.sink
        return CoverLook(
            title_top=millimetres(node, "title_top", sink) or self.page.top,
            art=self._art().art(node),
            organisation_top=optional_millimetres(node, "organisation_top", sink),
            classification_top=optional_millimetres(node, "classification_top", sink),
            meta_top=optional_millimetres(node, "meta_top", sink),
            left=optional_millimetres(node, "left", sink),
            width=optional_millimetres(node, "width", sink),
        )

    def back_cover(self) -> BackCoverLook | None:
        """Return the back cover, if the kit has one."""
        node = self.node.mapping("back_cover")
        if node is None:
            return None
        return BackCoverLook(
            top=millimetres(node, "top", self.sink) or mm(200),
            art=self._art().art(node),
            contact=tuple(word.text for word in scalars(node, "contact")),
            disclaimer=node.word("disclaimer"),
        )

    def heads(self) -> Heads:
        """Return what stands above and below the text; ours where the kit says nothing."""
        node = part(self.node, "heads")
        heads = Heads(
            head=self._thirds(node.mapping("head"), _DEFAULT.head),
            foot=self._thirds(node.mapping("foot"), _DEFAULT.foot).with_notice,
            front_foot=self._thirds(node.mapping("front_foot"), _DEFAULT.front_foot).with_notice,
            has_rule=is_yes(node, "rule", "yes"),
            is_mirrored=is_yes(node, "mirrored", "no"),
            on_chapter_pages=is_yes(node, "chapter_pages", "yes"),
        )
        word = node.scalar("chapter_pages")
        if word is not None and not heads.on_chapter_pages and not self.page.starts_chapters:
            self.sink.add(Code.NEEDS_CHAPTER_PAGES, word.span)
        return heads

    def watermark(self) -> WatermarkLook:
        """Return how a watermark looks."""
        node, sink = part(self.node, "watermark"), self.sink
        word = node.scalar("colour")
        return WatermarkLook(
            colour=colour(word, self.palette, sink) if word else self.palette.muted,
            opacity=float(bounded(node, "opacity", _MAX_OPACITY, sink, default=_OPACITY)),
            angle=int(bounded(node, "angle", _MAX_ANGLE, sink, default=_ANGLE)),
            largest=pt(bounded(node, "size", _MAX_SIZE, sink, default=_LARGEST)),
        )

    def _art(self) -> ArtReader:
        return ArtReader(self.palette, self.page, self.node.mapping("logo"), self.sink)

    def _thirds(self, node: Mapping | None, default: Thirds) -> Thirds:
        if node is None:
            return default
        return Thirds(*(self._phrases(node, name) for name in ("left", "centre", "right")))

    def _phrases(self, node: Mapping, name: str) -> tuple[Phrase, ...]:
        return tuple(tuple(self._phrase(word)) for word in scalars(node, name) if word.text)

    def _phrase(self, word: Scalar) -> Iterator[str | Field]:
        at = 0
        for match in _FIELD.finditer(word.text):
            if match.start() > at:
                yield word.text[at : match.start()]
            at = match.end()
            field = FIELD_NAMES.get(match[1])
            if field is None:
                close = nearest(match[1], FIELD_NAMES) or "—"
                known = "、".join(FIELD_NAMES)
                self.sink.add(
                    Code.UNKNOWN_VALUE,
                    word.span,
                    value=match[0],
                    key=word.text,
                    known=known,
                    nearest=close,
                )
            else:
                yield field
        if at < len(word.text):
            yield word.text[at:]
