"""Figures in the text: pictures and charts with their captions and sources."""

from collections.abc import Sequence

from reportgen.adopt.word.book import Book, Chunk
from reportgen.adopt.word.figures import Figure
from reportgen.adopt.word.pieces import markdown
from reportgen.adopt.word.plots import CATEGORY, Plot
from reportgen.model.pattern import pattern
from reportgen.word.captions import SOURCE, caption_of, is_of_table
from reportgen.word.keys import CAPTION, Keys
from reportgen.word.opened import Opened
from reportgen.word.pieces import cut, text_of
from reportgen.word.story import Para, Part

_ATOM = pattern(r"\0(\d+)\0")


class FigureWriter:
    """Writes figures; their files go into the book."""

    def __init__(self, file: Opened, book: Book, keys: Keys, part: str) -> None:
        self._file = file
        self._book = book
        self._keys = keys
        self._part = part
        self._charts = 0

    def written(self, here: Para, following: Sequence[Part]) -> tuple[int, list[Chunk]]:
        """Return the figures of a paragraph behind its words; a caption that follows is theirs."""
        kept = [each for each in here.read.pieces if not _ATOM.fullmatch(each.look.atom)]
        chunks: list[Chunk] = []
        pieces = self._book.mended(kept, here.number)
        if text_of(pieces).strip():
            chunks.append(Chunk(markdown(pieces)))
        caption = following[0] if following and isinstance(following[0], Para) else None
        if caption is not None and (caption_of(caption) is None or is_of_table(caption)):
            caption = None
        source = following[1] if caption is not None and len(following) > 1 else None
        drawings = here.read.pictures
        used = 1 + (caption is not None)
        for number, drawing in enumerate(drawings, 1):
            own = caption if number == len(drawings) else None
            figure = Figure(drawing, self._file, self._part)
            cited = self.source_of(source) if figure.is_chart and own else ""
            used += bool(cited)
            chunks += self._figure(figure, here, own, cited)
        return used, chunks

    def _figure(self, figure: Figure, here: Para, caption: Para | None, cited: str) -> list[Chunk]:
        words, key = self.captioned(caption)
        if figure.is_chart:
            self._charts += 1
            name = key or f"x{self._charts}"
            plain = (caption is not None and text_of(caption_of(caption) or [])) or ""
            left = figure.chart(self._book, name, words or plain, cited)
            if left is None:
                return [Chunk(f":::{{图表}} {name}\n:::")]
            self._drop(caption)
            self._book.unclear(here.number, f"这种图表还画不出来，数据列成了表：{plain or name}")
            rows = [["类别", *left.names], *left.rows]
            cells = [
                "| " + " | ".join(each.replace("|", "") for each in row) + " |" for row in rows
            ]
            lines = [cells[0], "|" + "---|" * len(rows[0]), *cells[1:]] if left.rows else []
            return (
                [
                    Chunk(
                        "\n".join([f":::{{表格}}\n:标题: {words or '图表数据'}", "", *lines, ":::"])
                    )
                ]
                if lines
                else []
            )
        file = figure.picture(self._book, here.number)
        if not file:
            self._drop(caption)
            return [Chunk(words)] if words else []
        alt = figure.alt or (text_of(caption_of(caption) or []).strip() if caption else "")
        if caption is None:
            self._book.unclear(here.number, f"图片 {file} 没有图题，印出来只有编号，请补上图题")
        if not alt:
            alt = "图片"
            self._book.unclear(here.number, f"图片 {file} 没有替代文字，请写上图里是什么")
        lines = [f":::{{图}} {file}"]
        if caption is not None and self._keys.of(caption.here):
            lines.append(f":名称: {key}")
        lines.append(f":替代文字: {alt}")
        return [Chunk("\n".join([*lines, *([words] if words else []), ":::"]))]

    def captioned(self, caption: Para | None) -> tuple[str, str]:
        """Return the words of a caption as Markdown, and the name of what it is about."""
        if caption is None:
            return "", ""
        pieces = self._book.mended(caption_of(caption) or [], caption.number)
        key = self._keys.by_paragraph.get(id(caption.here), "")
        return markdown(pieces).replace("\n", " "), key.partition("-")[2]

    def _drop(self, caption: Para | None) -> None:
        """Say by its old number what is no figure any more: nothing can point to it."""
        match = CAPTION.fullmatch(caption.text.lstrip("\t ")) if caption else None
        if caption is not None and match is not None:
            key = self._keys.by_paragraph.get(id(caption.here), "")
            self._book.dropped[key] = f"{match['kind']}{match['number']}"

    def source_of(self, part: Part | None) -> str:
        """Return what a paragraph names as the source of what is above it, or nothing."""
        if not isinstance(part, Para):
            return ""
        match = SOURCE.match(part.words)
        if match is None:
            return ""
        return markdown(
            self._book.mended(cut(part.read.pieces, match.end()), part.number), is_first=False
        )


def _as_table(plot: Plot, caption: str) -> list[Chunk]:
    """Return the data of a chart that is not drawn here."""
    if not plot.rows:
        return []
    rows = [[CATEGORY, *plot.names], *plot.rows]
    cells = ["| " + " | ".join(each.replace("|", "") for each in row) + " |" for row in rows]
    lines = [cells[0], "|" + "---|" * len(rows[0]), *cells[1:]]
    title = f":标题: {caption or '图表数据'}"
    return [Chunk("\n".join([":::{表格}", title, "", *lines, ":::"]))]
