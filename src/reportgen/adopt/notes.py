"""Notes: what was repaired on the way, what was not understood, which numbers could be metrics."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from unicodedata import normalize

from msgspec import Struct

from reportgen.adopt.citations import CITATION
from reportgen.adopt.entries import are_by_the_standard, is_by_the_standard
from reportgen.adopt.outline import Kind, Line, Outline
from reportgen.adopt.plain_text import headings_of
from reportgen.model.pattern import pattern
from reportgen.zh.numerals import chinese_numeral
from reportgen.zh.quantities import Quantity, find_quantities
from reportgen.zh.repair import Repair, unpaired

_AROUND = 8
_SHOWN = 24


class NoteKind(StrEnum):
    """What a note is about, as a heading of the notes."""

    REPAIRED = "改过的标点"
    UNCLEAR = "没有看懂，请看一看"
    UNUSED = "没有用上"
    REMARK = "批注"
    NUMBERS = "可以写成指标的数字"


class Note(Struct, frozen=True, gc=False):
    """One thing to know; ``line`` is that of the foreign file, from 1."""

    kind: NoteKind
    line: int
    words: str
    metric: str = ""
    """The declaration of a number that is offered as a metric, where its source is cited."""


def notes_of(outline: Outline, found: Sequence[tuple[int, Repair, str]]) -> tuple[Note, ...]:
    """Return all notes, by kind, then by line."""
    notes = [
        *_repaired(found),
        *_unclear(outline),
        *(Note(NoteKind.UNUSED, line.line, line.text) for line in outline.unused),
        *_numbers(outline),
    ]
    return in_order(notes)


def in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return ``notes`` by kind, then by line."""
    kinds = list(NoteKind)
    return tuple(sorted(notes, key=lambda note: (kinds.index(note.kind), note.line)))


def _repaired(found: Sequence[tuple[int, Repair, str]]) -> Iterator[Note]:
    for number, repair, line in found:
        start, end = max(0, repair.start - _AROUND), repair.end + _AROUND
        before, after = line[start : repair.start], line[repair.end : end]
        old, new = line[repair.start : repair.end].strip() or "␣", repair.mended
        words = f"{repair.rule} `{old}` → `{new}`：{before}{new}{after}"
        yield Note(NoteKind.REPAIRED, number, words)


def _unclear(outline: Outline) -> Iterator[Note]:
    if not outline.title:
        yield Note(NoteKind.UNCLEAR, 1, "没有找到标题，用了文件名")
    if outline.date is None:
        yield Note(NoteKind.UNCLEAR, 1, "没有找到日期，写成 auto：生成那一天")
    for line in outline.lines:
        if unpaired(line.text):
            yield Note(NoteKind.UNCLEAR, line.line, f"引号或括号不成对：{_short(line.text)}")
    is_standard = are_by_the_standard(outline.entries)
    for entry in outline.entries:
        if unpaired(entry.text):
            words = f"文献 [{entry.number}] 的引号或括号不成对：{entry.text}"
            yield Note(NoteKind.UNCLEAR, entry.line, words)
        if is_standard and not entry.elements:
            words = f"文献 [{entry.number}] 没有分成各个著录项，整条写成了题名：{entry.text}"
            yield Note(NoteKind.UNCLEAR, entry.line, words)
        elif not is_standard and is_by_the_standard(entry.text):
            words = f"文献 [{entry.number}] 只留下出版者、题名和网址，原来是：{entry.text}"
            yield Note(NoteKind.UNCLEAR, entry.line, words)
        elif not (entry.publisher and entry.title) and not entry.elements:
            words = f"文献 [{entry.number}] 没有分出出版者和题名：{entry.text}"
            yield Note(NoteKind.UNCLEAR, entry.line, words)
    yield from _renumbered(outline)


def _renumbered(outline: Outline) -> Iterator[Note]:
    """Tell of headings whose number will not be the typed one: ours are counted."""
    counts = [0, 0, 0]
    for line in headings_of(outline):
        if line.level > len(counts):
            continue
        counts[line.level - 1] += 1
        counts[line.level :] = [0] * (len(counts) - line.level)
        label = line.label.strip()
        if label and label not in _labels(counts[: line.level]):
            words = f"标题编号 {label} 会按顺序重编：{line.text}"
            yield Note(NoteKind.UNCLEAR, line.line, words)


def _labels(counts: list[int]) -> tuple[str, ...]:
    """Return the numbers that a heading with these counts may have had."""
    last = max(counts[-1], 1)
    dotted = ".".join(map(str, counts))
    numeral = chinese_numeral(last)
    return (dotted, f"{numeral}、", f"（{numeral}）", f"第{numeral}章", f"第{last}章", str(last))


def _numbers(outline: Outline) -> Iterator[Note]:
    """Offer each number of the text once, with all its places, and each table of numbers."""
    found: dict[str, list[Line]] = {}
    offered: dict[str, tuple[str, str]] = {}
    for line in outline.lines:
        if line.kind not in {Kind.PARAGRAPH, Kind.ROW}:
            continue
        for text in CELLS.split(line.text) if line.kind is Kind.ROW else [line.text]:
            for each in find_quantities(text):
                words = text[each.start : each.end]
                if not each.is_small and each.unit.name:
                    found.setdefault(words, []).append(line)
                    around, metric = _suggestion(text, each), _metric(text, each, outline)
                    before = offered.setdefault(words, (around, metric))
                    offered[words] = (before[0], before[1] or metric)
    for words, lines in found.items():
        places = "、".join(str(each.line) for each in lines)
        more = f"（{len(lines)} 处：{places}）" if len(lines) > 1 else ""
        around, metric = offered[words]
        yield Note(NoteKind.NUMBERS, lines[0].line, f"{around}{more}", metric)
    rows = (line for line in outline.lines if line.kind is Kind.ROW)
    for first, count in _tables(rows):
        yield Note(NoteKind.NUMBERS, first, table_of_numbers(count))


def _tables(rows: Iterable[Line]) -> Iterator[tuple[int, int]]:
    """Yield where each table begins, and how many numbers are in it."""
    first, last, count = 0, 0, 0
    for row in rows:
        if row.line > last + 1 and count:
            yield first, count
        if row.line > last + 1:
            first, count = row.line, 0
        last = row.line
        count += sum(map(is_number, CELLS.split(row.text)))
    if count:
        yield first, count


CELLS = pattern(r"[|\t]")
_NUMBER = pattern(r"[（(+\-−–]?\d[\d,]*(?:\.\d+)?[%‰]?[)）]?")


def is_number(cell: str) -> bool:
    """Tell whether a cell holds a number alone."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def table_of_numbers(count: int) -> str:
    """Return what is offered of a table with so many numbers."""
    return f"表里有 {count} 个数：存成 CSV 写进 sources，表和正文的指标就都从那里取"


def _suggestion(text: str, number: Quantity) -> str:
    around = text[max(0, number.start - _AROUND) : number.end + 2]
    return f"{text[number.start : number.end]}：……{around}……"


def _metric(text: str, number: Quantity, outline: Outline) -> str:
    """Return the declaration of a number, with the entry that its sentence cites; or nothing."""
    words = text[number.start : number.end]
    digits = _DIGITS.fullmatch(normalize("NFKC", words))
    cited = CITATION.search(text[number.end :].partition("。")[0])
    key = _FIRST.search(cited[1]) if cited else None
    if digits is None or key is None or key[0] not in {each.number for each in outline.entries}:
        return ""
    label = _LABEL.search(text[: number.start])
    told = label["words"] if label else words
    value, unit = digits["value"].replace(",", ""), json.dumps(digits["unit"], ensure_ascii=False)
    return f'{{label: "{told}", value: {value}, unit: {unit}, evidence: {{ref: ref-{key[0]}}}}}'


_FIRST = pattern(r"\d+")
_DIGITS = pattern(r"(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d\s,.]+)")
_LABEL = pattern(r"(?P<words>[一-鿿]{2,16})(?:约|近|超|达)?$")


def written_notes(notes: Sequence[Note], unit: str = "行") -> str:
    """Return the notes as Markdown, for the author to read and throw away."""
    counts = Counter(note.kind for note in notes)
    told = f"这份说明不进报告，看完可以删去。{unit}号是原文件的{unit}号。"
    lines = ["# 导入说明", "", told]
    for kind, group in groupby(notes, key=lambda note: note.kind):
        lines += ["", f"## {kind.value}（{counts[kind]}）", ""]
        lines += [f"- {_place(note, unit)}{note.words}" for note in group]
    if counts[NoteKind.NUMBERS]:
        lines += ["", *_pasted(notes)]
    return "\n".join(lines) + "\n"


def _pasted(notes: Sequence[Note]) -> Iterator[str]:
    """Yield the numbers as metrics, to be put into report.yaml and named by their author."""
    yield "先在 report.yaml 里写指标，再用 `{{ 指标 }}` 代替数字，下一期就不用改字。"
    made = [note.metric for note in notes if note.metric]
    if made:
        yield from (_OFFER, "")
        yield from ("```yaml", "metrics:")
        yield from (f"  指标{at}: {each}" for at, each in enumerate(made, 1))
        yield "```"


_OFFER = (
    "句末引了文献的数贴进 report.yaml 就行，名称改成自己的，再用 `reportgen check --fix`"
    " 换掉正文里的数；其余的先要有数据或文献："
)


def _place(note: Note, unit: str) -> str:
    return f"第 {note.line} {unit}　" if note.line else ""


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"
