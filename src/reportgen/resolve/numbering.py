"""Numbers of headings, figures and tables, counted in reading order."""

import re
from typing import TypeAlias, assert_never

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.model.report import HeadingPattern, HeadingScheme
from reportgen.zh.numerals import capital, chinese_numeral, circled

_GONGWEN_TITLES = 4
_PLACE = pattern("%([1-9])")
_ENDS = "、.．：: "
_Scheme: TypeAlias = HeadingScheme | HeadingPattern
APPENDIX = pattern("(?:附录)?[A-Z]")
"""The labels of appendices and their sections."""


class HeadingNumber(Struct, frozen=True):
    """What stands before a heading, what pointers to it print, and its counters as an anchor."""

    label: str
    pointer: str
    anchor: str


class Numbering:
    """Counts headings by the scheme of the report, figures and tables from 1 through it."""

    def __init__(self, scheme: _Scheme) -> None:
        self._scheme = scheme
        self._counters: list[int] = []
        self._chapters: list[int] = []
        self._bare_level: int | None = None
        self._appendices = 0
        self._letter = ""
        """Of the appendix at hand; nothing in the body."""
        self._floats: dict[str, int] = {}

    def heading(
        self, level: int, *, is_numbered: bool, is_appendix: bool = False
    ) -> HeadingNumber | None:
        """Return the number of the next heading; ``is_appendix`` begins the next appendix.

        A heading without a number has none below it either: sections of an unnumbered appendix
        would else go on counting those of the chapter before.
        """
        if level == 1:
            self._turn(is_appendix=is_appendix and is_numbered)
        if self._bare_level is not None and level <= self._bare_level:
            self._bare_level = None
        if not is_numbered and self._bare_level is None:
            self._bare_level = level
        if self._bare_level is not None:
            return None
        # A level the author skipped counts as one that is there.
        above = [max(1, count) for count in self._counters[: level - 1]]
        above += [1] * (level - 1 - len(above))
        own = self._counters[level - 1] + 1 if len(self._counters) >= level else 1
        self._counters = [*above, own]
        if self._letter:
            return appendix_number(self._letter, self._counters)
        label = heading_label(self._scheme, self._counters)
        if not label:
            return None
        return HeadingNumber(
            label,
            heading_pointer(self._scheme, self._counters),
            "sec-" + "-".join(map(str, self._counters)),
        )

    def figure(self) -> str:
        """Return the label of the next figure."""
        return self._float("图")

    def table(self) -> str:
        """Return the label of the next table."""
        return self._float("表")

    def formula(self) -> str:
        """Return the number of the next formula: 1, or in an appendix A1."""
        return self._float("式").removeprefix("式")

    def _float(self, word: str) -> str:
        """Return 图1, or in an appendix 图A1: each appendix counts its own."""
        kind = word + self._letter
        self._floats[kind] = self._floats.get(kind, 0) + 1
        return f"{kind}{self._floats[kind]}"

    def _turn(self, *, is_appendix: bool) -> None:
        """Begin a chapter: the body's go on counting after an appendix."""
        if self._letter == "":
            self._chapters = self._counters[:1]
        if is_appendix:
            self._appendices += 1
            self._letter = capital(self._appendices)
            self._counters = []
        else:
            self._letter = ""
            self._counters = self._chapters


def appendix_number(letter: str, counters: list[int]) -> HeadingNumber:
    """Return 附录A for an appendix, A.1 for its sections, whatever the scheme."""
    places = [letter, *map(str, counters[1:])]
    label = ".".join(places) if len(places) > 1 else f"附录{letter}"
    return HeadingNumber(label, label, "-".join(["sec", *places]))


def heading_label(scheme: _Scheme, counters: list[int]) -> str:
    """Return what stands before a heading.

    seed: 一、 2.1 2.1.1 · gongwen (GB/T 9704): 一、（一）1.（1）① · decimal: 1 1.1 1.1.1; or as a
    company's template has it, which may have nothing for some levels.
    """
    level, own = len(counters), counters[-1]
    match scheme:
        case HeadingScheme.SEED if level == 1:
            return f"{chinese_numeral(own)}、"
        case HeadingScheme.SEED | HeadingScheme.DECIMAL:
            return ".".join(map(str, counters))
        case HeadingScheme.GONGWEN:
            if level > _GONGWEN_TITLES:
                return circled(own)
            chinese = chinese_numeral(own)
            return (f"{chinese}、", f"（{chinese}）", f"{own}.", f"（{own}）")[level - 1]
        case HeadingPattern():
            return _patterned(scheme, counters)
        case _:
            assert_never(scheme)


def _patterned(scheme: HeadingPattern, counters: list[int]) -> str:
    if len(counters) > len(scheme.levels):
        return ""
    level = scheme.levels[len(counters) - 1]

    def number(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        is_chinese = scheme.levels[place].is_chinese and not level.is_legal
        return chinese_numeral(counters[place]) if is_chinese else str(counters[place])

    return _PLACE.sub(number, level.words)


def _pattern_pointer(scheme: HeadingPattern, counters: list[int]) -> str:
    """Return 第三章 or 3.2 where a label says it all, else the labels above it, too."""
    label = _patterned(scheme, counters).rstrip(_ENDS)
    if len(counters) == 1:
        return label if label.startswith("第") else f"第{label}部分"
    if "%1" in scheme.levels[len(counters) - 1].words:
        return label
    return _pattern_pointer(scheme, counters[:-1]) + label


def heading_pointer(scheme: _Scheme, counters: list[int]) -> str:
    """Return what a sentence prints that points to a heading.

    ``见@sec-risk`` reads 见第三部分 (decimal: 见第3部分) for a chapter and 见2.1 for a section. The
    labels of gongwen sections start anew in every chapter, so pointers name it too: 第三部分（二）.
    """
    if isinstance(scheme, HeadingPattern):
        return _pattern_pointer(scheme, counters)
    is_decimal = scheme is HeadingScheme.DECIMAL
    chapter = str(counters[0]) if is_decimal else chinese_numeral(counters[0])
    if len(counters) == 1:
        return f"第{chapter}部分"
    if scheme is not HeadingScheme.GONGWEN:
        return heading_label(scheme, counters)
    path = (heading_label(scheme, counters[:depth]) for depth in range(2, len(counters) + 1))
    return f"第{chapter}部分" + "".join(path).removesuffix(".")
