"""Looks: the page, faces, colours and logo of a Word file, told for a brand of one's own."""

from collections.abc import Iterator

from reportgen.adopt.notes import Note, NoteKind
from reportgen.adopt.word.book import Book
from reportgen.word.elements import Element, element
from reportgen.word.opened import Opened

_TWIPS = 56.6929
"""In a millimetre."""
_SIDES = (("w:top", "上"), ("w:bottom", "下"), ("w:left", "左"), ("w:right", "右"))
_KNOWN = frozenset({"png", "jpg", "jpeg"})
_ACCENTS = ("a:accent1", "a:accent2", "a:accent3")
_HALF = 2


def note_looks(file: Opened, book: Book) -> None:
    """Note what the file looks like, and how a report can look so; keep its logos."""
    told = [*_page(file), *_faces(file), *_colours(file)]
    for words in told:
        book.notes.append(Note(NoteKind.UNUSED, 0, words))
    for name, data in _logos(file):
        book.files.setdefault(name, data)
        words = f"页眉或页脚里的图片留在文件夹里：{name}，可以写成 brand.yaml 的 logo"
        book.notes.append(Note(NoteKind.UNUSED, 0, words))
    if told:
        words = (
            "样子由品牌决定。要和原文件一样，把它的正文换成一行 {{正文}}，存进这个文件夹，"
            "在 report.yaml 写 docx: {template: 模板.docx, for_all: yes}；"
            "或照上面的写一份 brand.yaml"
        )
        book.notes.append(Note(NoteKind.UNUSED, 0, words))


def _page(file: Opened) -> Iterator[str]:
    section = file.body.child("w:sectPr")
    size = section.child("w:pgSz") if section else None
    margins = section.child("w:pgMar") if section else None
    if size is None or margins is None:
        return
    width, height = _millimetres(size.get("w:w")), _millimetres(size.get("w:h"))
    sides = "、".join(f"{name} {_millimetres(margins.get(side))}" for side, name in _SIDES)
    yield f"页面 {width} × {height} 毫米，页边距（毫米）：{sides}"


def _millimetres(twips: str) -> str:
    return f"{int(twips) / _TWIPS:.0f}" if twips.lstrip("-").isdecimal() else "？"


def _faces(file: Opened) -> Iterator[str]:
    """Yield the faces and the size of plain text."""
    name = file.package.beside("styles")
    root = element(file.package.parts[name]) if name in file.package.parts else None
    if root is None:
        return
    normal = (each for each in root.children if each.get("w:default") in {"1", "true"})
    paragraph = next((each for each in normal if each.get("w:type") == "paragraph"), None)
    places = (paragraph, root.child("w:docDefaults", "w:rPrDefault"))
    looks = [each.child("w:rPr") for each in places if each is not None]
    faces = [each.child("w:rFonts") for each in looks if each is not None]
    names = {
        kind: next((each.get(f"w:{kind}") for each in faces if each and each.get(f"w:{kind}")), "")
        for kind in ("eastAsia", "ascii")
    }
    sizes = (each.value("w:sz") for each in looks if each is not None)
    size = next((each for each in sizes if each.isdecimal()), "")
    told = "、".join(dict.fromkeys(filter(None, names.values())))
    if told or size:
        points = f" {int(size) / _HALF:g} 磅" if size else ""
        yield f"正文字体：{told or '默认'}{points}"


def _colours(file: Opened) -> Iterator[str]:
    name = file.package.beside("theme")
    root = element(file.package.parts[name]) if name in file.package.parts else None
    scheme = next(root.all("a:clrScheme"), None) if root else None
    found = [_colour(scheme.child(each)) for each in _ACCENTS] if scheme else []
    told = "、".join(filter(None, found))
    if told:
        yield f"主题颜色：{told}"


def _colour(here: Element | None) -> str:
    plain = here.child("a:srgbClr") if here else None
    return f"#{plain.get('val')}" if plain and plain.get("val") else ""


def _logos(file: Opened) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of running heads and feet."""
    package = file.package
    for way in package.ways.get(package.main, ()):
        if way.kind not in {"header", "footer"}:
            continue
        for each in package.ways.get(way.target, ()):
            ending = each.target.rpartition(".")[2].lower()
            if each.kind == "image" and each.target in package.parts and ending in _KNOWN:
                stem = each.target.rpartition("/")[2].rpartition(".")[0]
                yield f"图片-页眉-{stem}.{ending}", package.parts[each.target]
