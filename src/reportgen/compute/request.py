"""What the filters of a number ask for: a format, a comparison, a form of words."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compute.periods import Days
from reportgen.diag import Code, Sink
from reportgen.model.facts import FormatKind, NumberFormat
from reportgen.model.period import Period
from reportgen.model.report import Filter, NumberRef


class Comparison(StrEnum):
    """Against which period a number is compared."""

    YOY = "yoy"
    QOQ = "qoq"

    @property
    def chinese(self) -> str:
        """What the rate of change is called."""
        return "同比" if self is Comparison.YOY else "环比"

    @property
    def base_word(self) -> str:
        """What the period of comparison is called."""
        return "去年同期" if self is Comparison.YOY else "上期"

    def base(self, now: Period, days: Days) -> Period:
        """Return the period of comparison."""
        return days.year_before(now) if self is Comparison.YOY else days.before(now)


class Form(StrEnum):
    """In which words a change is said."""

    DIRECTION = "direction"
    CHANGE = "change"
    MAGNITUDE = "magnitude"


class Request(Struct, frozen=True):
    """At most one of each; nothing: as the metric says."""

    format: NumberFormat | None = None
    comparison: Comparison | None = None
    form: Form | None = None


def read_request(ref: NumberRef, sink: Sink) -> Request | None:
    """Return what the filters of ``ref`` ask for; two of a kind are a finding."""
    request = Request()
    for each in ref.filters:
        wider = _with(request, each)
        if wider is None:
            sink.add(Code.BAD_EXPRESSION, each.span, text=ref.key)
            return None
        request = wider
    return request


def _with(request: Request, asked: Filter) -> Request | None:
    if asked.name in set(Comparison):
        is_new = request.comparison is None
        return replace(request, comparison=Comparison(asked.name)) if is_new else None
    if asked.name in set(Form):
        return replace(request, form=Form(asked.name)) if request.form is None else None
    if asked.name not in set(FormatKind) or request.format is not None:
        return None
    kind = FormatKind(asked.name)
    digits = int(asked.arguments[0]) if asked.arguments else None
    if kind is FormatKind.INTEGER:
        digits = 0
    return replace(request, format=NumberFormat(kind, digits))
