"""Tracked: XML as inserted or deleted, run by run, paragraph mark by paragraph mark."""

from enum import StrEnum

from reportgen.model.pattern import pattern
from reportgen.write_docx.markup import escape
from reportgen.write_docx.redline.elements import Element, blocks, cells, elements, rows

_TEXT = pattern(r"<(/?)w:t(?=[\s>])")
_CODE = pattern(r"<(/?)w:instrText(?=[\s>])")
_LOOK = "<w:rPr>"
_PROPERTIES_END = pattern(r"<w:sectPr[\s>]|</w:pPr>$")
_ROW_END = "</w:trPr>"
_MARKS = ("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd")


class Change(StrEnum):
    """What happened to a piece of text; the value is Word's element."""

    INSERTED = "ins"
    DELETED = "del"
    DRESSED = "pPrChange"


class Tracker:
    """Marks changes as those of one author at one moment, each with a number of its own."""

    def __init__(self, author: str, moment: str, first: int) -> None:
        self._who = f'w:author="{escape(author)}" w:date="{moment}"'
        self._first = self._number = first

    @property
    def count(self) -> int:
        """How many changes were marked."""
        return self._number - self._first

    def _open(self, change: Change) -> str:
        self._number += 1
        return f'<w:{change} w:id="{self._number}" {self._who}'

    def runs(self, xml: str, change: Change) -> str:
        """Return runs of ready XML as changed."""
        if change is Change.DELETED:
            xml = _CODE.sub(r"<\1w:delInstrText", _TEXT.sub(r"<\1w:delText", xml))
        return f"{self._open(change)}>{xml}</w:{change}>" if xml else ""

    def content(self, xml: str, change: Change) -> str:
        """Return the content of a paragraph as changed; links and bookmarks stay around it."""
        parts: list[str] = []
        waiting: list[str] = []
        for each in elements(xml):
            if each.name == "w:hyperlink" or each.name in _MARKS:
                parts += (self.runs("".join(waiting), change), each.opening)
                waiting.clear()
                if each.inside:
                    parts += (self.content(each.inside, change), each.closing)
            else:
                waiting.append(each.xml)
        return "".join([*parts, self.runs("".join(waiting), change)])

    def properties(self, xml: str, change: Change) -> str:
        """Return a paragraph's w:pPr (or nothing) with its mark as changed."""
        mark = f"{self._open(change)}/>"
        if not xml:
            return f"<w:pPr>{_LOOK}{mark}</w:rPr></w:pPr>"
        if _LOOK in xml:
            return xml.replace(_LOOK, _LOOK + mark, 1)
        return _PROPERTIES_END.sub(lambda end: f"{_LOOK}{mark}</w:rPr>{end[0]}", xml, count=1)

    def dress(self, old: str, new: str) -> str:
        """Return a paragraph's w:pPr that was ``old`` before."""
        if old == new:
            return new
        before = old or "<w:pPr></w:pPr>"
        change = f"{self._open(Change.DRESSED)}>{before}</w:{Change.DRESSED}>"
        return (new or "<w:pPr></w:pPr>").removesuffix("</w:pPr>") + f"{change}</w:pPr>"

    def block(self, each: Element, change: Change) -> str:
        """Return a paragraph, a table or the blocks of a building block as changed."""
        match each.name:
            case "w:p":
                properties, content = parted(each.inside)
                marked = self.properties(properties, change) + self.content(content, change)
                return each.opening + marked + each.closing
            case "w:tbl":
                head, _, body = each.inside.partition("</w:tblGrid>")
                made = "".join(self.row(row, change) for row in rows(body))
                return f"{each.opening}{head}</w:tblGrid>{made}{each.closing}"
            case "w:sdt":
                inner = each.inside.partition("<w:sdtContent>")[2].rpartition("</w:sdtContent>")[0]
                return "".join(self.block(block, change) for block in blocks(inner))
            case _:
                return each.xml if change is Change.INSERTED else ""

    def row(self, row: Element, change: Change) -> str:
        """Return a row as changed, and all that stands in it."""
        properties = row_parts(row)[0].removesuffix(_ROW_END) or "<w:trPr>"
        mark = f"{self._open(change)}/>{_ROW_END}"
        made = "".join(self._cell(cell, change) for cell in cells(row.inside))
        return row.opening + properties + mark + made + row.closing

    def _cell(self, cell: Element, change: Change) -> str:
        properties, inside = cell_parts(cell)
        made = "".join(self.block(block, change) for block in blocks(inside))
        return cell.opening + properties + made + cell.closing


def parted(paragraph: str) -> tuple[str, str]:
    """Return the properties and the content of what a paragraph holds."""
    if not paragraph.startswith("<w:pPr>"):
        return "", paragraph
    properties, end, content = paragraph.partition("</w:pPr>")
    return properties + end, content


def row_parts(row: Element) -> tuple[str, str]:
    """Return the properties of a row, if it has any, and its cells."""
    if not row.inside.startswith("<w:trPr>"):
        return "", row.inside
    properties, end, inside = row.inside.partition(_ROW_END)
    return properties + end, inside


def cell_parts(cell: Element) -> tuple[str, str]:
    """Return the properties of a cell and what stands in it."""
    properties, end, inside = cell.inside.partition("</w:tcPr>")
    return properties + end, inside
