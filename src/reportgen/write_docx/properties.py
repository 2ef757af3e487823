"""Properties of the file: title, maker, dates, and the AIGC record."""

from reportgen.model.brand import Brand
from reportgen.model.document import Document
from reportgen.model.label import ImplicitLabel
from reportgen.write_docx.markup import DECLARATION, escape
from reportgen.write_docx.package import Part

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
# The set of custom properties (TC260-PG-20258A, 6.1); a property's number starts at 2.
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def property_parts(document: Document, brand: Brand) -> list[Part]:
    """Return core.xml, app.xml and, if the document is labelled, custom.xml."""
    organisation = escape(document.cover.organisation or brand.organisation)
    parts = [
        Part("docProps/core.xml", "core", _core(document, organisation).encode()),
        Part("docProps/app.xml", "app", _app(organisation).encode()),
    ]
    if document.label:
        parts.append(Part("docProps/custom.xml", "custom", _custom(document.label).encode()))
    return parts


def _core(document: Document, organisation: str) -> str:
    moment = f"{document.date.isoformat()}T00:00:00Z"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f"{DECLARATION}<cp:coreProperties {_CORE}>"
        f"<dc:title>{escape(document.cover.title)}</dc:title>"
        f"<dc:subject>{escape(document.cover.subtitle)}</dc:subject>"
        f"<dc:creator>{organisation}</dc:creator>"
        f"<cp:keywords>{escape('；'.join(document.keywords))}</cp:keywords>"
        f"<cp:lastModifiedBy>{organisation}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{dates}<dc:language>{escape(document.language)}</dc:language></cp:coreProperties>"
    )


def _app(organisation: str) -> str:
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}extended-properties">'
        f"<Application>Microsoft Office Word</Application><Company>{organisation}</Company>"
        "<AppVersion>16.0000</AppVersion></Properties>"
    )


def _custom(label: ImplicitLabel) -> str:
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}custom-properties"'
        f' xmlns:vt="{_OFFICE}docPropsVTypes"><property fmtid="{_CUSTOM_SET}" pid="2" name="AIGC">'
        f"<vt:lpwstr>{escape(label.as_json())}</vt:lpwstr></property></Properties>"
    )
