"""P01 to P13: marks, spaces and letters of Chinese text as they should be typed (GB/T 15834)."""

from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic, Fix, Span
from reportgen.lint.literals import is_markdown
from reportgen.lint.passages import Passage, PassageKind
from reportgen.lint.rule import finding
from reportgen.lint.texts import Texts
from reportgen.model.pattern import pattern
from reportgen.zh.han import is_chinese, is_han, run_after, run_before
from reportgen.zh.mending import Mending, mending
from reportgen.zh.number_style import doubled, label_marks, percent_ranges, spaced_percents
from reportgen.zh.repair import RULES, Repair, is_label, quotes, unpaired
from reportgen.zh.spaces import COMMA, beside_marks, between_han, between_quoted, spaced_han

_EVERYWHERE = (*RULES, beside_marks, between_quoted, percent_ranges, spaced_percents, doubled)
_IN_SENTENCES = (*_EVERYWHERE, between_han, label_marks)
_SENTENCES = (PassageKind.PROSE, PassageKind.NOTE)
_ROUGH = (
    *(rule for rule in _EVERYWHERE if rule not in (quotes, between_quoted)),
    label_marks,
)
"""Rules that find in all texts at once what they find in one of them, and more."""
_HINTS = (pattern("[\"']"), COMMA)
"""What the other rules look for."""
_DASH = pattern("—")
_JOINS = pattern("高铁|铁路|高速|公路|航线|干线|沿线|一线|线路|走廊|区间|经济带|管道")
"""Behind the names of two places a dash of one character is right: 北京—上海高铁."""
_PAIRED = pattern('["“”‘’（）《》〈〉「」『』【】()]')
_HALF_BRACKET = pattern("[()]")
_LIST = pattern(r"[.)](?:\s|$)")
_FAR = 100
_CLAUSE = 8
"""Han in a row that are no name."""
_SAFE_IN_YAML = ("P01", "P02", "P03", "P08", "P09")
"""Full-width marks mean nothing to YAML; quotes and spaces do."""
_MARKUP = tuple("*_~`[]<>|")
_HEADING_ENDS = tuple("，。、；：")
_MANY_PARAGRAPHS = "“‘「"


def find_suspects(texts: Texts) -> frozenset[int]:
    """Return which passages may have something to mend; few of a clean report have."""
    text = texts.text
    rough = (each.start for rule in _ROUGH for each in rule(text))
    maybe = (match.start() for hint in _HINTS for match in hint.finditer(text))
    places = (start for find in (spaced_han, _one_dashes) for start, _ in find(text))
    return frozenset(texts.number(place) for place in (*rough, *maybe, *places))


def find_mark_faults(
    passage: Passage, after: Passage | None, *, is_suspect: bool
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the marks of ``passage``; ``after`` is the text that follows."""
    made = Mending((), passage.text)
    is_paired = _PAIRED.search(made.text) is not None
    if not (is_suspect or is_paired) or not is_chinese(made.text):
        return
    if is_suspect:
        made = mending(passage.text, _IN_SENTENCES if passage.kind in _SENTENCES else _EVERYWHERE)
        for repair in made.repairs:
            if not (_is_heading_end(passage, repair) or _is_of_markup(passage, repair)):
                yield _finding(passage, repair)
        yield from _lone_dashes(passage)
    if is_paired:
        yield from _unpaired(passage, made, after)


def _one_dashes(text: str) -> Iterator[tuple[int, int]]:
    """Yield each dash of one character between two Han."""
    for match in _DASH.finditer(text):
        start, end = match.span()
        if is_han(text[max(start - 1, 0) : start]) and is_han(text[end : end + 1]):
            yield start, end


def _lone_dashes(passage: Passage) -> Iterator[Diagnostic]:
    """Yield P09 for a dash of one character between two clauses; between names it is right."""
    text = passage.text
    for start, end in _one_dashes(text):
        left, right = run_before(text, start, _CLAUSE), run_after(text, end, _CLAUSE)
        is_between_clauses = start - left >= _CLAUSE and right - end >= _CLAUSE
        if is_between_clauses and _JOINS.search(text, end, right) is None:
            yield finding(Code.DASH_TYPED, passage.span(start, end), typed="—", mended="——")


def _is_heading_end(passage: Passage, repair: Repair) -> bool:
    """Tell whether H02 takes the mark away."""
    if passage.kind is not PassageKind.HEADING or repair.mended not in _HEADING_ENDS:
        return False
    return not passage.text[repair.end :].strip()


def _is_of_markup(passage: Passage, repair: Repair) -> bool:
    """Tell whether a repair is about marks of Markdown, or words that data choose.

    ``**要点。** 其次`` needs its space, and it is not printed; ``{{ 营收 | 亿(1)`` was not closed.
    """
    place = passage.typed(repair.start, repair.end)
    if place is None:
        return not repair.mended
    before, after = _around(place)
    if repair.mended or repair.rule == "H03":
        return before.rfind("{{") > before.rfind("}}")
    return (
        before[-1:] in _MARKUP or after[:1] in _MARKUP or before[-2:] == "%}" or after[:2] == "{%"
    )


def _around(place: Span) -> tuple[str, str]:
    """Return what was typed before and behind ``place`` on its line, as far as it matters."""
    line, start = place.source.line(place.line), place.column - 1
    end = start + place.length
    return line[max(0, start - _FAR) : start], line[end : end + _FAR]


def _finding(passage: Passage, repair: Repair) -> Diagnostic:
    start, end = repair.start, repair.end
    place = passage.typed(start, end)
    if place is None:  # a space beside the mark stands behind a mark of emphasis, or is a line end
        words = passage.text[start:end]
        core = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        place = passage.typed(*core) if core[0] < core[1] else None
    is_safe = place is not None and _is_safe(place, repair)
    fix = Fix(place, repair.mended) if place is not None and is_safe else None
    around = 0 if repair.mended else 1
    before = max(0, start - around) if repair.head is None else repair.head
    after = end + around if repair.tail is None else repair.tail
    typed = passage.text[before:after]
    words = typed[: start - before] + repair.mended + typed[end - before :]
    return finding(
        Code(repair.rule), place or passage.span(start, end), fix, typed=typed, mended=words
    )


def _is_safe(place: Span, repair: Repair) -> bool:
    """Tell whether the source means the same but for the repair."""
    if not is_markdown(place):
        return repair.rule in _SAFE_IN_YAML
    before, after = _around(place)
    begins_list = repair.rule == "P11" and not before.strip() and _LIST.match(after)
    return not begins_list


def _unpaired(passage: Passage, made: Mending, after: Passage | None) -> Iterator[Diagnostic]:
    """Yield P13: one finding for each mark that lacks its partner, the straight ones once."""
    told: set[str] = set()
    for place in sorted((*unpaired(made.text), *_half_brackets(made.text))):
        char = made.text[place]
        goes_on = after is not None and after.text.startswith(char)
        if place == 0 and char in _MANY_PARAGRAPHS and goes_on:
            continue  # each paragraph of a long quotation begins with the mark
        if char not in told:
            told.add(char)
            start = made.place(place)
            yield finding(Code.UNPAIRED_MARK, passage.span(start, start + 1), typed=char)


def _half_brackets(text: str) -> Iterator[int]:
    """Yield the places of half-width brackets without a partner; 1) and :) need none."""
    opened: list[int] = []
    for match in _HALF_BRACKET.finditer(text):
        place = match.start()
        if text[place - 1 : place] in (":", ";", "-"):
            continue
        if match[0] == "(":
            opened.append(place)
        elif opened:
            opened.pop()
        elif not is_label(text, place):
            yield place
    yield from opened
