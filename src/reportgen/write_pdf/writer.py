"""The way through this room: pages as they come, then everything that had to wait for the last."""

from collections.abc import Callable, Iterator
from typing import assert_never

from reportgen.fonts import FontSet
from reportgen.model.brand import Brand
from reportgen.model.chart import Chart, Picture
from reportgen.model.document import Document
from reportgen.model.page import (
    Layout,
    Page,
    PageItem,
    PageStream,
    PictureItem,
    RuleItem,
    SlotItem,
    TextItem,
)
from reportgen.write_pdf.content import Content, placed
from reportgen.write_pdf.faces import Faces
from reportgen.write_pdf.file import Dictionary, File
from reportgen.write_pdf.forms import Forms
from reportgen.write_pdf.links import link_annotation
from reportgen.write_pdf.metadata import info_dictionary, write_xmp
from reportgen.write_pdf.navigation import page_labels, write_destinations, write_outline
from reportgen.write_pdf.profile import srgb_profile
from reportgen.write_pdf.resources import Resources
from reportgen.write_pdf.structure import Annotation, Sheet, write_structure
from reportgen.write_pdf.syntax import number, reference, text_string
from reportgen.write_pdf.trees import PageTree


def write_pdf(
    pages: PageStream,
    document: Document,
    brand: Brand,
    pictures: Callable[[Chart], Picture],
    fonts: FontSet,
) -> bytes:
    """Return the PDF: PDF/UA-1 and PDF/A-2a; the same bytes for the same arguments."""
    file = File()
    faces = Faces(fonts)
    forms = Forms(file, faces, document, pictures)
    sheets = _Sheets(file, faces, forms)
    layout = sheets.write_all(pages)
    forms.fill_slots(layout.slots)
    faces.embed(file)
    catalog = _catalog(file, document, layout, sheets)
    catalog["Metadata"] = reference(write_xmp(file, document, brand))
    return file.close(catalog, info_dictionary(document, brand))


class _Sheets:
    """Writes pages; keeps of each only what the trees need at the end."""

    def __init__(self, file: File, faces: Faces, forms: Forms) -> None:
        self._file = file
        self._faces = faces
        self._forms = forms
        self._key = 0
        self.tree = PageTree(file)
        self.written: list[Sheet] = []

    def write_all(self, pages: PageStream) -> Layout:
        """Write each page as it comes; return the value of the stream."""
        while True:
            try:
                page = next(pages)
            except StopIteration as end:
                layout: Layout = end.value
                return layout
            self.written.append(self._write(page))

    def _write(self, page: Page) -> Sheet:
        resources = self._forms.resources()
        operators = self._operators(page, resources)
        content = self._file.stream("", operators)
        sheet, key = self._file.reserve(), self._next_key()
        annotations = tuple(self._annotations(page))
        kids = " ".join(reference(annotation.number) for annotation in annotations)
        self._file.put(
            sheet,
            f"<</Type/Page/Parent {reference(self.tree.parent_of(sheet))}"
            f"/MediaBox[0 0 {number(page.width)} {number(page.height)}]{resources.entry()}"
            f"/Contents {reference(content)}/StructParents {key}/Tabs/S"
            f"{f'/Annots[{kids}]' if kids else ''}>>",
        )
        return Sheet(sheet, key, page.parents, annotations)

    def _operators(self, page: Page, resources: Resources) -> bytes:
        content = Content(self._faces)
        for item in page.items:
            self._show(item, content, resources)
        return content.close()

    def _show(self, item: PageItem, content: Content, resources: Resources) -> None:
        match item:
            case TextItem():
                content.text(item)
            case RuleItem():
                content.rule(item)
            case PictureItem():
                shown = self._forms.figure(item.key)
                matrix = placed(
                    item.x, item.y, item.width / shown.width, item.height / shown.height
                )
                content.form(item.mcid, resources.xobject(shown.number), matrix)
            case SlotItem():
                form = self._forms.slot(item.name)
                content.form(item.mcid, resources.xobject(form), placed(item.x, item.y))
            case _:
                assert_never(item)

    def _annotations(self, page: Page) -> Iterator[Annotation]:
        for link in page.links:
            key = self._next_key()
            yield Annotation(self._file.add(link_annotation(link, key)), key, link.element)

    def _next_key(self) -> int:
        key, self._key = self._key, self._key + 1
        return key


def _catalog(file: File, document: Document, layout: Layout, sheets: _Sheets) -> Dictionary:
    names = write_destinations(file, layout.places, sheets.written)
    catalog = Dictionary(
        {
            "Type": "/Catalog",
            "Pages": reference(sheets.tree.close()),
            "Lang": text_string(document.language),
            "MarkInfo": "<</Marked true>>",
            "ViewerPreferences": "<</DisplayDocTitle true>>",
            "StructTreeRoot": reference(write_structure(file, layout.structure, sheets.written)),
            "PageLabels": page_labels(layout.page_labels),
            "Names": f"<</Dests {reference(names)}>>",
            "OutputIntents": f"[{_output_intent(file)}]",
        }
    )
    if layout.outline:
        catalog["Outlines"] = reference(write_outline(file, layout.outline))
        catalog["PageMode"] = "/UseOutlines"
    return catalog


def _output_intent(file: File) -> str:
    profile = reference(file.stream("/N 3", srgb_profile()))
    name = text_string("sRGB IEC61966-2.1")
    return (
        "<</Type/OutputIntent/S/GTS_PDFA1"
        f"/OutputConditionIdentifier{name}/Info{name}/DestOutputProfile {profile}>>"
    )
