"""Shapes of author-facing keys, from which both the checker and the JSON Schema come."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Word:
    """A text; ``pattern`` is for editors, its own reader checks it with a better message."""

    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Markdown:
    """One paragraph of Markdown."""


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number."""


@dataclass(frozen=True, slots=True)
class Option:
    """A word of a closed list; its Chinese form may be the same."""

    name: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed list; ``not_yet`` are known words that this version cannot serve."""

    options: tuple[Option, ...]
    not_yet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; a single value may stand for a list of one where ``may_be_single``."""

    item: "Shape"
    may_be_single: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The author's own names, each with a value of one shape."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its two names, its value's shape, and what it is for."""

    name: str
    chinese: str
    shape: "Shape"
    zh: str
    en: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """A closed set of keys; ``not_yet`` are known keys that this version cannot serve."""

    keys: tuple[Key, ...]
    not_yet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
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
