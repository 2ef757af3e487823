"""Cover, letterhead and back cover: their words where the brand wants them."""

from collections.abc import Iterator

from msgspec.structs import replace

from reportgen.model.art import Art
from reportgen.model.brand import Alignment, Style, StyleRole
from reportgen.model.document import BackCover, Cover, Document, LineBreak, Pieces, Run
from reportgen.model.furniture import CoverLook
from reportgen.model.length import Length
from reportgen.model.page import Tag
from reportgen.typeset.galley import paragraph
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import set_stack
from reportgen.typeset.strip import Mark, Strip, Words
from reportgen.zh.titles import halves


def cover_strips(document: Document, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield the words of the cover."""
    return _opening(document, setting.brand.cover, within, setting)


def letterhead_strips(document: Document, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield what stands above the text of a report without a cover."""
    strips = list(_opening(document, setting.brand.letterhead, within, setting))
    blank = setting.style(StyleRole.BODY).leading
    yield from strips[:-1]
    yield from (replace(strip, after=max(strip.after, blank)) for strip in strips[-1:])


def back_cover_strips(words: BackCover, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield how to reach the publisher, and what he does not answer for."""
    brand = setting.brand
    look = brand.back_cover
    if look is None:
        return
    yield Strip(max(0, look.top - brand.page.top), ())
    disclaimer = (Run(words.disclaimer),) if words.disclaimer else ()
    for role, lines in (
        (StyleRole.CONTACT, words.contact),
        (StyleRole.DISCLAIMER, (disclaimer,)),
    ):
        ink = brand.ink(role, look.art, look.top)
        style = replace(setting.style(role), colour=ink)
        for line in filter(None, lines):
            # Links are in the colour that can be read here.
            made = setting.wording(line, style)
            shown = tuple(replace(fragment, colour=ink) for fragment in made.fragments)
            element = setting.tree.open(Tag.PARAGRAPH, within.element)
            yield from set_stack(replace(made, fragments=shown), style, within, setting, element)


def _opening(
    document: Document, look: CoverLook, within: Surround, setting: Setting
) -> Iterator[Strip]:
    """Yield the words that open a report; its title starts where the brand wants it."""
    cover, page = document.cover, setting.brand.page
    if look.left is not None:
        within = replace(within, x=look.left - page.inner)
    if look.width is not None:
        within = replace(within, width=look.width)
    yield from _fixed(document, look, within, setting)
    meta_top = look.meta_top
    meta = setting.style(StyleRole.COVER_META)
    if meta_top is not None and meta_top < look.title_top:  # heard where it is seen
        if cover.signatory:
            yield from _signed(cover, within, setting, meta_top - page.top)
        else:
            above = (paragraph((Run(line),), meta, within, setting) for line in cover.lines)
            yield _placed([strip for each in above for strip in each], meta_top - page.top)
    lines = [(_by_sense(cover.title, StyleRole.TITLE, within, setting), StyleRole.TITLE)]
    if cover.subtitle:
        words_below = _by_sense(cover.subtitle, StyleRole.SUBTITLE, within, setting)
        lines.append((words_below, StyleRole.SUBTITLE))
    if cover.kind:
        lines.append(((Run(cover.kind),), StyleRole.SUBTITLE))
    set_lines = [
        paragraph(words, setting.style(role), _level(words, role, within, setting), setting)
        for words, role in lines
    ]
    set_meta = []
    if meta_top is None or meta_top >= look.title_top:
        set_meta = [paragraph((Run(line),), meta, within, setting) for line in cover.lines]
    if meta_top is not None and set_meta:
        yield _placed([strip for each in set_meta for strip in each], meta_top - page.top)
        set_meta = []
    yield Strip(max(0, look.title_top - page.top), ())
    title, *others = set_lines
    yield from (replace(strip, before=0) for strip in title)
    for strips in (*others, *set_meta):
        yield from strips
    if cover.summary:
        yield from paragraph(cover.summary, setting.style(StyleRole.SUMMARY), within, setting)


def _fixed(
    document: Document, look: CoverLook, within: Surround, setting: Setting
) -> Iterator[Strip]:
    """Yield marks and organisation, which stand at places of their own."""
    cover, page = document.cover, setting.brand.page
    pitch = setting.style(StyleRole.CLASSIFICATION).leading
    fixed = (
        *(
            (StyleRole.CLASSIFICATION, words, look.classification_top, number * pitch)
            for number, words in enumerate(cover.marks or (document.classification,))
        ),
        (StyleRole.ORGANISATION, cover.organisation, look.organisation_top, 0),
    )
    for role, words, wanted, down in fixed:
        top = (page.top if wanted is None else wanted) + down
        style = _on(look.art, role, top, setting)
        if words:
            yield _placed(paragraph((Run(words),), style, within, setting), top - page.top)


def _signed(cover: Cover, within: Surround, setting: Setting, down: Length) -> Iterator[Strip]:
    """Yield the number of a letter at the left and who signed it at the right, an em from each."""
    style = setting.style(StyleRole.COVER_META)
    inside = within.indented(style.size, style.size)
    sides = (("".join(cover.lines), Alignment.START), (cover.signed_by, Alignment.END))
    for words, alignment in sides:
        if words:
            side = replace(style, alignment=alignment)
            yield _placed(paragraph((Run(words),), side, inside, setting), down)


def _by_sense(text: str, role: StyleRole, within: Surround, setting: Setting) -> Pieces:
    """Return ``text``; where it takes two lines and has a pause that allows it, parted there."""
    style, width = setting.style(role), within.width
    if setting.text(text, style).width <= width:
        return (Run(text),)
    fitting = {}
    for parted in halves(text):
        longest = max(setting.text(half, style).width for half in parted)
        if longest <= width:
            fitting[longest] = parted
    if not fitting:
        return (Run(text),)
    first, second = fitting[min(fitting)]
    return (Run(first), LineBreak(), Run(second))


def _level(words: Pieces, role: StyleRole, within: Surround, setting: Setting) -> Surround:
    """Return a column so narrow that the lines of a centred title are about as long."""
    style = setting.style(role)
    if style.alignment is not Alignment.CENTER:
        return within
    wording = setting.wording(words, style)
    count = len(setting.lines(wording, within.width, style))
    low, high = within.width // (count + 1), within.width
    while high - low > style.size // 4:
        middle = (low + high) // 2
        if len(setting.lines(wording, middle, style)) > count:
            low = middle
        else:
            high = middle
    return within.indented((within.width - high) // 2, (within.width - high) // 2)


def _on(art: Art, role: StyleRole, top: Length, setting: Setting) -> Style:
    """Return the style of ``role``, in a colour that can be read at ``top`` of ``art``."""
    return replace(setting.style(role), colour=setting.brand.ink(role, art, top))


def _placed(strips: list[Strip], down: Length) -> Strip:
    """Return ``strips`` as one that takes no room and shows them so far down."""
    marks: list[Mark] = []
    for strip in strips:
        for mark in strip.marks:
            moved = (
                replace(mark, baseline=mark.baseline + down) if isinstance(mark, Words) else mark
            )
            marks.append(moved)
        down += strip.height + strip.after
    return Strip(0, tuple(marks))
