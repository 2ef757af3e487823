"""Sources cited by author and year: their labels, and the order of their list (9.3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reportgen.model.report import DocumentKind, Reference, ReferenceStyle
from reportgen.resolve.references import people
from reportgen.resolve.references.elements import bare_year
from reportgen.resolve.references.marks import marks_of
from reportgen.zh.languages import Language
from reportgen.zh.pinyin import pinyin_order

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_GROUPS = list(Language)


def in_order(references: Iterable[Reference], style: ReferenceStyle) -> list[Reference]:
    """Return ``references`` by language, then by author, then by year."""
    return sorted(references, key=lambda each: _place(each, style))


def letters(references: Iterable[Reference], style: ReferenceStyle) -> Mapping[str, str]:
    """Return what tells works of one author and year apart: ``a``, ``b``, by their keys."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in in_order(references, style):
        if year := bare_year(each.fields.get("date", "")):
            alike[people.cited(each), year].append(each.key)
    return {
        key: _LETTERS[place % len(_LETTERS)]
        for keys in alike.values()
        if len(keys) > 1
        for place, key in enumerate(keys)
    }


def author_and_year(
    reference: Reference, style: ReferenceStyle, letter: str, *, year_only: bool
) -> str:
    """Return ``张三，2020a`` as the text cites it, or the year where it names the author."""
    year = bare_year(reference.fields.get("date", ""))
    if reference.kind is DocumentKind.STANDARD and not people.creators(reference):
        return reference.fields.get("number", "") or reference.fields.get("title", "")
    who = people.cited(reference)
    if not year:
        return who
    return f"{year}{letter}" if year_only else f"{who}{marks_of(style).comma}{year}{letter}"


def _place(reference: Reference, style: ReferenceStyle) -> tuple[object, ...]:
    tongue = people.language(reference)
    named = reference.fields.get("sort", "") or _named(reference, style)
    order: object = pinyin_order(named) if tongue is Language.CHINESE else named.casefold()
    year = bare_year(reference.fields.get("date", ""))
    return _GROUPS.index(tongue), order, year, reference.fields.get("title", "")


def _named(reference: Reference, style: ReferenceStyle) -> str:
    names = people.creators(reference)
    if not names and reference.kind is DocumentKind.STANDARD:
        return reference.fields.get("number", "")
    if not names:
        return people.nobody(people.language(reference))
    return people.listed(names, marks_of(style).comma, people.language(reference), capitals=False)
