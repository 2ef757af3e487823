"""Entries of GB/T 7714 by author and date (9.3), read back: the year goes where numbers have it."""

from reportgen.adopt.standard_entries import elements_of
from reportgen.model.pattern import pattern

_BY_AUTHOR = pattern(
    r"(?P<author>[^\[\]]+?)[，,]\s*(?P<year>\d{4})[a-z]?\. (?P<title>[^\[\]]+)"
    r"(?P<mark>\[(?P<type>[A-Z]{1,2})(?:/[A-Z]{2})?\])(?P<rest>.*)"
)
_NOBODY = frozenset({"佚名", "Anon"})
_WESTERN = pattern(
    r"^(?P<family>[^\W\d_][\w’'-]+(?: [\w’'-]{2,})*) (?P<given>[^\W\d_](?: [^\W\d_])*)$"
)
"""A family name and initials, which the text cites without them."""
_SERIAL = pattern(r"(?P<name>.+?)(?=，\d|（\d)")
_MADE = pattern(
    r"(?P<name>.*?[：:][^：:，]+?)(?P<pages>[：:][\d,，+–-]+)?\.(?P<links> (?:https?:|DOI).*)?"
)


def elements_by_author(text: str) -> dict[str, str]:
    """Return what an entry by author and date prints, by the keys of references; or nothing."""
    match = _BY_AUTHOR.fullmatch(text.strip())
    if match is None:
        return {}
    author = "" if match["author"] in _NOBODY else f"{match['author'].rstrip('.')}. "
    head, rest, year = f"{author}{match['title']}{match['mark']}", match["rest"], match["year"]
    for told in (_in_serial(rest, year, match["type"]), rest, _made(rest, year)):
        found = elements_of(f"{head}{told}") if told else {}
        if found.get("date", "").startswith(year) or (found and told == rest and _is_dated(found)):
            names = found.get("author", "").split("；")
            parted = "；".join(_WESTERN.sub(r"\g<family>, \g<given>", name) for name in names)
            return found | ({"author": parted} if parted else {})
    return {}


def _is_dated(found: dict[str, str]) -> bool:
    """Tell whether an entry needs no year: its publisher has a date of its own."""
    return found["type"] in {"DS", "PP"}


def _in_serial(rest: str, year: str, kind: str) -> str:
    place = _SERIAL.match(rest) if kind == "J" else None
    return f"{place['name']}，{year}{rest[place.end() :]}" if place else ""


def _made(rest: str, year: str) -> str:
    place = _MADE.fullmatch(rest)
    if place is None:
        return ""
    return f"{place['name']}，{year}{place['pages'] or ''}.{place['links'] or ''}"
