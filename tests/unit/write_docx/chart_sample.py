"""Word files that hold given charts, and what they hold read by other means than ours."""

import io
import re
import zipfile

from lxml import etree
from msgspec.structs import replace
from tests.unit.draw.conftest import BRAND
from tests.unit.write_docx.sample import make_document, make_layout, words

from reportgen.diag import Sink, Source
from reportgen.draw.chart import draw_chart, native_chart
from reportgen.draw.word import word_picture
from reportgen.fonts import open_fonts
from reportgen.model import document as doc
from reportgen.read.brand import read_brand
from reportgen.write_docx import write_docx

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def make_brand():
    return read_brand(Source("brand.yaml", BRAND.read_text("utf-8")), Sink())


def docx_of(charts, brand=None):
    """Return a Word file with ``charts``, each under its own name."""
    brand = brand or make_brand()
    fonts = open_fonts(brand)
    figures = [
        doc.Figure(
            replace(made, key=f"c{number}"),
            doc.Caption(f"图{number}", words("收入逐年上升")),
            (),
            made.alt,
            f"fig-c{number}",
        )
        for number, made in enumerate(charts, 1)
    ]
    document = make_document(figures)
    return write_docx(
        document,
        make_layout(document),
        brand,
        lambda made: word_picture(draw_chart(made, brand, fonts), fonts),
        lambda made: native_chart(made, brand, fonts),
    )


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def chart_trees(data):
    """Return the charts of a file, in the order of their numbers."""
    parts = parts_of(data)
    names = [name for name in parts if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    names.sort(key=lambda name: int(re.findall(r"\d+", name)[0]))
    return [etree.fromstring(parts[name]) for name in names]


def sheet_of(data, number):
    """Return the cells of a chart's workbook, by their addresses."""
    name = f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"
    inside = parts_of(parts_of(data)[name])
    found = {}
    for cell in etree.fromstring(inside["xl/worksheets/sheet1.xml"]).iter(f"{S}c"):
        value = cell.find(f"{S}v")
        found[cell.get("r")] = "".join(cell.itertext()) if value is None else value.text
    return found


def cached(tree):
    """Yield the address of each cell that a chart remembers, and what it remembers."""
    for kind in ("strRef", "numRef"):
        for each in tree.iter(f"{C}{kind}"):
            column, first = re.fullmatch(
                r"Sheet1!\$([A-Z]+)\$(\d+)(?::.*)?", each.findtext(f"{C}f")
            ).groups()
            for point in each.iter(f"{C}pt"):
                yield f"{column}{int(first) + int(point.get('idx'))}", point.findtext(f"{C}v")
