"""Elements: XML we wrote, taken apart again one level at a time."""

import re
from typing import NamedTuple

from reportgen.model.pattern import pattern

_TAG = pattern(r"<(/?)([\w:]+)[^<>]*?(/?)>")
_BLOCK = pattern(r"<(/?)(w:(?:p|tbl|sdt|sectPr|tr|tc))(?:\s[^<>]*?)?(/?)>")
_BLOCKS = frozenset({"w:p", "w:tbl", "w:sdt", "w:sectPr"})
_WORDS = pattern(r"<w:t(?:\s[^<>]*)?>([^<]*)<|<m:t>([^<]*)<|<wp:docPr[^<>]* descr=\"([^\"]*)")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_STYLE = pattern(r'<w:p(?:\s[^<>]*)?><w:pPr><w:pStyle w:val="(\w+)"')
# What numbers a thing anew in each file, and says nothing about it: a hint, and the whole.
_VOLATILE = (
    ("<w:bookmark", pattern(r"<w:bookmark(?:Start|End)[^<>]*/>")),
    (" w14:paraId", pattern(r' w14:paraId="[^"]*"')),
    ("<w:numId", pattern(r"<w:numId [^<>]*/>")),
    ("<wp:docPr", pattern(r' id="\d+" name="[^"]*"| relativeHeight="\d+"')),
    (
        "<w:comment",
        pattern(
            r"<w:commentRange[^<>]*/>"
            r"|<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:commentReference[^<>]*/></w:r>"
        ),
    ),
)


class Element(NamedTuple):
    """An element: its name, its first tag, what it holds, its last tag."""

    name: str
    opening: str
    inside: str
    closing: str

    @property
    def xml(self) -> str:
        """The whole."""
        return self.opening + self.inside + self.closing


def elements(xml: str) -> list[Element]:
    """Return the elements of ``xml``, which holds no words between them."""
    return _split(xml, _TAG)


def blocks(xml: str) -> list[Element]:
    """Return paragraphs, tables, building blocks and sections: those inside others are skipped."""
    return [each for each in _split(xml, _BLOCK) if each.name in _BLOCKS]


def rows(table: str) -> list[Element]:
    """Return the rows of what a table holds."""
    return [each for each in _split(table, _BLOCK) if each.name == "w:tr"]


def cells(row: str) -> list[Element]:
    """Return the cells of what a row holds."""
    return [each for each in _split(row, _BLOCK) if each.name == "w:tc"]


def _split(xml: str, tag: re.Pattern[str]) -> list[Element]:
    found: list[Element] = []
    depth = start = inner = 0
    for match in tag.finditer(xml):
        closes, name, is_empty = match.groups()
        if closes:
            depth -= 1
            if not depth:
                inside = xml[inner : match.start()]
                found.append(Element(name, xml[start:inner], inside, match[0]))
        elif is_empty:
            if not depth:
                found.append(Element(name, match[0], "", ""))
        else:
            if not depth:
                start, inner = match.start(), match.end()
            depth += 1
    return found


def words(xml: str) -> str:
    """Return the words in ``xml``, and those that stand for its pictures."""
    return plain("".join(map("".join, _WORDS.findall(xml))))


def plain(text: str) -> str:
    """Return escaped ``text`` as it is read."""
    if "&" not in text:
        return text
    for entity, char in _ENTITIES:
        text = text.replace(entity, char)
    return text


def style_of(paragraph: str) -> str:
    """Return the style of a paragraph."""
    match = _STYLE.match(paragraph)
    return match[1] if match else ""


def settled(xml: str) -> str:
    """Return ``xml`` without the numbers that every file gives anew."""
    for hint, whole in _VOLATILE:
        if hint in xml:
            xml = whole.sub("", xml)
    return xml
