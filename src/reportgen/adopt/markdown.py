"""Markdown of another hand becomes ours: its title, its citations and its reference list."""

from collections.abc import Sequence

from reportgen.adopt.entries import entry_of, is_by_the_standard
from reportgen.adopt.outline import Entry, Line, Outline
from reportgen.adopt.outline import Kind as LineKind
from reportgen.adopt.plain_text import ENTRY, NOTICE, REFERENCES
from reportgen.model.pattern import pattern
from reportgen.zh.repair import Repair, repaired, repairs

_HEADING = pattern(r"(?P<marks>#{1,6})[ \t]+(?P<text>\S.*?)[ \t]*#*")
_FENCE = pattern(r" {0,3}(?:```|~~~)")
_HEAD = "---"


def read_markdown(text: str) -> tuple[Outline, str, list[tuple[int, Repair, str]]]:
    """Return the outline without its lines, the Markdown of the body, and what was repaired."""
    lines, head = _without_head(text.splitlines())
    found: list[tuple[int, Repair, str]] = []
    is_code = False
    for place, line in enumerate(lines):
        if _FENCE.match(line):
            is_code = not is_code
        elif not (is_code or is_by_the_standard(line)):
            found += [(place + 1, each, line) for each in repairs(line)]
            lines[place] = repaired(line)
    lines, entries = _without_entries(lines)
    lines, notice = _without_notice(lines)
    title, lines = _title(lines)
    outline = Outline(title=title, entries=tuple(entries), notice=notice, unused=tuple(head))
    return outline, "\n".join(lines).strip("\n") + "\n", found


def _without_head(lines: list[str]) -> tuple[list[str], list[Line]]:
    """Part a YAML head from the text; its lines keep their places."""
    if not lines or lines[0].strip() != _HEAD or _HEAD not in map(str.strip, lines[1:]):
        return lines, []
    end = 1 + [line.strip() for line in lines[1:]].index(_HEAD)
    head = [
        Line(LineKind.PARAGRAPH, line.strip(), number + 1)
        for number, line in enumerate(lines[1:end], 1)
        if line.strip()
    ]
    return [""] * (end + 1) + lines[end + 1 :], head


def _without_entries(lines: Sequence[str]) -> tuple[list[str], list[Entry]]:
    for place, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        if not REFERENCES.fullmatch(heading["text"] if heading else line.strip()):
            continue
        entries, end = [], place + 1
        while end < len(lines) and (not lines[end].strip() or ENTRY.fullmatch(lines[end].strip())):
            match = ENTRY.fullmatch(lines[end].strip())
            if match:
                entries.append(entry_of(match["number"], match["text"], end + 1))
            end += 1
        if entries:
            return [*lines[:place], *lines[end:]], entries
    return list(lines), []


def _without_notice(lines: list[str]) -> tuple[list[str], str]:
    for place, line in enumerate(lines):
        match = NOTICE.fullmatch(line.strip())
        if match:
            return [*lines[:place], *lines[place + 1 :]], match["text"]
    return lines, ""


def _title(lines: list[str]) -> tuple[str, list[str]]:
    """Return the title and the rest: one heading above all others is the title."""
    tops = [place for place, line in enumerate(lines) if line.startswith("# ")]
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if len(tops) != 1 or tops[0] != first:
        return "", lines
    match = _HEADING.fullmatch(lines[first])
    rest = [line[1:] if line.startswith("##") else line for line in lines[first + 1 :]]
    return (match["text"] if match else ""), rest
