"""numbering.xml: the headings' multilevel list, the bibliography's, and one list for each list."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import StyleRole
from reportgen.model.document import Heading, ListBlock
from reportgen.model.length import Length, twips
from reportgen.model.pattern import pattern
from reportgen.model.report import LabelStyle
from reportgen.write_docx.markup import escape, root, value
from reportgen.zh.numerals import capital, chinese_numeral

HEADINGS = {StyleRole.HEADING1: 0, StyleRole.HEADING2: 1, StyleRole.HEADING3: 2}
NO_LIST, HEADING_LIST, BIBLIOGRAPHY_LIST = 0, 1, 2
_HEADING_LEVELS = 6

_CHINESE = pattern("[〇零一二三四五六七八九十百千]+")
_DIGITS = pattern(r"\d+(?:\.\d+)*")
_FIRST = pattern("[1①a一]")
"""The number in the first label of a style."""
_PLACE = pattern(r"%(\d)")
# Word's own choice for 一、二、三、, and the only one that stays right beyond 100.
CHINESE_FORMAT = "chineseCountingThousand"
_LIST_SHAPES = {
    LabelStyle.CIRCLED: "decimalEnclosedCircle",
    LabelStyle.LETTER: "lowerLetter",
    LabelStyle.CHINESE: CHINESE_FORMAT,
    LabelStyle.CHINESE_PARENTHESES: CHINESE_FORMAT,
}


class Level(Struct, frozen=True):
    """One level of a list: how it counts and what is printed."""

    shape: str
    words: str
    start: int = 1
    style: str = ""
    is_legal: bool = False
    """Print upper levels in Arabic digits too: 2.1 under 二、."""
    suffix: str = "tab"
    left: Length = 0
    hanging: Length = 0
    justified: str = "left"
    look: str = ""
    """Run properties of the number, where they are not those of the text."""

    def xml(self, index: int) -> str:
        """Return the w:lvl (its order: ECMA-376 Part 1, A.1, CT_Lvl)."""
        style = value("pStyle", self.style) if self.style else ""
        legal = "<w:isLgl/>" if self.is_legal else ""
        suffix = value("suff", self.suffix) if self.suffix != "tab" else ""
        look = f"<w:rPr>{self.look}</w:rPr>" if self.look else ""
        words = value("lvlText", escape(self.words))
        indent = f'<w:ind w:left="{twips(self.left)}" w:hanging="{twips(self.hanging)}"/>'
        return (
            f'<w:lvl w:ilvl="{index}">{value("start", self.start)}{value("numFmt", self.shape)}'
            f"{style}{legal}{suffix}{words}{value('lvlJc', self.justified)}"
            f"<w:pPr>{indent}</w:pPr>{look}</w:lvl>"
        )


class Lists:
    """Gives each list of the document a number of its own.

    A second w:num on a shared w:abstractNum is not enough: Word goes on counting there.
    The lists of an old document join those of the new one it shares a file with (``others``).
    """

    def __init__(
        self, headings: Iterable[Heading], hanging: Length, others: "Lists | None" = None
    ) -> None:
        headings = tuple(headings)
        body = [heading for heading in headings if not heading.is_appendix]
        appendices = [heading for heading in headings if heading.is_appendix]
        levels = _heading_levels(body)
        sources = Level("decimal", "[%1]", style="Bibliography", left=hanging, hanging=hanging)
        self._lists = [levels, (sources,)]
        if others is not None:
            self._lists = others._lists  # noqa: SLF001 - its own kind
            levels = self._lists[0]
        self.counted = frozenset(counted(body, levels))
        """Anchors of the headings whose labels Word counts to by itself."""
        self.appendices: dict[str, int] = {}
        """The list of each heading in an appendix, by its anchor."""
        if appendices:
            letters = _appendix_levels()
            number = self.add(letters)
            typed = frozenset(counted(appendices, letters))
            self.appendices = dict.fromkeys(typed, number)
            self.counted |= typed

    def add(self, levels: tuple[Level, ...]) -> int:
        """Return the number of a new list."""
        self._lists.append(levels)
        return len(self._lists)

    def shape(self, number: str) -> str:
        """Return what tells the list ``number`` from others: how it counts and looks."""
        place = int(number)
        return repr(self._lists[place - 1]) if place else ""

    def xml(self) -> str:
        """Return numbering.xml: every w:abstractNum stands before the first w:num."""
        shapes = "".join(_abstract(n, levels) for n, levels in enumerate(self._lists, 1))
        numbers = "".join(
            f'<w:num w:numId="{n}">{value("abstractNumId", n)}</w:num>'
            for n in range(1, len(self._lists) + 1)
        )
        return root("numbering", shapes + numbers)


def list_levels(block: ListBlock, label: str, depth: int, level: Level) -> tuple[Level, ...]:
    """Return a list whose level ``depth`` prints labels as ``block`` has them: ``•``, ``（1）``.

    The levels above it look alike, each less indented.
    """
    shape = _LIST_SHAPES.get(block.style, "decimal") if block.ordered else "bullet"
    return tuple(
        replace(
            level,
            shape=shape,
            words=_FIRST.sub(f"%{n + 1}", block.style.value) if block.ordered else label,
            start=block.start,
            left=level.left * (n + 1) // (depth + 1),
        )
        for n in range(depth + 1)
    )


def _appendix_levels() -> tuple[Level, ...]:
    """Return 附录A, A.1, A.1.1: the styles of headings belong to the body's list."""
    first = Level("upperLetter", "附录%1", suffix="space")
    deeper = (
        Level("decimal", ".".join(f"%{n}" for n in range(1, level + 1)), suffix="space")
        for level in range(2, _HEADING_LEVELS + 1)
    )
    return (first, *deeper)


def _heading_levels(headings: Iterable[Heading]) -> tuple[Level, ...]:
    """Return the levels that print the labels the headings have."""
    samples: dict[int, str] = {}
    for heading in headings:
        if heading.label:
            samples.setdefault(heading.level, heading.label)
    has_chinese_chapters = bool(_CHINESE.search(samples.get(1, "")))
    return tuple(
        _heading_level(level, samples.get(level, ""), is_legal=has_chinese_chapters)
        for level in range(1, _HEADING_LEVELS + 1)
    )


def _heading_level(level: int, label: str, *, is_legal: bool) -> Level:
    style = f"Heading{level}"
    if not label:
        return Level("none", "", style=style, suffix="nothing")
    suffix = "nothing" if spaced(label) == label else "space"
    if _CHINESE.search(label):
        words = _CHINESE.sub(f"%{level}", label, count=1)
        return Level(CHINESE_FORMAT, words, style=style, suffix=suffix)
    parts = max((m[0].count(".") + 1 for m in _DIGITS.finditer(label)), default=1)
    places = ".".join(f"%{n}" for n in range(level - parts + 1, level + 1))
    words = _DIGITS.sub(places, label, count=1)
    return Level("decimal", words, style=style, suffix=suffix, is_legal=is_legal and parts > 1)


def spaced(label: str) -> str:
    """Return ``label`` and the blank behind it: ``2.1``, ``第一章``; ``一、`` brings its own."""
    has_gap = bool(label) and (label[-1].isascii() or label[-1].isalpha())
    return f"{label} " if has_gap else label


def counted(headings: Iterable[Heading], levels: tuple[Level, ...]) -> Iterator[str]:
    """Yield the anchors of the headings whose label Word prints when it counts; the rest are typed.

    A heading that is typed is not counted.
    """
    counts: list[int] = []
    for heading in headings:
        if not heading.label or heading.level > len(levels):
            continue
        tried = (counts + [0] * heading.level)[: heading.level]
        tried[-1] += 1
        tried = [max(1, count) for count in tried]
        if _printed(levels[heading.level - 1], tried, levels) == heading.label:
            counts = tried
            yield heading.anchor


def _printed(level: Level, counts: list[int], levels: tuple[Level, ...]) -> str:
    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place >= len(counts):
            return match[0]
        if levels[place].shape == "upperLetter":
            return capital(counts[place])
        is_chinese = levels[place].shape == CHINESE_FORMAT and not level.is_legal
        return chinese_numeral(counts[place]) if is_chinese else str(counts[place])

    return _PLACE.sub(number, level.words)


def _abstract(number: int, levels: tuple[Level, ...]) -> str:
    kind = "singleLevel" if len(levels) == 1 else "multilevel"
    identity = f"{0x10000000 + number:08X}"
    content = "".join(level.xml(index) for index, level in enumerate(levels))
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{value("nsid", identity)}'
        f"{value('multiLevelType', kind)}{content}</w:abstractNum>"
    )
