"""Where a part of a formula stands in the author's file."""

from msgspec.structs import replace

from reportgen.diag import Span

_QUOTES = "\"'"


def part_of(span: Span, formula: str, start: int, length: int) -> Span:
    """Return the place of ``length`` characters at ``start`` of the ``formula`` typed at ``span``.

    A formula that YAML folded or escaped is not found as it is: then the whole is the place.
    """
    line = span.source.line(span.line)
    begin = span.column - 1
    while line[begin : begin + 1] and line[begin] in _QUOTES:
        begin += 1
    if line[begin : begin + len(formula)] != formula:
        return span
    return replace(span, column=begin + start + 1, length=max(1, length))
