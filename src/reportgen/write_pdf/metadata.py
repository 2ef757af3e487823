"""Metadata: the Info dictionary with the implicit label, and the XMP packet of PDF/A and PDF/UA."""

from html import escape

from reportgen.model.brand import Brand
from reportgen.model.document import Document
from reportgen.write_pdf.file import File
from reportgen.write_pdf.syntax import date_string, dictionary, literal, text_string

_PRODUCER = "reportgen"


def info_dictionary(document: Document, brand: Brand) -> str:
    """Return what the file says of itself.

    The label stands here and nowhere else, as a plain literal string: TC260-PG-20258A, 6.3;
    a file keeps exactly one (GB 45438-2025, 6.1 c).
    """
    date = date_string(document.date)
    entries = {
        "Title": text_string(document.cover.title),
        "Creator": literal(_PRODUCER),
        "Producer": literal(_PRODUCER),
        "CreationDate": date,
        "ModDate": date,
    }
    author, subject = _author(document, brand), _subject(document)
    if author:
        entries["Author"] = text_string(author)
    if subject:
        entries["Subject"] = text_string(subject)
    if document.keywords:
        entries["Keywords"] = text_string(_keywords(document))
    if document.label is not None:
        entries["AIGC"] = literal(document.label.as_json())
    return dictionary(entries)


def write_xmp(file: File, document: Document, brand: Brand) -> int:
    """Write the packet, uncompressed so that any program finds it; return its number."""
    date = f"{document.date}T00:00:00+08:00"
    optional = ""
    if name := escape(_author(document, brand)):
        optional += f"<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>\n"
    if subject := escape(_subject(document)):
        words = f'<rdf:li xml:lang="x-default">{subject}</rdf:li>'
        optional += f"<dc:description><rdf:Alt>{words}</rdf:Alt></dc:description>\n"
    if document.keywords:
        optional += f"<pdf:Keywords>{escape(_keywords(document))}</pdf:Keywords>\n"
    packet = _PACKET.format(
        title=escape(document.cover.title),
        language=escape(document.language),
        date=date,
        part=3 if document.pdf.has_files else 2,
        producer=_PRODUCER,
        optional=optional,
    )
    return file.raw_stream("/Type/Metadata/Subtype/XML", packet.encode())


def _author(document: Document, brand: Brand) -> str:
    """Return who publishes it; Info and packet say the same (ISO 19005-2, 6.6.3)."""
    return document.cover.organisation or brand.organisation


def _subject(document: Document) -> str:
    return document.cover.subtitle


def _keywords(document: Document) -> str:
    return ", ".join(document.keywords)


# PDF/A allows properties of schemas it does not know only with a description of the schema
# (ISO 19005-2, 6.6.2.3); that of PDF/UA is one of them.
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{optional}<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
