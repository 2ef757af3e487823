"""Atoms: the content of a paragraph in the least parts that can change, each with its key."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple, TypeAlias

from reportgen.compare import tokens
from reportgen.model.pattern import pattern
from reportgen.write_docx.markup import escape
from reportgen.write_docx.redline.elements import Element, elements, plain, settled

_SIMPLE = pattern(
    r"<w:r>((?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)"
    r'<w:t(?: xml:space="preserve")?>([^<]*)</w:t></w:r>'
)
_BEGIN, _END = 'fldCharType="begin"', 'fldCharType="end"'
_OUTSIDE = {
    "w:bookmarkStart",
    "w:bookmarkEnd",
    "w:commentRangeStart",
    "w:commentRangeEnd",
}
_COMMENT = "<w:commentReference"
_NUMBERED = ("<w:footnoteReference", "_Note", "<c:chart ")
_ANCHOR = pattern(r' w:anchor="_Ref\d+"')
"""Where a number of the text goes in the appendix of sources: counted anew in every document."""
_PAGE_COUNT = "PAGEREF _rg_end"
"""How many pages there are is no word of either document."""

Names: TypeAlias = Callable[[str], str]
"""Says by which names notes and charts are the same in both documents."""


class Kind(Enum):
    """How an atom is written."""

    WORDS = auto()
    """Part of a run: its key is look and words."""
    WHOLE = auto()
    """Runs that change as a whole: a field, a picture, a formula, the call of a note."""
    LINK = auto()
    """A link, which holds other atoms."""
    OUTSIDE = auto()
    """What stands between runs and is never changed: a bookmark."""
    FIELD_PART = auto()
    """The beginning or the end of a field that spans paragraphs."""


class Atom(NamedTuple):
    """A part of a paragraph; ``words`` and ``look`` are those of a piece of a run."""

    kind: Kind
    key: str
    xml: str
    look: str = ""
    words: str = ""


def atoms(content: str, names: Names) -> list[Atom]:
    """Return the atoms of the content of a paragraph or of a link."""
    found: list[Atom] = []
    parts = elements(content)
    at = 0
    while at < len(parts):
        part = parts[at]
        end = _field_end(parts, at) if part.name == "w:r" and _BEGIN in part.inside else at
        if end > at:
            whole = "".join(each.xml for each in parts[at : end + 1])
            found.append(Atom(Kind.WHOLE, _key(whole, names), whole))
            at = end + 1
            continue
        found += _atoms(part, names, is_open=end < 0)
        if end < 0:  # its result starts behind the next two runs
            found += (Atom(Kind.FIELD_PART, "", each.xml) for each in parts[at + 1 : at + 3])
            at += 2
        at += 1
    return found


def _field_end(parts: Sequence[Element], start: int) -> int:
    """Return where the field that starts at ``start`` ends; less than nought: not here."""
    depth = 0
    for at in range(start, len(parts)):
        depth += parts[at].inside.count(_BEGIN) - parts[at].inside.count(_END)
        if depth <= 0:
            return at
    return -1


def _atoms(part: Element, names: Names, *, is_open: bool) -> Iterator[Atom]:
    xml = part.xml
    if part.name == "w:hyperlink":
        yield Atom(Kind.LINK, _ANCHOR.sub("", part.opening) + _key(part.inside, names), xml)
    elif part.name in _OUTSIDE or _COMMENT in part.inside:
        yield Atom(Kind.OUTSIDE, "", xml)
    elif is_open or (part.name == "w:r" and _END in part.inside):
        yield Atom(Kind.FIELD_PART, "", xml)
    elif match := _SIMPLE.fullmatch(xml):
        look = match[1]
        for token in tokens(plain(match[2])):
            yield Atom(Kind.WORDS, f"{look}{token}", "", look, token)
    else:
        yield Atom(Kind.WHOLE, _key(xml, names), xml)


def _key(xml: str, names: Names) -> str:
    if _PAGE_COUNT in xml:
        return _PAGE_COUNT
    key = settled(xml)
    return names(key) if is_numbered(key) else key


def is_numbered(xml: str) -> bool:
    """Tell whether ``xml`` names something by a number that each document gives anew."""
    return any(mark in xml for mark in _NUMBERED)


def text_run(look: str, words: str) -> str:
    """Return ``words`` as a run; its outer spaces are kept."""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
