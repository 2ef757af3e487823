"""Pieces of a paragraph as runs, links, fields and marks."""

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from reportgen.model import document as doc
from reportgen.model.returned import NUMBER
from reportgen.model.typography import EmphasisMark
from reportgen.write_docx.fields import field
from reportgen.write_docx.hints import chinese_marks, has_shared_marks, segments
from reportgen.write_docx.inline_formulas import inline_formula
from reportgen.write_docx.marks import citation, note_mark
from reportgen.write_docx.markup import link, run, text, value
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import EMPHASIS, INLINE_CODE, LINK, STRONG
from reportgen.zh.emphasis import Emphasis, emphasised
from reportgen.zh.formula_words import as_line

_BOLD = "<w:b/><w:bCs/>"
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_NOTHING: frozenset[int] = frozenset()


class _Words(Struct, frozen=True):
    """Words of a paragraph with their place in it, which decides whose quotes they are."""

    text: str
    offset: int
    chinese: frozenset[int]

    def runs(self, style: str = "", look: str = "") -> str:
        """Return the words as runs, cut where the East-Asian hint changes."""
        named = value("rStyle", style) if style else ""
        if not self.chinese:
            return run(text(self.text), named + look) if self.text else ""
        return "".join(
            run(text(words), named + (_HINT if is_chinese else "") + look)
            for words, is_chinese in segments(self.text, self.offset, self.chinese)
        )

    def emphasised(self) -> Iterator[tuple["_Words", Emphasis]]:
        """Yield the parts that emphasis shows each in its way."""
        offset = self.offset
        for part, look in emphasised(self.text):
            yield _Words(part, offset, self.chinese), look
            offset += len(part)


def plain_runs(words: str, look: str = "", style: str = "") -> str:
    """Return ``words`` of one look as runs."""
    chinese = chinese_marks(words) if has_shared_marks(words) else _NOTHING
    return _Words(words, 0, chinese).runs(style, look)


def inked_runs(pieces: doc.Pieces, ink: str, story: Story) -> str:
    """Return words and links of one ink."""
    parts = []
    for piece in pieces:
        match piece:
            case doc.Run():
                parts.append(plain_runs(piece.text, ink))
            case doc.LinkRun():
                parts.append(_outside(piece.url, plain_runs(piece.text, ink), story))
            case _:  # nothing else is said on covers
                pass
    return "".join(parts)


def inline_xml(pieces: doc.Pieces, story: Story, leads_to: str = "") -> str:
    """Return the content of a paragraph; its first piece may lead to a bookmark."""
    words = list(map(_printed, pieces))
    whole = "".join(words)
    chinese = chinese_marks(whole) if has_shared_marks(whole) else _NOTHING
    parts, offset = [], 0
    for piece, printed in zip(pieces, words, strict=True):
        parts.append(_piece(piece, _Words(printed, offset, chinese), story))
        offset += len(printed)
    if leads_to and parts:
        parts[0] = link(leads_to, parts[0])
    return "".join(parts)


def printed_words(pieces: doc.Pieces) -> str:
    """Return the words of ``pieces`` without their looks."""
    return "".join(map(_printed, pieces))


def _printed(piece: doc.Piece) -> str:
    match piece:
        case doc.Run() | doc.CrossReference() | doc.LinkRun():
            return piece.text
        case doc.CitationMark():
            return piece.label
        case doc.InlineFormula():
            return as_line(piece.tex)
        case doc.NoteMark() | doc.PageReference() | doc.LineBreak():
            return ""
        case _:
            assert_never(piece)


def _piece(  # noqa: PLR0911 - one case a piece: the closed union is the list
    piece: doc.Piece, words: _Words, story: Story
) -> str:
    match piece:
        case doc.Run():
            return _run(piece, words, story)
        case doc.CitationMark():
            return citation(piece, story)
        case doc.NoteMark():
            return note_mark(piece, story)
        case doc.CrossReference():
            return _cross_reference(piece, words, story)
        case doc.PageReference(target=target):
            page = story.layout.places[target].label
            look = value("rStyle", LINK)
            number = field(rf"PAGEREF {story.bookmark(target)} \h", page, look)
            return run(text("第"), look) + number + run(text("页"), look)
        case doc.LinkRun():
            return _outside(piece.url, _dressed(piece, words, LINK, story), story)
        case doc.InlineFormula():
            return inline_formula(piece, story)
        case doc.LineBreak():
            return run("<w:br/>")
        case _:
            assert_never(piece)


def _outside(url: str, runs: str, story: Story) -> str:
    name = story.relationships.add("hyperlink", url, is_external=True)
    return f'<w:hyperlink r:id="{name}" w:history="1">{runs}</w:hyperlink>'


def _run(piece: doc.Run, words: _Words, story: Story) -> str:
    runs = _dressed(piece, words, "", story)
    if piece.source:
        runs = link(story.bookmark(piece.source), runs)
    if piece.number is None or not story.is_metric(piece.number):
        return runs
    # Names only: a returned file can be matched with its numbers, but tells nothing about them.
    marked = story.bookmarks.wrap(f"{NUMBER}{piece.number}", runs)
    return story.comments.wrap(piece.number, marked)


def _dressed(piece: doc.Run | doc.LinkRun, words: _Words, link_style: str, story: Story) -> str:
    """Return the words of ``piece`` in their look; only its Han characters bear dots."""
    script = value("vertAlign", f"{piece.script}script") if piece.script else ""
    has_dots = story.brand.typography.emphasis is EmphasisMark.DOTS
    if piece.code:
        return words.runs(link_style or INLINE_CODE, (_BOLD if piece.strong else "") + script)
    if piece.emphasis and has_dots and not script:
        return "".join(
            part.runs(*_emphasis(look, link_style, is_strong=piece.strong))
            for part, look in words.emphasised()
        )
    style = EMPHASIS if piece.emphasis and not script else ""
    if piece.strong or (piece.emphasis and script):
        style = STRONG
    if link_style and style:
        return words.runs(link_style, _BOLD + script)
    return words.runs(link_style or style, script)


def _emphasis(look: Emphasis, link_style: str, *, is_strong: bool) -> tuple[str, str]:
    """Return the style and the look of a part of emphasised words."""
    is_bold = is_strong or look is Emphasis.BOLD
    dots = value("em", "underDot") if look is Emphasis.DOTTED else ""
    if link_style:
        return link_style, (_BOLD if is_bold else "") + dots
    if is_bold:
        return STRONG, dots
    return (EMPHASIS if dots else ""), ""


def _cross_reference(piece: doc.CrossReference, words: _Words, story: Story) -> str:
    if piece.target in story.calls:  # 同②, in a later note
        number = story.calls.number(piece.target)
        return field(rf"NOTEREF _Note{number} \h", piece.text)
    bookmark = story.bookmark(piece.target)
    label = story.survey.labels.get(piece.target, "")
    look = value("rStyle", LINK)
    if piece.target in story.lists.counted and piece.text == label.rstrip("."):
        # A heading's label is not in its words: it is the paragraph's number.
        return field(rf"REF {bookmark} \n \h", piece.text, look)
    if piece.target not in story.survey.titles and piece.text == label:
        return field(rf"REF {bookmark} \h", piece.text, look)
    return link(bookmark, words.runs(LINK))
