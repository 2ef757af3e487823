"""N101, N102, N104, N105: typed numbers held against the metrics of the report."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from reportgen.diag import Code, Diagnostic, Fix, Span
from reportgen.lint.binding import Binding, binding
from reportgen.lint.governing import (
    DOWN,
    UP,
    Governed,
    Names,
    governed,
    mentions_before,
    speaks_just_of,
)
from reportgen.lint.passages import Passage, PassageKind, Sentence
from reportgen.lint.rule import Subject, finding
from reportgen.lint.targets import Form, Match, Target, compare, kind_of, match_of
from reportgen.model.pattern import pattern
from reportgen.zh.quantities import Quantity, Relation
from reportgen.zh.quantity import say

_SPECIFIC = 3
"""Figures of a number that is no chance when it equals a metric that nobody names near it."""
_CHANGED = pattern(
    r"(?:同比|环比|较[^，。；]{1,8}|比[^，。；]{1,8})?(?:"
    + "|".join((*UP, *DOWN))
    + r")(?:了|约|近|超过?|逾|幅度|\s)*$"
)
_SHARES = pattern(
    r"(?:毛利率|净利率|利润率|收益率|增长率|占比|比重|份额|市占率|占有率|渗透率|负债率|费用率|不良率|覆盖率"
    r"|合格率|失业率|完成率|开工率|利用率|复购率|转化率|留存率|入住率|出租率|税率)"
    r"(?:同比|环比|较[^，。；\d]{1,8}|比[^，。；\d]{1,8})?(?:提高|提升|上升|上涨|增加|下降|下滑|回落|降低|减少)"
    r"(?:了|约|近|超过?|逾|\s)*$"
)
_LOOK_BACK = 24


class Read(Struct, frozen=True):
    """A typed number that is a known one: what is wrong with it, if anything is."""

    start: int
    finding: Diagnostic


class Known(Struct, frozen=True):
    """What a report knows of numbers."""

    by_name: Mapping[str, Sequence[Target]]
    by_kind: Mapping[str, Sequence[Target]]
    names: Names


def known_of(targets: tuple[Target, ...]) -> Known:
    """Return ``targets`` by what they are called and by what they measure."""
    by_name: dict[str, list[Target]] = {}
    by_kind: dict[str, list[Target]] = {}
    for target in targets:
        by_kind.setdefault(kind_of(target.unit, target.format), []).append(target)
        for name in target.names:
            by_name.setdefault(name, []).append(target)
    return Known(by_name, by_kind, Names(by_name))


def read_literals(subject: Subject, passage: Passage, known: Known) -> Iterator[Read]:
    """Yield the typed numbers of ``passage`` that a metric of the report explains."""
    names = known.names.find(passage.text)
    after = 0
    for sentence in passage.sentences:
        for quantity in sentence.quantities:
            desk = _Desk(subject, passage, sentence, quantity)
            near = governed(passage.text, names, quantity, after)
            after = quantity.end
            if quantity.is_range:
                continue
            made = _governed(desk, known.by_name, near)
            made = made or _points(desk) or _same(desk, known.by_kind)
            if made is not None:
                yield Read(quantity.start, made)


class _Desk(Struct, frozen=True):
    """A typed number and where it stands."""

    subject: Subject
    passage: Passage
    sentence: Sentence
    quantity: Quantity

    @property
    def before(self) -> str:
        """The words of the sentence that lead to it."""
        return self.passage.text[self.sentence.start : self.quantity.head]

    @property
    def figures(self) -> str:
        """The number and its unit."""
        return self.passage.text[self.quantity.start : self.quantity.end]

    @property
    def typed(self) -> str:
        """The number with the words that say how exact it is."""
        return self.passage.text[self.quantity.head : self.quantity.end]

    def may_speak_of(self, target: Target) -> bool:
        """Tell whether the sentence may speak of the period of ``target``: unsaid, it is now."""
        now = self.subject.facts.period
        mentions = mentions_before(self.passage, self.sentence, self.quantity.head, now)
        if not mentions:
            return target.is_now
        return speaks_just_of(mentions, target.period)

    def found(self, code: Code, target: Target, fix: Fix | None = None) -> Diagnostic:
        """Return a finding about the number and ``target``."""
        span = self.passage.span(self.quantity.head, self.quantity.end)
        value = say(target.value, target.unit, target.format)
        bound = self.binding(target).mark
        return finding(
            code, span, fix, typed=self.typed, metric=target.shown, value=value, bound=bound
        )

    def binding(self, target: Target) -> Binding:
        """Return the mark that it should have been."""
        now = self.subject.facts.period
        return binding(target, self.before, self.figures, self.quantity, now)


def _governed(
    desk: _Desk, known: Mapping[str, Sequence[Target]], near: Governed | None
) -> Diagnostic | None:
    """Return the finding about a number whose words name a metric."""
    if near is None:
        return None
    candidates = known[near.name.word]
    form = next((each for each in (Form.YOY, Form.QOQ) if each.value in near.between), Form.LEVEL)
    candidates = [each for each in candidates if each.form is form and desk.may_speak_of(each)]
    if form is not Form.LEVEL:
        return next(filter(None, (_changed(desk, each, near) for each in candidates)), None)
    if not near.is_level:
        return None
    matches = {each: match_of(desk.quantity, each) for each in candidates}
    for target, match in matches.items():
        if match is Match.SAME:
            return _bindable(desk, target)
    for wanted, code in (
        (Match.SCALE, Code.SCALE_DIFFERS),
        (Match.CLOSE, Code.LITERAL_BESIDE_METRIC),
    ):
        for target, match in matches.items():
            if (match is wanted and near.is_direct) or (match is wanted is Match.SCALE):
                return desk.found(code, target)
    return _far(desk, candidates, near)


def _far(desk: _Desk, candidates: list[Target], near: Governed) -> Diagnostic | None:
    """Return the finding about a number that a metric's own name stands before: 营收为12亿元."""
    if not near.is_direct or desk.quantity.relation is not Relation.EXACT:
        return None
    for target in candidates:
        if kind_of(target.unit, target.format) == kind_of(desk.quantity.unit) and target.is_now:
            return desk.found(Code.LITERAL_BESIDE_METRIC, target)
    return None


def _changed(desk: _Desk, target: Target, near: Governed) -> Diagnostic | None:
    """Return the finding about a typed change, whose sign is in the words before it."""
    goes_up = any(word in near.between for word in UP)
    goes_down = any(word in near.between for word in DOWN)
    if kind_of(target.unit) != kind_of(desk.quantity.unit) or goes_up == goes_down:
        return None
    if (target.value < 0 and goes_up) or (target.value > 0 and goes_down):
        return desk.found(Code.DIRECTION_CONTRADICTS, target)
    match compare(desk.quantity, abs(target.value), target.unit, target.format):
        case Match.SAME:
            return _bindable(desk, target)
        case Match.CLOSE | Match.SCALE:
            return desk.found(Code.LITERAL_BESIDE_METRIC, target)
        case Match.OTHER:
            return None


def _points(desk: _Desk) -> Diagnostic | None:
    """Return the finding about a change of a share that is said in % and not in points."""
    start = max(desk.sentence.start, desk.quantity.head - _LOOK_BACK)
    before = desk.passage.text[start : desk.quantity.head]
    if kind_of(desk.quantity.unit) != "share" or _SHARES.search(before) is None:
        return None
    span = desk.passage.span(desk.quantity.head, desk.quantity.end)
    words = f"{desk.quantity.value.normalize():f}个百分点"
    return finding(
        Code.SCALE_DIFFERS, span, typed=desk.typed, metric="占比的变化", value=words, bound=words
    )


def _same(desk: _Desk, known: Mapping[str, Sequence[Target]]) -> Diagnostic | None:
    """Return the finding about a number that equals a metric, named in the sentence or not."""
    quantity = desk.quantity
    if quantity.is_small or desk.passage.kind is PassageKind.TITLE:
        return None
    before = desk.before
    if _CHANGED.search(before) is not None:
        return None
    for target in known.get(kind_of(quantity.unit), ()):
        if target.form is not Form.LEVEL:
            continue
        is_named = any(name in before for name in target.names)
        if quantity.figures < (_SPECIFIC - 1 if is_named else _SPECIFIC):
            continue
        is_exact = quantity.relation is Relation.EXACT
        match = compare(quantity, target.value, target.unit, target.format)
        if match is Match.SAME and is_exact and desk.may_speak_of(target):
            if is_named:
                return _bindable(desk, target)
            return desk.found(Code.LITERAL_IS_METRIC, target)
    return None


def _bindable(desk: _Desk, target: Target) -> Diagnostic:
    """Return the finding about a number that a metric is, with a fix where that is safe.

    Behind 超 or 不足 it is not: what is true of this number may not be of the next one.
    """
    bound = desk.binding(target)
    span = desk.passage.exact(desk.quantity.start, desk.quantity.end)
    is_true = desk.quantity.relation in (Relation.EXACT, Relation.NEAR)
    is_safe = bound.is_same and is_true and span is not None and is_markdown(span)
    fix = Fix(span, bound.mark) if span is not None and is_safe else None
    return desk.found(Code.LITERAL_IS_METRIC, target, fix)


def is_markdown(span: Span) -> bool:
    """Tell whether ``span`` is in a text, not in YAML, where a mark may need quotes."""
    source = span.source
    if not source.path.lower().endswith((".md", ".markdown")):
        return False
    if source.line(1).rstrip() != "---":
        return True
    end = next((n for n, line in enumerate(source.lines[1:], 2) if line.rstrip() == "---"), 0)
    return span.line > end > 0
