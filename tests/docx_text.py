"""The words of a DOCX as a reader sees them: numbers from numbering.xml, notes apart."""

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "零一二三四五六七八九"


def chinese(number):
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return head + (DIGITS[units] if units else "")


def text_of_docx(data):
    """Return the body's words, a paragraph a line."""
    return "\n".join(Docx(data).paragraphs())


def notes_of_docx(data):
    """Return the words of the foot notes, in their order."""
    return Docx(data).notes()


def fields_of_docx(data):
    """Yield each field of the package and what it shows, fields inside others among them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        stories = [name for name in package.namelist() if re.match(r"word/\w+\.xml$", name)]
        for name in stories:
            yield from _fields(etree.fromstring(package.read(name)))


def _fields(root):
    waiting = []  # [code, result, whether the result has begun]
    for each in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t", f"{W}fldSimple"):
        kind = each.get(f"{W}fldCharType")
        if each.tag == f"{W}fldSimple":
            yield each.get(f"{W}instr"), "".join(each.itertext())
        elif kind == "begin":
            waiting.append(["", "", False])
        elif kind == "separate":
            waiting[-1][2] = True
        elif kind == "end":
            code, shown, _ = waiting.pop()
            yield code, shown
        elif each.tag == f"{W}instrText":
            waiting[-1][0] += each.text
        else:
            for field in waiting:
                field[1] += (each.text or "") if field[2] else ""
    assert not waiting


@dataclass
class Numbering:
    """Counts the lists of numbering.xml as Word does."""

    levels: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    counters: dict = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, root):
        made = cls()
        abstract = {}
        for each in root.iter(f"{W}abstractNum"):
            abstract[each.get(f"{W}abstractNumId")] = [
                (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(_value(level, "start") or 1),
                    level.find(f"{W}isLgl") is not None,
                )
                for level in each.iter(f"{W}lvl")
            ]
        for each in root.iter(f"{W}num"):
            made.lists[each.get(f"{W}numId")] = _value(each, "abstractNumId")
        made.levels = abstract
        return made

    def label(self, number, level):
        levels = self.levels.get(self.lists.get(number, ""))
        if not levels:
            return ""
        counter = self.counters[self.lists[number]]
        while len(counter) <= level:
            counter.append(levels[len(counter)][2] - 1)
        counter[level] += 1
        del counter[level + 1 :]
        shape, text, _, is_legal = levels[level]
        if shape == "bullet":
            return text
        return re.sub(
            r"%(\d)", lambda m: self._count(levels, counter, int(m[1]) - 1, is_legal), text
        )

    @staticmethod
    def _count(levels, counter, level, is_legal):
        value = counter[level] if level < len(counter) else levels[level][2]
        shape = "decimal" if is_legal else levels[level][0]
        if shape == "decimalEnclosedCircle":
            return chr(ord("①") + value - 1)
        if shape == "upperLetter" and not is_legal:
            return chr(ord("A") + value - 1)
        if shape == "lowerLetter":
            return chr(ord("a") + value - 1)
        return (
            chinese(value) if shape.startswith(("chinese", "japanese", "ideograph")) else str(value)
        )


class Docx:
    """A package opened for reading."""

    def __init__(self, data):
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.numbering = Numbering.of(self._part("word/numbering.xml"))
        self.styles = self._style_numbers()
        self.names = {
            style.get(f"{W}styleId"): _value(style, "name").lower()
            for style in self._part("word/styles.xml").iter(f"{W}style")
        }

    def _part(self, name):
        return etree.fromstring(self.zip.read(name))

    def _style_numbers(self):
        found = {}
        for style in self._part("word/styles.xml").iter(f"{W}style"):
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                level = int(_value(number, "ilvl") or 0)
                found[style.get(f"{W}styleId")] = (_value(number, "numId"), level)
        return found

    def paragraphs(self):
        for _, text in self.numbered():
            yield text

    def numbered(self):
        """Yield each paragraph of the body with its number and its words."""
        for paragraph in self._body().iter(f"{W}p"):
            if any(a.tag.endswith("}Fallback") for a in paragraph.iterancestors()):
                continue
            yield paragraph, self._label(paragraph) + words(paragraph)

    def style_name(self, paragraph):
        """Return the name of a paragraph's style, which no template changes."""
        return self.names.get(_value(paragraph.find(f"{W}pPr"), "pStyle"), "")

    def tables(self):
        """Return the tables of data: those that say what they hold."""
        found = self._body().iter(f"{W}tbl")
        return [each for each in found if each.find(f"{W}tblPr/{W}tblDescription") is not None]

    def _body(self):
        return self._part("word/document.xml").find(f"{W}body")

    def notes(self, *, numbered=False):
        """Return the words of the notes, on request with the numbers of lists in them."""
        return [
            "".join((self._label(p) if numbered else "") + words(p) for p in note.iter(f"{W}p"))
            for note in self._part("word/footnotes.xml").iter(f"{W}footnote")
            if note.get(f"{W}type") is None
        ]

    def _label(self, paragraph):
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number, level = _value(own, "numId"), int(_value(own, "ilvl") or 0)
        else:
            style = _value(paragraph.find(f"{W}pPr"), "pStyle")
            number, level = self.styles.get(style, (None, 0))
        return self.numbering.label(number, level) if number and number != "0" else ""


def words(paragraph):
    """Return what a paragraph prints; field codes and deleted words are not printed."""
    text, code_depth = [], 0
    for node in paragraph.iter():
        if any(a.tag.endswith(("}Fallback", "}txbxContent")) for a in node.iterancestors()):
            continue
        if node.tag == f"{W}fldChar":
            kind = node.get(f"{W}fldCharType")
            if kind == "begin":
                code_depth += 1
            elif kind == "separate":
                code_depth -= 1
        elif node.tag == f"{W}t" and code_depth == 0:
            text.append(node.text or "")
        elif node.tag == f"{W}tab":
            text.append("\t")
    return "".join(text)


def _value(node, name):
    child = node.find(f"{W}{name}") if node is not None else None
    return child.get(f"{W}val") if child is not None else None
