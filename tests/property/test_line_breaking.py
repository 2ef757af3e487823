"""Whatever is written, at any measure: lines keep the rules of Chinese text and lose nothing."""

import os
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import inf, isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.typesetter import (
    BODY,
    EM,
    INDENTED,
    fonts,
    glyphs_of,
    ink_end,
    lines_of,
    mark,
    runs_of,
    text_of,
    texts,
    words,
)

from reportgen.fonts import LATIN_QUOTES, written
from reportgen.fonts.quotes import with_latin_quotes
from reportgen.model.brand import Alignment
from reportgen.typeset.break_lines import LINE, LONELY, LOOSE, OVERFULL, break_lines
from reportgen.typeset.justify import MOST_TRACKING
from reportgen.typeset.prepare import prepare
from reportgen.zh.classes import CLOSING, OPENING, STOPS

SOAK = int(os.environ.get("REPORTGEN_SOAK", "1"))
HAIR = 500  # half a point, the promise
thorough = settings(max_examples=40 * SOAK, deadline=None, derandomize=SOAK == 1)

HAN = "营收同比增长美元公司云计算的了是在训练客户"
MARKS = "，。；：！？、）》”’（《“‘】【"
UNBREAKABLE = [
    "——",
    "……",
    "12.5%",
    "25万",
    "3,584亿元",
    "第3章",
    "图 1",
    "表2",
    "-5%",
    "7.47亿美元",
]
ADDRESS = "https://www.sec.gov/Archives/edgar/data/1769628/d899798ds1.htm?x=1&y=long_value"
LATIN = ["CoreWeave", "AI", "GPU", "Hyperscale infrastructure provider", "Microsoft’s", "S-1"]

han = st.text(HAN, min_size=1, max_size=12)
piece = st.one_of(
    han,
    han,
    st.text(MARKS, min_size=1, max_size=4),
    st.sampled_from(UNBREAKABLE),
    st.sampled_from(LATIN),
    st.sampled_from([" ", "·", "～", "/股", "[1]", "（", "。", "☐", "——", "\t"]),
)
text = st.lists(piece, min_size=1, max_size=50).map("".join)
text_with_addresses = st.lists(
    st.one_of(piece, st.just(f" {ADDRESS} ")), min_size=1, max_size=25
).map("".join)
measures = st.floats(8, 45)


@given(text_with_addresses, measures)
@thorough
def test_no_line_starts_with_a_closing_or_ends_with_an_opening_mark(written_text, ems):
    lines = texts(lines_of(written_text, ems=ems, style=INDENTED))
    assert not any(line.startswith(tuple(CLOSING + STOPS + "·～%")) for line in lines[1:])
    assert not any(line.endswith(tuple(OPENING)) for line in lines[:-1])


@given(text, st.floats(20, 45))
@thorough
def test_what_belongs_together_is_not_split(written_text, ems):
    lines = texts(lines_of(written_text, ems=ems))
    together = "".join(lines)
    ends, place = set(), 0
    for line in lines[:-1]:
        place += len(line)
        ends.add(place)
    pattern = (
        r"(?<!—)——(?!—)|(?<!…)……(?!…)|(?<![!-~’])-?\d[\d,.]*[%万亿]?|第\d|[图表] ?\d|[一-鿿]\[1\]"
    )
    for found in re.finditer(pattern, together):
        assert ends.isdisjoint(range(found.start() + 1, found.end()))


@given(text_with_addresses, measures)
@thorough
def test_nothing_is_lost_but_the_spaces_the_rules_replace(written_text, ems):
    lines = lines_of(written_text, ems=ems)
    assert "".join(texts(lines)) == without_needless_spaces(written_text)
    for line in lines:
        shown = "".join(written(char) for char, _, _ in glyphs_of(line))
        assert shown == text_of(line).rstrip(" ")


@given(text_with_addresses, measures)
@thorough
def test_justified_lines_end_at_the_margin(written_text, ems):
    measure = round(ems * EM)
    *full, _ = lines_of(written_text, ems=ems, style=INDENTED)
    for line in full:
        is_full = abs(ink_end(line) - measure) < HAIR
        assert is_full or is_lone_word(line, measure) or is_too_long(line, measure)
        assert abs(line.width - ink_end(line)) < 10


@given(text, measures)
@thorough
def test_glyphs_never_run_into_each_other(written_text, ems):
    for line in lines_of(written_text, ems=ems):
        inked = [glyph for glyph in glyphs_of(line) if glyph[0] != " "]
        for (_, _, end), (char, start, _) in pairwise(inked):
            assert start >= end - EM - 10, char


@given(text_with_addresses, measures, st.sampled_from([0, 2 * EM]))
@thorough
def test_the_fast_breaker_finds_what_the_slow_one_finds(written_text, ems, indent):
    measure = round(ems * EM)
    units = prepare([words(written_text)], fonts(), measure, EM)
    if not units.tokens:
        return
    slow = Slow(units, measure, indent)
    lines = break_lines(units, measure, indent)
    assert isclose(slow.cost_of(lines), slow.least_cost(), rel_tol=1e-9, abs_tol=0.1)


@given(st.text(HAN, min_size=30, max_size=160), st.floats(16, 45))
@thorough
def test_a_last_line_holds_more_than_one_character(written_text, ems):
    lines = texts(lines_of(written_text + "。", ems=ems))
    assert len(lines) == 1 or len(lines[-1].strip("。")) > 1


@pytest.mark.parametrize("alignment", [Alignment.START, Alignment.CENTER, Alignment.END])
@given(text=text, ems=measures)
@thorough
def test_unjustified_lines_keep_their_natural_spaces(alignment, text, ems):
    for line in lines_of(text, mark("[1]"), ems=ems, style=replace(BODY, alignment=alignment)):
        assert not any(run.tracking for run in runs_of(line))


def without_needless_spaces(written_text):
    """Say the rule for spaces again: one stays between two Latin words or two Han characters."""
    narrow = "".join(LATIN_QUOTES.values())
    latin, slash, wide = f"[!-.0-~{narrow}]", r"(?<=[!-~])/(?=[!-~])", "[一-鿿☐]"
    once = re.sub(r"\s+", " ", with_latin_quotes(written_text)).strip(" ")
    stays = f"(?<={wide}) (?={wide})|(?<=[!-~{narrow}]) (?={latin}|{slash})"
    kept = re.sub(stays, "\0", once).replace(" ", "").replace("\0", " ")
    return "".join(map(written, kept))


def is_lone_word(line, measure):
    """Tell whether there is nothing to space but the letters of a word, and too much to fill."""
    letters = len(glyphs_of(line)) - 1
    return not letters or (measure - line.width) / letters > MOST_TRACKING * EM / 1000 - 1


def is_too_long(line, measure):
    """Tell whether the line sticks out as no line end is allowed in it."""
    return line.width > measure


class Slow:
    """The obviously right breaker: it looks at every line there could be, and adds up anew."""

    def __init__(self, units, measure, indent):
        self.units, self.measure, self.indent = units, measure, indent
        self.count = len(units.advance)

    def least_cost(self):
        @cache
        def least(first):
            if first == self.count:
                return 0.0
            return min(cost + least(final + 1) for final, cost in self.lines(first))

        for first in reversed(range(self.count)):
            least(first)
        return least(0)

    def cost_of(self, lines):
        return sum(dict(self.lines(first))[final] for first, final, _ in lines)

    def lines(self, first):
        """Return all lines from ``first``: their last unit and their cost."""
        found, fits = [], False
        ends = [f for f in range(first, self.count) if self.units.penalty[f] < inf]
        for final in reversed(ends):
            slack, give, take = self.measures(first, final)
            if slack < -give - 0.5:
                continue
            is_last = final == self.count - 1
            if slack < -0.5:
                bad = 100 * (-slack / give) ** 3
            elif is_last:
                bad = LONELY if first >= self.units.lonely else 0
            elif fits and slack > LOOSE * take:
                continue
            else:
                bad, fits = 130 * (slack / (take or 1)) ** 3, True
            found.append((final, LINE + self.units.penalty[final] + bad))
        return found or [(ends[0], OVERFULL)]

    def measures(self, first, final):
        units, joints = self.units, range(first, final)
        width = sum(units.advance[first : final + 1]) + sum(units.gap[j] for j in joints)
        width -= units.head[first] + units.tail[final]
        slack = self.measure - (0 if first else self.indent) - width
        give = sum(units.squeeze[j] for j in joints)
        take = sum(units.stretch[j] + units.even[j] for j in joints)
        return slack, give, take
