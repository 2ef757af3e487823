"""Cover, letterhead and back cover: their words as paragraphs, the brand's art behind them."""

from collections.abc import Iterator

from reportgen.model.brand import Alignment, StyleRole
from reportgen.model.document import BackCover, Run
from reportgen.model.furniture import BackCoverLook, CoverLook
from reportgen.model.length import Length, twips
from reportgen.write_docx.art import art_runs
from reportgen.write_docx.columns import width
from reportgen.write_docx.inlines import inked_runs, inline_xml, plain_runs
from reportgen.write_docx.markup import run, value
from reportgen.write_docx.paragraphs import Format, paragraph, tab_stop
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import style_id
from reportgen.write_docx.titles import insets, is_long, parted

_EM = "\u3000"


def cover_blocks(look: CoverLook, story: Story) -> list[str]:
    """Return the words that open a report, top down; its title starts where the brand wants it."""
    return _Opening(look, story).blocks()


def back_cover_blocks(words: BackCover, look: BackCoverLook, story: Story) -> list[str]:
    """Return how to reach the publisher, and what he does not answer for."""
    brand = story.brand
    drawn = art_runs(look.art, story)
    lines = [(StyleRole.CONTACT, line) for line in words.contact]
    lines.append((StyleRole.DISCLAIMER, (Run(words.disclaimer),) if words.disclaimer else ()))
    made = []
    before: Length | None = max(0, look.top - brand.page.top)
    for role, line in lines:
        if line:
            ink = value("color", brand.ink(role, look.art, look.top).hex)
            form = Format(style_id(role), before=before)
            made.append(paragraph(form, drawn + inked_runs(line, ink, story)))
            before, drawn = None, ""
    return made


class _Opening:
    """Makes the paragraphs of a cover; the first of them carries its art."""

    def __init__(self, look: CoverLook, story: Story) -> None:
        self._look = look
        self._story = story
        self._brand = story.brand
        page = self._brand.page
        self._left = 0 if look.left is None else look.left - page.inner
        self._width = page.measure if look.width is None else look.width
        self._art = art_runs(look.art, story)

    def blocks(self) -> list[str]:
        """Return the paragraphs."""
        cover, look, page = self._story.document.cover, self._look, self._brand.page
        made = list(self._marks())
        used: Length = 0
        if self._organisation < page.top:
            made.append(self._free(StyleRole.ORGANISATION, cover.organisation, self._organisation))
        elif cover.organisation:
            before = self._organisation - page.top
            ink = self._ink(StyleRole.ORGANISATION, self._organisation)
            made.append(self._line(StyleRole.ORGANISATION, cover.organisation, before, ink))
            style = self._brand.styles[StyleRole.ORGANISATION]
            used = before + style.leading + style.space_after
        if look.meta_top is not None:
            frame = self._frame(self._width, self._left, look.meta_top)
            if cover.signatory:
                made.append(self._signed(frame))
            else:
                made += [
                    self._line(StyleRole.COVER_META, line, frame=frame) for line in cover.lines
                ]
        above_title = max(0, look.title_top - page.top - used)
        made.append(self._titled(StyleRole.TITLE, cover.title, above_title))
        if cover.subtitle:
            made.append(self._titled(StyleRole.SUBTITLE, cover.subtitle))
        if cover.kind:
            made.append(self._titled(StyleRole.SUBTITLE, cover.kind))
        if look.meta_top is None:
            made += [self._line(StyleRole.COVER_META, line) for line in cover.lines]
        if cover.summary:
            words = inline_xml(cover.summary, self._story)
            made.append(self._paragraph(StyleRole.SUMMARY, words))
        return list(filter(None, made))

    def _marks(self) -> Iterator[str]:
        document = self._story.document
        pitch = self._brand.styles[StyleRole.CLASSIFICATION].leading
        for number, words in enumerate(document.cover.marks or (document.classification,)):
            yield self._free(StyleRole.CLASSIFICATION, words, self._class + number * pitch)

    def _signed(self, frame: str) -> str:
        """Return the number of a letter and who signed it, at either side."""
        cover = self._story.document.cover
        number, signed = _EM + "".join(cover.lines), cover.signed_by + _EM
        words = plain_runs(number) + run("<w:tab/>") + plain_runs(signed)
        form = Format(style_id(StyleRole.COVER_META), frame=frame)
        return paragraph(form.tabbed(tab_stop("right", self._width)), words)

    @property
    def _class(self) -> Length:
        top = self._look.classification_top
        return self._brand.page.top if top is None else top

    @property
    def _organisation(self) -> Length:
        top = self._look.organisation_top
        return self._brand.page.top if top is None else top

    def _free(self, role: StyleRole, words: str, top: Length) -> str:
        """Return a line in a frame as wide as its words, ``top`` from the edge of the sheet."""
        if not words:
            return ""
        style = self._brand.styles[role]
        own = width(words, style.size) + style.size
        rest = self._width - own
        shift = {Alignment.END: rest, Alignment.CENTER: rest // 2}.get(style.alignment, 0)
        frame = self._frame(own, self._left + shift, top)
        return self._line(role, words, ink=self._ink(role, top), frame=frame)

    def _frame(self, across: Length, left: Length, top: Length) -> str:
        x = twips(self._brand.page.inner + left)
        return (
            f'<w:framePr w:w="{twips(across)}" w:wrap="around" w:vAnchor="page" w:hAnchor="page"'
            f' w:x="{x}" w:y="{max(1, twips(top))}"/>'
        )

    def _ink(self, role: StyleRole, top: Length) -> str:
        return value("color", self._brand.ink(role, self._look.art, top).hex)

    def _titled(self, role: StyleRole, title: str, before: Length | None = None) -> str:
        """Return a title; one of two lines is parted by its sense, else its lines are levelled."""
        style, room = self._brand.styles[role], self._width
        if not is_long(title, style.size, room):
            return self._line(role, title, before)
        lines = parted(title, style.size, room)
        if lines:
            words = run("<w:br/>").join(map(plain_runs, lines))
            return self._paragraph(role, words, before)
        sides = insets(title, style.size, room, style.alignment)
        return self._paragraph(role, plain_runs(title), before, sides=sides)

    def _line(
        self,
        role: StyleRole,
        line: str,
        before: Length | None = None,
        ink: str = "",
        frame: str = "",
    ) -> str:
        return self._paragraph(role, plain_runs(line, ink), before, frame) if line else ""

    def _paragraph(
        self,
        role: StyleRole,
        words: str,
        before: Length | None = None,
        frame: str = "",
        sides: tuple[Length, Length] = (0, 0),
    ) -> str:
        """Return a paragraph as wide as the brand wants; a frame has a width of its own."""
        room = self._brand.page.measure - self._left - self._width
        left, right = (0, 0) if frame else (self._left + sides[0], room + sides[1])
        form = Format(style_id(role), before=before, left=left, right=right, frame=frame)
        if frame:  # LibreOffice loses pictures that are anchored inside one
            return paragraph(form, words)
        drawn, self._art = self._art, ""
        return paragraph(form, drawn + words)
