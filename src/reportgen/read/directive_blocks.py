"""What ``:::{name}`` fences hold: one method a kind, options and unknown names found."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from markdown_it.token import Token
from msgspec.structs import replace

from reportgen.diag import Code, Fix, Sink, Span, nearest
from reportgen.model import report
from reportgen.model.pattern import pattern
from reportgen.model.report import Block, Blocks, Inline, Inlines
from reportgen.read.cards import read_cards
from reportgen.read.conditions import read_condition
from reportgen.read.directives import NAMES, DirectiveKind, Fence, plain_fences
from reportgen.read.excerpt import Excerpt
from reportgen.read.inline import plain_words, read_inlines
from reportgen.read.page_sections import column_section, on_wide_page, wide_section
from reportgen.read.pipe_tables import read_table
from reportgen.read.table_options import Options, read_options
from reportgen.read.token_groups import groups

_MOST_SIDE_BY_SIDE = 3
_PICTURE_OPTIONS = {"alt": "alt", "替代文字": "alt", "name": "name", "名称": "name"}
_PICTURE_OPTIONS |= {"width": "width", "宽": "width", "ai": "ai", "AI": "ai"}
_EACH_OPTIONS = {"empty": "empty", "空": "empty"}
_YES, _NO = frozenset({"是", "yes"}), frozenset({"否", "no"})
_PERCENT = pattern(r"(\d{1,3})\s*[%％]")
_NARROWEST, _WHOLE = 100, 1000


class Walker(Protocol):
    """What directives ask of the walk through the blocks around them."""

    excerpt: Excerpt
    sink: Sink

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        """Yield the blocks of ``tokens``."""

    def span(self, token: Token) -> Span:
        """Return the place of the first line of ``token``."""

    def content(self, inline: Token) -> Excerpt:
        """Return where the content of ``inline`` was typed."""

    def image(
        self, path: str, key: str, caption: Inlines, alt: str, span: Span
    ) -> Iterator[report.ImageBlock]:
        """Yield the picture at ``path``, if it can be read."""


class DirectiveReader:
    """Turns one colon fence into blocks."""

    def __init__(self, walk: Walker) -> None:
        self._walk = walk
        self._excerpt = walk.excerpt
        self._sink = walk.sink

    def blocks(self, opening: Token, inside: list[Token]) -> Iterator[Block]:
        """Yield what the fence ``opening`` asks for."""
        fence: Fence = opening.meta["fence"]
        line, shift = self._fence_line(opening)
        name_span = self._excerpt.span(line, shift + fence.name_at, len(fence.name))
        kind = NAMES.get(fence.name)
        if not fence.is_closed:
            span = self._excerpt.span(line, shift, 3)
            self._sink.add(Code.UNCLOSED_DIRECTIVE, span, name=f":::{{{fence.name}}}")
        if kind is None:
            self._unknown(fence.name, name_span)
            yield from self._walk.blocks(inside)
            return
        if kind not in (DirectiveKind.FIGURE, DirectiveKind.TABLE, DirectiveKind.EACH):
            self._options(fence, line, {})
        title = self._excerpt.cut(
            line, shift + fence.title_at, shift + fence.title_at + len(fence.title)
        )
        match kind:
            case (
                DirectiveKind.CALLOUT
                | DirectiveKind.CAUTION
                | DirectiveKind.RISK
                | DirectiveKind.IMPORTANT
            ):
                alert = "" if kind is DirectiveKind.CALLOUT else kind.value[0]
                yield self._callout(title, inside, name_span, alert)
            case DirectiveKind.LANDSCAPE:
                yield wide_section(title, tuple(self._walk.blocks(inside)), name_span, self._sink)
            case DirectiveKind.COLUMNS:
                yield column_section(title, tuple(self._walk.blocks(inside)), name_span, self._sink)
            case DirectiveKind.WHEN:
                yield from self._when(title, tuple(self._walk.blocks(inside)), name_span)
            case DirectiveKind.EACH:
                options = self._options(fence, line, _EACH_OPTIONS)
                yield from self._each(title, inside, options, name_span)
            case DirectiveKind.CARDS:
                yield from self._cards(fence, inside, name_span)
            case DirectiveKind.SIDE_BY_SIDE:
                yield from self._side_by_side(inside, name_span)
            case DirectiveKind.FIGURE:
                yield from self._figure(fence, title, inside, line)
            case DirectiveKind.PAGE_BREAK:
                yield self._page_break(fence, title, inside, name_span)
            case DirectiveKind.CHART:
                yield from self._chart(fence, title, inside, name_span)
            case DirectiveKind.TABLE:
                said = read_options(fence, self._excerpt, line, self._sink)
                yield from self._tables(fence, title, inside, said, name_span)

    def _callout(
        self, title: Excerpt, inside: list[Token], span: Span, alert: str
    ) -> report.Callout:
        body = tuple(self._walk.blocks(inside))
        return report.Callout(read_inlines(title, self._sink), body, span, alert)

    def _page_break(
        self, fence: Fence, title: Excerpt, inside: list[Token], span: Span
    ) -> report.PageBreak:
        self._no_body(inside, fence.name)
        if title.text:
            self._sink.add(Code.NOT_YET, title.place, what=title.text)
        return report.PageBreak(span)

    def _when(self, title: Excerpt, blocks: Blocks, span: Span) -> Iterator[Block]:
        condition = read_condition(title.text, title.place, self._sink) if title.text else None
        if condition is not None:
            yield report.When(condition, blocks, span)
        elif not title.text:
            self._sink.add(Code.BAD_CONDITION, span, text=":::{若}")

    def _each(
        self, title: Excerpt, inside: list[Token], options: Mapping[str, Excerpt], span: Span
    ) -> Iterator[Block]:
        blocks, empty = tuple(self._walk.blocks(inside)), options.get("empty")
        if title.text:
            words = read_inlines(empty, self._sink) if empty is not None else None
            yield report.Each(title.text, blocks, title.place, words)
        else:
            key = "表或列的名字（name of a table or column）"
            self._sink.add(Code.MISSING_KEY, span, key=key, place=":::{每个}")

    def _chart(
        self, fence: Fence, title: Excerpt, inside: list[Token], span: Span
    ) -> Iterator[Block]:
        name = fence.name
        self._no_body(inside, name)
        if title.text:
            yield report.ChartRef(title.text, title.place)
        else:
            key = f"{name}的名字（name of the chart）"
            self._sink.add(Code.MISSING_KEY, span, key=key, place=f":::{{{name}}}")

    def _tables(
        self, fence: Fence, title: Excerpt, inside: list[Token], options: Options, name: Span
    ) -> Iterator[Block]:
        tables = tuple(self._table(fence, title, inside, options, name))
        yield from on_wide_page(tables, name) if options.is_wide else tables

    def _table(
        self, fence: Fence, title: Excerpt, inside: list[Token], options: Options, name: Span
    ) -> Iterator[report.PipeTable | report.TableRef]:
        """Yield the declared table that ``title`` names, or the one typed inside the fence."""
        if title.text:
            self._no_body(inside, fence.name)
            yield report.TableRef(title.text, title.place, options.frame)
            return
        found = list(groups(inside))
        tables = [(opening, body) for opening, body in found if opening.type == "table_open"]
        if fence.is_closed and (len(tables) != 1 or len(found) > 1):
            others = (opening for opening, _ in found if opening.type != "table_open")
            span = next(map(self._walk.span, others), name)
            self._sink.add(Code.NOT_ONE_TABLE, span, tables=len(tables))
        for opening, body in tables[:1]:
            span = self._walk.span(opening)
            yield read_table(body, self._excerpt, span, options, self._sink)

    def _cards(self, fence: Fence, inside: list[Token], span: Span) -> Iterator[Block]:
        before = len(self._sink.errors)
        items = self._items(inside, fence.name)
        if not items and len(self._sink.errors) > before:
            return  # what stands there instead was found
        if items or fence.is_closed:
            yield from read_cards(items, span, self._sink)

    def _items(self, inside: list[Token], name: str) -> list[Excerpt]:
        """Return the words of the items of the one list ``inside``; what else is there is found."""
        items = []
        for opening, group in groups(inside):
            if opening.type != "bullet_list_open":
                what = f":::{{{name}}} 里的内容（content）"
                self._sink.add(Code.NOT_YET, self._walk.span(opening), what=what)
                continue
            for _, tokens in groups(group):
                found = list(groups(tokens))
                if found and found[0][0].type == "paragraph_open":
                    items.append(self._walk.content(found.pop(0)[1][0]))
                for other, _ in found:
                    what = f":::{{{name}}} 的一项里的第二段（more than one line）"
                    self._sink.add(Code.NOT_YET, self._walk.span(other), what=what)
        return items

    def _side_by_side(self, inside: list[Token], span: Span) -> Iterator[Block]:
        figures: list[report.ChartRef | report.ImageBlock] = []
        for block in self._walk.blocks(inside):
            if isinstance(block, report.ChartRef | report.ImageBlock):
                figures.append(block)
            else:
                self._sink.add(Code.NOT_SIDE_BY_SIDE, block.span)
        for block in figures[_MOST_SIDE_BY_SIDE:]:
            self._sink.add(Code.NOT_SIDE_BY_SIDE, block.span)
        if figures:
            yield report.SideBySide(tuple(figures[:_MOST_SIDE_BY_SIDE]), span)

    def _figure(
        self, fence: Fence, title: Excerpt, inside: list[Token], line: int
    ) -> Iterator[Block]:
        options = self._options(fence, line, _PICTURE_OPTIONS)
        content: list[Inline] = []
        for block in self._walk.blocks(inside):
            if isinstance(block, report.Paragraph):
                content += block.content
            else:
                self._sink.add(Code.NOT_YET, block.span, what="图题里只能写一段话（one paragraph）")
        if not fence.title:
            self._sink.add(
                Code.MISSING_KEY,
                self._excerpt.span(line, 0, 3),
                key="图片的文件名（file）",
                place=f":::{{{fence.name}}}",
            )
            return
        caption = tuple(content)
        said = {name: value.text for name, value in options.items()}
        alt = said.get("alt", "") or plain_words(caption)
        key = said.get("name", "").removeprefix("fig-")
        share = self._share(options["width"]) if "width" in options else 0
        is_made = "ai" in options and self._is_yes(options["ai"])
        for image in self._walk.image(title.text, key, caption, alt, title.place):
            yield replace(image, share=share, is_machine_made=is_made)

    def _is_yes(self, value: Excerpt) -> bool:
        if value.text not in _YES | _NO:
            expected = "是 / 否（yes / no）"
            self._sink.add(
                Code.WRONG_TYPE, value.place, key="ai", expected=expected, found=value.text
            )
        return value.text in _YES

    def _share(self, width: Excerpt) -> int:
        """Return which part of the measure a picture takes, in thousandths; 0 is its own size."""
        match = _PERCENT.fullmatch(width.text)
        share = int(match[1]) * 10 if match else 0
        if not _NARROWEST <= share <= _WHOLE:
            self._sink.add(Code.BAD_WIDTH, width.place, width=width.text)
            return 0
        return share

    def _fence_line(self, opening: Token) -> tuple[int, int]:
        """Return the fence's line and the column where it starts; full-width colons are found."""
        line = (opening.map or [0])[0]
        typed = self._excerpt.lines[line].text
        shift = next(at for at, char in enumerate(typed) if char in ":：")
        plain = plain_fences(typed)
        if typed != plain:
            span = self._excerpt.span(line, shift, len(typed) - shift)
            fix = Fix(span, plain[shift:])
            self._sink.add(Code.FULL_WIDTH_COLON, span, fix=fix, text=typed[shift:])
        self._find_full_width_colons(opening.meta["fence"], line)
        return line, shift

    def _find_full_width_colons(self, fence: Fence, line: int) -> None:
        """Report ``：名称：``, which is understood."""
        for offset, name, _ in fence.options:
            row = line + offset
            plain = f":{name}:"
            start = self._excerpt.lines[row].text.find(name) - 1
            typed = self._excerpt.cut(row, start, start + len(plain))
            if typed.text != plain:
                fix = Fix(typed.place, plain)
                self._sink.add(Code.FULL_WIDTH_COLON, typed.place, fix=fix, text=typed.text)

    def _unknown(self, name: str, span: Span) -> None:
        close = nearest(name, NAMES) or "—"
        self._sink.add(
            Code.UNKNOWN_DIRECTIVE, span, name=name, known="、".join(NAMES), nearest=close
        )

    def _options(self, fence: Fence, line: int, known: Mapping[str, str]) -> dict[str, Excerpt]:
        """Return the options of ``known`` names; others are found."""
        options = {}
        for offset, name, value in fence.options:
            row = line + offset
            typed = self._excerpt.lines[row].text
            at = typed.find(name)
            if name in known:
                start = typed.find(value, at + len(name))
                options[known[name]] = self._excerpt.cut(row, start, start + len(value))
            else:
                self._sink.add(
                    Code.UNKNOWN_KEY,
                    self._excerpt.span(row, at, len(name)),
                    key=name,
                    place=f":::{{{fence.name}}}",
                    known="、".join(known) or "—",
                    nearest=nearest(name, known) or "—",
                )
        return options

    def _no_body(self, inside: list[Token], name: str) -> None:
        for block in self._walk.blocks(inside):
            self._sink.add(Code.NOT_YET, block.span, what=f":::{{{name}}} 里的内容（content）")
