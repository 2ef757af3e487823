"""Entries of a reference list, read back from how they were printed."""

from collections.abc import Sequence

from reportgen.adopt.author_entries import elements_by_author
from reportgen.adopt.outline import Entry
from reportgen.adopt.standard_entries import elements_of
from reportgen.model.pattern import pattern
from reportgen.zh.addresses import linked_parts

_SIMPLE = pattern(r"(?P<publisher>[^“”\"]+?)\s*[-–—]\s*[“\"](?P<title>.+)[”\"]")
_TITLE_ONLY = pattern(r"[“\"《](?P<title>.+)[”\"》]")
_GB = pattern(
    r"(?:(?P<author>[^.]+)\.\s*)?(?P<title>[^\[\]]+)\[(?P<type>[A-Z]{1,2}(?:/OL)?)\]"
    r"(?:[./]\s*(?P<rest>.*))?"
)
_TYPE_MARK = pattern(r"\[[A-Z]{1,2}(?:/[A-Z]{2})?\]")
_PLACE = pattern(r"[^:：]+[:：]\s*(?P<publisher>[^,，]+)")
_INNER = str.maketrans("‘’“”", "“”‘’")
"""Quotes in a title are the others where it is printed in quotes."""
_TRIM = " 　.。,，;；:：()（）"


def is_by_the_standard(text: str) -> bool:
    """Tell whether ``text`` is an entry of GB/T 7714, whose marks are half-width."""
    return _TYPE_MARK.search(text) is not None


def are_by_the_standard(entries: Sequence[Entry]) -> bool:
    """Tell whether a list is written by GB/T 7714: most of its entries are read so."""
    return sum(bool(entry.elements) for entry in entries) * 2 > len(entries)


def entry_of(number: str, text: str, line: int) -> Entry:
    """Return the entry that ``text`` prints: publisher, title and address where they are told."""
    urls = [address for _, address in linked_parts(text) if address]
    words = "".join(part for part, address in linked_parts(text) if not address).strip(_TRIM)
    url = urls[0] if urls else ""
    match = _SIMPLE.fullmatch(words)
    if match:
        title = match["title"].translate(_INNER)
        return Entry(number, text, line, match["publisher"].strip(), title, url)
    match = _TITLE_ONLY.fullmatch(words)
    if match:
        return Entry(number, text, line, "", match["title"], url)
    elements = elements_of(text)
    if elements:
        publisher = elements.get("publisher", elements.get("author", ""))
        return Entry(number, text, line, publisher, elements["title"], url, elements)
    elements = elements_by_author(text)
    if elements:
        publisher = elements.get("publisher", elements.get("author", ""))
        title = elements["title"]
        return Entry(number, text, line, publisher, title, url, elements, is_by_author=True)
    match = _GB.match(words)
    if match:
        place = _PLACE.match(match["rest"] or "")
        publisher = (place["publisher"] if place else match["author"] or "").strip(_TRIM)
        return Entry(number, text, line, publisher, match["title"].strip(_TRIM), url)
    return Entry(number, text, line, "", words, url)
