"""The company's own Word file: which one is asked for, and its bytes."""

import hashlib
from dataclasses import replace as replace_data

from msgspec.structs import replace

from reportgen.diag import Code, Sink
from reportgen.model.brand import Brand
from reportgen.model.report import DocxSpec
from reportgen.model.template import AskedStyle, TemplateFile
from reportgen.read.files import MAX_TEMPLATE, Folder
from reportgen.read.yaml_tree import Mapping, Scalar

_OTHERS = {"charts", "comments", "embed_fonts"}


def draws_charts(node: Mapping | None, *, default: bool) -> bool:
    """Tell whether Word draws charts itself, as ``docx`` of a report or a kit says."""
    word = node.word("charts") if node is not None else ""
    return word == "native" if word else default


def read_docx(node: Mapping | None) -> DocxSpec:
    """Return what ``docx`` of a report asks of the file besides its template."""
    if node is None:
        return DocxSpec()
    fonts = node.scalar("embed_fonts")
    return DocxSpec(
        has_comments=node.word("comments") == "provenance",
        embeds_fonts=fonts is not None and fonts.text == "yes",
        place=fonts.span if fonts is not None else None,
    )


def asked_template(node: Mapping | None, sink: Sink) -> TemplateFile | None:
    """Return the template that ``docx`` of a report or a kit names; it is not read yet."""
    if node is None:
        return None
    word = node.scalar("template")
    if word is None:
        if set(node.entries) - _OTHERS:  # the rest speaks of a template
            sink.add(Code.MISSING_KEY, node.span, key="template / 模板", place="docx")
        return None
    named = node.mapping("styles")
    styles = tuple(
        AskedStyle(role, entry.value.text, entry.value.span)
        for role, entry in (named.entries.items() if named else ())
        if isinstance(entry.value, Scalar)
    )
    return TemplateFile(word.text, b"", word.span, node.word("for_all") == "yes", styles)


def loaded_template(asked: TemplateFile | None, folder: Folder, sink: Sink) -> TemplateFile | None:
    """Return ``asked`` with its bytes, which lie in ``folder``."""
    if asked is None:
        return None
    data = folder.data(asked.name, asked.span, sink, MAX_TEMPLATE)
    if data is None:
        return None
    return replace_data(asked, data=data)


def with_template(brand: Brand, template: TemplateFile | None) -> Brand:
    """Return ``brand`` with ``template``; a report's own goes before that of its kit."""
    if template is None:
        return brand
    seen = hashlib.sha256(template.data).hexdigest()
    asked = f"{brand.digest}{seen}{template.is_for_all}{template.styles}"
    digest = hashlib.sha256(asked.encode()).hexdigest()
    return replace(brand, template=template, digest=digest)
