"""Whatever is written, at any measure: lines keep the rules of Chinese text and lose nothing."""

import os
import re
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.slow_breaker import Slow
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
from reportgen.model.typography import Kinsoku
from reportgen.typeset.break_lines import break_lines
from reportgen.typeset.justify import MOST_TRACKING
from reportgen.typeset.prepare import Manner, prepare
from reportgen.zh.classes import CLOSING, OPENING, STOPS

SOAK = int(os.environ.get("REPORTGEN_SOAK", "1"))
HAIR = 500  # half a point, the promise
LAYOUTS = 600


def examples(count):
    return settings(max_examples=count * SOAK, derandomize=SOAK == 1)


HAN = "营收同比增长美元公司云计算的了是在训练客户"
MARKS = "，。；：！？、）》”’（《“‘】【"
UNBREAKABLE = [
    *("——", "……", "12.5%", "25万", "3,584亿元", "第3章", "图 1", "表2", "-5%", "7.47亿美元"),
    *("36.8℃", "1,250 万元", "2024年", "－3.2%", "￥45", "$80", "第四季", "第二十一届"),
]
ADDRESS = "https://www.sec.gov/Archives/edgar/data/1769628/d899798ds1.htm?x=1&y=long_value"
LATIN = [
    *("CoreWeave", "AI", "GPU", "Hyperscale infrastructure provider", "Microsoft’s", "S-1"),
    *("internationalization", "“Managed Services”", "e-mail", "state-of-the-art"),
]
MIXED = [
    *(
        " ",
        "·",
        "～",
        "/股",
        "[1]",
        "[12,15]",
        "（",
        "。",
        "☐",
        "——",
        "\t",
        "！？",
        "？？",
        "！！！",
    ),
    *("“‘训练’”", "（“云”）", "）（", "——“", "……”", "2023–2024", "3/4", "马克·安德森"),
]

han = st.text(HAN, min_size=1, max_size=12)
piece = st.one_of(
    han,
    han,
    st.text(MARKS, min_size=1, max_size=4),
    st.sampled_from(UNBREAKABLE),
    st.sampled_from(LATIN),
    st.sampled_from(MIXED),
)
text = st.lists(piece, min_size=1, max_size=50).map("".join)
text_with_addresses = st.lists(
    st.one_of(piece, st.just(f" {ADDRESS} ")), min_size=1, max_size=25
).map("".join)
danger = st.lists(
    st.one_of(st.text("，。）”、（“——……！？", min_size=3, max_size=14), han, piece),
    min_size=1,
    max_size=20,
).map("".join)
measures = st.floats(8, 45)
rules = st.fixed_dictionaries(
    {},
    optional={
        "kinsoku": st.sampled_from(Kinsoku),
        "adjacent": st.sampled_from([1500, 1000]),
        "halves_line_end": st.booleans(),
        "hangs": st.booleans(),
        "autospace": st.sampled_from([0, 125, 250]),
        "hyphenates": st.booleans(),
    },
)


@given(st.one_of(text, text_with_addresses, danger), measures, rules)
@examples(LAYOUTS)
def test_lines_keep_every_rule_at_once(written_text, ems, chosen):
    lines = lines_of(written_text, ems=ems, style=INDENTED, **chosen)
    check_edges(texts(lines), chosen.get("kinsoku", Kinsoku.GB))
    check_words(lines, written_text)
    check_margin(lines, round(ems * EM), chosen)
    check_places(lines)


def check_edges(lines, kinsoku):
    no_start, no_end = CLOSING + STOPS + "·～%‰℃–", OPENING
    if kinsoku is not Kinsoku.BASIC:
        no_start, no_end = no_start + "/", no_end + "￥$"
    if kinsoku is Kinsoku.STRICT:
        no_start += "—…"
    starts = [line for line in lines[1:] if line.startswith(tuple(no_start))]
    # An address may be cut after each of its marks, and before none of them.
    assert not [line for line in starts if not line.startswith("/") or "sec.gov" in line]
    assert not any(line.rstrip(" ").endswith(tuple(no_end)) for line in lines[:-1])


def check_words(lines, written_text):
    assert "".join(texts(lines)) == without_needless_spaces(written_text)
    for line in lines:
        shown = "".join(written(char) for char, _, _ in glyphs_of(line))
        said = text_of(line).rstrip(" ")
        assert shown in (said, f"{said}\u00ad")
        assert shown == said or said[-1].isalpha()


def check_margin(lines, measure, chosen):
    for line in lines[:-1]:
        end = line_end(line, chosen)
        is_full = abs(end - measure) < HAIR
        assert is_full or is_lone_word(line, measure) or is_too_long(line, measure)
        assert abs(line.width - end) < 10


def line_end(line, chosen):
    """Return where the line should meet the margin: before a mark that hangs in it."""
    char, start, end = glyphs_of(line)[-1]
    if chosen.get("hangs") and char in "、，。":
        return start
    marks = re.search("[！？]*$", text_of(line))[0]
    are_halved = chosen.get("halves_line_end", True) or len(marks) % 3 == 2
    return ink_end(line) if are_halved else end


def check_places(lines):
    for line in lines:
        inked = [glyph for glyph in glyphs_of(line) if glyph[0] != " "]
        for (_, _, end), (char, start, _) in pairwise(inked):
            assert start >= end - EM - 10, char


@given(text, st.floats(20, 45), rules)
@examples(150)
def test_what_belongs_together_is_not_split(written_text, ems, chosen):
    lines = texts(lines_of(written_text, ems=ems, **chosen))
    together = "".join(lines)
    ends, place = set(), 0
    for line in lines[:-1]:
        place += len(line)
        ends.add(place)
    pattern = (
        r"(?<!—)——(?!—)|(?<!…)……(?!…)|(?<![!-~’])-?\d[\d,.]*[%万亿年]?|第[\d四]|第二十一|[图表] ?\d"
        r"|[一-鿿]\[1\]|[￥－]\d|(?<![！？])[！？]{2}(?![！？])"
    )
    for found in re.finditer(pattern, together):
        assert ends.isdisjoint(range(found.start() + 1, found.end()))


@given(st.one_of(text_with_addresses, danger), measures, st.sampled_from([0, 2 * EM]), rules)
@examples(150)
def test_the_fast_breaker_finds_what_the_slow_one_finds(written_text, ems, indent, chosen):
    measure, faces = round(ems * EM), fonts(**chosen)
    hyphenates, hangs = (chosen.get(name, False) for name in ("hyphenates", "hangs"))
    manner = Manner(measure, EM, faces.typography, hangs=hangs, hyphenates=hyphenates)
    units = prepare([words(written_text)], faces, manner)
    if not units.tokens:
        return
    slow = Slow(units, measure, indent)
    found = break_lines(units, measure, indent)
    assert isclose(slow.cost_of(found.lines), slow.least_cost(), rel_tol=1e-9, abs_tol=0.6)
    assert isclose(slow.cost_of(found.lines), found.cost, rel_tol=1e-9, abs_tol=0.6)


@given(st.text(HAN, min_size=30, max_size=160), st.floats(16, 45))
@examples(100)
def test_a_last_line_holds_more_than_one_character(written_text, ems):
    lines = texts(lines_of(written_text + "。", ems=ems))
    assert len(lines) == 1 or len(lines[-1].strip("。")) > 1


@pytest.mark.parametrize("alignment", [Alignment.START, Alignment.CENTER, Alignment.END])
@given(text=text, ems=measures)
@examples(30)
def test_unjustified_lines_keep_their_natural_spaces(alignment, text, ems):
    for line in lines_of(text, mark("[1]"), ems=ems, style=replace(BODY, alignment=alignment)):
        assert not any(run.tracking for run in runs_of(line))


def without_needless_spaces(written_text):
    """Say the rule for spaces again: one stays between two Latin words or two Han characters."""
    narrow = "".join(LATIN_QUOTES.values())
    latin, slash, wide = f"[!-.0-~{narrow}–℃]", r"(?<=[!-~])/(?=[!-~])", "[一-鿿☐－￥]"
    once = re.sub(r"\s+", " ", with_latin_quotes(written_text)).strip(" ")
    stays = f"(?<={wide}) (?={wide})|(?<=[!-~{narrow}–℃]) (?={latin}|{slash})"
    kept = re.sub(stays, "\0", once).replace(" ", "").replace("\0", " ")
    return "".join(map(written, kept))


def is_lone_word(line, measure):
    """Tell whether there is nothing to space but the letters of a word, and too much to fill."""
    letters = len(glyphs_of(line)) - 1
    return not letters or (measure - line.width) / letters > MOST_TRACKING * EM / 1000 - 1


def is_too_long(line, measure):
    """Tell whether the line sticks out as no line end is allowed in it."""
    return line.width > measure
