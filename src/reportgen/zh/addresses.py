"""Addresses in running text: where they begin and end beside Chinese, which leaves no spaces."""

import re
from collections.abc import Iterator

from reportgen.model.pattern import pattern

_ADDRESS = pattern(
    r"(?P<url>(?<![A-Za-z0-9])https?://[A-Za-z0-9][\w.\-~:/?#@!$&*+,;=%()]*"
    r"|(?<![\w/.@\-])www\.[A-Za-z0-9][\w.\-~:/?#@!$&*+,;=%()]*\.[\w.\-~:/?#@!$&*+,;=%()]*)"
    r"|(?P<mail>(?<![\w.+\-/:@])[A-Za-z0-9][\w.%+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*"
    r"\.[A-Za-z]{2,})",
    re.ASCII,
)
_AT_END = ".,;:!?*"


def linked_parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield ``text`` in parts, each with the address it is; nothing for words."""
    place = 0
    if "://" in text or "www." in text or "@" in text:
        for match in _ADDRESS.finditer(text):
            shown = _trimmed(match[0])
            if match["mail"]:
                url = f"mailto:{shown}"
            else:
                url = shown if "://" in shown else f"https://{shown}"
            if match.start() > place:
                yield text[place : match.start()], ""
            yield shown, url
            place = match.start() + len(shown)
    if place < len(text):
        yield text[place:], ""


def _trimmed(address: str) -> str:
    """Return ``address`` without the marks of the sentence around it."""
    while address[-1] in _AT_END or (
        address[-1] == ")" and address.count(")") > address.count("(")
    ):
        address = address[:-1]
    return address
