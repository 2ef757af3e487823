"""A template, filled: our words in its places, our parts beside its own."""

import posixpath
from collections.abc import Iterator

from reportgen.model.brand import StyleRole
from reportgen.write_docx.body import NAMESPACES, BodyParts
from reportgen.write_docx.inlines import printed_words
from reportgen.write_docx.markup import root as root_of
from reportgen.write_docx.package import WORD_TYPES, Part, pack
from reportgen.write_docx.story import Story
from reportgen.write_docx.styles import ALIGNMENTS, FIGURE_LIST, style_id
from reportgen.write_docx.template.dress import COVER_TITLES
from reportgen.write_docx.template.gather import Gathered
from reportgen.write_docx.template.heading_numbers import keeps_numbers, own_headings, uncounted
from reportgen.write_docx.template.heads import fill_heads
from reportgen.write_docx.template.join_lists import (
    join_lists,
    number_styles,
    outline,
    without_numbers,
)
from reportgen.write_docx.template.join_settings import join_fonts, join_properties, join_settings
from reportgen.write_docx.template.join_styles import (
    StyleIds,
    contents_ids,
    heading_ids,
    join_styles,
)
from reportgen.write_docx.template.opening import Template
from reportgen.write_docx.template.place import OurWords, Placer
from reportgen.write_docx.template.placeholders import (
    CLASSIFICATION,
    IMPRINT,
    KIND,
    NOTICE,
    SUBTITLE,
    TITLE,
    fill,
)
from reportgen.write_docx.template.strip import stripped
from reportgen.write_docx.template.style_sheet import StyleSheet
from reportgen.write_docx.template.suit import Suit, largest, largest_drawing, renamed
from reportgen.write_docx.template.theme import theme_of
from reportgen.write_docx.template.title import fill_titles
from reportgen.write_docx.template.trees import Tree, W, parse, under_one_root, written
from reportgen.zh.calendar import date_words

_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fonts",
    "footnotes": "footnotes",
}
"""Parts that a document has one of, and their roots: ours go into the template's."""
_JUSTIFIED = ("both", "distribute")
_CUSTOM = "docProps/custom.xml"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_FURNITURE = ("header", "footer")


def filled(template: Template, body: BodyParts, parts: list[Part], story: Story) -> bytes:
    """Return the file: ``template`` with the words of ``body`` and our other ``parts``."""
    return _Filler(template, parts, story).file(body)


class _Filler:
    """Joins one of our files with a template."""

    def __init__(self, template: Template, parts: list[Part], story: Story) -> None:
        self._template = template
        self._story = story
        self._parts = {part.name: part for part in parts}
        self._ours = {part.kind: parse(part.data) for part in parts if part.kind in _ROOTS}
        self._gathered = Gathered(template.package)
        self._sheet = StyleSheet(template, theme_of(template))
        self._document = template.document
        self._heads = {part: parse(template.package.parts[part]) for part in template.heads}
        self._joined = {name: self._theirs(name) for name in self._ours}

    def _theirs(self, name: str) -> Tree:
        """Return the template's part ``name``, under a root that suits ours; or an empty one."""
        theirs = self._template.tree(name)
        if theirs is None:
            theirs = parse(root_of(_ROOTS[name], "").encode())
        if name == "footnotes":
            self._drop_lost_notes(theirs)
            stripped(theirs)
        return under_one_root(theirs, self._ours[name])

    def _drop_lost_notes(self, notes: Tree) -> None:
        """Take notes away that the template's text does not call."""
        called = {each.get(f"{W}id") for each in self._document.iter(f"{W}footnoteReference")}
        for each in notes.findall(f"{W}footnote"):
            if each.get(f"{W}type") is None and each.get(f"{W}id") not in called:
                notes.remove(each)

    def file(self, words: BodyParts) -> bytes:
        """Return the whole."""
        ids, more = self._join_styles()
        suit = self._suit(ids, more)
        taken = self._taken(words)
        self._gathered.take(self._suited(taken, suit))
        self._join_others(suit)
        names = dict(self._new_names(taken))
        ours = OurWords(*(self._words(part, suit, names) for part in words))
        self._fill(ours)
        for name, tree in self._joined.items():
            self._write(name, tree)
        self._properties()
        return pack(self._gathered.packed(), self._gathered.ways[""])

    def _join_styles(self) -> tuple[StyleIds, int]:
        """Join styles and lists; return our styles' ids and what is added to our lists' numbers."""
        styles, lists = self._joined["styles"], self._joined["numbering"]
        ids, added = join_styles(styles, self._ours["styles"], self._sheet)
        keeps = keeps_numbers(self._template, self._sheet, self._story.survey.headings)
        if not keeps:
            uncounted(own_headings(self._document, self._sheet))
        more = join_lists(lists, self._ours["numbering"], ids, keeps_headings=keeps)
        outline(styles, heading_ids(ids))
        own = heading_ids(ids) if keeps else ()
        without_numbers(added, own)
        number_styles(styles, lists, ids, more, kept=own)
        return ids, more

    def _suit(self, ids: StyleIds, more: int) -> Suit:
        roots = [self._document, *self._heads.values()]
        sheet = self._sheet
        known = {i: n for i, n in _named(ids, sheet) if sheet.id_of("paragraph", n) == i}
        contents = [*contents_ids(ids), ids[FIGURE_LIST]]
        return Suit(
            styles=ids,
            lists=more,
            bookmarks=largest(roots, f"{W}bookmarkStart", f"{W}id"),
            drawings=largest_drawing(roots),
            notes=max(0, largest([self._joined["footnotes"]], f"{W}footnote", f"{W}id")),
            indented=frozenset(i for i, n in known.items() if sheet.look(n).has_first_indent),
            untabbed=frozenset(
                i for i in contents if i in known and not sheet.look(known[i]).has_right_tab
            ),
            stops={i: stops for i, n in known.items() if (stops := sheet.look(n).stops)},
            aligned=dict(self._aligned(ids)),
            bare=frozenset(i for i in (ids[style_id(StyleRole.CONTENTS_TITLE)],) if i in known),
            measure=self._story.brand.page.measure,
        )

    def _aligned(self, ids: StyleIds) -> Iterator[tuple[str, str]]:
        """Yield styles to align otherwise than the template does, and how.

        Justified lines are torn apart before long addresses; on our cover all stands as its art.
        """
        for role in (StyleRole.NOTE, StyleRole.BIBLIOGRAPHY):
            if self._sheet.look(self._sheet.name(role)).alignment in _JUSTIFIED:
                yield ids[style_id(role)], "left"
        for role in COVER_TITLES:
            if self._sheet.has(self._sheet.name(role)):
                yield ids[style_id(role)], ALIGNMENTS[self._story.brand.styles[role].alignment]

    def _taken(self, words: BodyParts) -> list[Part]:
        """Return our parts that have none in the template to go into."""
        used = "".join(words) if not self._heads else words.back
        asked = {
            _part(target)
            for name, _, target, _ in self._story.relationships
            if f'r:id="{name}"' in used
        }
        return [
            part
            for part in self._parts.values()
            if part.kind not in (*_ROOTS, "theme", "custom")
            and (part.kind not in _FURNITURE or part.name in asked)
        ]

    def _suited(self, parts: list[Part], suit: Suit) -> Iterator[Part]:
        for part in parts:
            if part.kind and part.name.startswith("word/") and part.name.count("/") == 1:
                tree = parse(part.data)
                suit.fit(tree)
                yield Part(part.name, part.kind, written(tree), part.relationships)
            else:
                yield part

    def _join_others(self, suit: Suit) -> None:
        """Join notes, settings and fonts."""
        notes = self._ours["footnotes"]
        suit.fit(notes)
        renamed(notes, dict(self._moved("footnotes")))
        has_notes = self._template.tree("footnotes") is not None
        for note in notes.findall(f"{W}footnote"):
            if note.get(f"{W}type") is None or not has_notes:
                self._joined["footnotes"].append(note)
        join_settings(self._joined["settings"], self._ours["settings"])
        renamed(self._ours["fontTable"], dict(self._moved("fontTable")))
        join_fonts(self._joined["fontTable"], self._ours["fontTable"])

    def _moved(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the ids that our part ``name`` points by, and those of the joined part."""
        part = next(each for each in self._parts.values() if each.kind == name)
        for old, kind, target, is_external in part.relationships:
            place = target if is_external else _part(target)
            yield (
                old,
                self._gathered.point(self._name_of(name), kind, place, is_external=is_external),
            )

    def _name_of(self, name: str) -> str:
        package = self._template.package
        return package.target(package.main, name) or f"word/{name}.xml"

    def _new_names(self, taken: list[Part]) -> Iterator[tuple[str, str]]:
        """Yield the ids that our body points by, and those they have in the joined document."""
        parts = {part.name for part in taken}
        for old, kind, target, is_external in self._story.relationships:
            place = target if is_external else _part(target)
            if is_external or place in parts:
                main = self._gathered.main
                yield old, self._gathered.point(main, kind, place, is_external=is_external)

    def _words(self, part: str, suit: Suit, names: dict[str, str]) -> list[Tree]:
        root = parse(root_of("document", f"<w:body>{part}</w:body>", NAMESPACES).encode())
        suit.fit(root)
        renamed(root, names)
        self._document = under_one_root(self._document, root)
        return list(root[0])

    def _fill(self, ours: OurWords) -> None:
        """Put words in their places: ours, and those that the template asks for by name."""
        values = self._values()
        stripped(self._document)
        body = self._document.find(f"{W}body")
        if body is None:
            raise AssertionError("an opened template has a body")
        fill_titles(body, values, self._sheet, self._story.brand.page.measure)
        fill(self._document, values)
        fill_heads(self._document, self._heads, values, self._story, self._gathered)
        Placer(body, has_furniture=bool(self._heads)).put(ours)
        main = self._gathered.main
        self._gathered.change(main, written(self._document), WORD_TYPES["document"])

    def _values(self) -> dict[str, str]:
        document = self._story.document
        cover = document.cover
        return {
            TITLE: cover.title,
            SUBTITLE: cover.subtitle,
            "date": date_words(document.date),
            "organisation": cover.organisation or self._story.brand.organisation,
            "summary": printed_words(cover.summary),
            "category": "、".join(document.keywords),
            KIND: cover.kind,
            IMPRINT: "；".join(cover.imprint),
            CLASSIFICATION: document.classification,
            NOTICE: document.running_notice,
        }

    def _write(self, name: str, tree: Tree) -> None:
        """Write a joined part; one that the template does not have is new."""
        package, gathered = self._template.package, self._gathered
        known = package.target(package.main, name)
        if known is None:
            gathered.add(f"word/{name}.xml", WORD_TYPES[name], written(tree))
            gathered.point(gathered.main, name, f"word/{name}.xml")
        else:
            gathered.change(known, written(tree))

    def _properties(self) -> None:
        """Write the properties: ours, and those of the template that its fields may ask for."""
        own = self._parts.get(_CUSTOM)
        theirs = self._template.package.target("", "custom-properties")
        if theirs is not None:
            tree = parse(self._gathered.body(theirs))
            join_properties(tree, parse(own.data) if own else None)
            self._gathered.change(theirs, written(tree))
        elif own is not None:
            self._gathered.take([own])
            self._gathered.point("", "custom-properties", own.name)
        self._gathered.point("", _CORE, "docProps/core.xml")
        self._gathered.point("", "extended-properties", "docProps/app.xml")


def _part(target: str) -> str:
    """Return the name of the part that our document points to."""
    return posixpath.normpath(posixpath.join("word", target))


def _named(ids: StyleIds, sheet: StyleSheet) -> Iterator[tuple[str, str]]:
    """Yield the ids of our paragraph styles in the joined file, and their names in Word."""
    for role in StyleRole:
        yield ids[style_id(role)], sheet.name(role)
    yield ids[FIGURE_LIST], "table of figures"
