"""Notes: what was repaired on the way, what was not understood, which numbers could be metrics."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from msgspec import Struct

from reportgen.adopt.entries import are_by_the_standard, is_by_the_standard
from reportgen.adopt.outline import Kind, Line, Outline
from reportgen.adopt.plain_text import headings_of
from reportgen.zh.numerals import chinese_numeral
from reportgen.zh.quantities import find_quantities
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


def notes_of(outline: Outline, found: Sequence[tuple[int, Repair, str]]) -> tuple[Note, ...]:
    """Return all notes, by kind, then by line."""
    notes = [
        *_repaired(found),
        *_unclear(outline),
        *(Note(NoteKind.UNUSED, line.line, line.text) for line in outline.unused),
        *_numbers(outline),
    ]
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
    for line in outline.lines:
        if line.kind is not Kind.PARAGRAPH:
            continue
        for each in find_quantities(line.text):
            if each.is_small or not each.unit.name:
                continue
            yield Note(NoteKind.NUMBERS, line.line, _suggestion(line, each.start, each.end))


def _suggestion(line: Line, start: int, end: int) -> str:
    around = line.text[max(0, start - _AROUND) : end + 2]
    return f"{line.text[start:end]}：……{around}……"


def written_notes(notes: Sequence[Note], unit: str = "行") -> str:
    """Return the notes as Markdown, for the author to read and throw away."""
    counts = Counter(note.kind for note in notes)
    told = f"这份说明不进报告，看完可以删去。{unit}号是原文件的{unit}号。"
    lines = ["# 导入说明", "", told]
    for kind, group in groupby(notes, key=lambda note: note.kind):
        lines += ["", f"## {kind.value}（{counts[kind]}）", ""]
        lines += [f"- 第 {note.line} {unit}　{note.words}" for note in group]
    if counts[NoteKind.NUMBERS]:
        lines += ["", "先在 report.yaml 里写指标，再用 `{{ 指标 }}` 代替数字，下一期就不用改字。"]
    return "\n".join(lines) + "\n"


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"
