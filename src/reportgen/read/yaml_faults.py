"""What an author probably did where YAML cannot be read: a full-width colon, a missing quote."""

import re

import yaml
from msgspec import Struct
from msgspec.structs import replace

from reportgen.diag import Code
from reportgen.model.pattern import pattern

_FULL_WIDTH_COLON = pattern(
    r"""(?P<key>\s*(?:-\s+)*[^\s:：#'"\[{-][^:：]*)(?P<colon>：)(?P<value>.*)"""
)
_KEY = r"""(?P<key>\s*(?:-\s+)*(?:[^\s:#'"\[{][^:]*:\s+)?)"""
_UNQUOTED = pattern(_KEY + r"(?P<value>(?P<mark>\{\{|[%@`]).*)")
_STAR = pattern(_KEY + r"(?P<value>(?P<mark>[*&]).*)")
_INNER_COLON = pattern(_KEY + r"""(?P<value>(?P<mark>[^\s'"\[{|>#&*!:][^:]*: ).*)""")
_COLOUR = pattern(r"[:,\[-]\s+(?P<mark>#[0-9A-Fa-f]{3,8})\b")
_STAR_PROBLEM = "expected alphabetic or numeric character"
_COLON_PROBLEM = "mapping values are not allowed here"
_NO_COLON_PROBLEM = "could not find expected ':'"
_COMMA_PROBLEM = "expected ',' or"
_BRACKETS = ("[", "{")
_REASONS = (
    (_COLON_PROBLEM, "值里的 “: ” 要放进引号，或缩进不对（quote a value that holds ': ')"),
    (_NO_COLON_PROBLEM, "这一行没有冒号（a line without a colon）"),
    ("expected <block end>", "缩进和上面的行不一致（the indent differs）"),
    ("found unexpected end of stream", "引号没有合上（a quote is not closed）"),
    (_COMMA_PROBLEM, "缺少逗号或右括号（a comma or bracket is missing）"),
    ("found character '\\t'", "不能用制表符（no tabs here）"),
)
_TAB = pattern(r" *\t")


class Fault(Struct, frozen=True):
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
    problem = str(error.problem)
    if problem == _COLON_PROBLEM:
        first = max(0, first - 1)  # the fault may be one line up: it was read on into this one
    for number in range(last, first - 1, -1):
        line = lines[number]
        fault = _quotable(_UNQUOTED, line, number) or _colon(line, number) or _colour(line, number)
        if fault is None and problem.startswith(_STAR_PROBLEM):
            fault = _quotable(_STAR, line, number)
        if fault is None and problem == _COLON_PROBLEM and number == last:
            fault = _inner_colon(line, number)
        if fault is not None:
            return fault
    mark = marks[0] if problem == _NO_COLON_PROBLEM else marks[-1]
    last = min(mark.line, len(lines) - 1)
    if _TAB.match(lines[last]):
        return Fault(Code.YAML_SYNTAX, last, 0, 1, "缩进里有制表符（tab）")
    column = mark.column if mark.line == last else len(lines[last])
    opened = lines[last][column : column + 1]
    if opened in _BRACKETS and problem.startswith(_COMMA_PROBLEM):
        words = f"值里有 “{opened}”，整个值要放进引号（quote a value that holds {opened}）"
        return Fault(Code.YAML_SYNTAX, last, column, 1, words)
    return Fault(Code.YAML_SYNTAX, last, column, 1, _reason(problem))


def _colour(line: str, number: int) -> Fault | None:
    """Return the fault of a colour without quotes: YAML takes it for a comment."""
    match = _COLOUR.search(line)
    if match is None:
        return None
    colour = match["mark"]
    words = f'颜色要放进引号 "{colour}"（quote a colour）'
    return Fault(Code.YAML_SYNTAX, number, match.start("mark"), len(colour), words)


def _reason(problem: str) -> str:
    """Return the parser's ``problem`` in both languages, if it is one authors meet."""
    return next((words for start, words in _REASONS if problem.startswith(start)), problem)


def _colon(line: str, number: int) -> Fault | None:
    match = _FULL_WIDTH_COLON.fullmatch(line)
    if match is None:
        return None
    value = match["value"]
    shift = 0 if value[:1].isspace() or not value else 1
    mended = f"{match['key']}:{' ' * shift}{value}"
    words = match["key"].strip()
    return Fault(Code.FULL_WIDTH_COLON, number, match.start("colon"), 1, words, mended, shift)


def _inner_colon(line: str, number: int) -> Fault | None:
    found = _quotable(_INNER_COLON, line, number)
    if found is None or not line[: found.column].strip():
        return None
    length = len(line.rstrip()) - found.column
    reason = _reason(_COLON_PROBLEM)
    return replace(found, code=Code.YAML_SYNTAX, length=length, words=reason)


def _quotable(shape: re.Pattern[str], line: str, number: int) -> Fault | None:
    """Return the fault of a value that must be quoted, if ``line`` is of ``shape``."""
    match = shape.fullmatch(line)
    if match is None:
        return None
    value = match["value"].rstrip().replace("'", "''")
    words = match["mark"]
    mended = f"{match['key']}'{value}'"
    at = match.start("value")
    return Fault(Code.UNQUOTED_CHARACTER, number, at, len(words), words, mended, shift=1)
