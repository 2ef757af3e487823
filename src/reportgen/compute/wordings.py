"""How the numbers of a text are said: values, changes, directions, and the names of periods."""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compute.answer import Answer, Missing, Said
from reportgen.compute.definitions import Definitions
from reportgen.compute.measures import Measure, measure
from reportgen.compute.metrics import Metrics
from reportgen.compute.periods import RELATIVE_WORDS
from reportgen.compute.request import Form, Request, read_request
from reportgen.diag import Code, Sink, Span
from reportgen.model.facts import Metric, Wording
from reportgen.model.period import Grain, Period
from reportgen.model.report import NumberRef
from reportgen.zh.calendar import date_words, period_words
from reportgen.zh.quantity import rounding, say
from reportgen.zh.units import POINTS

_DATE = "date"
_FLAT = "持平"


class Speaker(Struct, frozen=True):
    """Answers the numbers of a text; ``now`` is the report's period."""

    definitions: Definitions
    metrics: Metrics
    now: Period | None
    sink: Sink

    def wording(self, ref: NumberRef) -> Wording | None:
        """Return the words for ``ref``, or nothing when there is a finding instead."""
        if ref.name in RELATIVE_WORDS and ref.name not in self.definitions.metrics:
            return self._period_name(ref)
        spec = self.definitions.find(ref.name, ref.span)
        if spec is None:
            return None
        if spec.is_text and (not ref.filters or _asks_date(ref)):
            return self._words(ref)
        request = read_request(ref, self.sink)
        if request is None:
            return None
        answer = self.answer(ref.name, ref.period, ref.span)
        made = self.measure(ref, request, answer)
        if isinstance(made, Missing):
            made.report(self.sink, ref.span)
        if not isinstance(made, Measure):
            return None
        words = words_of(made, request.form)
        if made.value and request.comparison is None and not _has_figures(words.text):
            self.sink.add(Code.ROUNDS_TO_ZERO, ref.span, name=made.name, text=words.text)
        return words

    def answer(self, name: str, word: str, span: Span) -> Answer:
        """Return metric ``name`` at the period of ``word``; without one, as it is now."""
        if not word:
            return self.metrics.now(name, self.now, span)
        period = self.metrics.period(word, self.now, span)
        return self.metrics.at(name, period) if period else None

    def measure(self, ref: NumberRef, request: Request, answer: Answer) -> Measure | Missing | None:
        """Return what ``request`` makes of ``answer``."""
        if isinstance(answer, Said):
            self.sink.add(Code.TEXT_NOT_NUMBER, ref.span, metric=answer.name, text=answer.text)
            return None
        if not isinstance(answer, Metric):
            return answer
        return measure(answer, request, self.metrics, self.sink, ref.span)

    def _words(self, ref: NumberRef) -> Wording | None:
        """Return the words that the data have; a day is said as prose says it."""
        answer = self.answer(ref.name, ref.period, ref.span)
        if isinstance(answer, Missing):
            answer.report(self.sink, ref.span)
        if not isinstance(answer, Said):
            return None
        if not ref.filters:
            return said_words(answer)
        day = Period.parse(answer.text)
        if day is None or day.grain is not Grain.DAY:
            self.sink.add(Code.BAD_DATE, ref.span, date=answer.text)
            return None
        return said_words(replace(answer, text=date_words(day.end)))

    def _period_name(self, ref: NumberRef) -> Wording | None:
        """Return the name of a period, or with 日期 its last day."""
        period = self.metrics.period(ref.name, self.now, ref.span) if not ref.period else None
        if period is not None and _asks_date(ref):
            return Wording(date_words(period.end), period=period)
        if ref.filters or ref.period:
            self.sink.add(Code.BAD_EXPRESSION, ref.span, text=ref.key)
            return None
        return Wording(period_words(period), period=period) if period else None


def _asks_date(ref: NumberRef) -> bool:
    return len(ref.filters) == 1 and ref.filters[0].name == _DATE


def said_words(answer: Said) -> Wording:
    """Return a text metric in words: its own."""
    return Wording(answer.text, metric=answer.name, period=answer.period, origin=answer.origin)


def words_of(made: Measure, form: Form | None) -> Wording:
    """Return ``made`` in words: a number, or what is said in its place."""
    value = made.value
    if value is None:
        return _plain(made, made.instead)
    if form is None:
        return _number(made, value, say(value, made.unit, made.format))
    size = say(value.copy_abs(), made.unit, made.format)
    if form is Form.MAGNITUDE:
        return _number(made, value, size)
    direction = _direction(value, size, is_points=made.unit == POINTS)
    if form is Form.DIRECTION or direction == _FLAT:
        return _plain(made, direction)
    return _number(made, value, direction + size)


def _direction(value: Decimal, size: str, *, is_points: bool) -> str:
    """Return the word for the change as printed: what rounds to nothing has no direction."""
    if not _has_figures(size):
        return _FLAT
    if is_points:
        return "上升" if value > 0 else "下降"
    return "增长" if value > 0 else "下降"


def _has_figures(text: str) -> bool:
    """Tell whether a number as printed is anything but nought."""
    return any(char in "123456789壹贰叁肆伍陆柒捌玖" for char in text)


def _number(made: Measure, value: Decimal, text: str) -> Wording:
    return Wording(
        text=text,
        metric=made.name,
        value=value,
        unit=made.unit,
        rounding=rounding(made.format),
        period=made.period,
        origin=made.origin,
    )


def _plain(made: Measure, text: str) -> Wording:
    return Wording(text, metric=made.name, period=made.period, origin=made.origin)
