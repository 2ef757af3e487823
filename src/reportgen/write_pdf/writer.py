"""The way through this room: pages as they come, then everything that had to wait for the last."""

from collections.abc import Callable, Iterator, Mapping
from typing import assert_never

from msgspec import Struct

from reportgen.fonts import FontSet
from reportgen.model.artifact import Cache
from reportgen.model.brand import Brand
from reportgen.model.chart import Chart, Picture
from reportgen.model.document import Document
from reportgen.model.page import (
    DotItem,
    FormulaItem,
    ImageItem,
    Layout,
    Page,
    PageStream,
    PathItem,
    PictureItem,
    RuleItem,
    Slot,
    SlotItem,
    TextItem,
    WatermarkItem,
)
from reportgen.write_pdf.attachments import Attached, attach
from reportgen.write_pdf.content import Content, placed
from reportgen.write_pdf.faces import Faces
from reportgen.write_pdf.file import File
from reportgen.write_pdf.forms import Forms
from reportgen.write_pdf.links import link_annotation
from reportgen.write_pdf.metadata import info_dictionary, write_xmp
from reportgen.write_pdf.navigation import page_labels, write_destinations, write_outline
from reportgen.write_pdf.profile import srgb_profile
from reportgen.write_pdf.resources import Resources
from reportgen.write_pdf.structure import Annotation, Sheet, write_structure
from reportgen.write_pdf.syntax import dictionary, number, reference, text_string
from reportgen.write_pdf.trees import PageTree


def write_pdf(
    pages: PageStream,
    document: Document,
    brand: Brand,
    pictures: Callable[[Chart], Picture],
    fonts: FontSet,
    cache: Cache,
) -> bytes:
    """Return the PDF: PDF/UA-1 and PDF/A-2a or 3a; the same bytes for the same arguments."""
    file = File()
    faces = Faces(fonts, document.id, cache)
    forms = Forms(file, faces, document, pictures)
    sheets = _Sheets(file, faces, forms, exact_copy=document.pdf.exact_copy)
    layout = sheets.write_all(pages)
    forms.fill_slots(layout.slots)
    faces.embed(file, forms.fonts)
    catalog = _catalog(file, document, layout, sheets)
    catalog["Metadata"] = reference(write_xmp(file, document, brand))
    return file.close(dictionary(catalog), info_dictionary(document, brand))


class _Waiting(Struct, frozen=True):
    """A page that shows what only the end tells: its content, and the numbers kept for it."""

    page: Page
    sheet: Sheet
    parent: int


class _Sheets:
    """Writes pages; keeps of each only what the trees need at the end.

    A page with page numbers of others waits for the last page; the total of pages, which every
    page shows, is one form instead.
    """

    def __init__(self, file: File, faces: Faces, forms: Forms, *, exact_copy: bool) -> None:
        self._file = file
        self._faces = faces
        self._forms = forms
        self._exact_copy = exact_copy
        self._key = 0
        self._waiting: list[_Waiting] = []
        self.tree = PageTree(file)
        self.written: list[Sheet] = []

    def write_all(self, pages: PageStream) -> Layout:
        """Write each page as it comes; return the value of the stream."""
        layout: Layout | None = None
        while layout is None:
            try:
                self._take(next(pages))
            except StopIteration as end:
                layout = end.value
        for each in self._waiting:
            self._write(each, layout.slots)
        return layout

    def _take(self, page: Page) -> None:
        number, key = self._file.reserve(), self._next_key()
        sheet = Sheet(number, key, page.parents, tuple(self._annotations(page)))
        self.written.append(sheet)
        each = _Waiting(page, sheet, self.tree.parent_of(number))
        if any(isinstance(item, SlotItem) and item.mcid >= 0 for item in page.items):
            self._waiting.append(each)
        else:
            self._write(each, {})

    def _write(self, each: _Waiting, slots: Mapping[str, Slot]) -> None:
        page, sheet = each.page, each.sheet
        resources = self._forms.resources()
        content = self._file.stream("", self._operators(page, resources, slots))
        kids = " ".join(reference(annotation.number) for annotation in sheet.annotations)
        self._file.put(
            sheet.number,
            f"<</Type/Page/Parent {reference(each.parent)}"
            f"/MediaBox[0 0 {number(page.width)} {number(page.height)}]{resources.entry()}"
            f"/Contents {reference(content)}/StructParents {sheet.key}/Tabs/S"
            f"{f'/Annots[{kids}]' if kids else ''}>>",
        )

    def _operators(self, page: Page, resources: Resources, slots: Mapping[str, Slot]) -> bytes:
        content = Content(self._faces, exact_copy=self._exact_copy)
        for item in page.items:
            match item:
                case TextItem():
                    content.text(item)
                case RuleItem():
                    content.rule(item)
                case DotItem():
                    content.dot(item)
                case PictureItem():
                    shown = self._forms.figure(item.key, item.width, item.height)
                    matrix = placed(
                        item.x, item.y, item.width / shown.width, item.height / shown.height
                    )
                    content.form(item.mcid, resources.xobject(shown.number), matrix)
                case FormulaItem():
                    shown = self._forms.formula(item.content)
                    matrix = placed(
                        item.x, item.y, item.width / shown.width, item.height / shown.height
                    )
                    content.formula(item, resources.xobject(shown.number), matrix)
                case SlotItem(mcid=-1):
                    form = self._forms.slot(item.name)
                    content.form(item.mcid, resources.xobject(form), placed(item.x, item.y))
                case SlotItem():
                    content.text(TextItem(item.mcid, item.x, item.y, slots[item.name].runs))
                case PathItem() | ImageItem() | WatermarkItem():
                    self._furnish(item, content, resources)
                case _:
                    assert_never(item)
        return content.close()

    def _furnish(
        self, item: PathItem | ImageItem | WatermarkItem, content: Content, resources: Resources
    ) -> None:
        """Show what the brand puts around the text."""
        match item:
            case PathItem():
                content.path(item, "" if item.opacity == 1 else resources.opacity(item.opacity))
            case ImageItem():
                shown = self._forms.image(item.image)
                scale = item.width / shown.width, item.height / shown.height
                content.image(item, resources.xobject(shown.number), scale)
            case WatermarkItem():
                content.watermark(item, resources.opacity(item.opacity))
            case _:
                assert_never(item)

    def _annotations(self, page: Page) -> Iterator[Annotation]:
        for link in page.links:
            key = self._next_key()
            yield Annotation(self._file.add(link_annotation(link, key)), key, link.element)

    def _next_key(self) -> int:
        key, self._key = self._key, self._key + 1
        return key


def _catalog(file: File, document: Document, layout: Layout, sheets: _Sheets) -> dict[str, str]:
    attached = attach(file, document.pdf.attachments, document.date)
    names = write_destinations(file, layout.places, sheets.written)
    catalog = {
        "Type": "/Catalog",
        "Pages": reference(sheets.tree.close()),
        "Lang": text_string(document.language),
        "MarkInfo": "<</Marked true>>",
        "ViewerPreferences": "<</DisplayDocTitle true>>",
        "StructTreeRoot": reference(write_structure(file, layout.structure, sheets.written)),
        "PageLabels": page_labels(layout.page_labels),
        "Names": f"<</Dests {reference(names)}{_embedded(attached)}>>",
        "OutputIntents": f"[{_output_intent(file)}]",
    }
    if attached is not None:
        catalog["AF"] = f"[{attached.files}]"
    if layout.outline:
        catalog["Outlines"] = reference(write_outline(file, layout.outline))
        catalog["PageMode"] = "/UseOutlines"
    return catalog


def _embedded(attached: Attached | None) -> str:
    return f"/EmbeddedFiles {reference(attached.names)}" if attached else ""


def _output_intent(file: File) -> str:
    profile = reference(file.stream("/N 3", srgb_profile()))
    name = text_string("sRGB IEC61966-2.1")
    return (
        "<</Type/OutputIntent/S/GTS_PDFA1"
        f"/OutputConditionIdentifier{name}/Info{name}/DestOutputProfile {profile}>>"
    )
