"""Workbooks for tests, written part by part: formulas, names, merges and styles as they come."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
    '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)
PERCENT, DAY, MONTH = 1, 2, 3


class Styled:
    """A number with one of the styles above."""

    def __init__(self, value, style):
        self.value, self.style = value, style


class Formula:
    """A formula; ``value`` is nothing when no spreadsheet has calculated it."""

    def __init__(self, text, value=None):
        self.text, self.value = text, value


def workbook(sheets, *, names=None, merged=None, rest=None):
    """Return the bytes of a workbook: sheet names to cells by their places."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _types(len(sheets)))
        file.writestr("_rels/.rels", _relations({"rId1": ("officeDocument", "xl/workbook.xml")}))
        parts = {
            f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml")
            for number in range(1, len(sheets) + 1)
        }
        parts["rId99"] = ("styles", "styles.xml")
        file.writestr("xl/_rels/workbook.xml.rels", _relations(parts))
        file.writestr("xl/workbook.xml", _book(sheets, names or {}))
        file.writestr("xl/styles.xml", _STYLES)
        for number, (name, cells) in enumerate(sheets.items(), 1):
            text = _sheet(cells, (merged or {}).get(name, ()))
            file.writestr(f"xl/worksheets/sheet{number}.xml", text)
        for name, text in (rest or {}).items():
            file.writestr(name, text)
    return out.getvalue()


def table(rows, first="A1"):
    """Return cells by place for ``rows`` from ``first`` on."""
    letter, number = re.fullmatch(r"([A-Z])(\d+)", first).groups()
    return {
        f"{chr(ord(letter) + along)}{int(number) + down}": value
        for down, row in enumerate(rows)
        for along, value in enumerate(row)
        if value is not None
    }


def _sheet(cells, merged):
    rows = {}
    for place, value in cells.items():
        rows.setdefault(int(re.sub(r"\D", "", place)), []).append(_cell(place, value))
    body = "".join(f'<row r="{row}">{"".join(each)}</row>' for row, each in sorted(rows.items()))
    joined = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    ending = f"<mergeCells>{joined}</mergeCells>" if joined else ""
    return f"<worksheet {_MAIN}><sheetData>{body}</sheetData>{ending}</worksheet>"


def _cell(place, value):
    match value:
        case Formula(value=None):
            return f'<c r="{place}"><f>{escape(value.text)}</f><v></v></c>'
        case Formula():
            return f'<c r="{place}"><f>{escape(value.text)}</f><v>{value.value}</v></c>'
        case Styled():
            return f'<c r="{place}" s="{value.style}"><v>{value.value}</v></c>'
        case str():
            text = escape(value)
            return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
        case _:
            return f'<c r="{place}"><v>{value}</v></c>'


def _book(sheets, names):
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    defined = "".join(
        f'<definedName name="{name}">{escape(meaning)}</definedName>'
        for name, meaning in names.items()
    )
    ending = f"<definedNames>{defined}</definedNames>" if defined else ""
    return f"<workbook {_MAIN} {_OFFICE}><sheets>{listed}</sheets>{ending}</workbook>"


def _relations(parts):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "".join(
        f'<Relationship Id="{key}" Type="{kind}/{name}" Target="{target}"/>'
        for key, (name, target) in parts.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _types(count):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{kind}.worksheet+xml"/>'
        for number in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{sheets}</Types>'
    )
