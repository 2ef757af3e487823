"""Profiles as read: what each makes of keys that are left out, and who answers for a report."""

import datetime as dt
from collections.abc import Iterator, Mapping

from reportgen.diag import Code, Sink
from reportgen.model.pattern import pattern
from reportgen.model.report import Analyst, Imprint, Profile
from reportgen.read import yaml_tree as tree
from reportgen.read.declarations import markdown
from reportgen.read.words import read_date

_MOMENT = pattern(r"(\d{4}-\d{2}-\d{2})[ T　]+(\d{1,2})[:：](\d{2})", 32)
_DEFAULTS: Mapping[Profile, Mapping[str, str]] = {
    Profile.GONGWEN: {"brand": "gongwen", "headings": "gongwen", "cover": "no"},
}
_OF_SECURITIES = ("qualification",)
_OF_REPORTS = ("analysts", "published_at", "statements", *_OF_SECURITIES)


def profile_of(node: tree.Mapping) -> Profile:
    """Return the profile that is asked for, or the usual one."""
    return Profile(node.word("profile", Profile.RESEARCH.value))


def with_profile(node: tree.Mapping, sink: Sink) -> tree.Mapping:
    """Return the keys with what the profile gives; what has no place in it is found and dropped."""
    profile, asked = profile_of(node), node.scalar("profile")
    entries = dict(node.entries)
    for name in _out_of_place(profile):
        if name in entries:
            _not_here(entries.pop(name).key, profile, sink)
    statements = node.mapping("statements")
    if statements and "ratings" in statements.entries and profile is not Profile.SELL_SIDE:
        rest = dict(statements.entries)
        _not_here(rest.pop("ratings").key, profile, sink)
        if "statements" in entries:
            kept = tree.Mapping(rest, statements.span)
            entries["statements"] = tree.Entry(entries["statements"].key, kept)
    for name, value in _DEFAULTS.get(profile, {}).items() if asked else ():
        if name not in entries and asked:
            word = tree.Scalar(value, asked.excerpt, is_plain=True, span=asked.span)
            entries[name] = tree.Entry(word, word)
    return tree.Mapping(entries, node.span)


def _out_of_place(profile: Profile) -> tuple[str, ...]:
    match profile:
        case Profile.GONGWEN:
            return _OF_REPORTS
        case Profile.SELL_SIDE:
            return ("letter",)
        case Profile.RESEARCH | Profile.CONSULTING:
            return ("letter", *_OF_SECURITIES)


def _not_here(key: tree.Scalar, profile: Profile, sink: Sink) -> None:
    sink.add(Code.KEY_NOT_IN_PROFILE, key.span, key=key.text, profile=profile.value)


def read_imprint(node: tree.Mapping, date: dt.date, sink: Sink) -> Imprint:
    """Return who answers for the report of ``date``."""
    letter = node.mapping("letter")
    return Imprint(
        is_asked=node.scalar("profile") is not None,
        analysts=tuple(_analysts(node)),
        qualification=node.word("qualification"),
        published_at=_moment(node.scalar("published_at"), date, sink),
        ratings=tuple(_ratings(node.mapping("statements"))),
        number=letter.word("number") if letter else "",
        number_at=written.span if letter and (written := letter.scalar("number")) else None,
        copy_number=letter.word("copy_number") if letter else "",
        urgency=letter.word("urgency") if letter else "",
        signatory=letter.word("signatory") if letter else "",
        addressees=markdown(letter, "addressees", sink) if letter else (),
        legal_lines=tuple(_legal_lines(node.mapping("statements"))),
    )


def _legal_lines(node: tree.Mapping | None) -> Iterator[tuple[str, int, int]]:
    for name in ("analyst", "ratings", "conflicts", "disclaimer"):
        for each in node.listing(name) if node else ():
            if isinstance(each, tree.Scalar) and each.excerpt.lines:
                lines = each.excerpt.lines
                yield each.span.source.path, lines[0].number, lines[-1].number


def _ratings(node: tree.Mapping | None) -> Iterator[str]:
    for each in node.listing("ratings") if node else ():
        if isinstance(each, tree.Mapping):
            yield each.word("rating").strip()


def _analysts(node: tree.Mapping) -> Iterator[Analyst]:
    for each in node.listing("analysts"):
        if isinstance(each, tree.Mapping) and each.word("name"):
            yield Analyst(each.word("name"), each.word("licence"), each.span)


def read_day(node: tree.Mapping, today: dt.date, sink: Sink) -> dt.date:
    """Return the report's date: as it says, or the day when it is published."""
    word = node.scalar("published_at")
    moment = _parsed(word.text) if word else None
    if moment and node.scalar("date") is None:
        return moment.date()
    return read_date(node.scalar("date"), today, sink)


def _moment(word: tree.Scalar | None, date: dt.date, sink: Sink) -> str:
    """Return ``2025-12-18 16:30`` as it was typed, in one form."""
    if word is None:
        return ""
    moment = _parsed(word.text)
    if moment is None:
        sink.add(Code.BAD_MOMENT, word.span, moment=word.text)
        return ""
    if moment.date() != date:
        sink.add(Code.MOMENT_OF_ANOTHER_DAY, word.span, moment=word.text, date=date.isoformat())
    return f"{moment:%Y-%m-%d %H:%M}"


def _parsed(text: str) -> dt.datetime | None:
    match = _MOMENT.fullmatch(text.strip())
    try:
        return (
            dt.datetime.fromisoformat(f"{match[1]}T{int(match[2]):02}:{match[3]}")
            if match
            else None
        )
    except ValueError:
        return None
