"""Where our words go in a template: its sections go on round them, their pages numbered."""

from collections.abc import Iterator
from copy import deepcopy

from msgspec import Struct

from reportgen.write_docx.template.ground import section_of, with_all_references
from reportgen.write_docx.template.placeholders import BODY, CONTENTS, is_alone
from reportgen.write_docx.template.schema_order import SECTION_ORDER
from reportgen.write_docx.template.trees import Tree, W, is_on, local, made, put

_REFERENCES = (f"{W}headerReference", f"{W}footerReference")
_PRINTED = ("t", "drawing", "pict", "object", "sdt", "tbl")


class OurWords(Struct, frozen=True):
    """What we print, as the children of a body; each section ends in its w:sectPr."""

    cover: list[Tree]
    front: list[Tree]
    body: list[Tree]
    back: list[Tree]


class Placer:
    """Puts our words in the place of the placeholders of a template's body."""

    def __init__(self, body: Tree, *, has_furniture: bool) -> None:
        self._body = body
        self._has_furniture = has_furniture
        self._place = next(child for child in body if is_alone(child, BODY))
        self._end = section_of(body, self._place)
        self._ground = with_all_references(self._end, body)
        self._owes_first = is_on(self._ground, "titlePg")
        self._is_first = True
        """Whether the next section is the first that the template's own becomes."""

    def put(self, ours: OurWords) -> None:
        """Put ``ours`` in their places."""
        has_place = any(is_alone(child, CONTENTS) for child in self._body)
        self._close_what_is_before(has_contents=has_place and self._placed_contents(ours.front))
        opening = list(self._cover(ours.cover))
        opening += [self._own(node) for node in (() if has_place else ours.front)]
        sections = [self._own(node) for node in ours.body]
        for each in (*opening, *sections[:-1]):
            self._place.addprevious(each)
        if ours.back:
            self._place.addprevious(sections[-1])
            *words, end = ours.back
            for each in words:
                self._place.addprevious(each)
            self._finish(self._bare(end), is_plain=True)
        else:
            self._finish(sections[-1], is_plain=_is_plain(sections[-1]))

    def _placed_contents(self, front: list[Tree]) -> bool:
        """Put the front matter where the template has a place for it, if it has one."""
        place = next((child for child in self._body if is_alone(child, CONTENTS)), None)
        if place is None:
            return False
        for each in front[:-1]:
            place.addprevious(each)
        is_here = any(each is place for each in self._before())
        if place.find(f"{W}pPr/{W}sectPr") is None:
            self._body.remove(place)
        else:
            _empty(place)
        return is_here

    def _close_what_is_before(self, *, has_contents: bool) -> None:
        """End the section of a cover that shares it with the body; a letterhead stays above it."""
        before = list(self._before())
        if not any(map(_prints, before)):
            return
        words = next(each for each in before if _prints(each) or _ends_in_break(each))
        is_broken = _ends_in_break(words)
        if not (is_broken or _breaks(self._place) or has_contents):
            return
        for each in before[: before.index(words)]:
            self._drop(each)
        if is_broken:
            _without_break(words)
            if _is_blank(words):
                self._drop(words)
        self._place.addprevious(_closing(deepcopy(self._ground)))
        self._is_first = self._owes_first = False

    def _drop(self, node: Tree) -> None:
        """Take an empty paragraph away, unless a mark begins or ends in it."""
        starts = {each.get(f"{W}id") for each in node.iter(f"{W}bookmarkStart")}
        ends = {each.get(f"{W}id") for each in node.iter(f"{W}bookmarkEnd")}
        if _is_blank(node) and starts == ends:
            self._body.remove(node)

    def _before(self) -> Iterator[Tree]:
        """Yield what stands before the body in its section, the nearest first."""
        for each in self._place.itersiblings(preceding=True):
            if each.find(f"{W}pPr/{W}sectPr") is not None:
                return
            yield each

    def _cover(self, cover: list[Tree]) -> Iterator[Tree]:
        """Yield our cover, where the template has none: it bears neither head nor foot."""
        for node in cover:
            section = node.find(f"{W}pPr/{W}sectPr")
            if section is not None and self._has_furniture:
                new = self._section(section)
                for each in new.findall(_REFERENCES[0]) + new.findall(_REFERENCES[1]):
                    new.remove(each)
                _swap(section, new)
            yield node

    def _own(self, node: Tree) -> Tree:
        """Return ``node`` with its section made from the template's."""
        if local(node) == "sectPr":
            return self._section(node)
        section = node.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            _swap(section, self._section(section))
        return node

    def _section(self, ours: Tree) -> Tree:
        """Return the template's section with the columns, the turn and the numbers of ours."""
        new = deepcopy(self._ground)
        for name in ("type", "cols", "footnotePr"):
            own = ours.find(f"{W}{name}")
            if own is not None and not (name == "type" and self._is_first):
                put(new, deepcopy(own), SECTION_ORDER)
        _turn(new, ours)
        _number(new, ours)
        for each in new.findall(f"{W}titlePg"):
            new.remove(each)
        if self._owes_first:
            put(new, made("titlePg"), SECTION_ORDER)
        if not self._has_furniture:
            _take_furniture(new, ours)
        for each in ours:
            if local(each) == "footnoteColumns":
                new.append(deepcopy(each))
        self._is_first = self._owes_first = False
        return new

    def _bare(self, ours: Tree) -> Tree:
        """Return the section of our back cover, which has heads and feet of nothing."""
        new = self._section(ours)
        _take_furniture(new, ours)
        return new

    def _finish(self, last: Tree, *, is_plain: bool) -> None:
        """Let the template's section end as our last one does, with what it has behind the body."""
        after = list(self._after())
        has_more = any(_prints(each) for each in after)
        if not has_more:
            for each in after:
                self._drop(each)
        if self._end.getparent() is not self._body and self._end in self._place.iter():
            self._place.addprevious(_closing(last))
            self._body.remove(self._place)
            return
        self._body.remove(self._place)
        if has_more and not is_plain:
            following = _unstarted(deepcopy(self._ground))
            for each in following.findall(f"{W}titlePg"):
                following.remove(each)
            after[0].addprevious(_closing(last))
            put(following, made("type", val="nextPage"), SECTION_ORDER)
            _swap(self._end, following)
            return
        _swap(self._end, last)

    def _after(self) -> Iterator[Tree]:
        """Yield what stands behind the body in its section."""
        for each in self._place.itersiblings():
            if each.tag == f"{W}sectPr":
                return
            if each.find(f"{W}pPr/{W}sectPr") is not None:
                return
            yield each


def has_letterhead(body: Tree) -> bool:
    """Tell whether a template prints something on the page that the body starts on."""
    place = next(child for child in body if is_alone(child, BODY))
    for each in place.itersiblings(preceding=True):
        is_end = each.find(f"{W}pPr/{W}sectPr") is not None
        if is_end or _ends_in_break(each) or is_alone(each, CONTENTS):
            return False
        if _prints(each):
            return not _breaks(place)
    return False


def has_more(body: Tree) -> bool:
    """Tell whether a template prints anything behind the body."""
    place = next(child for child in body if is_alone(child, BODY))
    return any(_prints(each) for each in place.itersiblings())


def _closing(section: Tree) -> Tree:
    """Return a paragraph that ends ``section`` and takes no room to speak of."""
    paragraph, properties = made("p"), made("pPr")
    properties.append(made("spacing", before=0, after=0, line=20, lineRule="exact"))
    properties.append(section)
    paragraph.append(properties)
    return paragraph


def _swap(old: Tree, new: Tree) -> None:
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def _is_plain(section: Tree) -> bool:
    columns, size = section.find(f"{W}cols"), section.find(f"{W}pgSz")
    is_one = columns is None or columns.get(f"{W}num", "1") == "1"
    return is_one and (size is None or size.get(f"{W}orient") != "landscape")


def _turn(new: Tree, ours: Tree) -> None:
    """Turn the sheet where ours is turned."""
    own, size = ours.find(f"{W}pgSz"), new.find(f"{W}pgSz")
    if own is None or size is None or own.get(f"{W}orient") != "landscape":
        return
    width, height = size.get(f"{W}w", ""), size.get(f"{W}h", "")
    if size.get(f"{W}orient") != "landscape":
        size.set(f"{W}w", height)
        size.set(f"{W}h", width)
        size.set(f"{W}orient", "landscape")


def _number(new: Tree, ours: Tree) -> None:
    """Number the pages as the contents say; in the shape that the template's numbers have."""
    own, there = ours.find(f"{W}pgNumType"), new.find(f"{W}pgNumType")
    shape = there.get(f"{W}fmt") if there is not None else None
    if own is None:
        _unstarted(new)
        return
    number = made("pgNumType")
    is_roman = own.get(f"{W}fmt") == "lowerRoman"
    number.set(f"{W}fmt", "lowerRoman" if is_roman else shape or "decimal")
    start = own.get(f"{W}start")
    if start is not None:
        number.set(f"{W}start", start)
    put(new, number, SECTION_ORDER)


def _unstarted(section: Tree) -> Tree:
    for each in section.findall(f"{W}pgNumType"):
        each.attrib.pop(f"{W}start", "")
    return section


def _take_furniture(new: Tree, ours: Tree) -> None:
    for each in new.findall(_REFERENCES[0]) + new.findall(_REFERENCES[1]):
        new.remove(each)
    own = ours.findall(_REFERENCES[0]) + ours.findall(_REFERENCES[1])
    for place, each in enumerate(own):
        new.insert(place, deepcopy(each))
    if ours.find(f"{W}titlePg") is not None:
        put(new, made("titlePg"), SECTION_ORDER)


def _prints(node: Tree) -> bool:
    return node.tag == f"{W}tbl" or any(
        local(each) in _PRINTED and (local(each) != "t" or (each.text or "").strip())
        for each in node.iter()
    )


def _is_blank(node: Tree) -> bool:
    """Tell whether ``node`` is an empty paragraph, or a mark between them."""
    return node.tag == f"{W}p" and not _prints(node) and not _ends_in_break(node)


def _ends_in_break(node: Tree) -> bool:
    """Tell whether a page ends behind the words of a paragraph."""
    inside = [each for each in node.iter() if local(each) in ("br", *_PRINTED)]
    return bool(inside) and local(inside[-1]) == "br" and inside[-1].get(f"{W}type") == "page"


def _breaks(paragraph: Tree) -> bool:
    """Tell whether a page starts with ``paragraph``."""
    first = next((each for each in paragraph.iter() if local(each) in ("br", "t")), None)
    is_broken = first is not None and local(first) == "br" and first.get(f"{W}type") == "page"
    return is_broken or is_on(paragraph.find(f"{W}pPr"), "pageBreakBefore")


def _without_break(paragraph: Tree) -> None:
    breaks = [each for each in paragraph.iter(f"{W}br") if each.get(f"{W}type") == "page"]
    parent = breaks[-1].getparent()
    if parent is not None:
        parent.remove(breaks[-1])


def _empty(paragraph: Tree) -> None:
    for each in list(paragraph):
        if each.tag != f"{W}pPr":
            paragraph.remove(each)
