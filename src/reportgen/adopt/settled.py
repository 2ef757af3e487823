"""Settled: what the report refuses of an adopted text is typed as words, so that it builds."""

from collections.abc import Sequence

from msgspec.structs import replace

from reportgen.adopt.folder import BODY, NOTES, Adopted
from reportgen.adopt.notes import Note, NoteKind, in_order, written_notes
from reportgen.diag import Code, Diagnostic, Source
from reportgen.model.pattern import pattern
from reportgen.returned.typed import typed

_ESCAPED = pattern(r"\\([!-/:-@\[-`{-~])")
_MARKED = pattern(r"\[[-@^][^\[\]]*\]|\{\{.*?\}\}|\{[%@][^{}]*\}|<[^<>]*>|!?\[[^\[\]]*\]\([^()]*\)")
_FENCE = pattern(r"\s*:{3,}.*")
_CHARACTERS = frozenset({Code.MISSING_GLYPH, Code.PRIVATE_CHARACTER})
_BLANK = pattern(r" +(?=\n)")
_SHOWN = 40
_WAIVER = '{: ignore=D01 reason="导入的原文如此" }'
_RATED = (
    "正文里有评级、目标价一类的字，没有执业资格的报告不能写；这里先豁免了（D01）。"
    "有资格就在 report.yaml 里写 profile: sell_side 和它要的各项，没有就请改字"
)


def settled(adopted: Adopted, errors: Sequence[Diagnostic], unit: str) -> Adopted:
    """Return ``adopted`` with what ``errors`` are about typed as words, and told in the notes.

    What cannot be mended so is told, too. ``unit`` is what the notes count.
    """
    files = dict(adopted.files)
    notes: dict[str, Note] = {}
    lines = files[BODY].split("\n")
    waived: set[int] = set()
    for each in sorted(errors, key=lambda each: (-each.span.line, -each.span.column)):
        name = each.span.source.path.rpartition("/")[2]
        if each.code in _CHARACTERS:
            notes |= _spelt(files, lines, each.values["character"])
        elif each.code is Code.EMPTY_REPORT:
            lines.append("（原文件没有文字）")
        elif name != BODY or each.span.line > len(lines):
            words = f"生成时还会停下：{name} 第 {each.span.line} 行（{each.code.value}）"
            notes[words] = Note(NoteKind.UNCLEAR, 0, words)
        elif each.code is Code.RATING_WORDS:
            _waive(lines, each.span.line - 1, waived)
            notes[_RATED] = Note(NoteKind.UNCLEAR, 0, _RATED)
        else:
            line = lines[each.span.line - 1]
            start, end = _stretch(line, each.span.column - 1, each.span.length)
            lines[each.span.line - 1] = _typed(line, start, end)
            shown = line[start:end].strip()[:_SHOWN]
            words = f"没有读懂，照原样印成了字：{shown}（{each.code.value}）"
            notes[words] = Note(NoteKind.UNCLEAR, 0, words)
    files[BODY] = "\n".join(lines)
    told = in_order(dict.fromkeys((*adopted.notes, *notes.values())))
    files[NOTES] = written_notes(told, unit)
    return replace(adopted, files=files, notes=told)


def _stretch(line: str, start: int, length: int) -> tuple[int, int]:
    """Return the mark of ``line`` that a finding is about; all of it where that is not enough."""
    marks = (match.span() for match in _MARKED.finditer(line))
    here = (start, min(len(line), start + length))
    start, end = next((each for each in marks if each[0] <= here[0] < each[1]), here)
    is_enough = _typed(line, start, end) != line and not _ESCAPED.search(line[start:end])
    return (start, end) if is_enough and not _FENCE.match(line) else (0, len(line))


def _typed(line: str, start: int, end: int) -> str:
    plain = _ESCAPED.sub(r"\1", line[start:end])
    made = typed(plain, Source(BODY, ""), 0, is_first=not line[:start].strip())
    return f"{line[:start]}{made}{line[end:]}"


def _spelt(files: dict[str, str], lines: list[str], char: str) -> dict[str, Note]:
    """Write the number of a character that no font has in its place."""
    number = f"（U+{ord(char[0]):04X}）"
    for at, line in enumerate(lines):
        lines[at] = line.replace(char, number)
    for name, words in files.items():
        if name not in {BODY, NOTES}:
            files[name] = _BLANK.sub("", words.replace(char, ""))
    words = f"没有字体能显示 {char}，正文里印成了它的编号{number}，标题里去掉了"
    return {words: Note(NoteKind.UNCLEAR, 0, words)}


def _waive(lines: list[str], at: int, done: set[int]) -> None:
    """Put a waiver behind the block that begins or goes on at a line."""
    end = at
    while end < len(lines) and lines[end].strip():
        end += 1
    if end not in done:
        done.add(end)
        lines.insert(end, _WAIVER)
