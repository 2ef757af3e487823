"""Rules for what texts point to: bookmarks, notes, comments - there, and of one name once."""

from collections import Counter
from collections.abc import Iterator

from reportgen.verify.word.marks import NOTE_KINDS
from reportgen.verify.word.package import Package
from reportgen.verify.word.parts import Fault

_LONGEST_NAME = 40
"""Word cuts longer names of bookmarks."""
_BUILT_IN = frozenset({"_top"})
_SEPARATORS = frozenset({"separator", "continuationSeparator"})


def bad_bookmark_names(package: Package) -> Iterator[Fault]:
    """A bookmark's name starts with a letter or ``_``, holds no blanks and is not long."""
    for part, name in package.held("bookmark"):
        is_word = name.replace("_", "a").isalnum() and not name[:1].isdecimal()
        if not is_word or len(name) > _LONGEST_NAME:
            yield part, name


def bookmarks_of_one_name(package: Package) -> Iterator[Fault]:
    """The names of bookmarks differ in the whole file, also without their case."""
    counts = Counter(name.lower() for _, name in package.held("bookmark"))
    for part, name in package.held("bookmark"):
        if counts[name.lower()] > 1:
            yield part, name


def lost_anchors(package: Package) -> Iterator[Fault]:
    """Fields and links ask for bookmarks that exist."""
    known = {name.lower() for _, name in package.held("bookmark")} | _BUILT_IN
    for part, name in package.held("anchor"):
        if name.lower() not in known:
            yield part, name


def wrong_notes(package: Package) -> Iterator[Fault]:
    """Every call has its note and every note one call."""
    for kind in NOTE_KINDS:
        part = package.beside(f"{kind}notes")
        calls = Counter(number for _, number in package.held(f"{kind} call"))
        story = package.stories.get(part)
        notes = set(story.held[kind]) if story else set()
        for number in sorted(set(calls) | notes):
            if number not in notes or calls[number] != 1:
                yield part or package.main, f"w:{kind}note {number} × {calls[number]}"


def wrong_separators(package: Package) -> Iterator[Fault]:
    """Notes have the rules above them, and the settings list both (17.11.9)."""
    settings = package.trees.get(package.beside("settings"))
    for kind in NOTE_KINDS:
        part = package.beside(f"{kind}notes")
        story = package.stories.get(part)
        if story is None:
            continue
        types = dict(zip(story.held[f"{kind} mark"], story.held[f"{kind} type"], strict=True))
        for lost in sorted(_SEPARATORS - set(types.values())):
            yield part, lost
        listed = {
            each.get("w:id")
            for properties in (settings.all(f"w:{kind}notePr") if settings else ())
            for each in properties.all(f"w:{kind}note")
        }
        for number in sorted(listed ^ set(types)):
            yield part, f"w:settings/w:{kind}notePr {number}"


def wrong_comments(package: Package) -> Iterator[Fault]:
    """Every comment is called and its range marked; every call has its comment."""
    part = package.beside("comments")
    story = package.stories.get(part)
    known = set(story.held["comment"]) if story else set()
    calls = {number for _, number in package.held("comment call")}
    ranges = {number for _, number in package.held("comment range")}
    for number in sorted((known ^ calls) | (ranges - known)):
        yield part or package.main, f"w:comment {number}"
