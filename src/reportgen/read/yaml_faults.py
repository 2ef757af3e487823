"""What an author probably did where YAML cannot be read: a full-width colon, a missing quote."""

import re
from dataclasses import dataclass

import yaml

from reportgen.diag import Code

_FULL_WIDTH_COLON = re.compile(
    r"""(?P<key>\s*(?:-\s+)*[^\s:：#'"\[{-][^:：]*)(?P<colon>：)(?P<value>.*)"""
)
_UNQUOTED = re.compile(
    r"""(?P<key>\s*(?:-\s+)*(?:[^\s:#'"\[{][^:]*:\s+)?)(?P<value>(?P<mark>\{\{|[%@`]).*)"""
)
_TAB = re.compile(r" *\t")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a line and column (from 0); ``mended`` is the line as it should be, if sure.

    ``shift`` is how many characters more the mended line has from ``column`` on.
    """

    code: Code
    line: int
    column: int
    length: int
    words: str
    """What the finding quotes."""
    mended: str | None = None
    shift: int = 0


def find_fault(lines: list[str], error: yaml.MarkedYAMLError) -> Fault:
    """Return the fault behind ``error``."""
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark is not None]
    if not marks or not lines:
        return Fault(Code.YAML_SYNTAX, 0, 0, 1, str(error.problem))
    last = min(marks[-1].line, len(lines) - 1)
    first = min(mark.line for mark in marks)
    if error.problem == "mapping values are not allowed here":
        first = max(0, first - 1)  # the fault may be one line up: it was read on into this one
    for number in range(last, first - 1, -1):
        fault = _unquoted(lines[number], number) or _colon(lines[number], number)
        if fault is not None:
            return fault
    mark = marks[-1]
    if _TAB.match(lines[last]):
        return Fault(Code.YAML_SYNTAX, last, 0, 1, "缩进里有制表符（tab）")
    column = mark.column if mark.line == last else len(lines[last])
    return Fault(Code.YAML_SYNTAX, last, column, 1, str(error.problem))


def _colon(line: str, number: int) -> Fault | None:
    match = _FULL_WIDTH_COLON.fullmatch(line)
    if match is None:
        return None
    value = match["value"]
    shift = 0 if value[:1].isspace() or not value else 1
    mended = f"{match['key']}:{' ' * shift}{value}"
    words = match["key"].strip()
    return Fault(Code.FULL_WIDTH_COLON, number, match.start("colon"), 1, words, mended, shift)


def _unquoted(line: str, number: int) -> Fault | None:
    match = _UNQUOTED.fullmatch(line)
    if match is None:
        return None
    value = match["value"].rstrip().replace("'", "''")
    words = match["mark"]
    mended = f"{match['key']}'{value}'"
    at = match.start("value")
    return Fault(Code.UNQUOTED_CHARACTER, number, at, len(words), words, mended, shift=1)
