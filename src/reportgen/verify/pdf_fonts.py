"""Fonts of a PDF: each is embedded as a subset and says which characters it shows."""

from collections.abc import Iterator

from reportgen.model.pattern import pattern
from reportgen.verify.pdf_file import PdfFile
from reportgen.verify.pdf_objects import Name, Reference, Value

_SUBSET = pattern(r"[A-Z]{6}\+.+")
_PROGRAMS = ("FontFile2", "FontFile3")
_DEEPEST = 20


def font_faults(file: PdfFile, pages: Value) -> Iterator[str]:
    """Yield what is wrong with the fonts, which all pages share."""
    resources = file.dictionary(_first_page(file, pages).get("Resources"))
    for name, value in file.dictionary(resources.get("Font")).items():
        yield from (f"Font {name}: {fault}" for fault in _faults(file, value))


def _first_page(file: PdfFile, node: Value) -> dict[str, Value]:
    found = file.dictionary(node)
    for _ in range(_DEEPEST):
        kids = file.items(found.get("Kids"))
        if not kids:
            return found
        found = file.dictionary(kids[0])
    return {}


def _faults(file: PdfFile, value: Value) -> Iterator[str]:
    font = file.dictionary(value)
    if font.get("Subtype") != Name("Type0"):
        yield "Subtype"
        return
    base = font.get("BaseFont")
    if not isinstance(base, Name) or not _SUBSET.fullmatch(base.text):
        yield "BaseFont"
    for key in ("Encoding", "ToUnicode"):
        if not isinstance(font.get(key), Name | Reference):
            yield key
    for each in file.items(font.get("DescendantFonts")) or [None]:
        descriptor = file.dictionary(file.dictionary(each).get("FontDescriptor"))
        program = next((descriptor[key] for key in _PROGRAMS if key in descriptor), None)
        if not file.dictionary(program).get("Length"):
            yield "FontFile"
