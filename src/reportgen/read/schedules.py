"""Read `schedule`: cron lines, time zones, the days that count, the author's own calendar."""

import datetime as dt
from collections.abc import Iterator

from reportgen.diag import Code, Sink, Span
from reportgen.model.pattern import pattern
from reportgen.model.report import (
    Action,
    CatchUp,
    DayKind,
    DayRule,
    OnHoliday,
    OwnDays,
    ScheduleSpec,
)
from reportgen.read import yaml_tree as tree
from reportgen.read.check import check
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.output_keys import CALENDAR

_ZONE = "Asia/Shanghai"
_KINDS = {
    **dict.fromkeys(("每个工作日", "工作日", "workday"), DayKind.WORKDAY),
    **dict.fromkeys(("每个交易日", "交易日", "trading day", "trading_day"), DayKind.TRADING_DAY),
}
_KIND = "|".join(_KINDS)
_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九十", 1)}
_COUNT = rf"\d{{1,2}}|[{''.join(_DIGITS)}]"
_PLACED = pattern(
    r"(?:每?月)?(?:(?P<first>第一个|首个|first )|(?P<last>最后一个|末个|last )"
    rf"|倒数第(?P<back>{_COUNT})个|第(?P<place>{_COUNT})个"
    rf"|(?P<nth>\d{{1,2}})(?:st|nd|rd|th) (?P<end>last )?)(?P<kind>{_KIND})"
)
_SHIFTED = pattern(rf"[Tt]\s*(?P<offset>[+-]\s*\d{{1,2}})\s*个?(?P<kind>{_KIND})?")
_MOST_PLACES, _MOST_OFFSET = 23, 30
_DAY = pattern(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_UNTIL = pattern(r"\s*(?:\.\.|至|到|~|—)\s*")
_LONGEST = 60


def read_schedules(node: tree.Mapping, folder: Folder, sink: Sink) -> tuple[ScheduleSpec, ...]:
    """Return the schedules; a time zone, day or calendar that means nothing is found."""
    items = [item for item in node.listing("schedule") if isinstance(item, tree.Mapping)]
    names: dict[str, Span] = {}
    for item in items:
        name = item.word("name")
        if name in names:
            sink.add(Code.DUPLICATE_KEY, _place(item, "name"), key=name, first=names[name])
        names.setdefault(name, _place(item, "name"))
    return tuple(_schedule(item, folder, sink) for item in items)


def _schedule(node: tree.Mapping, folder: Folder, sink: Sink) -> ScheduleSpec:
    zone = node.word("tz", _ZONE)
    if not _is_zone(zone):
        sink.add(Code.UNKNOWN_ZONE, _place(node, "tz"), zone=zone)
        zone = _ZONE
    actions = [Action(each.text) for each in node.listing("do") if isinstance(each, tree.Scalar)]
    rule = _rule(node, sink)
    return ScheduleSpec(
        name=node.word("name"),
        cron=node.word("cron"),
        zone=zone,
        catch_up=CatchUp(node.word("catch_up", CatchUp.LATEST.value)),
        actions=tuple(dict.fromkeys(actions)) or (Action.BUILD,),
        span=_place(node, "cron"),
        rule=rule,
        own=_own_days(node, folder, sink),
        rule_span=_place(node, "when") if rule is not None else None,
    )


def _rule(node: tree.Mapping, sink: Sink) -> DayRule | None:
    """Return on which days the cron line counts; what asks for none but needs one is found."""
    word = node.scalar("when")
    if word is None:
        for key in ("on_holiday", "calendar"):
            alone = node.scalar(key)
            if alone is not None:
                sink.add(Code.DAYS_NOT_SAID, alone.span, key=key)
        return None
    rule = day_rule(" ".join(word.text.split()))
    if rule is None:
        sink.add(Code.BAD_DAYS, word.span, text=word.text)
        return None
    on_holiday = node.scalar("on_holiday")
    if on_holiday is not None and rule.place:
        sink.add(Code.DAYS_NOT_SAID, on_holiday.span, key="on_holiday")
        return rule
    after = OnHoliday(on_holiday.text) if on_holiday else OnHoliday.SKIP
    return DayRule(rule.kind, rule.place, rule.offset, after)


def day_rule(text: str) -> DayRule | None:
    """Return what 工作日, 最后一个交易日 or T+1 mean; nothing if ``text`` is no such word."""
    if text in _KINDS:
        return DayRule(_KINDS[text])
    placed = _PLACED.fullmatch(text)
    if placed is not None:
        return _placed(placed.groupdict())
    shifted = _SHIFTED.fullmatch(text)
    offset = int("".join(shifted["offset"].split())) if shifted else 0
    if shifted is None or abs(offset) > _MOST_OFFSET:
        return None
    return DayRule(_KINDS.get(shifted["kind"] or "", DayKind.TRADING_DAY), offset=offset)


def _placed(parts: dict[str, str | None]) -> DayRule | None:
    kind = _KINDS[parts["kind"] or ""]
    if parts["first"] or parts["last"]:
        return DayRule(kind, place=1 if parts["first"] else -1)
    count = _count(parts["place"] or parts["back"] or parts["nth"] or "")
    if not 1 <= count <= _MOST_PLACES:
        return None
    return DayRule(kind, place=-count if parts["back"] or parts["end"] else count)


def _count(word: str) -> int:
    return _DIGITS[word] if word in _DIGITS else int(word)


def _own_days(node: tree.Mapping, folder: Folder, sink: Sink) -> OwnDays:
    """Return the days of the author's own calendar, which stand in a file."""
    file = node.scalar("calendar")
    source = folder.text(file.text, file.span, sink) if file else None
    typed = tree.load_tree(Excerpt.whole(source), sink) if source is not None else None
    found = check(typed, CALENDAR, file.text if file else "", sink) if typed is not None else None
    if not isinstance(found, tree.Mapping):
        return OwnDays()
    return OwnDays(
        tuple(sorted(set(_days(found, "free", sink)))),
        tuple(sorted(set(_days(found, "worked", sink)))),
    )


def _days(node: tree.Mapping, key: str, sink: Sink) -> Iterator[dt.date]:
    for each in node.listing(key):
        if isinstance(each, tree.Scalar):
            ends = [_day(word) for word in _UNTIL.split(each.text.strip(), maxsplit=1)]
            first, last = ends[0], ends[-1]
            if first is None or last is None or not 0 <= (last - first).days < _LONGEST:
                sink.add(Code.BAD_CALENDAR_DAY, each.span, text=each.text)
                continue
            yield from (first + dt.timedelta(days=n) for n in range((last - first).days + 1))


def _day(word: str) -> dt.date | None:
    match = _DAY.fullmatch(word)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - few reports have one

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _place(node: tree.Mapping, key: str) -> Span:
    scalar = node.scalar(key)
    return scalar.span if scalar else node.span
