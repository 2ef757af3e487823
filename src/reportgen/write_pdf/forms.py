"""Forms: charts, images, late slots; each written once, shown by name (ISO 32000-1, 8.10)."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from reportgen.model.chart import Chart, Picture
from reportgen.model.document import Document, Figure, Formula
from reportgen.model.length import Length, pt
from reportgen.model.page import Slot
from reportgen.model.report import ImageFile
from reportgen.model.walk import printed_blocks
from reportgen.write_pdf.content import Content
from reportgen.write_pdf.faces import Faces
from reportgen.write_pdf.file import File
from reportgen.write_pdf.image import Images
from reportgen.write_pdf.picture import Drawing
from reportgen.write_pdf.resources import Resources
from reportgen.write_pdf.syntax import number


class Shown(Struct, frozen=True):
    """An XObject and the size it has unscaled."""

    number: int
    width: Length
    height: Length


_UNIT = pt(1)
"""An image fills the unit square (8.9.5.1)."""


class Forms:
    """Writes the XObjects of a document as pages ask for them."""

    def __init__(
        self, file: File, faces: Faces, document: Document, pictures: Callable[[Chart], Picture]
    ) -> None:
        self._file = file
        self._faces = faces
        self.fonts = file.reserve()
        """The object that names the document's fonts; who embeds them writes it."""
        self._images = Images(file)
        self._pictures = pictures
        blocks = (*document.front, *document.body)
        figures = (block for block in printed_blocks(blocks) if isinstance(block, Figure | Formula))
        self._figures = {figure.anchor: figure for figure in figures}
        self._shown: dict[str, Shown] = {}
        self._slots: dict[str, int] = {}

    def resources(self) -> Resources:
        """Return resources that hold the document's fonts."""
        return Resources(self.fonts)

    def figure(self, anchor: str, width: Length, height: Length) -> Shown:
        """Return the chart or image of the figure at ``anchor``, a chart drawn in proportion."""
        if anchor not in self._shown:
            content = self._figures[anchor].content
            if isinstance(content, Chart):
                drawn = content.in_proportion(width, height)
                self._shown[anchor] = self._picture(self._pictures(drawn))
            else:
                image = self._images.number_of(content.data)
                self._shown[anchor] = Shown(image, _UNIT, _UNIT)
        return self._shown[anchor]

    def image(self, image: ImageFile | Picture) -> Shown:
        """Return a picture of the brand."""
        if isinstance(image, ImageFile):
            return Shown(self._images.number_of(image.data), _UNIT, _UNIT)
        if image.digest not in self._shown:
            self._shown[image.digest] = self._picture(image)
        return self._shown[image.digest]

    def formula(self, content: Chart) -> Shown:
        """Return the outlines of a formula without a colour of their own."""
        picture = self._pictures(content)
        name = f"formula-{picture.digest}"
        if name not in self._shown:
            resources = self.resources()
            drawing = Drawing(self._faces, self._images, resources)
            drawing.outline(picture.marks)
            self._shown[name] = self._drawn(drawing, resources, picture)
        return self._shown[name]

    def slot(self, name: str) -> int:
        """Return the number of the form that will show what is known only at the end."""
        if name not in self._slots:
            self._slots[name] = self._file.reserve()
        return self._slots[name]

    def fill_slots(self, slots: Mapping[str, Slot]) -> None:
        """Write the forms of all slots that were asked for."""
        for name, form in self._slots.items():
            slot = slots[name]
            content = Content(self._faces)
            for run in slot.runs:
                content.run(run)
            below = -slot.height // 2  # letters reach below the baseline, never by their height
            box = f"0 {number(below)} {number(slot.width)} {number(slot.height)}"
            self._write(content.close(), box, self.resources(), form)

    def _picture(self, picture: Picture) -> Shown:
        resources = self.resources()
        drawing = Drawing(self._faces, self._images, resources)
        drawing.draw(picture.marks)
        return self._drawn(drawing, resources, picture)

    def _drawn(self, drawing: Drawing, resources: Resources, picture: Picture) -> Shown:
        box = f"0 0 {number(picture.width)} {number(picture.height)}"
        form = self._write(drawing.close(), box, resources, self._file.reserve())
        return Shown(form, picture.width, picture.height)

    def _write(self, operators: bytes, box: str, resources: Resources, form: int) -> int:
        entries = f"/Type/XObject/Subtype/Form/BBox[{box}]{resources.entry()}"
        return self._file.stream(entries, operators, form)
