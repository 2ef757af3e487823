"""Entries of GB/T 7714 in numbers' order, read back into the elements they print."""

from collections.abc import Sequence

from reportgen.model.pattern import pattern

_ENTRY = pattern(
    r"(?:(?P<author>[^.\[\]]+)\. )?(?P<title>[^\[\]]+)\[(?P<type>[A-Z]{1,2})(?:/[A-Z]{2})?\]"
    r"(?P<rest>.*)"
)
_STANDARD = pattern(r"(?P<number>[A-Z/]+ ?[\d.]+[—–-]\d{4})[\s　:：]+(?P<title>.+)")
_URL = pattern(r"\s*(?P<url>https?://[^\s。，]+?)\.?(?=\s|$)")
_DOI = pattern(r"\s*DOI[:：]\s*(?P<doi>10\.\S+?)\.?(?=\s|$)", 2)
_PID = pattern(r"\s*(?P<pid>[A-Z]{3,}:[\w./-]+?)\.?(?=\s|$)")
_ACCESSED = pattern(r"\s*\[(?P<accessed>\d{4}-\d{2}-\d{2})\]")
_BRACKETED = pattern(r"\s*[（(](?P<date>\d{4}-\d{2}-\d{2})[）)]")
_IN_SERIAL = pattern(
    r"(?P<container>.+?)[，,]\s*(?P<date>\d{4}(?:-\d{2}-\d{2})?)"
    r"(?:[，,]\s*(?P<volume>[^（(：:，,]+))?(?:[（(](?P<issue>[^）)]+)[）)])?"
    r"(?:[：:]\s*(?P<pages>[\w,，+–-]+))?"
)
_IN_BOOK = pattern(r"(?P<editor>[^.]+)\. (?P<container>.+?)\. (?P<rest>(?:[^.]*ed|\d*版)?.*)")
_MADE = pattern(
    r"(?:(?P<translator>[^.]+?)[，,]\s*译\.\s*)?"
    r"(?:(?P<edition>V[\d.]+|[^.：:，,]*?(?:版|本|ed))\.?\s*(?=[^\s]|$))?"
    r"(?:(?P<place>[^：:.，,]+)[：:]\s*(?P<publisher>(?:[^，,：:]|, (?=[A-Z]))+)[，,]\s*)?"
    r"(?P<date>\d{4}(?:-\d{2}-\d{2}|（[^）]+）)?)?(?:[：:]\s*(?P<pages>[\d,，+–-]+))?"
)
_AT_MEETING = pattern(r"(?P<container>.+?)[，,]\s*(?P<date>\d{4})(?:[：:]\s*(?P<pages>[\d–-]+))?")
_WHOLE_SERIAL = pattern(
    r"(?P<range>\d{4}（[^）]+）—(?:\d{4}（[^）]+）)?)\. "
    r"(?P<place>[^：]+)：(?P<publisher>[^，]+)，(?P<date>\d{4}—(?:\d{4})?)"
)
_SIZE = pattern(r"(?P<rest>.*?)\. (?P<size>\d[\d.]* ?cm.*)")
_YEAR = pattern(r".*[，,]\s*\d{4}[a-z]?")
_NUMBERED = frozenset({"P", "A", "R"})
_VISITED = frozenset({"EB", "DS", "PP", "DB"})
_ORDER = (
    *("type", "author", "title", "number", "scale", "container", "editor", "translator"),
    *("edition", "range", "place", "publisher", "date", "volume", "issue", "pages", "size"),
    *("url", "doi", "pid", "accessed"),
)


def elements_of(text: str) -> dict[str, str]:
    """Return what the entry ``text`` prints by the keys of references; nothing where unsure."""
    match = _ENTRY.fullmatch(text.strip())
    if match is None or _YEAR.fullmatch(match["author"] or ""):
        return {}
    found = {"type": match["type"], "title": match["title"].strip()}
    if match["author"]:
        found["author"] = "；".join(each.strip() for each in _names(match["author"]))
    _number(found)
    rest = match["rest"]
    for shape in (_URL, _DOI, _PID, _ACCESSED, _BRACKETED):
        place = shape.search(rest)
        if place:
            found |= place.groupdict()
            rest = rest[: place.start()] + rest[place.end() :]
    told = _told(found["type"], rest.strip())
    if told is None or (found["type"] in _VISITED and "accessed" not in found):
        return {}
    found |= {name: value.strip() for name, value in told.items() if value and value.strip()}
    return {name: found[name] for name in _ORDER if found.get(name)}


def _names(listed: str) -> Sequence[str]:
    return [
        "等" if each.strip() == "et al" else each for each in listed.replace(",", "，").split("，")
    ]


def _number(found: dict[str, str]) -> None:
    """Part the number of a standard, a patent or a file from its title."""
    standard = _STANDARD.fullmatch(found["title"]) if found["type"] == "S" else None
    if found["type"] == "CM":
        found["title"], _, found["scale"] = found["title"].partition(". ")
    title, colon, number = found["title"].rpartition("：")
    if standard:
        found |= standard.groupdict()
    elif (
        colon and found["type"] in _NUMBERED and any(map(str.isdigit, number)) and number.isascii()
    ):
        found |= {"title": title, "number": number}


def _told(kind: str, rest: str) -> dict[str, str] | None:
    """Return what stands behind the mark of the kind, or None where it is not understood."""
    words = rest.removeprefix("//").lstrip(". ").rstrip(". ")
    if not words:
        return {}
    if rest.startswith("//"):
        book = _IN_BOOK.fullmatch(words) if kind == "M" else None
        inner = _MADE.fullmatch(book["rest"]) if book else _AT_MEETING.fullmatch(words)
        if inner is None:
            return None
        editors = {"editor": "；".join(_names(book["editor"]))} if book else {}
        return {**inner.groupdict(), **editors, "container": (book or inner)["container"]}
    if kind in {"DS", "PP"}:
        return {"publisher": words}
    size = _SIZE.fullmatch(words) if kind == "CM" else None
    if size:
        words = size["rest"]
    shapes = (_WHOLE_SERIAL, _IN_SERIAL) if kind in {"J", "N"} else (_MADE,)
    match = next(filter(None, (shape.fullmatch(words) for shape in shapes)), None)
    if match is None:
        return None
    return {**match.groupdict(), "size": size["size"] if size else ""}
