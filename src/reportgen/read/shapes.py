"""Shapes of author-facing keys, from which both the checker and the JSON Schema come."""

from typing import TypeAlias

from msgspec import Struct


class Word(Struct, frozen=True):
    """A text; ``pattern`` is for editors, its own reader checks it with a better message."""

    pattern: str = ""


class Markdown(Struct, frozen=True):
    """One paragraph of Markdown."""


class Number(Struct, frozen=True):
    """A decimal number."""


class Option(Struct, frozen=True):
    """A word of a closed list; its Chinese form may be the same."""

    name: str
    chinese: str


class Choice(Struct, frozen=True):
    """One word of a closed list; ``not_yet`` are known words that this version cannot serve."""

    options: tuple[Option, ...]
    not_yet: tuple[str, ...] = ()


class Listing(Struct, frozen=True):
    """A list; a single value may stand for a list of one where ``may_be_single``."""

    item: "Shape"
    may_be_single: bool = False


class Names(Struct, frozen=True):
    """The author's own names, each with a value of one shape."""

    item: "Shape"


class Key(Struct, frozen=True):
    """A key with its two names, its value's shape, and what it is for."""

    name: str
    chinese: str
    shape: "Shape"
    zh: str
    en: str
    required: bool = False


class Fields(Struct, frozen=True):
    """A closed set of keys; ``not_yet`` are known keys that this version cannot serve."""

    keys: tuple[Key, ...]
    not_yet: tuple[str, ...] = ()


class Either(Struct, frozen=True):
    """The first of several shapes that a value's kind fits; kinds differ from one another."""

    options: "tuple[Shape, ...]"


Shape: TypeAlias = Word | Markdown | Number | Choice | Listing | Names | Fields | Either


def choice(words: str, not_yet: str = "") -> Choice:
    """Return the choice of ``words``, written ``name/中文 name/中文``."""
    options = []
    for word in words.split():
        name, _, chinese = word.partition("/")
        options.append(Option(name, chinese or name))
    return Choice(tuple(options), tuple(not_yet.split()))
