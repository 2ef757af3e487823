"""Merge: two flows of paragraphs and tables in one, its differences tracked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compare import Item, paired, steps
from reportgen.write_docx.redline.atoms import Atom, Kind, Names, atoms, is_numbered, text_run
from reportgen.write_docx.redline.elements import Element, blocks, settled, style_of, words
from reportgen.write_docx.redline.tables import merged_table
from reportgen.write_docx.redline.tracked import Change, Tracker, parted

_NUMBER = "<w:numId"


class _Made(Struct, frozen=True):
    """A block of the merged flow; ``change`` is what happened to a paragraph's mark."""

    xml: str
    properties: str = ""
    content: str = ""
    change: Change | None = None
    is_paragraph: bool = True


class Merger:
    """Merges flows; all of them share the numbers of their changes."""

    def __init__(self, tracker: Tracker, names: Names, shapes: Callable[[str], str]) -> None:
        self.tracker = tracker
        self._shapes = shapes
        self.lists: dict[str, str] = {}
        """Which list of the new document goes on one of the old, by their numbers."""
        self._names = names

    def flow(self, old: str, new: str, *, has_end: bool = False) -> str:
        """Return two flows as one; one that ``has_end`` cannot lose its last paragraph.

        The text before the last section cannot, either.
        """
        if old == new:
            return new
        before, after = blocks(old), blocks(new)
        pairs = paired([self._item(each) for each in before], [self._item(each) for each in after])
        made: list[_Made] = []
        for a, b in pairs:
            made += self._step(None if a is None else before[a], None if b is None else after[b])
        if after and after[-1].name == "w:sectPr":
            made = [*self._ended(made[:-1]), made[-1]]
        elif has_end:
            made = list(self._ended(made))
        return "".join(map(self._xml, made))

    def _item(self, each: Element) -> Item:
        key = self._key(each.xml)
        kind = each.name
        if kind == "w:p":
            kind += style_of(each.xml) + ("§" if "<w:sectPr" in each.inside else "")
            kind += self._shapes(_list_of(each.inside)) if _NUMBER in each.inside else ""
        return Item(kind, key, words(each.xml) if kind != "w:sectPr" else "")

    def _key(self, xml: str) -> str:
        key = settled(xml)
        return self._names(key) if is_numbered(key) else key

    def _step(self, old: Element | None, new: Element | None) -> Iterator[_Made]:
        if old is None or new is None:
            change, only = (Change.INSERTED, new) if old is None else (Change.DELETED, old)
            if only is not None:
                yield self._changed(only, change)
        elif new.name == "w:p":
            yield self._paragraph(old, new)
        elif new.name == "w:sectPr" or self._key(old.xml) == self._key(new.xml):
            yield _Made(new.xml, is_paragraph=False)
        elif new.name == "w:tbl":
            yield _Made(merged_table(old, new, self), is_paragraph=False)
        else:
            head, tag, inner = new.inside.partition("<w:sdtContent>")
            was = old.inside.partition("<w:sdtContent>")[2].removesuffix("</w:sdtContent>")
            flow = self.flow(was, inner.removesuffix("</w:sdtContent>"), has_end=True)
            xml = f"{new.opening}{head}{tag}{flow}</w:sdtContent>{new.closing}"
            yield _Made(xml, is_paragraph=False)

    def _changed(self, only: Element, change: Change) -> _Made:
        if only.name != "w:p":
            return _Made(self.tracker.block(only, change), is_paragraph=False)
        properties, content = parted(only.inside)
        return _Made(only.opening, properties, self._one_sided(content, change), change)

    def _paragraph(self, old: Element, new: Element) -> _Made:
        was, before = parted(old.inside)
        properties, after = parted(new.inside)
        self._joins_lists(was, properties)
        if before == after or self._key(before) == self._key(after):
            return _Made(new.opening, properties, after)
        return _Made(new.opening, properties, self.content(before, after))

    def _joins_lists(self, old: str, new: str) -> None:
        if _NUMBER in old and _NUMBER in new:
            self.lists.setdefault(_list_of(old), _list_of(new))

    def _one_sided(self, content: str, change: Change) -> str:
        """Return the content of a paragraph that is all new, or all gone."""
        if "fldCharType" not in content:
            return self.tracker.content(content, change)
        found = atoms(content, self._names)
        if not any(each.kind is Kind.FIELD_PART for each in found):
            return self.tracker.content(content, change)
        return self._written([], found) if change is Change.INSERTED else self._written(found, [])

    def content(self, old: str, new: str) -> str:
        """Return the contents of two paragraphs as one."""
        return self._written(atoms(old, self._names), atoms(new, self._names))

    def _written(self, old: Sequence[Atom], new: Sequence[Atom]) -> str:
        was, old_marks = _apart(old, Change.DELETED)
        now, new_marks = _apart(new, Change.INSERTED)
        parts: list[Atom | str] = []
        for step in steps([each.key for each in was], [each.key for each in now]):
            gone, came = range(step.old, step.old_end), range(step.new, step.new_end)
            if step.is_same:
                for a, b in zip(gone, came, strict=True):
                    parts += (old_marks.pop(a, ""), new_marks.pop(b, ""))
                    parts.append(now[b])
                continue
            links = list(self._links(was[step.old : step.old_end], now[step.new : step.new_end]))
            if links:
                parts += (*_marks(old_marks, gone), *_marks(new_marks, came), *links)
                continue
            parts += self._runs(was, gone, old_marks, Change.DELETED)
            parts += self._runs(now, came, new_marks, Change.INSERTED)
        parts += (*old_marks.values(), *new_marks.values())
        return _text(parts)

    def _links(self, old: Sequence[Atom], new: Sequence[Atom]) -> Iterator[str]:
        """Yield the links of either side that lead to the same place, merged inside."""
        both = (*old, *new)
        if len(old) != len(new) or any(each.kind is not Kind.LINK for each in both):
            return
        ends = [(_link(a.xml), _link(b.xml)) for a, b in zip(old, new, strict=True)]
        if all(a[0] == b[0] for a, b in ends):
            for a, b in ends:
                yield f"{b[0]}{self.content(a[1], b[1])}</w:hyperlink>"

    def _runs(
        self, found: Sequence[Atom], places: range, marks: dict[int, str], change: Change
    ) -> Iterator[str]:
        """Yield changed atoms as runs, as few as can be."""
        waiting: list[Atom] = []
        for place in places:
            mark = marks.pop(place, "")
            is_link = found[place].kind is Kind.LINK
            if (mark or is_link) and waiting:
                yield self.tracker.runs(_text(waiting), change)
                waiting = []
            yield mark
            if is_link:
                yield self.tracker.content(found[place].xml, change)
            else:
                waiting.append(found[place])
        yield self.tracker.runs(_text(waiting), change)

    def _ended(self, made: list[_Made]) -> Iterator[_Made]:
        """Yield ``made`` so that its last paragraph stays: marks move to the one before it.

        A cell ends in a paragraph whatever happens. If its last one is inserted, it is the mark
        of the paragraph before that is new: Word sees it so, too.
        """
        made = self._last_two_joined(made)
        last = len(made) - 1
        change = made[last].change if made else None
        if change is None:
            yield from made
            return
        first = last
        while first and made[first - 1].change is change:
            first -= 1
        is_shifted = first and made[first - 1].is_paragraph and made[first - 1].change is None
        for number, each in enumerate(made):
            if number == last and is_shifted:
                dress = self._dress(made[first - 1].properties, each.properties, change)
                yield replace(each, properties=dress, change=None)
            elif number == last:
                yield replace(each, change=None)
            elif is_shifted and number == first - 1:
                yield replace(each, change=change)
            else:
                yield each

    def _dress(self, before: str, last: str, change: Change) -> str:
        """Return the properties of a last paragraph that in one document is the one before it."""
        is_new = change is Change.INSERTED
        return self.tracker.dress(before, last) if is_new else self.tracker.dress(last, before)

    def _last_two_joined(self, made: list[_Made]) -> list[_Made]:
        """Return ``made``; if it ends in what is gone and what came, their last two are one."""
        if not made or made[-1].change is not Change.INSERTED:
            return made
        others = (n for n, each in enumerate(made) if each.change is not Change.INSERTED)
        place = max(others, default=-1)
        if place < 0 or made[place].change is not Change.DELETED:
            return made
        gone, came = made[place], made[-1]
        dress = self.tracker.dress(gone.properties, came.properties)
        joined = _Made(came.xml, dress, gone.content + came.content)
        return [*made[:place], *made[place + 1 : -1], joined]

    def _xml(self, each: _Made) -> str:
        if not each.is_paragraph:
            return each.xml
        properties = each.properties
        if each.change is not None:
            properties = self.tracker.properties(properties, each.change)
        return f"{each.xml}{properties}{each.content}</w:p>"


def _apart(found: Sequence[Atom], change: Change) -> tuple[list[Atom], dict[int, str]]:
    """Return what can change, and what stands before each of it and never does.

    Of a field that spans paragraphs only the new document's beginning and end are kept.
    """
    kept: list[Atom] = []
    marks: dict[int, str] = {}
    for each in found:
        is_mark = each.kind is Kind.OUTSIDE
        is_part = each.kind is Kind.FIELD_PART
        if is_mark or (is_part and change is Change.INSERTED):
            marks[len(kept)] = marks.get(len(kept), "") + each.xml
        elif not is_part:
            kept.append(each)
    return kept, marks


def _text(parts: Iterable[Atom | str]) -> str:
    """Return ``parts`` as XML: words of one look that follow each other are one run."""
    made: list[str] = []
    present: Iterable[Atom | str] = (each for each in parts if each)
    for look, group in groupby(present, _look):
        if look is None:
            made += (each if isinstance(each, str) else each.xml for each in group)
        else:
            made.append(
                text_run(look, "".join(each.words for each in group if isinstance(each, Atom)))
            )
    return "".join(made)


def _look(part: Atom | str) -> str | None:
    return part.look if isinstance(part, Atom) and part.kind is Kind.WORDS else None


def _marks(marks: dict[int, str], places: range) -> list[str]:
    return [marks.pop(place, "") for place in places]


def _list_of(properties: str) -> str:
    return properties.partition(f'{_NUMBER} w:val="')[2].partition('"')[0]


def _link(xml: str) -> tuple[str, str]:
    opening, _, inside = xml.partition(">")
    return f"{opening}>", inside.removesuffix("</w:hyperlink>")
