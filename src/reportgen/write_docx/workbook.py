"""The workbook behind a chart: one sheet that holds what is printed, and nothing else."""

import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal

from reportgen.model.native_chart import Column, FigureForm
from reportgen.write_docx.markup import DECLARATION, escape
from reportgen.zh.quantity import MINUS

SHEET = "Sheet1"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DATE = (1980, 1, 1, 0, 0, 0)
_FIRST_FORMAT = 164
"""Below this, number formats are the program's own (ECMA-376 Part 1, 18.8.30)."""
_DAY = "日"
_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}styles+xml"/></Types>'
)
_PACKAGE_LINKS = (
    f'<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_WORKBOOK_LINKS = (
    f'<Relationships xmlns="{_PACKAGE}relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_FIXED = (
    ("[Content_Types].xml", _CONTENT_TYPES),
    ("_rels/.rels", _PACKAGE_LINKS),
    ("xl/workbook.xml", _WORKBOOK),
    ("xl/_rels/workbook.xml.rels", _WORKBOOK_LINKS),
)


def workbook(columns: Sequence[Column]) -> bytes:
    """Return a workbook of one sheet, the same bytes for the same columns.

    Its parts are not compressed: the package that holds it does that once for all of them.
    """
    codes = list(dict.fromkeys(format_code(column.form) for column in columns))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (
            *_FIXED,
            ("xl/styles.xml", _styles(codes)),
            ("xl/worksheets/sheet1.xml", _sheet(columns, codes)),
        ):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, DECLARATION + content)
    return file.getvalue()


def format_code(form: FigureForm, nought: str = "") -> str:
    """Return the number format that writes figures so: above nought, below it, and nought itself.

    The third part is there for LibreOffice, too: it puts a hyphen before a nought of two parts.
    """
    if form.unit == _DAY:
        return "yyyy-mm-dd"
    whole = "#,##0" if form.is_grouped else "0"
    digits = f".{'0' * form.digits}" if form.digits else ""
    unit = form.unit.replace('"', "")
    figures = whole + digits + (f'"{unit}"' if unit else "")
    if form.sign == MINUS:
        return f"\\{MINUS}{figures}"
    return f"{form.sign}{figures};\\{MINUS}{figures};{nought or figures}"


def letter(column: int) -> str:
    """Return the name of a column: A, B … AA."""
    name, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, len(_UPPER))
        name = _UPPER[place] + name
    return name


def plain(value: Decimal) -> str:
    """Return a number as sheets and charts write it."""
    figures = f"{value:f}"
    return figures.rstrip("0").rstrip(".") if "." in figures else figures


def _sheet(columns: Sequence[Column], codes: Sequence[str]) -> str:
    letters = [letter(number) for number in range(len(columns))]
    styles = [codes.index(format_code(column.form)) + 1 for column in columns]
    head = "".join(_words(f"{a}1", c.head) for a, c in zip(letters, columns, strict=True))
    rows = [f'<row r="1">{head}</row>']
    for number in range(len(columns[0].cells)):
        line = number + 2
        cells = []
        for name, style, column in zip(letters, styles, columns, strict=True):
            cell = column.cells[number]
            if isinstance(cell, str) and column.share_of:
                cells.append(_share(f"{name}{line}", cell, column))
            elif isinstance(cell, str):
                cells.append(_words(f"{name}{line}", cell))
            elif cell is not None:
                cells.append(f'<c r="{name}{line}" s="{style}"><v>{plain(cell)}</v></c>')
        rows.append(f'<row r="{line}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def _share(place: str, words: str, column: Column) -> str:
    """Return a share that follows its column."""
    of, last = letter(column.share_of), len(column.cells) + 1
    line = place.lstrip(_UPPER)
    digits = "0" * len(words.partition(".")[2].removesuffix("%"))
    code = f"0.{digits}%" if digits else "0%"
    formula = escape(f'TEXT({of}{line}/SUM({of}$2:{of}${last}),"{code}")')
    return f'<c r="{place}" t="str"><f>{formula}</f><v>{escape(words)}</v></c>'


def _words(place: str, words: str) -> str:
    kept = ' xml:space="preserve"' if words != words.strip() else ""
    return f'<c r="{place}" t="inlineStr"><is><t{kept}>{escape(words)}</t></is></c>'


def _styles(codes: Sequence[str]) -> str:
    numbered = list(enumerate(codes, _FIRST_FORMAT))
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>' for number, code in numbered
    )
    plain_look = 'fontId="0" fillId="0" borderId="0"'
    looks = "".join(
        f'<xf numFmtId="{number}" {plain_look} xfId="0" applyNumberFormat="1"/>'
        for number, _ in numbered
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
        "<left/><right/><top/><bottom/><diagonal/></border></borders>"
        f'<cellStyleXfs count="1"><xf numFmtId="0" {plain_look}/></cellStyleXfs>'
        f'<cellXfs count="{len(codes) + 1}"><xf numFmtId="0" {plain_look} xfId="0"/>{looks}'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )
