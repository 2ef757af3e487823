"""The text of a tagged PDF in the order of its structure tree, as it is marked there."""

import re
from collections.abc import Iterator

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.verify.pdf_file import PdfFile
from reportgen.verify.pdf_objects import Name, Parser, Reference, UnreadableError, Value, text_of
from reportgen.verify.pdf_words import Code, code_of

_MOST_ELEMENTS = 2_000_000
_MARKED = pattern(
    rb"/\w+\s*(?P<head><<(?:[^<>]|<[0-9A-Fa-f\s]*>|\((?:[^()\\]|\\.)*\))*>>)\s*BDC(?P<body>.*?)\bEMC",
    re.DOTALL,
)
_FONT_OR_TEXT = pattern(rb"/(?P<font>[\w.+-]+)\s+[\d.]+\s+Tf|<(?P<hex>(?:[0-9A-Fa-f]{2})+)>")
_KEPT = ("TOC", "Formula")


class Element(Struct, frozen=True, gc=False):
    """Words that are marked as one, and the type of their element."""

    tag: str
    text: str


class _Kid(Struct, frozen=True, gc=False):
    """What is still to be read: an element or a mark, with the type and page of its parent."""

    value: Value
    tag: str = ""
    page: Value = None


def text_of_pdf(data: bytes) -> list[Element]:
    """Return the elements with words; raise UnreadableError where they cannot be read."""
    file = PdfFile(data)
    catalog = file.dictionary(file.trailer.get("Root"))
    tree = file.dictionary(catalog.get("StructTreeRoot"))
    return [each for each in _elements(file, tree) if each.text]


def _elements(file: PdfFile, tree: dict[str, Value]) -> Iterator[Element]:
    pages = _Pages(file)
    waiting = [_Kid(tree.get("K"))]
    for _ in range(_MOST_ELEMENTS):
        if not waiting:
            return
        kid = waiting.pop()
        found = file.resolved(kid.value)
        if isinstance(found, list):
            waiting += [_Kid(each, kid.tag, kid.page) for each in reversed(found)]
        elif isinstance(found, int):
            yield Element(kid.tag, pages.words(kid.page, found))
        elif isinstance(found, dict):
            tag, page = found.get("S"), found.get("Pg", kid.page)
            own = tag.text if isinstance(tag, Name) else ""
            kept = kid.tag in _KEPT  # what stands in it is of its type
            waiting.append(_Kid(found.get("K"), kid.tag if kept else own, page))
    raise UnreadableError("StructTreeRoot")


class _Pages:
    """The marked words of pages, read page by page when they are asked for."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._words: dict[int, dict[int, str]] = {}
        self._fonts: dict[int, Code] = {}

    def words(self, page: Value, number: int) -> str:
        """Return the words marked with ``number`` on ``page``."""
        if not isinstance(page, Reference):
            return ""
        if page.number not in self._words:
            self._words[page.number] = dict(self._read(page))
        return self._words[page.number].get(number, "")

    def _read(self, page: Reference) -> Iterator[tuple[int, str]]:
        found = self._file.dictionary(page)
        fonts = self._file.dictionary(self._file.dictionary(found.get("Resources")).get("Font"))
        font = Code(1, {})
        content = found.get("Contents")
        if not isinstance(content, Reference):
            return
        for marked in _MARKED.finditer(self._file.stream(content)):
            head = Parser(marked["head"]).value()
            properties = head if isinstance(head, dict) else {}
            words = []
            for each in _FONT_OR_TEXT.finditer(marked["body"]):
                if each["font"]:
                    font = self._font(fonts.get(each["font"].decode("latin-1")))
                else:
                    words.append(font.text(bytes.fromhex(each["hex"].decode())))
            actual, number = properties.get("ActualText"), properties.get("MCID")
            if isinstance(number, int):
                yield number, text_of(actual) if isinstance(actual, bytes) else "".join(words)

    def _font(self, value: Value) -> Code:
        key = value.number if isinstance(value, Reference) else -1
        if key not in self._fonts:
            self._fonts[key] = code_of(self._file, value)
        return self._fonts[key]
