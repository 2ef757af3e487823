"""Read a Word file that came back: every word, number and remark in it, whoever saved it."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from reportgen.model.returned import (
    NUMBERS,
    TOOL,
    BoundNumber,
    ReturnedFile,
    TextSort,
    WordComment,
    WordPiece,
    WordText,
)
from reportgen.verify.word.package import Package, open_package
from reportgen.verify.word.properties import CUSTOM_PROPERTIES, custom_labels
from reportgen.verify.word.words import WordsReader, comments_in
from reportgen.word.markup import BrokenPackageError, Node, tree

_MOST_TEXT = 1 << 26
"""The XML of a file must not unpack to more: no report is a tenth as long."""
_CHART = "drawingml.chart+xml"
_CORE = "core-properties+xml"


def open_returned(data: bytes) -> Package:
    """Return the file, opened; raise BrokenPackageError where it is none, or too large."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            sizes = [each.file_size for each in package.infolist() if _is_text(each.filename)]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise BrokenPackageError(str(fault)) from fault
    if sum(sizes) > _MOST_TEXT:
        raise BrokenPackageError(f"{sum(sizes)} > {_MOST_TEXT}")
    opened = open_package(data)
    if not opened.main:
        raise BrokenPackageError("word/document.xml")
    return opened


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def read_returned(package: Package) -> ReturnedFile:
    """Return what the file says."""
    body = WordsReader()
    body.read(package.parts[package.main])
    texts = body.texts
    for kind in ("footnotes", "endnotes"):
        part = package.beside(kind)
        if part in package.stories:
            notes = WordsReader(is_notes=True)
            notes.read(package.parts[part])
            texts += notes.texts
    texts += _charts(package)
    core = (package.trees.get(part) for part, kind in package.types.items() if kind.endswith(_CORE))
    said = {each.name: each.text for root in core if root for each in root.children}
    labels = custom_labels(package.trees.get(CUSTOM_PROPERTIES))
    return ReturnedFile(
        tuple(texts),
        tuple(_comments(package, body)),
        tuple(_numbers(package)),
        next(iter(labels), ""),
        said.get("dc:title", ""),
    )


def _comments(package: Package, body: WordsReader) -> Iterator[WordComment]:
    part = package.beside("comments")
    known = comments_in(package.parts[part]) if part in package.stories else {}
    for number, (author, words) in known.items():
        remark = body.remarks.get(number)
        if author != TOOL:  # ours say where numbers come from
            about = "".join(remark.about) if remark else ""
            yield WordComment(author, words.strip(), about, remark.at if remark else 0)


def _numbers(package: Package) -> Iterator[BoundNumber]:
    """Yield the entries of the map, whatever its part is called now."""
    for name, data in package.parts.items():
        if name.startswith("customXml/") and NUMBERS.encode() in data:
            try:
                root = tree(data)
            except BrokenPackageError:
                continue
            for each in root.children:
                if each.name.endswith("number"):
                    yield BoundNumber(each.get("bookmark"), each.get("metric"), each.text)


def _charts(package: Package) -> Iterator[WordText]:
    """Yield the words and values of each chart, a table of one column a chart."""
    parts = sorted(name for name, kind in package.types.items() if kind.endswith(_CHART))
    for number, name in enumerate(sorted(parts, key=lambda part: (len(part), part)), 1):
        root = _whole(package.parts.get(name, b""))
        for row, each in enumerate(_cached(root) if root else (), 1):
            yield WordText(TextSort.CHART, (WordPiece(each),), table=number, row=row)


def _cached(root: Node) -> Iterator[str]:
    """Yield names, categories and values in their order; typed labels others write anew."""
    for kept in root.all("c:numCache", "c:strCache", "c:multiLvlStrCache", "c:numLit", "c:strLit"):
        yield from filter(None, (each.text.strip() for each in kept.all("c:v")))


def _whole(data: bytes) -> Node | None:
    try:
        return tree(data)
    except BrokenPackageError:
        return None


def maker_of(package: Package) -> str:
    """Return the program that saved the file, as it says itself."""
    root = _whole(package.parts.get("docProps/app.xml", b"<a/>"))
    found = (
        (each.text for each in root.children if each.name.endswith("Application")) if root else ()
    )
    return next(iter(found), "").partition("/")[0]
