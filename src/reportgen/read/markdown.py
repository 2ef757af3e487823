"""Markdown to blocks, every inline with its place in the author's file."""

from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct, field

from reportgen.diag import Code, Fix, Sink, Span
from reportgen.model import report
from reportgen.model.chart import Picture
from reportgen.model.pattern import pattern
from reportgen.model.report import Block, Blocks, Inlines, NoteText
from reportgen.read.definitions import definitions
from reportgen.read.directive_blocks import DirectiveReader
from reportgen.read.directives import colon_fences
from reportgen.read.directives import plain_fences as _plain_fences
from reportgen.read.excerpt import Excerpt, SourceLine
from reportgen.read.files import Folder, over_budget
from reportgen.read.formulas import KEY, TEX, fenced_key, formulas
from reportgen.read.images import read_image
from reportgen.read.inline import InlineReader, plain_words, read_inlines
from reportgen.read.marks import plain_marks
from reportgen.read.page_sections import check_sections
from reportgen.read.pipe_tables import read_table
from reportgen.read.stray_marks import find_stray_attributes, find_stray_rows
from reportgen.read.token_groups import groups
from reportgen.read.typed_lists import STYLE, typed_lists
from reportgen.read.waivers import FIRST, read_waiver, waivers

_HEADING_ATTRIBUTES = pattern(
    r"\s*\{(?P<words>(?:\s*(?:#[\w.-]+|-|\.unnumbered|\.appendix|附录)(?=[\s}]))+)\s*\}\s*$"
)
_BARE, _APPENDIX = {"-", ".unnumbered"}, {".appendix", "附录"}
_MAX_NESTING = 40
_LINK_DEFINITION = pattern(r"\[[^\[\]@^]+\]:\s")
_PICTURE_KEY = pattern(r"\{#(?:fig-)?(?P<key>[\w.-]+)\}")
_CREDIT = pattern("[\u3000 ]*——")
_TICK = pattern(r"\[(?P<tick>[ xX])\]\s+(?=\S)")


@cache
def _block_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    parser.enable("table").disable("reference")
    footnote_plugin(parser, inline=False, move_to_end=False, always_match_refs=True)
    colon_fences(parser)
    typed_lists(parser)
    waivers(parser)
    definitions(parser)
    formulas(parser)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


class Collected(Struct):
    """What files of one report share: notes by label, and pictures by path."""

    folder: Folder
    sink: Sink
    notes: dict[str, NoteText] = field(default_factory=dict)
    images: dict[str, report.ImageFile | Picture] = field(default_factory=dict)
    waivers: list[report.Waiver] = field(default_factory=list)


def read_blocks(excerpt: Excerpt, collected: Collected) -> Blocks:
    """Return the blocks of ``excerpt``; its notes and pictures go to ``collected``."""
    text = plain_marks(_plain_fences(excerpt.text))
    tokens = _block_parser().parse(text)
    deep = next((token for token in tokens if token.level >= _MAX_NESTING - 1), None)
    if deep is not None:  # markdown-it drops what is deeper
        line = excerpt.rows((deep.map or [0])[0], len(excerpt.lines))
        what, size = "嵌套层数（nesting）", f"> {_MAX_NESTING}"
        over_budget(line.place, collected.sink, size, f"{_MAX_NESTING}", what)
    blocks = tuple(Walk(excerpt, collected).blocks(tokens))
    check_sections(blocks, collected.sink)
    return blocks


class Walk:
    """Turns block tokens into blocks; a group of tokens is read by the method of its opening."""

    def __init__(self, excerpt: Excerpt, collected: Collected) -> None:
        self.excerpt = excerpt
        self._collected = collected
        self.sink = collected.sink

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        """Yield the blocks of ``tokens``."""
        for opening, inside in groups(tokens):
            yield from self._block(opening, inside)

    def _block(self, opening: Token, inside: list[Token]) -> Iterator[Block]:
        span = self.span(opening)
        match opening.type:
            case "heading_open":
                yield self._heading(opening, inside[0])
            case "paragraph_open":
                yield from self._paragraph(inside[0])
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(opening, inside, span)
            case "blockquote_open":
                yield report.Quote(tuple(self._credited(inside)), span)
            case "fence" if (key := fenced_key(opening.info)) is not None:
                yield report.Formula(self._code(opening).strip(), key, span)
            case "formula":
                yield report.Formula(opening.meta[TEX], opening.meta[KEY], span)
            case "fence" | "code_block":
                yield report.CodeBlock(self._code(opening), opening.info.strip(), span)
            case "hr":
                yield report.Divider(span)
            case "dl_open":
                yield self._definitions(inside, span)
            case "table_open":
                yield read_table(inside, self.excerpt, span, None, self.sink)
            case "footnote_reference_open":
                self._note(opening, inside)
            case "waiver":
                line, first = (opening.map or [0])[0], opening.meta[FIRST]
                self._collected.waivers += read_waiver(self.excerpt, line, first, self.sink)
            case "fence_open":
                yield from DirectiveReader(self).blocks(opening, inside)
            case _:
                self._refuse(opening, span)

    def _refuse(self, token: Token, span: Span) -> None:
        match token.type:
            case "html_block":
                self.sink.add(Code.HTML_REFUSED, span, html=token.content.strip().split("\n")[0])
            case _:
                self.sink.add(Code.UNCLOSED_DIRECTIVE, span, name=":::")

    def _credited(self, inside: list[Token]) -> Iterator[Block]:
        """Yield the blocks of a quote; a last line ``—— 某人`` is a paragraph of its own."""
        found = list(groups(inside))
        for number, (opening, group) in enumerate(found, 1):
            is_last = number == len(found) and opening.type == "paragraph_open"
            lines = self.content(group[0]) if is_last else None
            if lines is None or not _CREDIT.match(lines.lines[-1].text):
                yield from self._block(opening, group)
                continue
            end = len(lines.lines) - 1
            for first, last, is_credit in ((0, end, False), (end, end + 1, True)):
                part = lines.rows(first, last)
                if part.lines:
                    content = read_inlines(part, self.sink)
                    yield report.Paragraph(content, part.place, is_credit)

    def _list(self, opening: Token, inside: list[Token], span: Span) -> report.ListBlock:
        items = [each for _, each in groups(inside)]
        is_ordered = opening.type == "ordered_list_open"
        ticks = () if is_ordered else tuple(map(_take_tick, items))
        return report.ListBlock(
            is_ordered,
            int(opening.attrs.get("start", 1)),
            tuple(tuple(self.blocks(each)) for each in items),
            span,
            opening.meta.get(STYLE),
            ticks if any(tick is not None for tick in ticks) else (),
        )

    def _definitions(self, inside: list[Token], span: Span) -> report.DefinitionList:
        terms = [group for opening, group in groups(inside) if opening.type == "dt_open"]
        meanings = [group for opening, group in groups(inside) if opening.type == "dd_open"]
        items = (
            report.Definition(
                read_inlines(self.content(term[0]), self.sink), tuple(self.blocks(meaning))
            )
            for term, meaning in zip(terms, meanings, strict=True)
        )
        return report.DefinitionList(tuple(items), span)

    # ---- paragraphs and headings -----------------------------------------------------------

    def _heading(self, opening: Token, inline: Token) -> report.Heading:
        excerpt = self.content(inline, is_heading=opening.markup.startswith("#"))
        last = len(excerpt.lines) - 1
        match = _HEADING_ATTRIBUTES.search(excerpt.lines[last].text) if excerpt.lines else None
        words = match["words"].split() if match else []
        if match:
            excerpt = excerpt.part(0, len(excerpt.text) - len(match[0]))
        else:
            find_stray_attributes(excerpt, self.sink)
        content = read_inlines(excerpt, self.sink)
        level = int(opening.tag[1])
        is_appendix = not _APPENDIX.isdisjoint(words)
        if is_appendix and level > 1:
            self.sink.add(Code.APPENDIX_INSIDE, excerpt.place)
        return report.Heading(
            level,
            content,
            next((word[1:] for word in words if word.startswith("#")), ""),
            _BARE.isdisjoint(words),
            excerpt.place,
            is_appendix and level == 1,
        )

    def _paragraph(self, inline: Token) -> Iterator[Block]:
        excerpt = _without_indent(self.content(inline))
        if _LINK_DEFINITION.match(excerpt.text):
            self.sink.add(Code.NOT_YET, excerpt.place, what="链接定义（link definition）")
            return
        reader = InlineReader(excerpt, self.sink)
        tokens = [token for token in reader.tokens if token.content or token.type != "text"]
        if tokens and tokens[0].type == "image":
            rest = excerpt.text[tokens[0].meta["at"][1] :].strip()
            key = _PICTURE_KEY.fullmatch(rest)
            if key or not rest:
                yield from self._picture(excerpt, tokens[0], key["key"] if key else "")
                return
        content = reader.inlines()
        find_stray_rows(excerpt, self.sink)
        if content:
            yield report.Paragraph(content, excerpt.place)

    def _picture(self, excerpt: Excerpt, token: Token, key: str) -> Iterator[Block]:
        path = str(token.attrs["src"])
        span = excerpt.part(*token.meta["at"]).place
        start = token.meta["at"][0] + 2
        caption = read_inlines(excerpt.part(start, start + len(token.content)), self.sink)
        yield from self.image(path, key, caption, plain_words(caption), span)

    def image(
        self, path: str, key: str, caption: Inlines, alt: str, span: Span
    ) -> Iterator[report.ImageBlock]:
        """Yield the picture at ``path``, if it can be read."""
        if not alt.strip():
            self.sink.add(Code.NO_ALT_TEXT, span, path=path)
        images = self._collected.images
        image = images.get(path) or read_image(path, alt, self._collected.folder, span, self.sink)
        if image is not None:
            images[path] = image
            yield report.ImageBlock(path, key, caption, alt, span)

    def _note(self, opening: Token, inside: list[Token]) -> None:
        label = str(opening.meta["label"])
        span = self.span(opening)
        if "：" in span.source.line(span.line)[span.column - 1 :][: len(label) + 4]:
            place = Span(span.source, span.line, span.column + len(label) + 3)
            text = f"[^{label}]"
            self.sink.add(Code.FULL_WIDTH_COLON, place, fix=Fix(place, ":"), text=text)
        blocks = []
        for block in self.blocks(inside):
            wrong = _not_of_notes(block)
            if wrong is None:
                blocks.append(block)
            else:
                self.sink.add(Code.NOT_IN_NOTE, wrong.span, note=f"[^{label}]")
        content: Inlines = ()
        if blocks and isinstance(blocks[0], report.Paragraph):
            content, blocks = blocks[0].content, blocks[1:]
        if label in self._collected.notes:
            first = self._collected.notes[label].span
            self.sink.add(Code.DUPLICATE_KEY, span, key=f"[^{label}]", first=first)
        else:
            self._collected.notes[label] = NoteText(label, content, span, tuple(blocks))

    # ---- code and tables -------------------------------------------------------------------

    def _code(self, token: Token) -> str:
        """Return the lines as the author typed them: the parser saw plain marks in them."""
        first, _ = token.map or (0, 0)
        first += 1 if token.type == "fence" else 0
        lines = []
        for number, seen in enumerate(token.content.removesuffix("\n").split("\n"), first):
            typed = self.excerpt.lines[number].text if number < len(self.excerpt.lines) else ""
            tail = typed[len(typed) - len(seen) :] if len(seen) <= len(typed) else seen
            lines.append(tail if plain_marks(_plain_fences(tail)) == seen else seen)
        return "\n".join(lines)

    # ---- places ----------------------------------------------------------------------------

    def span(self, token: Token) -> Span:
        """Return the place of the first line of ``token``."""
        if token.map is None or token.map[0] >= len(self.excerpt.lines):
            return self.excerpt.place
        text = self.excerpt.lines[token.map[0]].text
        indent = len(text) - len(text.lstrip())
        return self.excerpt.span(token.map[0], indent, len(text.strip()))

    def content(self, inline: Token, *, is_heading: bool = False) -> Excerpt:
        """Return where the content of ``inline`` was typed.

        Each of its lines is the tail of a source line, but for spaces at the end and, in a
        heading, the closing number signs.
        """
        first, _ = inline.map or (0, 0)
        pieces: list[SourceLine] = []
        for number, seen in enumerate(inline.content.split("\n"), first):
            typed = self.excerpt.lines[number].text
            if is_heading:
                hashes = typed.index("#")
                after = len(typed) - len(typed[hashes:].lstrip("#"))
                start = after + len(typed[after:]) - len(typed[after:].lstrip())
            else:
                start = max(0, len(typed.rstrip()) - len(seen.rstrip()))
            pieces += self.excerpt.cut(number, start, start + len(seen)).lines
        return Excerpt(self.excerpt.source, tuple(pieces))


def _without_indent(excerpt: Excerpt) -> Excerpt:
    """Return ``excerpt`` without the ideographic spaces that indent it: the style does that."""
    text = excerpt.text
    return excerpt.part(len(text) - len(text.lstrip("\u3000 ")), len(text))


def _not_of_notes(block: Block) -> Block | None:
    """Return the first block of ``block`` that no note can hold."""
    match block:
        case report.Paragraph():
            return None
        case report.ListBlock():
            inside = (_not_of_notes(each) for item in block.items for each in item)
            return next((each for each in inside if each is not None), None)
        case _:
            return block


def _take_tick(item: list[Token]) -> bool | None:
    """Take ``[ ]`` or ``[x]`` from the head of ``item``; tell which it was, nothing if neither."""
    inline = item[1] if len(item) > 1 and item[0].type == "paragraph_open" else None
    match = _TICK.match(inline.content) if inline else None
    if inline is None or match is None:
        return None
    inline.content = inline.content[match.end() :]
    return match["tick"] != " "
