"""A lint run over a report from Markdown, with fonts that lack what a test says."""

from tests.unit.resolve.desk import facts, report
from tests.unit.typeset.sample import BRAND

from reportgen.diag import Sink
from reportgen.lint import Looks, Written, lint
from reportgen.resolve import resolve


class Fonts:
    """Knows every character but those it is made with."""

    def __init__(self, absent=""):
        self._absent = absent

    def missing(self, text):
        return [char for char in dict.fromkeys(text) if char in self._absent]

    def width(self, text, role, size):  # noqa: ARG002 - every face is the same
        return len(text) * size // 2


def findings(body="", known=None, absent="", *, is_strict=False, **changes):
    """Return what lint alone finds in a report, as ``line:column code values``."""
    written, known = report(body, **changes), known or facts()
    document, sink = resolve(written, known, Sink()), Sink()
    lint(Written(written, known, is_strict), document, Looks(BRAND, Fonts(absent)), sink)
    return sink.found


def places(found, code):
    return [(d.span.line, d.span.column) for d in found if d.code == code]


def codes(found):
    return [d.code.value for d in found]
