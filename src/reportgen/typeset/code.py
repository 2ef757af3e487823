"""Code: lines set as typed, every space as wide as a letter."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import Style, StyleRole
from reportgen.model.document import CodeBlock
from reportgen.model.length import Length, pt
from reportgen.model.page import GlyphRun, Tag
from reportgen.typeset.line import Line, Segment
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.stack import stack
from reportgen.typeset.strip import Panel, Story, Strip

_TAB = 4
_INSET = pt(10)
_PADDING = pt(6)
_MARGIN = pt(4)


class _Letter(Struct, frozen=True):
    """A character as typed, and the face that shows it (none if it leaves no mark)."""

    char: str
    face: str
    width: Length


def code_strips(block: CodeBlock, within: Surround, setting: Setting) -> list[Strip]:
    """Set ``block`` in a tinted panel; a line longer than the measure goes on in the next."""
    style = setting.style(StyleRole.CODE)
    palette = setting.brand.palette
    panel = Panel(within.x, within.width, _PADDING, _MARGIN, tint=palette.tint)
    inside = replace(within.indented(_INSET, _INSET), panels=(*within.panels, panel))
    lines = [
        _line(letters, style)
        for text in block.lines
        for letters in _broken(text.expandtabs(_TAB), inside.width, style, setting)
    ]
    tree = setting.tree
    element = tree.open(Tag.CODE, tree.open(Tag.PARAGRAPH, within.element))
    return stack(lines, Story(element, {}), style, inside)


def _broken(text: str, measure: Length, style: Style, setting: Setting) -> Iterator[list[_Letter]]:
    letters: list[_Letter] = []
    x = 0
    for char in text:
        letter = _letter(char, style, setting)
        if x + letter.width > measure and letters:
            yield letters
            letters, x = [], 0
        letters.append(letter)
        x += letter.width
    yield letters


def _letter(char: str, style: Style, setting: Setting) -> _Letter:
    for face, shown in setting.fonts.runs(char, style.font):
        return _Letter(char, face.name, face.advance(shown) * style.size // 1000)
    return _Letter(char, "", 0)


def _line(letters: list[_Letter], style: Style) -> Line:
    runs = []
    x = 0
    for face, group in groupby(letters, lambda letter: letter.face):
        same = list(group)
        if face:
            pieces = ("".join(letter.char for letter in same),)
            runs.append(GlyphRun(face, style.size, style.colour, x, 0, pieces))
        x += sum(letter.width for letter in same)
    text = "".join(letter.char for letter in letters)
    return Line((Segment(0, 0, x, tuple(runs), text),) if runs else (), x)
